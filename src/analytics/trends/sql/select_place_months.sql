-- Incidents by place and month of any number of selections.
-- In: {{counts}} (rows of request, location_id, month, n).
-- Out: one row for each request with incidents. Packed, entry i of each being the same place and month: location_ids, months
--   (12 × year + month, January being 0), ns.
SELECT p.request, string_agg(int4send(p.location_id), '') AS location_ids, string_agg(int4send(p.month), '') AS months,
  string_agg(int4send(p.n), '') AS ns
FROM (
  SELECT c.request, c.location_id, sum(c.n)::integer AS n,
    (12 * extract(year FROM c.month) + extract(month FROM c.month) - 1)::integer AS month
  FROM ({{counts}}) AS c
  GROUP BY c.request, c.location_id, c.month
) AS p
GROUP BY p.request
