-- Number of lines of the audit that a selection has, on all of its pages.
-- Inputs:  partnership_id, from, to, actor, action (as in select_audit)
-- Output:  n
SELECT count(*) AS n
FROM audit AS a
WHERE (:partnership_id::smallint IS NULL OR a.partnership_id = :partnership_id::smallint)
  AND (:from::timestamptz IS NULL OR a.at >= :from::timestamptz)
  AND (:to::timestamptz IS NULL OR a.at <= :to::timestamptz)
  AND (:actor::text IS NULL OR a.actor = :actor::text)
  AND (:action::text IS NULL OR a.action = :action::text OR a.action LIKE :action::text || '.%')
