-- Raises the data version of a partnership and of its county, which invalidates kept answers. In: partnership_id.
UPDATE partnership SET data_version = data_version + 1
WHERE id = :partnership_id OR id = (SELECT county_id FROM partnership_member WHERE member_id = :partnership_id)
