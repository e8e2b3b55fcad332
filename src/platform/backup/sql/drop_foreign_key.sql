-- Drops a foreign key. Slots: table, name.
ALTER TABLE {{table}} DROP CONSTRAINT {{name}}
