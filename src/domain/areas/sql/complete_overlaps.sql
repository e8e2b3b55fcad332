-- Computes the overlaps of wards with the SNT areas and postcode districts of the same time, on the National Grid.
-- Slivers below a ten-thousandth of both are left out: they come from outlines of different scales.
-- In: partnership_id.
INSERT INTO area_overlap (partnership_id, ward_id, other_id, share_of_ward, share_of_other)
SELECT :partnership_id, ward_id, other_id, shared / ward_area, shared / other_area
FROM (
  SELECT w.id AS ward_id, o.id AS other_id, ST_Area(w.geom) AS ward_area, ST_Area(o.geom) AS other_area,
    ST_Area(ST_Intersection(w.geom, o.geom)) AS shared
  FROM area AS w
  JOIN area AS o ON o.partnership_id = w.partnership_id AND o.kind IN ('SNT_AREA', 'POSTCODE_DISTRICT')
    AND daterange(o.valid_from, o.valid_to, '[]') && daterange(w.valid_from, w.valid_to, '[]')
    AND ST_Intersects(w.geom, o.geom)
  WHERE w.partnership_id = :partnership_id AND w.kind = 'WARD'
) AS pair
WHERE shared > ward_area / 1e4 OR shared > other_area / 1e4
