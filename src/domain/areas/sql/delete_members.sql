-- Removes members from a county and raises its data version. In: partnership_id (of the county), members smallint[].
WITH raised AS (
  UPDATE partnership SET data_version = data_version + 1, open_version = open_version + 1 WHERE id = :partnership_id
)
DELETE FROM partnership_member WHERE county_id = :partnership_id AND member_id = ANY (:members::smallint[])
