-- Inserts rows, given column by column in PostgreSQL's text format, with their own numbers in identity columns.
-- Slots: table, columns, values (casts of c0, c1, …), arrays (one text[] per column), names (c0, c1, …).
INSERT INTO {{table}} ({{columns}}) OVERRIDING SYSTEM VALUE
SELECT {{values}} FROM unnest({{arrays}}) AS given ({{names}})
