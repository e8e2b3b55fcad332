-- Where and on which day incidents happened, equal ones counted together.
-- In: {{incidents}} (table of the selected incidents), partnership_ids, from (day 0).
-- Out: easting and northing (EPSG:27700; null without a place), day (of occurred_from in London, days since `from`;
--   null where only the month is known), n.
SELECT l.easting, l.northing,
  CASE WHEN c."precision" <> 'MONTH'
    THEN (c.occurred_from AT TIME ZONE 'Europe/London')::date - :from::date END AS day,
  count(*)::integer AS n
FROM {{incidents}} AS c
LEFT JOIN location AS l ON l.partnership_id = ANY (:partnership_ids::smallint[]) AND l.id = c.location_id
GROUP BY 1, 2, 3
ORDER BY 3, 1, 2
