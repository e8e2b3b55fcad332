-- Makes partnerships members of a county, or updates whether members share their records with it. Raises the county's
-- data version, since its data changes. In: partnership_id (of the county), members smallint[], shares_records.
WITH raised AS (
  UPDATE partnership SET data_version = data_version + 1, open_version = open_version + 1 WHERE id = :partnership_id
)
INSERT INTO partnership_member (member_id, county_id, shares_records, overlap)
SELECT member_id, :partnership_id, :shares_records::boolean, 0
FROM unnest(:members::smallint[]) AS m (member_id)
ON CONFLICT (member_id) DO UPDATE SET shares_records = excluded.shares_records
