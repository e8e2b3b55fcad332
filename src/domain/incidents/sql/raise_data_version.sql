-- Tells every reader and cache that a partnership's data has changed, and with it that of its county. In: partnership_id.
UPDATE partnership SET data_version = data_version + 1
WHERE id = :partnership_id OR id = (SELECT county_id FROM partnership_member WHERE member_id = :partnership_id)
