-- Number of dry runs and refused deliveries of a key in the last hour.
-- In: actor. Out: n.
SELECT count(*) AS n
FROM audit
WHERE actor = :actor AND action IN ('delivery.try', 'delivery.refused') AND at > now() - interval '1 hour'
