-- Stores members of most similar groups and tells which of them said something new.
-- In: partnership_id, lines integer[], years integer[], codes text[], names text[], residents integer[], households
--   integer[], vehicles integer[], premises integer[]. Out: line, changed.
WITH given AS (
  SELECT g.*
  FROM unnest(:lines::integer[], :years::smallint[], :codes::text[], :names::text[], :residents::integer[],
      :households::integer[], :vehicles::integer[], :premises::integer[])
    AS g (line, year, code, name, residents, households, vehicles, premises)
), judged AS (
  SELECT g.*, (p.name, p.residents, p.households, p.vehicles, p.premises)
    IS DISTINCT FROM (g.name, g.residents, g.households, g.vehicles, g.premises) AS changed
  FROM given AS g
  LEFT JOIN peer AS p ON p.partnership_id = :partnership_id AND p.year = g.year AND p.code = g.code
), stored AS (
  INSERT INTO peer (partnership_id, year, code, name, residents, households, vehicles, premises)
  SELECT :partnership_id, year, code, name, residents, households, vehicles, premises
  FROM judged
  WHERE changed
  ON CONFLICT (partnership_id, year, code) DO UPDATE SET name = excluded.name, residents = excluded.residents,
    households = excluded.households, vehicles = excluded.vehicles, premises = excluded.premises
)
SELECT line, changed FROM judged
