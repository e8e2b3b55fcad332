-- Incidents by place and month of a selection.
-- In: {{counts}} (table of the selected counts), partnership_ids smallint[].
-- Out: one row. Packed, entry i of each being the same place and month, by place and then month: location_ids (0: without a
--   place), months (12 × year + month, January being 0), ns, eastings and northings (EPSG:27700; 0 without a place).
SELECT string_agg(int4send(p.location_id), '') AS location_ids,
  string_agg(int4send(p.month), '') AS months,
  string_agg(int4send(p.n), '') AS ns,
  string_agg(float8send(p.easting), '') AS eastings,
  string_agg(float8send(p.northing), '') AS northings
FROM (
  SELECT coalesce(l.id, 0) AS location_id, c.month, c.n, coalesce(l.easting, 0) AS easting, coalesce(l.northing, 0) AS northing
  FROM (
    SELECT c.location_id, (12 * extract(year FROM c.month) + extract(month FROM c.month) - 1)::integer AS month,
      sum(c.n)::integer AS n
    FROM {{counts}} AS c
    GROUP BY c.location_id, c.month
  ) AS c
  LEFT JOIN location AS l ON l.partnership_id = ANY (:partnership_ids::smallint[]) AND l.id = c.location_id
  ORDER BY 1, 2
) AS p
