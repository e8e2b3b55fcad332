-- Outlines of the postcode districts that have a point in the partnership and no imported outline: all ground nearer to
-- a postcode of the district than to any other (Voronoi 1908), up to 2 km from it, or 10 km from the point of a
-- district without postcodes. A Voronoi cell belongs to the postcode nearest to its centroid, which lies inside, as
-- cells are convex.
-- In: partnership_id. Out: code, geom (hexadecimal EWKB, National Grid), coarse.
WITH boundary AS (
  SELECT geom FROM area WHERE partnership_id = :partnership_id AND kind = 'PARTNERSHIP'
), wanted AS MATERIALIZED (
  SELECT DISTINCT p.district
  FROM boundary AS b
  JOIN postcode_point AS p ON ST_DWithin(b.geom, p.geom, CASE WHEN p.coarse THEN 5000 ELSE 0 END)
  WHERE p.partnership_id = :partnership_id
    AND NOT EXISTS (SELECT FROM area AS a WHERE a.partnership_id = :partnership_id AND a.kind = 'POSTCODE_DISTRICT'
      AND a.code = p.district AND a.origin <> 'DERIVED')
), cell AS MATERIALIZED (
  SELECT (ST_Dump(ST_VoronoiPolygons(ST_Collect(geom)))).geom
  FROM postcode_point
  WHERE partnership_id = :partnership_id
), owned AS MATERIALIZED (
  SELECT c.geom, p.district, p.coarse, p.geom AS point, CASE WHEN p.coarse THEN 10000 ELSE 2000 END AS reach
  FROM cell AS c
  CROSS JOIN LATERAL (
    SELECT district, coarse, geom
    FROM postcode_point
    WHERE partnership_id = :partnership_id
    ORDER BY geom <-> ST_Centroid(c.geom)
    LIMIT 1
  ) AS p
)
SELECT o.district AS code, bool_or(o.coarse) AS coarse,
  encode(ST_AsEWKB(ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_Union(
    CASE WHEN ST_XMax(o.geom) - ST_XMin(o.geom) + ST_YMax(o.geom) - ST_YMin(o.geom) < o.reach THEN o.geom
      ELSE ST_Intersection(o.geom, ST_Buffer(o.point, o.reach)) END)), 3))), 'hex') AS geom
FROM owned AS o
JOIN wanted AS w ON w.district = o.district
GROUP BY o.district
ORDER BY o.district COLLATE "C"
