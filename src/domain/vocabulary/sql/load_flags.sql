-- Adds flags of the shipped vocabulary that are not there yet and renames those that are.
-- In: flags jsonb, an array of {bit, code, name}.
INSERT INTO flag (bit, code, name)
SELECT bit, code, name FROM jsonb_to_recordset(:flags::jsonb) AS f (bit integer, code text, name text)
ON CONFLICT (bit) DO UPDATE SET code = excluded.code, name = excluded.name
