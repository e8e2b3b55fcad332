-- Incidents at each place, of any number of selections: those counted, and those of the window that they are compared with.
-- In: requests integer[], {{counts}} (rows of request, location_id, n, previous, weighted, without_weight),
--   {{previous}}, {{weighted}} and {{without_weight}} (what these columns add up to at a place; 0 where they are all 0,
--   since adding up takes half the time), partnership_ids smallint[].
-- Out: one row for each request, in their order. Packed, entry i of each being the same place: location_ids, eastings and
--   northings (EPSG:27700), snapped, ns, previouses, weighteds (summed weight of the n); all null where there is no place.
--   And of all incidents, with or without a place: unlocated and unlocated_before (those of the n and of the previous
--   without), without_weight (those of the n whose offence has no weight).
-- The places are packed before they are joined to the requests: else the planner expects one in two hundred of them and
--   looks up each by itself.
SELECT packed.location_ids, packed.eastings, packed.northings, packed.snapped, packed.ns, packed.previouses,
  packed.weighteds, coalesce(packed.unlocated, 0)::integer AS unlocated,
  coalesce(packed.unlocated_before, 0)::integer AS unlocated_before,
  coalesce(packed.without_weight, 0)::integer AS without_weight
FROM unnest(:requests::integer[]) AS asked (request)
LEFT JOIN (
  SELECT p.request, string_agg(int4send(l.id), '') AS location_ids,
    string_agg(float8send(l.easting), '') AS eastings,
    string_agg(float8send(l.northing), '') AS northings,
    string_agg(boolsend(l.snapped), '') AS snapped,
    string_agg(int4send(p.n), '') FILTER (WHERE l.id IS NOT NULL) AS ns,
    string_agg(int4send(p.previous), '') FILTER (WHERE l.id IS NOT NULL) AS previouses,
    string_agg(float8send(p.weighted), '') FILTER (WHERE l.id IS NOT NULL) AS weighteds,
    sum(p.n) FILTER (WHERE l.id IS NULL) AS unlocated,
    sum(p.previous) FILTER (WHERE l.id IS NULL) AS unlocated_before,
    sum(p.without_weight) AS without_weight
  FROM (
    SELECT c.request, c.location_id, sum(c.n)::integer AS n, {{previous}} AS previous, {{weighted}} AS weighted,
      {{without_weight}} AS without_weight
    FROM ({{counts}}) AS c
    GROUP BY c.request, c.location_id
  ) AS p
  LEFT JOIN location AS l ON l.partnership_id = ANY (:partnership_ids::smallint[]) AND l.id = p.location_id
  GROUP BY p.request
) AS packed USING (request)
ORDER BY asked.request
