-- Next rows of the table that is being read. Slots: count.
FETCH FORWARD {{count}} FROM backup_rows
