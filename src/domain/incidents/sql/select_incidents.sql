-- Page of the selected incidents, by time and id, with the areas that were valid in their month, or on one day. The
-- rows of each partnership are read in order from the index, no more of them than a page.
-- In: {{incidents}} (table of the selected incidents), partnership_ids, ids bigint[] (null: all), after_at / after_id (null: from
--   the first), areas_as_of (null: each month's), most.
-- Out: the columns of IncidentRow; positions in EPSG:4326 and EPSG:27700.
WITH page AS (
  SELECT c.*
  FROM unnest(:partnership_ids::smallint[]) AS holder (id)
  CROSS JOIN LATERAL (
    SELECT c.*
    FROM {{incidents}} AS c
    WHERE c.partnership_id = holder.id AND (:ids::bigint[] IS NULL OR c.id = ANY (:ids::bigint[]))
      AND (:after_at::timestamptz IS NULL OR (c.occurred_from, c.id) > (:after_at::timestamptz, :after_id::bigint))
    ORDER BY c.occurred_from, c.id
    LIMIT :most
  ) AS c
  ORDER BY c.occurred_from, c.id
  LIMIT :most
)
SELECT page.partnership_id, page.id, page.source_id, page.offence_id, page.occurred_from, page.occurred_to, page."precision",
  outcome.code AS outcome, page.flags, page.reference, page.casualties,
  l.longitude, l.latitude, l.easting, l.northing, l.snapped,
  areas.ward_id, areas.snt_area_id, areas.district_id
FROM page
LEFT JOIN outcome ON outcome.id = page.outcome_id
LEFT JOIN location AS l ON l.partnership_id = page.partnership_id AND l.id = page.location_id
LEFT JOIN LATERAL (
  SELECT max(a.id) FILTER (WHERE a.kind = 'WARD') AS ward_id,
    max(a.id) FILTER (WHERE a.kind = 'SNT_AREA') AS snt_area_id,
    max(a.id) FILTER (WHERE a.kind = 'POSTCODE_DISTRICT') AS district_id
  FROM area AS a
  WHERE a.partnership_id = ANY (:partnership_ids::smallint[])
    AND (a.id IN (SELECT la.area_id FROM location_area AS la
          WHERE la.partnership_id = page.partnership_id AND la.location_id = page.location_id)
      OR (a.kind = 'POSTCODE_DISTRICT' AND a.code = page.postcode_district))
    AND daterange(a.valid_from, a.valid_to, '[]') @> coalesce(:areas_as_of::date, page.month)
) AS areas ON true
ORDER BY page.occurred_from, page.id
