-- For which incidents anybody of a role has been delivered at all.
-- In: partnership_ids smallint[], roles text[] and sources smallint[] (pairs that are asked about). Out: role, source_id, of the pairs
--   with anybody.
SELECT asked.role, asked.source_id
FROM unnest(:roles::text[], :sources::smallint[]) AS asked (role, source_id)
WHERE EXISTS (
  SELECT FROM involvement AS p
  WHERE p.partnership_id = ANY (:partnership_ids::smallint[]) AND p.role = asked.role AND p.source_id = asked.source_id
)
