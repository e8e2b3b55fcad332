-- Shares by which counts in the wards of a period pass to the wards of one day. A ward that covers the same ground
-- passes as a whole. Another is divided by best fit: by the share of its LSOAs in each ward of the day. LSOAs are
-- compared as those of the latest census in the look-ups; where several were merged into one, each makes an equal part
-- of it. Wards of a partnership pass to wards of that partnership.
-- In: partnership_ids smallint[], day, from (first day of the first month), to (last day).
-- Out: from_id, from_code, to_id and share (shares of a ward add up to 1; both null where fewer than half of its LSOAs
--   are found in wards of the day), estimated (false where the ground is the same). Wards of the day itself have no
--   row.
WITH ward AS (
  SELECT partnership_id, id, code, ground, daterange(valid_from, valid_to, '[]') AS valid,
    -- Whether a month of the period counts in it: its first month begins with it or after it.
    greatest(date_trunc('month', valid_from + interval '1 month' - interval '1 day')::date, :from::date)
      <= least(valid_to, :to::date) AS in_period
  FROM area
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND kind = 'WARD'
), target AS (
  SELECT * FROM ward WHERE valid @> :day::date
), origin AS (
  SELECT w.*, same.id AS same_id
  FROM ward AS w
  LEFT JOIN target AS same ON same.ground = w.ground
  WHERE w.in_period AND NOT w.valid @> :day::date
), change AS (
  SELECT partnership_id, lsoa_code, became_code, 1.0 / count(*) OVER (PARTITION BY partnership_id, became_code) AS part
  FROM lsoa_change
  WHERE partnership_id = ANY (:partnership_ids::smallint[])
), atom AS (
  SELECT partnership_id, ward_id, lsoa_code, max(part) AS weight, sum(max(part)) OVER (PARTITION BY ward_id) AS of_ward
  FROM (
    SELECT l.partnership_id, l.ward_id, l.lsoa_code, 1.0 AS part
    FROM lsoa_ward AS l
    WHERE l.partnership_id = ANY (:partnership_ids::smallint[])
      AND NOT EXISTS (SELECT FROM change AS c WHERE c.partnership_id = l.partnership_id AND c.lsoa_code = l.lsoa_code)
    UNION ALL
    SELECT l.partnership_id, l.ward_id, c.became_code, sum(c.part)
    FROM lsoa_ward AS l
    JOIN change AS c ON c.partnership_id = l.partnership_id AND c.lsoa_code = l.lsoa_code
    WHERE l.partnership_id = ANY (:partnership_ids::smallint[])
    GROUP BY l.partnership_id, l.ward_id, c.became_code
  ) AS either
  GROUP BY partnership_id, ward_id, lsoa_code
), held AS (
  SELECT a.partnership_id, a.lsoa_code, a.ward_id,
    a.weight / sum(a.weight) OVER (PARTITION BY a.partnership_id, a.lsoa_code) AS part
  FROM atom AS a
  WHERE a.ward_id IN (SELECT id FROM target)
), passed AS (
  SELECT a.ward_id AS from_id, h.ward_id AS to_id, sum(a.weight * h.part) AS weight, max(a.of_ward) AS of_ward
  FROM atom AS a
  JOIN held AS h ON h.partnership_id = a.partnership_id AND h.lsoa_code = a.lsoa_code
  WHERE a.ward_id IN (SELECT id FROM origin WHERE same_id IS NULL)
  GROUP BY a.ward_id, h.ward_id
), found AS MATERIALIZED (
  SELECT from_id, to_id, weight, of_ward, sum(weight) OVER (PARTITION BY from_id) AS total
  FROM passed
)
SELECT o.id AS from_id, o.code AS from_code, coalesce(o.same_id, f.to_id) AS to_id,
  CASE WHEN o.same_id IS NOT NULL THEN 1.0 ELSE f.weight / f.total END::float8 AS share,
  o.same_id IS NULL AS estimated
FROM origin AS o
LEFT JOIN found AS f ON f.from_id = o.id AND f.total >= f.of_ward / 2
ORDER BY o.code COLLATE "C", o.id, to_id
