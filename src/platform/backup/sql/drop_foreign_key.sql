-- Slots: table, name.
ALTER TABLE {{table}} DROP CONSTRAINT {{name}}
