-- Versions of areas by kind and code: all of them, or those of one day. A month counts in the areas of its first day.
-- In: partnership_ids smallint[], kinds text[] and codes text[] (pairs), from (first day of the first month), to (last day), day
--   (null: every version). Out: id, kind, code, valid_from, valid_to, in_period (whether it counts in a month of the
--   period).
SELECT a.id, a.kind, a.code, a.valid_from, a.valid_to,
  :day::date IS NOT NULL
    -- Its first month begins with it or after it.
    OR greatest(date_trunc('month', a.valid_from + interval '1 month' - interval '1 day')::date, :from::date)
      <= least(a.valid_to, :to::date) AS in_period
FROM unnest(:kinds::text[], :codes::text[]) AS asked (kind, code)
JOIN area AS a ON a.partnership_id = ANY (:partnership_ids::smallint[]) AND a.kind = asked.kind AND a.code = asked.code
WHERE :day::date IS NULL OR daterange(a.valid_from, a.valid_to, '[]') @> :day::date
ORDER BY a.id
