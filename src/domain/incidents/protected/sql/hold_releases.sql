-- Sets for how many quarters after they are due the months of a source are held. In: partnership_id, source_id, quarters (0: not).
WITH gone AS (
  DELETE FROM release_hold
  WHERE partnership_id = :partnership_id AND source_id = :source_id AND :quarters::integer = 0
)
INSERT INTO release_hold (partnership_id, source_id, quarters)
SELECT :partnership_id, :source_id, :quarters::integer
WHERE :quarters::integer > 0
ON CONFLICT (partnership_id, source_id) DO UPDATE SET quarters = excluded.quarters
