-- Residents (or households, vehicles, premises) of each area of a kind, of the year nearest to the requested one, or
-- the earlier of two. Where an area has several tables of one year, the one with the fewest breakdowns is summed; where
-- several partnerships have figures of one area, the first one's count.
-- In: partnership_ids smallint[], kind, measure, year. Out: code, year, n, estimated.
SELECT DISTINCT ON (area_code) area_code AS code, year, sum(n) AS n, bool_or(estimated) AS estimated
FROM population
WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND area_kind = :kind AND measure = :measure
GROUP BY partnership_id, area_code, year, age_band_system, sex IS NULL, ethnicity_system
ORDER BY area_code, abs(year - :year::integer), year,
  num_nonnulls(age_band_system, ethnicity_system) + CASE WHEN sex IS NULL THEN 0 ELSE 1 END, age_band_system,
  partnership_id
