-- When months of a quarter of a source are published. In: partnership_id, source_id, agency_id, month (first of the quarter).
-- Out: day (of the first release that has them or what is renewed in them), published (whether they are already).
SELECT greatest(p.release_due, (:month::date + (6 + 3 * coalesce(h.quarters, 0)) * interval '1 month')::date) AS day,
  EXISTS (SELECT FROM released_month WHERE partnership_id = p.id AND source_id = :source_id AND month = :month::date
    AND agency_id = :agency_id) AS published
FROM partnership AS p
LEFT JOIN release_hold AS h ON h.partnership_id = p.id AND h.source_id = :source_id
WHERE p.id = :partnership_id
