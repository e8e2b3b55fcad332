-- Ends the reading of a table.
CLOSE backup_rows
