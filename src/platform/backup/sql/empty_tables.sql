-- Deletes all rows of some tables. Slots: tables.
TRUNCATE {{tables}}
