-- Stores delivered figures, in place of estimates where there are any. No two figures may be for one cell.
-- In: partnership_id, lines integer[], measures text[], kinds text[], codes text[], years integer[], age_band_systems
--   text[], age_bands text[], sexes text[], ethnicity_systems text[], ethnicities text[], counts integer[].
-- Out: line, changed (whether the figure is new or differs).
WITH given AS (
  SELECT g.*
  FROM unnest(:lines::integer[], :measures::text[], :kinds::text[], :codes::text[], :years::smallint[],
      :age_band_systems::text[], :age_bands::text[], :sexes::text[], :ethnicity_systems::text[], :ethnicities::text[],
      :counts::integer[])
    AS g (line, measure, area_kind, area_code, year, age_band_system, age_band, sex, ethnicity_system, ethnicity, n)
), judged AS (
  SELECT g.*, p.n IS DISTINCT FROM g.n OR p.estimated AS changed
  FROM given AS g
  LEFT JOIN population AS p ON p.partnership_id = :partnership_id AND p.area_kind = g.area_kind AND p.year = g.year
    AND p.measure = g.measure AND p.area_code = g.area_code AND p.age_band_system IS NOT DISTINCT FROM g.age_band_system
    AND p.age_band IS NOT DISTINCT FROM g.age_band AND p.sex IS NOT DISTINCT FROM g.sex
    AND p.ethnicity_system IS NOT DISTINCT FROM g.ethnicity_system AND p.ethnicity IS NOT DISTINCT FROM g.ethnicity
), stored AS (
  INSERT INTO population (partnership_id, measure, area_kind, area_code, year, age_band_system, age_band, sex,
    ethnicity_system, ethnicity, n, estimated)
  SELECT :partnership_id, measure, area_kind, area_code, year, age_band_system, age_band, sex, ethnicity_system, ethnicity,
    n, false
  FROM judged
  WHERE changed
  ON CONFLICT ON CONSTRAINT population_cell DO UPDATE SET n = excluded.n, estimated = false
)
SELECT line, bool_or(changed) AS changed
FROM judged
GROUP BY line
