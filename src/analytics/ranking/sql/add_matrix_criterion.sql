-- Adds a criterion of a partnership's own.
-- In: partnership_id, matrix, code, name, least, greatest, judged_because, since (null: always).
-- Out: its id; no row where the matrix has a criterion with this code, of everyone's or of the partnership's.
INSERT INTO matrix_criterion (partnership_id, matrix, code, name, least, greatest, judged_because, since)
SELECT :partnership_id, :matrix, :code, :name, :least::smallint, :greatest::smallint, :judged_because, :since::date
WHERE NOT EXISTS (SELECT FROM matrix_criterion
  WHERE partnership_id IS NULL AND matrix = :matrix AND code = :code)
ON CONFLICT DO NOTHING
RETURNING id
