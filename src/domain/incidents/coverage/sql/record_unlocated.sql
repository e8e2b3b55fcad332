-- Writes down rows of a delivery without a place that could be any partnership's of their publisher.
-- In: partnership_id, source_id, submission_id (null without a file), months date[], publishers text[], offences smallint[],
-- unlocated, inside, located integer[].
INSERT INTO unlocated_count
  (partnership_id, source_id, submission_id, month, publisher, offence_id, unlocated, inside, located)
SELECT :partnership_id, :source_id, :submission_id::integer, u.*
FROM unnest(:months::date[], :publishers::text[], :offences::smallint[], :unlocated::integer[], :inside::integer[],
  :located::integer[]) AS u
ON CONFLICT ON CONSTRAINT unlocated_count_line DO UPDATE
  SET unlocated = excluded.unlocated, inside = excluded.inside, located = excluded.located
