-- Stores successors of LSOAs that the partnership knows, before or after the change, from boundaries or from a look-up
-- to its wards. In: partnership_id, lines integer[], lsoas text[], becames text[] (codes).
-- Out: line, fate (loaded, unchanged, outside).
WITH given AS (
  SELECT g.line, g.lsoa, g.became,
    EXISTS (SELECT FROM lsoa_ward AS l WHERE l.partnership_id = :partnership_id AND l.lsoa_code IN (g.lsoa, g.became))
      OR EXISTS (SELECT FROM area AS a WHERE a.partnership_id = :partnership_id AND a.kind = 'LSOA'
        AND a.code IN (g.lsoa, g.became)) AS own,
    EXISTS (SELECT FROM lsoa_change AS c WHERE c.partnership_id = :partnership_id AND c.lsoa_code = g.lsoa
      AND c.became_code = g.became) AS known
  FROM unnest(:lines::integer[], :lsoas::text[], :becames::text[]) AS g (line, lsoa, became)
), added AS (
  INSERT INTO lsoa_change (partnership_id, lsoa_code, became_code)
  SELECT :partnership_id, lsoa, became FROM given WHERE own AND NOT known
)
SELECT line, CASE WHEN known THEN 'unchanged' WHEN own THEN 'loaded' ELSE 'outside' END AS fate
FROM given
ORDER BY line
