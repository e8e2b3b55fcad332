-- Whether any outcome event of a source has been delivered. In: partnership_id, source_id. Out: present.
SELECT EXISTS (
  SELECT FROM incident_outcome WHERE partnership_id = :partnership_id AND source_id = :source_id
) AS present
