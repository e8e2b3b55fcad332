-- Number of dry runs and refused deliveries of a key in the last hour, without those that this limit refused.
-- In: actor. Out: n.
SELECT count(*) AS n
FROM audit
WHERE actor = :actor AND action IN ('delivery.try', 'delivery.refused') AND at > now() - interval '1 hour'
  AND detail ->> 'code' IS DISTINCT FROM 'RATE_LIMITED'
