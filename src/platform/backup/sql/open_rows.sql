-- Begins to read a table, each value in PostgreSQL's own text format. Slots: columns, table.
DECLARE backup_rows NO SCROLL CURSOR FOR SELECT {{columns}} FROM {{table}}
