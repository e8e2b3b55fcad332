-- Overlaps of SNT areas or postcode districts with the wards of a day, the one that covers most of the area first.
-- In: ids integer[] of the areas and days date[] (pairs). Out: other_id, day, ward_id, share_of_ward, share_of_other.
SELECT asked.id AS other_id, asked.day, o.ward_id, o.share_of_ward, o.share_of_other
FROM unnest(:ids::integer[], :days::date[]) AS asked (id, day)
JOIN area_overlap AS o ON o.other_id = asked.id
JOIN area AS w ON w.id = o.ward_id AND daterange(w.valid_from, w.valid_to, '[]') @> asked.day
ORDER BY asked.id, asked.day, o.share_of_other DESC, w.code COLLATE "C"
