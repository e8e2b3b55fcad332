-- People of any number of selections, by all their known attributes.
-- In: {{involved}} (rows of request, id of an incident, and its people of the role, person_key null where it has none).
-- Out: request, organisation, sex, age_band_system, age_band, self_defined_system, self_defined, officer_defined_system,
--   officer_defined (null: not known), n (people; 0 in the one row of incidents without anybody), incidents (all of the
--   request, repeated in each of its rows), covered (incidents with somebody of the role, repeated in each row).
WITH involved AS MATERIALIZED (
  {{involved}}
), told AS (
  SELECT request, count(DISTINCT id)::integer AS incidents,
    count(DISTINCT id) FILTER (WHERE person_key IS NOT NULL)::integer AS covered
  FROM involved
  GROUP BY request
)
SELECT request, organisation, sex, age_band_system, age_band, self_defined_system, self_defined, officer_defined_system,
  officer_defined, count(person_key)::integer AS n, incidents, covered
FROM involved
JOIN told USING (request)
GROUP BY request, incidents, covered, organisation, sex, age_band_system, age_band, self_defined_system, self_defined,
  officer_defined_system, officer_defined
ORDER BY request, organisation, sex, age_band_system, age_band, self_defined_system, self_defined,
  officer_defined_system, officer_defined
