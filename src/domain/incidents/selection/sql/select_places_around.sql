-- Places inside a box, without some that are known.
-- In: {{inside}} (condition on location AS l), partnership_ids smallint[], west, south, east and north (metres, EPSG:27700), known integer[] (ids to leave out).
-- Out: one row. Packed, entry i of each being the same place: location_ids, eastings, northings; all null where there is
--   none.
SELECT string_agg(int4send(l.id), '') AS location_ids,
  string_agg(float8send(l.easting), '') AS eastings,
  string_agg(float8send(l.northing), '') AS northings
FROM location AS l
WHERE l.partnership_id = ANY (:partnership_ids::smallint[])
  AND l.geom && ST_MakeEnvelope(:west::float8, :south::float8, :east::float8, :north::float8, 27700)
  AND {{inside}}
  AND NOT EXISTS (SELECT FROM unnest(:known::integer[]) AS k (id) WHERE k.id = l.id)
