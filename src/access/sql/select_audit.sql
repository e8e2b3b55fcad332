-- Page of the audit, newest first; one more than asked for, to show that more follow.
-- Inputs:  partnership_id (null: all, and what concerns none), from and to (timestamps or null), actor, action (a whole
--          one, or its part before the point; null: all), before (id to continue from, or null), most
-- Output:  id, at, actor, action, partnership (code or null), detail
SELECT a.id::float8 AS id, a.at, a.actor, a.action, p.code AS partnership, a.detail
FROM audit AS a
LEFT JOIN partnership AS p ON p.id = a.partnership_id
WHERE (:partnership_id::smallint IS NULL OR a.partnership_id = :partnership_id::smallint)
  AND (:from::timestamptz IS NULL OR a.at >= :from::timestamptz)
  AND (:to::timestamptz IS NULL OR a.at <= :to::timestamptz)
  AND (:actor::text IS NULL OR a.actor = :actor::text)
  AND (:action::text IS NULL OR a.action = :action::text OR a.action LIKE :action::text || '.%')
  AND (:before::bigint IS NULL OR a.id < :before::bigint)
ORDER BY a.id DESC
LIMIT :most
