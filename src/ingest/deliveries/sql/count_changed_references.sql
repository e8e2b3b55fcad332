-- Number of records of a delivery with a reference that a different record of an earlier delivery has. Identical
-- records are one incident, which belongs to the earlier delivery and is not counted here.
-- In: partnership_id, source_id, submission_id, earlier integer[] (other deliveries), from, to (timestamps between
--   which all of them began). Out: n.
WITH own AS MATERIALIZED (
  SELECT submission_id, reference
  FROM incident
  WHERE partnership_id = :partnership_id AND source_id = :source_id AND reference IS NOT NULL
    AND occurred_from >= :from::timestamptz AND occurred_from <= :to::timestamptz
    AND (submission_id = :submission_id OR submission_id = ANY (:earlier::integer[]))
)
SELECT count(DISTINCT new.reference) AS n
FROM own AS new
JOIN own AS old ON old.reference = new.reference AND old.submission_id <> :submission_id
WHERE new.submission_id = :submission_id
