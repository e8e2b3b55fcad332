-- Counts the incidents that a load has added, by place and month: once for all of its batches, for a cell that is raised in
-- each of many batches would leave a dead row each time, which nothing can clear away before the load ends.
-- Ids ascend and loads of a partnership take turns (lock_partnership), so those after the last one before it are its own.
-- In: partnership_id, source_id, last_id.
WITH tallied AS (
  SELECT :partnership_id::smallint, :source_id::smallint, month, offence_id, flags, location_id, postcode_district, count(*) AS n,
    sum(record_key) % 256 AS keys
  FROM (
    -- By the primary key (OFFSET 0), whatever the planner takes the share of the source for.
    SELECT * FROM incident WHERE partnership_id = :partnership_id AND id > :last_id OFFSET 0
  ) AS added
  WHERE source_id = :source_id
  GROUP BY month, offence_id, flags, location_id, postcode_district
), counted_month AS MATERIALIZED (
  SELECT month
  FROM (SELECT DISTINCT month FROM tallied) AS m
  WHERE EXISTS (
    SELECT FROM incident_count AS c
    WHERE c.partnership_id = :partnership_id AND c.source_id = :source_id AND c.month = m.month)
), new AS (
  -- In a month without counts there is nothing to add to, and looking for it is a third of the work.
  INSERT INTO incident_count
    (partnership_id, source_id, month, offence_id, flags, location_id, postcode_district, n, keys)
  SELECT * FROM tallied WHERE month NOT IN (SELECT month FROM counted_month)
)
INSERT INTO incident_count AS c
  (partnership_id, source_id, month, offence_id, flags, location_id, postcode_district, n, keys)
SELECT * FROM tallied WHERE month IN (SELECT month FROM counted_month)
ON CONFLICT ON CONSTRAINT incident_count_cell
  DO UPDATE SET n = c.n + excluded.n, keys = (c.keys + excluded.keys) % 256
