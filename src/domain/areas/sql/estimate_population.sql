-- Sums figures of small areas to larger ones by best fit: a small area counts wholly in the one larger area (of a kind
-- and time) that shares most ground with it. Each table (figures with equal systems and equal nulls) is summed by
-- itself. Larger areas that the small areas of a table cover by less than 90% get no estimate from it; delivered
-- figures are kept.
-- In: partnership_id, base (kind of the small areas), kinds text[] of the larger, year, measure.
-- Out: kind, areas, covered (areas with an estimate, or with delivered figures in its place), changed (number of
--   changed figures, equal on every row).
WITH base AS (
  SELECT *, concat_ws('/', coalesce(age_band_system, ''), sex IS NULL, coalesce(ethnicity_system, '')) AS layout
  FROM population
  WHERE partnership_id = :partnership_id AND area_kind = :base AND year = :year AND measure = :measure
), small AS (
  SELECT DISTINCT ON (code) code, geom
  FROM area
  WHERE partnership_id = :partnership_id AND kind = :base AND code IN (SELECT area_code FROM base)
  ORDER BY code, valid_from DESC NULLS LAST
), large AS (
  SELECT DISTINCT ON (kind, code) kind, code, daterange(valid_from, valid_to) AS version, geom
  FROM area
  WHERE partnership_id = :partnership_id AND kind = ANY (:kinds::text[])
  ORDER BY kind, code, valid_from DESC NULLS LAST
), pair AS MATERIALIZED (
  SELECT small.code, large.kind, large.version, large.code AS into_code,
    ST_Area(ST_Intersection(small.geom, large.geom)) AS shared
  FROM small
  JOIN large ON ST_Intersects(small.geom, large.geom)
), fit AS (
  SELECT DISTINCT ON (code, kind, version) code, kind, into_code
  FROM pair
  ORDER BY code, kind, version, shared DESC, into_code COLLATE "C"
), covered AS (
  SELECT large.kind, large.code, given.layout
  FROM (SELECT DISTINCT area_code, layout FROM base) AS given
  JOIN pair ON pair.code = given.area_code
  JOIN large ON large.kind = pair.kind AND large.code = pair.into_code
  GROUP BY large.kind, large.code, large.geom, given.layout
  HAVING sum(pair.shared) >= 0.9 * ST_Area(large.geom)
), stored AS (
  INSERT INTO population (partnership_id, measure, area_kind, area_code, year, age_band_system, age_band, sex,
    ethnicity_system, ethnicity, n, estimated)
  SELECT :partnership_id, :measure, fit.kind, fit.into_code, :year, base.age_band_system, base.age_band, base.sex,
    base.ethnicity_system, base.ethnicity, sum(base.n), true
  FROM base
  JOIN fit ON fit.code = base.area_code
  JOIN covered ON covered.kind = fit.kind AND covered.code = fit.into_code AND covered.layout = base.layout
  GROUP BY fit.kind, fit.into_code, base.age_band_system, base.age_band, base.sex, base.ethnicity_system, base.ethnicity
  ON CONFLICT ON CONSTRAINT population_cell DO UPDATE SET n = excluded.n
    WHERE population.estimated AND population.n <> excluded.n
  RETURNING 1
)
SELECT large.kind, count(DISTINCT large.code) AS areas, count(DISTINCT covered.code) AS covered,
  (SELECT count(*) FROM stored) AS changed
FROM large
LEFT JOIN covered ON covered.kind = large.kind AND covered.code = large.code
GROUP BY large.kind
ORDER BY large.kind
