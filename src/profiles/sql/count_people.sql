-- The people of the selected incidents, by all that is known of them.
-- In: {{selected}} (condition on incident AS c), role.
-- Out: organisation, sex, age_band_system, age_band, self_defined_system, self_defined, officer_defined_system,
--   officer_defined (null: not known), n (people; 0 in the one row of incidents without anybody), incidents (all of the
--   selected, in each row), covered (those with somebody of the role, in each row).
WITH involved AS MATERIALIZED (
  SELECT c.id, p.person_key, p.organisation, p.sex, p.age_band_system, p.age_band, p.self_defined_system, p.self_defined,
    p.officer_defined_system, p.officer_defined
  FROM incident AS c
  LEFT JOIN involvement AS p ON p.partnership_id = c.partnership_id AND p.incident_id = c.id AND p.role = :role
  WHERE {{selected}}
)
SELECT organisation, sex, age_band_system, age_band, self_defined_system, self_defined, officer_defined_system,
  officer_defined, count(person_key)::integer AS n,
  (SELECT count(DISTINCT id) FROM involved)::integer AS incidents,
  (SELECT count(DISTINCT id) FROM involved WHERE person_key IS NOT NULL)::integer AS covered
FROM involved
GROUP BY organisation, sex, age_band_system, age_band, self_defined_system, self_defined, officer_defined_system,
  officer_defined
ORDER BY organisation, sex, age_band_system, age_band, self_defined_system, self_defined, officer_defined_system,
  officer_defined
