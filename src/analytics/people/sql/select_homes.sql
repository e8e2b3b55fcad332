-- Homes of the offenders of the selected incidents, relative to the incident's ward, with distances from the incident.
-- In: {{incidents}} (table of the selected incidents), {{wards}} (wards of their locations), partnership_ids.
-- Out: one row. same_ward, neighbouring_ward, elsewhere, outside, unknown (offenders); within_area (packed float8, metres:
--   largest distance within the area, for pairs of home and incident in one area), distances (packed float8,
--   metres, of the other pairs where both are known). Organisations are not counted.
-- Method: boundaries are those of the month of the incident. An LSOA belongs to the ward that holds a point inside it. A
--   home whose code has no boundary is outside, provided that there are boundaries of its kind. Wards are
--   neighbours where their outlines come within a metre. Distances are straight lines from the centroid of the home
--   area (EPSG:27700). Geometry is computed once per area, not per offender. A home is looked up in the areas of
--   the incident's partnership, then in those of the others.
WITH elsewhere AS MATERIALIZED (
  SELECT DISTINCT ON (kind, code, valid_from) id, kind, code, daterange(valid_from, valid_to, '[]') AS valid
  FROM area
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND kind IN ('LSOA', 'WARD')
    AND cardinality(:partnership_ids::smallint[]) > 1
  ORDER BY kind, code, valid_from, id
), offender AS MATERIALIZED (
  SELECT c.month, c.location_id, p.home_kind, coalesce(home.id, other.id) AS home_id, w.area_id AS incident_ward
  FROM {{incidents}} AS c
  JOIN involvement AS p ON p.partnership_id = c.partnership_id AND p.incident_id = c.id
    AND p.role = 'OFFENDER' AND NOT p.organisation
  LEFT JOIN area AS home ON home.partnership_id = c.partnership_id AND home.kind = p.home_kind
    AND home.code = p.home_code AND daterange(home.valid_from, home.valid_to, '[]') @> c.month
  LEFT JOIN elsewhere AS other ON home.id IS NULL AND other.kind = p.home_kind AND other.code = p.home_code
    AND other.valid @> c.month
  LEFT JOIN {{wards}} AS w ON w.location_id = c.location_id AND w.valid @> c.month
), home AS MATERIALIZED (
  SELECT id, kind, daterange(valid_from, valid_to, '[]') AS valid, ST_Centroid(geom) AS centre,
    ST_PointOnSurface(geom) AS inside,
    ST_MaxDistance(ST_ConvexHull(geom), ST_ConvexHull(geom)) AS diameter
  FROM area
  WHERE id IN (SELECT home_id FROM offender)
), home_ward AS MATERIALIZED (
  SELECT id AS home_id, id AS ward_id, valid
  FROM home
  WHERE kind = 'WARD'
  UNION ALL
  (SELECT DISTINCT ON (home.id, ward.valid_from) home.id, ward.id, daterange(ward.valid_from, ward.valid_to, '[]')
  FROM home
  JOIN area AS ward ON ward.partnership_id = ANY (:partnership_ids::smallint[]) AND ward.kind = 'WARD'
    AND ST_Intersects(ward.geom, home.inside)
  WHERE home.kind = 'LSOA'
  ORDER BY home.id, ward.valid_from, ward.code COLLATE "C")
), kind_of_map AS MATERIALIZED (
  SELECT kind, range_agg(daterange(valid_from, valid_to, '[]')) AS valid
  FROM area
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND kind IN ('LSOA', 'WARD')
  GROUP BY kind
), neighbours AS MATERIALIZED (
  SELECT a.id AS one, b.id AS other
  FROM area AS a
  JOIN area AS b ON ST_DWithin(a.geom, b.geom, 1) AND b.id <> a.id
  WHERE a.partnership_id = ANY (:partnership_ids::smallint[]) AND b.partnership_id = ANY (:partnership_ids::smallint[]) AND a.kind = 'WARD' AND b.kind = 'WARD'
    AND a.id IN (SELECT ward_id FROM home_ward) AND b.id IN (SELECT incident_ward FROM offender)
), judged AS MATERIALIZED (
  SELECT CASE
      WHEN o.home_kind IS NULL THEN 'unknown'
      WHEN h.ward_id IS NULL AND map.kind IS NOT NULL THEN 'outside'
      WHEN h.ward_id IS NULL OR o.incident_ward IS NULL THEN 'unknown'
      WHEN h.ward_id = o.incident_ward THEN 'same ward'
      WHEN (h.ward_id, o.incident_ward) IN (SELECT one, other FROM neighbours) THEN 'neighbouring ward'
      ELSE 'elsewhere' END AS residence,
    inside.area_id IS NOT NULL AS same_area, home.diameter,
    sqrt((ST_X(home.centre) - l.easting) ^ 2 + (ST_Y(home.centre) - l.northing) ^ 2) AS distance
  FROM offender AS o
  LEFT JOIN home ON home.id = o.home_id
  LEFT JOIN home_ward AS h ON h.home_id = o.home_id AND h.valid @> o.month
  LEFT JOIN kind_of_map AS map ON map.kind = o.home_kind AND map.valid @> o.month
  LEFT JOIN location AS l ON l.partnership_id = ANY (:partnership_ids::smallint[]) AND l.id = o.location_id
  LEFT JOIN location_area AS inside ON inside.partnership_id = ANY (:partnership_ids::smallint[]) AND inside.area_id = o.home_id
    AND inside.location_id = o.location_id
)
SELECT (count(*) FILTER (WHERE residence = 'same ward'))::integer AS same_ward,
  (count(*) FILTER (WHERE residence = 'neighbouring ward'))::integer AS neighbouring_ward,
  (count(*) FILTER (WHERE residence = 'elsewhere'))::integer AS elsewhere,
  (count(*) FILTER (WHERE residence = 'outside'))::integer AS outside,
  (count(*) FILTER (WHERE residence = 'unknown'))::integer AS unknown,
  string_agg(float8send(diameter), '' ORDER BY diameter) FILTER (WHERE same_area) AS within_area,
  string_agg(float8send(distance), '' ORDER BY distance) FILTER (WHERE NOT same_area AND distance IS NOT NULL) AS distances
FROM judged
