-- Wards that share ground with SNT areas or postcode districts, in the boundaries of a day each.
-- In: ids integer[] of the latter and days date[] (pairs). Out: other_id, day, ward_id, share_of_ward, share_of_other.
SELECT asked.id AS other_id, asked.day, o.ward_id, o.share_of_ward, o.share_of_other
FROM unnest(:ids::integer[], :days::date[]) AS asked (id, day)
JOIN area_overlap AS o ON o.other_id = asked.id
JOIN area AS w ON w.id = o.ward_id AND daterange(w.valid_from, w.valid_to, '[]') @> asked.day
ORDER BY asked.id, asked.day, o.share_of_other DESC, w.code COLLATE "C"
