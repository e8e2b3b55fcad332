-- Standing deliveries of an agency's data set for a quarter, oldest first.
-- In: partnership_id, agency_id, content (code of the data set), quarter (its first day). Out: id.
SELECT id
FROM submission
WHERE partnership_id = :partnership_id AND quarter = :quarter::date AND agency_id = :agency_id AND content = :content
  AND state = 'STANDING'
ORDER BY id
