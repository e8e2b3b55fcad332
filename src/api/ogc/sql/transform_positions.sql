-- Positions from one CRS to another, without the OSTN15 grid (good to a metre or so between degrees and the National
-- Grid). In: xs float8[], ys float8[] (longitude first), from_srid, to_srid. Out: one row. xs, ys, packed, in the same
-- order; null where there is no position.
SELECT string_agg(float8send(ST_X(p.geom)), '' ORDER BY p.nth) AS xs,
  string_agg(float8send(ST_Y(p.geom)), '' ORDER BY p.nth) AS ys
FROM (
  SELECT nth, ST_Transform(ST_SetSRID(ST_MakePoint(x, y), :from_srid::integer), :to_srid::integer) AS geom
  FROM unnest(:xs::float8[], :ys::float8[]) WITH ORDINALITY AS given (x, y, nth)
) AS p
