-- Adds rows, given column by column in PostgreSQL's text format, with the numbers that they had.
-- In: c0, c1, … text[], one per column. Slots: table, columns, values (casts of c0, c1, …), arrays, names.
INSERT INTO {{table}} ({{columns}}) OVERRIDING SYSTEM VALUE
SELECT {{values}} FROM unnest({{arrays}}) AS given ({{names}})
