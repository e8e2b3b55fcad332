-- Raises the data version of a partnership and of its county, which invalidates kept answers; the version of viewers below
-- exact counts only where they see the change before the next release. In: partnership_id, open.
UPDATE partnership SET data_version = data_version + 1, open_version = open_version + CASE WHEN :open::boolean THEN 1 ELSE 0 END
WHERE id = :partnership_id OR id = (SELECT county_id FROM partnership_member WHERE member_id = :partnership_id)
