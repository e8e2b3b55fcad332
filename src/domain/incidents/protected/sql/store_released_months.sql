-- Stores which agency's records are counted in published months. A month that is published for the first time is cut by the
-- wards of its first day, for good.
-- In: partnership_id, number (of the release), sources smallint[], months date[], key_agencies smallint[], agencies
--   smallint[] (elements null where no agency has the month).
INSERT INTO released_month (partnership_id, source_id, month, key_agency_id, agency_id, ward_ids, first_release)
SELECT :partnership_id, g.source_id, g.month, g.key_agency_id, g.agency_id,
  ARRAY(SELECT a.id FROM area AS a WHERE a.partnership_id = :partnership_id AND a.kind = 'WARD'
    AND daterange(a.valid_from, a.valid_to, '[]') @> g.month ORDER BY a.id), :number
FROM unnest(:sources::smallint[], :months::date[], :key_agencies::smallint[], :agencies::smallint[])
  AS g (source_id, month, key_agency_id, agency_id)
ON CONFLICT (partnership_id, source_id, month, key_agency_id) DO UPDATE SET agency_id = excluded.agency_id
