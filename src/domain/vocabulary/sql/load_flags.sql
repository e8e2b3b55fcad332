-- Adds flags of the shipped vocabulary that are not there yet and brings those that are up to date, after the offences.
-- In: flags jsonb, an array of {bit, code, name, countedWithout}; countedWithout (codes of offences) makes the records with
--   the flag a protected count of their own.
WITH given AS (
  SELECT bit, code, name, "countedWithout" AS counted_without
  FROM jsonb_to_recordset(:flags::jsonb) AS f (bit integer, code text, name text, "countedWithout" text[])
), stored AS (
  INSERT INTO flag (bit, code, name, has_cells)
  SELECT bit, code, name, counted_without IS NOT NULL FROM given
  ON CONFLICT (bit) DO UPDATE SET code = excluded.code, name = excluded.name, has_cells = excluded.has_cells
  RETURNING bit
)
INSERT INTO flag_offence (bit, offence_id)
SELECT stored.bit, offence.id
FROM stored
JOIN given ON given.bit = stored.bit
JOIN offence ON offence.code = ANY (given.counted_without)
ON CONFLICT DO NOTHING
