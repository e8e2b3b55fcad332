-- Where the offenders of the selected incidents live: how near to the incident's ward, and how far from the incident.
-- In: {{selected}} (condition on incident AS c), partnership_id.
-- Out: one row. same_ward, neighbouring_ward, elsewhere, outside, unknown (offenders); same_area (pairs of home and
--   incident in one area, which have no distance), distances (packed float8, metres, of the other pairs where both are
--   known). Organisations are not counted.
-- Method: boundaries are those of the month of the incident. An LSOA is of the ward that a point inside it lies in. A
--   home whose code is on no boundary of its kind is outside, where there are boundaries of that kind at all. Wards are
--   neighbours where their outlines come within a metre. Distances are straight lines from the centroid of the home
--   area (EPSG:27700).
WITH offender AS MATERIALIZED (
  SELECT c.month, c.location_id, p.home_kind, p.home_code
  FROM incident AS c
  JOIN involvement AS p ON p.partnership_id = c.partnership_id AND p.incident_id = c.id
    AND p.role = 'OFFENDER' AND NOT p.organisation
  WHERE {{selected}}
), ward AS MATERIALIZED (
  SELECT id, code, geom, daterange(valid_from, valid_to, '[]') AS valid
  FROM area
  WHERE partnership_id = :partnership_id AND kind = 'WARD'
), home AS MATERIALIZED (
  SELECT a.id, a.kind, a.code, daterange(a.valid_from, a.valid_to, '[]') AS valid, a.geom,
    ST_Centroid(a.geom) AS centre
  FROM area AS a
  WHERE a.partnership_id = :partnership_id AND a.kind IN ('LSOA', 'WARD')
    AND (a.kind, a.code) IN (SELECT home_kind, home_code FROM offender)
), home_ward AS MATERIALIZED (
  SELECT DISTINCT ON (home.id, ward.valid) home.id AS home_id, ward.id AS ward_id, ward.valid
  FROM home
  JOIN ward ON CASE home.kind WHEN 'WARD' THEN ward.id = home.id
    ELSE ward.valid && home.valid AND ST_Intersects(ward.geom, ST_PointOnSurface(home.geom)) END
  ORDER BY home.id, ward.valid, ward.code COLLATE "C"
), known_kind AS MATERIALIZED (
  SELECT kind, range_agg(daterange(valid_from, valid_to, '[]')) AS valid
  FROM area
  WHERE partnership_id = :partnership_id AND kind IN ('LSOA', 'WARD')
  GROUP BY kind
), placed AS MATERIALIZED (
  SELECT o.month, o.location_id, o.home_code, h.id AS home_id, h.centre, hw.ward_id AS home_ward, iw.area_id AS incident_ward,
    k.kind IS NOT NULL AS kind_is_known
  FROM offender AS o
  LEFT JOIN home AS h ON h.kind = o.home_kind AND h.code = o.home_code AND h.valid @> o.month
  LEFT JOIN home_ward AS hw ON hw.home_id = h.id AND hw.valid @> o.month
  LEFT JOIN known_kind AS k ON k.kind = o.home_kind AND k.valid @> o.month
  LEFT JOIN LATERAL (
    SELECT la.area_id FROM location_area AS la JOIN ward ON ward.id = la.area_id AND ward.valid @> o.month
    WHERE la.partnership_id = :partnership_id AND la.location_id = o.location_id AND la.kind = 'WARD'
  ) AS iw ON true
), neighbours AS MATERIALIZED (
  SELECT pair.home_ward, pair.incident_ward
  FROM (SELECT DISTINCT home_ward, incident_ward FROM placed WHERE home_ward <> incident_ward) AS pair
  JOIN ward AS a ON a.id = pair.home_ward
  JOIN ward AS b ON b.id = pair.incident_ward
  WHERE ST_DWithin(a.geom, b.geom, 1)
), judged AS (
  SELECT p.*, CASE
      WHEN p.home_code IS NULL THEN 'unknown'
      WHEN p.home_ward IS NULL AND p.kind_is_known THEN 'outside'
      WHEN p.home_ward IS NULL OR p.incident_ward IS NULL THEN 'unknown'
      WHEN p.home_ward = p.incident_ward THEN 'same ward'
      WHEN n.home_ward IS NOT NULL THEN 'neighbouring ward'
      ELSE 'elsewhere' END AS residence,
    EXISTS (SELECT FROM location_area AS la WHERE la.partnership_id = :partnership_id AND la.area_id = p.home_id
      AND la.location_id = p.location_id) AS same_area,
    ST_Distance(p.centre, l.geom) AS distance
  FROM placed AS p
  LEFT JOIN neighbours AS n ON n.home_ward = p.home_ward AND n.incident_ward = p.incident_ward
  LEFT JOIN location AS l ON l.partnership_id = :partnership_id AND l.id = p.location_id
)
SELECT (count(*) FILTER (WHERE residence = 'same ward'))::integer AS same_ward,
  (count(*) FILTER (WHERE residence = 'neighbouring ward'))::integer AS neighbouring_ward,
  (count(*) FILTER (WHERE residence = 'elsewhere'))::integer AS elsewhere,
  (count(*) FILTER (WHERE residence = 'outside'))::integer AS outside,
  (count(*) FILTER (WHERE residence = 'unknown'))::integer AS unknown,
  (count(*) FILTER (WHERE same_area))::integer AS same_area,
  string_agg(float8send(distance), '' ORDER BY distance) FILTER (WHERE NOT same_area AND distance IS NOT NULL) AS distances
FROM judged
