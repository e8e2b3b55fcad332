-- The selected incidents by area, by what decides their themes, and by stretch of time.
-- In: {{counts}} (subquery with location_id, offence_id, flags, month (the first day of a month, or any day) and n),
--   {{cells}} (table of the selected cells), {{cell_area}} (the area of a cell), {{located}} (areas of locations),
--   areas_as_of (day whose areas count), starts date[] (first day of each stretch, in order).
-- Out: area_id (null: in no area), offence_id (null: a cell by flag), flags, stretch (number, from 0), n (cells that were
--   divided among wards have fractions).
SELECT place.area_id, c.offence_id, c.flags, width_bucket(c.month, :starts::date[]) - 1 AS stretch, sum(c.n) AS n
FROM {{counts}} AS c
LEFT JOIN {{located}} AS place ON place.location_id = c.location_id AND place.valid @> :areas_as_of::date
GROUP BY 1, 2, 3, 4
UNION ALL
SELECT {{cell_area}}, c.offence_id, coalesce(c.flag, 0), width_bucket(c.month, :starts::date[]) - 1, sum(c.n)
FROM {{cells}} AS c
GROUP BY 1, 2, 3, 4
