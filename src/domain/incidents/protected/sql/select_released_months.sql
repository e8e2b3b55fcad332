-- Months that were published, by the agency that their noise is keyed by. In: partnership_id.
-- Out: source_id, month, key_agency_id, agency_id (null while no agency has it).
SELECT source_id, month, key_agency_id, agency_id
FROM released_month
WHERE partnership_id = :partnership_id
ORDER BY source_id, month, key_agency_id
