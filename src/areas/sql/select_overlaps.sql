-- Wards that share ground with SNT areas or postcode districts. In: ids integer[] of the latter.
-- Out: other_id, ward_id, share_of_ward, share_of_other.
SELECT other_id, ward_id, share_of_ward, share_of_other
FROM area_overlap
WHERE other_id = ANY (:ids::integer[])
ORDER BY other_id, share_of_other DESC, ward_id
