-- Residents of some areas of one kind, added up, by each way in which they are published for all of these areas; of
-- several years the one nearest to the year asked for, of two as near the earlier. Where several partnerships have figures
-- of one area, those of the first count.
-- In: partnership_ids smallint[], area_kind, area_codes text[], year. Out: year, age_band_system, age_band, sex, ethnicity_system,
--   ethnicity (null: all of them together), n, estimated. Rows with the same systems and the same nulls are one table.
WITH figure AS MATERIALIZED (
  SELECT DISTINCT ON (year, area_code, age_band_system, age_band, sex, ethnicity_system, ethnicity) year, area_code, age_band_system,
    age_band, sex, ethnicity_system, ethnicity, n, estimated,
    coalesce(age_band_system, '') || '/' || (sex IS NULL) || '/' || coalesce(ethnicity_system, '') AS layout
  FROM population
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND measure = 'RESIDENTS' AND area_kind = :area_kind
    AND area_code = ANY (:area_codes::text[])
  ORDER BY year, area_code, age_band_system, age_band, sex, ethnicity_system, ethnicity, partnership_id
), complete AS (
  SELECT DISTINCT ON (layout) layout, year
  FROM figure
  GROUP BY layout, year
  HAVING count(DISTINCT area_code) = cardinality(:area_codes::text[])
  ORDER BY layout, abs(year - :year::integer), year
)
SELECT f.year, f.age_band_system, f.age_band, f.sex, f.ethnicity_system, f.ethnicity, sum(f.n)::integer AS n,
  bool_or(f.estimated) AS estimated
FROM figure AS f
JOIN complete USING (layout, year)
GROUP BY f.year, f.age_band_system, f.age_band, f.sex, f.ethnicity_system, f.ethnicity
ORDER BY f.age_band_system, f.age_band, f.sex, f.ethnicity_system, f.ethnicity
