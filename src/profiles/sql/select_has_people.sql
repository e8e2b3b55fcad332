-- Whether anybody of a role has been delivered for any incident of some sources.
-- In: partnership_ids smallint[], role, sources smallint[]. Out: has_people.
SELECT EXISTS (
  SELECT FROM involvement
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND role = :role AND source_id = ANY (:sources::smallint[])
) AS has_people
