-- Whether boxes in some CRS lie within limits on the National Grid.
-- In: srid, wests, souths, easts and norths float8[] (in that CRS), west, south, east, north (EPSG:27700).
-- Out: inside, in the order given.
SELECT ST_XMin(corners) >= :west::float8 AND ST_XMax(corners) <= :east::float8
  AND ST_YMin(corners) >= :south::float8 AND ST_YMax(corners) <= :north::float8 AS inside
FROM unnest(:wests::float8[], :souths::float8[], :easts::float8[], :norths::float8[]) WITH ORDINALITY
  AS box (w, s, e, n, place)
CROSS JOIN LATERAL (SELECT ST_Transform(ST_SetSRID(ST_Collect(ARRAY[ST_MakePoint(w, s), ST_MakePoint(e, s),
  ST_MakePoint(e, n), ST_MakePoint(w, n)]), :srid::integer), 27700) AS corners) AS transformed
ORDER BY place
