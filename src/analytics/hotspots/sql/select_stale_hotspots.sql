-- Partnerships with data whose hotspots are not those of the present data. Out: id.
SELECT p.id
FROM partnership AS p
WHERE EXISTS (SELECT FROM source_coverage AS s WHERE s.partnership_id = p.id)
  AND NOT EXISTS (SELECT FROM hotspot_run AS r WHERE r.partnership_id = p.id AND r.data_version = p.data_version)
ORDER BY p.id
