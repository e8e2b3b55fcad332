-- Lines that this transaction has written into the audit: they have the time at which it began.
-- Output:  actor, action, partnership_id, detail
SELECT actor, action, partnership_id, detail
FROM audit
WHERE at = now()
ORDER BY id
