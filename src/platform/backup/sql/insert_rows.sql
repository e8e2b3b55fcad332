-- Adds rows, given column by column in PostgreSQL's text format, with the numbers that they had.
-- Slots: table, columns, values (casts of c0, c1, …), arrays (one text[] per column), names (c0, c1, …).
INSERT INTO {{table}} ({{columns}}) OVERRIDING SYSTEM VALUE
SELECT {{values}} FROM unnest({{arrays}}) AS given ({{names}})
