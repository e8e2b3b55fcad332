-- Counts the incidents added by a load, by location, month and agency, once for all its batches: raising a count in each of
-- many batches would leave a dead row each time, which cannot be cleaned up before the load ends. Ids ascend and loads
-- of a partnership take turns (lock_partnership), so ids above the last one before the load are its own.
-- In: partnership_id, source_id, last_id.
WITH delivery AS MATERIALIZED (
  SELECT id, agency_id FROM submission WHERE partnership_id = :partnership_id AND agency_id IS NOT NULL
), tallied AS (
  SELECT :partnership_id::smallint, :source_id::smallint, added.month, added.offence_id, added.flags, added.location_id,
    added.postcode_district, coalesce(delivery.agency_id, 0) AS agency_id, count(*) AS n
  FROM (
    -- By the primary key, forced by OFFSET 0: the planner misjudges the source's share of the table during a load.
    SELECT * FROM incident WHERE partnership_id = :partnership_id AND id > :last_id OFFSET 0
  ) AS added
  LEFT JOIN delivery ON delivery.id = added.submission_id
  WHERE added.source_id = :source_id
  GROUP BY added.month, added.offence_id, added.flags, added.location_id, added.postcode_district, delivery.agency_id
), counted_month AS MATERIALIZED (
  SELECT month
  FROM (SELECT DISTINCT month FROM tallied) AS m
  WHERE EXISTS (
    SELECT FROM incident_count AS c
    WHERE c.partnership_id = :partnership_id AND c.source_id = :source_id AND c.month = m.month)
), new AS (
  -- A month without counts needs no search for one to add to, which is a third of the work.
  INSERT INTO incident_count
    (partnership_id, source_id, month, offence_id, flags, location_id, postcode_district, agency_id, n)
  SELECT * FROM tallied WHERE month NOT IN (SELECT month FROM counted_month)
)
INSERT INTO incident_count AS c
  (partnership_id, source_id, month, offence_id, flags, location_id, postcode_district, agency_id, n)
SELECT * FROM tallied WHERE month IN (SELECT month FROM counted_month)
ON CONFLICT ON CONSTRAINT incident_count_cell DO UPDATE SET n = c.n + excluded.n
