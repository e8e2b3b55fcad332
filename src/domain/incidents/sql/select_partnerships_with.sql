-- Partnerships that have records of some offences. In: offence_ids smallint[]. Out: id.
SELECT DISTINCT partnership_id AS id FROM incident_count WHERE offence_id = ANY (:offence_ids::smallint[]) ORDER BY 1
