-- Adds a foreign key, checking all rows at once. Slots: table, name, definition.
ALTER TABLE {{table}} ADD CONSTRAINT {{name}} {{definition}}
