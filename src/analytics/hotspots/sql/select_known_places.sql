-- Places at which sources ever recorded an incident, of any offence and time.
-- In: partnership_ids smallint[], sources smallint[].
-- Out: one row, packed, entry i of each being the same place: eastings and northings (EPSG:27700); null where there is none.
SELECT string_agg(float8send(l.easting), '') AS eastings, string_agg(float8send(l.northing), '') AS northings
FROM (
  SELECT DISTINCT c.partnership_id, c.location_id
  FROM incident_count AS c
  WHERE c.partnership_id = ANY (:partnership_ids::smallint[]) AND c.source_id = ANY (:sources::smallint[])
) AS known
JOIN location AS l ON l.partnership_id = known.partnership_id AND l.id = known.location_id
