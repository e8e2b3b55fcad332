-- The next rows of the cursor on count_by_dimensions. Out: as count_by_dimensions; none after the last.
FETCH FORWARD 2000 FROM counts
