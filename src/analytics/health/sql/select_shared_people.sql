-- Residents of the overlaps of wards and postcode districts of a day. An LSOA counts in the ward that holds a point
-- inside it (LSOAs nest in wards, or nearly), and in each district by the share of its area there, so that an even spread
-- is assumed within an LSOA only. Where a ward has no LSOA with figures, its own residents are spread evenly over its
-- area. Areas and figures held by several partnerships are taken from the first.
-- In: partnership_ids smallint[], day, year (figures of the year nearest to it, the earlier of two).
-- Out: ward_code, ward_name, district_code, people (with fractions), by (LSOA or WARD), year.
WITH figure AS (
  SELECT DISTINCT ON (area_kind, area_code) area_kind, area_code, year, sum(n) AS n
  FROM population
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND area_kind IN ('LSOA', 'WARD') AND measure = 'RESIDENTS'
  GROUP BY partnership_id, area_kind, area_code, year, age_band_system, sex IS NULL, ethnicity_system
  ORDER BY area_kind, area_code, abs(year - :year::integer), year,
    num_nonnulls(age_band_system, ethnicity_system) + CASE WHEN sex IS NULL THEN 0 ELSE 1 END, age_band_system,
    partnership_id
), ward AS (
  SELECT id, code, name, geom
  FROM area
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND kind = 'WARD'
    AND daterange(valid_from, valid_to, '[]') @> :day::date
), district AS (
  SELECT DISTINCT ON (code) id, code, geom
  FROM area
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND kind = 'POSTCODE_DISTRICT'
    AND daterange(valid_from, valid_to, '[]') @> :day::date
  ORDER BY code, id
), lsoa AS MATERIALIZED (
  SELECT DISTINCT ON (a.code) a.code, a.geom, ST_PointOnSurface(a.geom) AS point, f.n, f.year
  FROM area AS a
  JOIN figure AS f ON f.area_kind = 'LSOA' AND f.area_code = a.code
  WHERE a.partnership_id = ANY (:partnership_ids::smallint[]) AND a.kind = 'LSOA'
  ORDER BY a.code, daterange(a.valid_from, a.valid_to, '[]') @> :day::date DESC, a.valid_from DESC NULLS LAST, a.id
), homed AS MATERIALIZED (
  SELECT DISTINCT ON (l.code) l.*, w.id AS ward_id
  FROM lsoa AS l
  JOIN ward AS w ON ST_Intersects(w.geom, l.point)
  ORDER BY l.code, w.code COLLATE "C"
), by_lsoa AS (
  SELECT h.ward_id, d.id AS district_id, max(h.year) AS year,
    sum(h.n * CASE WHEN ST_Covers(d.geom, h.geom) THEN 1
      ELSE ST_Area(ST_Intersection(d.geom, h.geom)) / ST_Area(h.geom) END) AS people
  FROM homed AS h
  JOIN district AS d ON ST_Intersects(d.geom, h.geom)
  GROUP BY h.ward_id, d.id
), by_ward AS (
  SELECT o.ward_id, d.id AS district_id, f.year, f.n * o.share_of_ward AS people
  FROM area_overlap AS o
  JOIN ward AS w ON w.id = o.ward_id
  JOIN area AS other ON other.id = o.other_id AND other.kind = 'POSTCODE_DISTRICT'
    AND daterange(other.valid_from, other.valid_to, '[]') @> :day::date
  JOIN district AS d ON d.code = other.code
  JOIN figure AS f ON f.area_kind = 'WARD' AND f.area_code = w.code
  WHERE o.partnership_id = ANY (:partnership_ids::smallint[])
    AND NOT EXISTS (SELECT FROM homed AS h WHERE h.ward_id = w.id)
)
SELECT w.code AS ward_code, w.name AS ward_name, d.code AS district_code, p.people::float8 AS people, p.by, p.year
FROM (
  SELECT *, 'LSOA' AS by FROM by_lsoa
  UNION ALL
  SELECT ward_id, district_id, year, people, 'WARD' FROM by_ward
) AS p
JOIN ward AS w ON w.id = p.ward_id
JOIN district AS d ON d.id = p.district_id
WHERE p.people > 0
ORDER BY w.code COLLATE "C", d.code COLLATE "C"
