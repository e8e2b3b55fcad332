-- Areas of one kind that are valid on a day, as features in a CRS, in the order of their ids as text. An area of
-- several partnerships (a postcode district that reaches into two members of a county) is one row.
-- In: partnership_ids smallint[], kind, at date; srid, decimals, latitude_first boolean (CRS, and order of its axes);
--   id (null: all), box_srid, west, south, east, north (only areas that intersect the box; box_srid null: all),
--   after_id text (null: from the first), most.
-- The planner sees the parameters' values, so conditions on a null drop out. The index on geom finds candidates within
-- the box on the National Grid, where its sides are bent (only positions around Britain can be transformed); they are
-- compared with the box in its own CRS, where its sides are straight.
-- Out: the columns of AreaRow, geometry (GeoJSON text from the stored metres, outer rings anticlockwise where longitude
--   comes first), matched (number of areas regardless of after_id and most). One row with a null id where the page is
--   empty.
WITH matching AS (
  SELECT area.id, area.id::text COLLATE "C" AS feature_id
  FROM area
  WHERE area.partnership_id = ANY (:partnership_ids::smallint[]) AND area.kind = :kind
    AND daterange(area.valid_from, area.valid_to, '[]') @> :at::date
    AND (:id::integer IS NULL OR area.id = :id::integer)
    AND (:box_srid::integer IS NULL OR area.geom && (
        SELECT CASE WHEN :box_srid::integer = 27700 THEN box ELSE
          ST_Expand(ST_Transform(ST_Segmentize(ST_Transform(ST_Intersection(box,
            ST_Transform(ST_MakeEnvelope(-10, 49, 4, 62, 4326), :box_srid::integer)), 4326), 0.01), 27700), 1) END
        FROM (SELECT ST_MakeEnvelope(:west::float8, :south::float8, :east::float8, :north::float8, :box_srid::integer)
          AS box) AS asked)
      AND ST_Intersects(ST_Transform(area.geom, :box_srid::integer),
        ST_MakeEnvelope(:west::float8, :south::float8, :east::float8, :north::float8, :box_srid::integer)))
    AND NOT EXISTS (
      SELECT FROM area AS twin
      WHERE twin.partnership_id = ANY (:partnership_ids::smallint[]) AND twin.kind = area.kind AND twin.code = area.code
        AND twin.valid_from IS NOT DISTINCT FROM area.valid_from AND twin.id < area.id
        AND daterange(twin.valid_from, twin.valid_to, '[]') @> :at::date)
), page AS (
  SELECT id, feature_id
  FROM matching
  WHERE :after_id::text IS NULL OR feature_id > :after_id::text
  ORDER BY feature_id
  LIMIT :most
)
SELECT area.id, area.kind, area.code, area.name, area.origin, area.valid_from, area.valid_to,
  ST_Area(area.geom) / 1e6 AS area_km2,
  ST_X(centroid) AS easting, ST_Y(centroid) AS northing,
  ST_X(degrees) AS longitude, ST_Y(degrees) AS latitude,
  ST_AsGeoJSON(CASE WHEN :latitude_first::boolean THEN ST_FlipCoordinates(projected) ELSE projected END,
    :decimals::integer, 0) AS geometry,
  matched
FROM (SELECT count(*) AS matched FROM matching) AS total
LEFT JOIN page ON true
LEFT JOIN area ON area.id = page.id
LEFT JOIN LATERAL (SELECT ST_Centroid(area.geom) AS centroid) AS c ON true
LEFT JOIN LATERAL (SELECT ST_Transform(centroid, 4326) AS degrees) AS d ON true
LEFT JOIN LATERAL (SELECT ST_ForcePolygonCCW(ST_Transform(area.geom, :srid::integer)) AS projected) AS p ON true
ORDER BY page.feature_id
