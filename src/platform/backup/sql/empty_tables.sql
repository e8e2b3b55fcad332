-- Slots: tables.
TRUNCATE {{tables}}
