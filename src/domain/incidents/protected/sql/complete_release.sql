-- Ends a release: values of months that no agency has any more are hidden, the published months and their late share
-- are stored, and the versions of viewers below exact counts rise.
-- In: partnership_id, number (of the release), day. Out: months (number of published months of sources).
WITH hidden AS (
  UPDATE released_cell AS r SET shown = false
  FROM released_month AS m
  WHERE m.partnership_id = :partnership_id AND m.agency_id IS NULL AND r.partnership_id = m.partnership_id
    AND r.source_id = m.source_id AND r.month = m.month AND r.key_agency_id = m.key_agency_id AND r.shown
), total AS (
  SELECT r.source_id, r.month, r.key_agency_id, sum(r.n)::integer AS n
  FROM released_cell AS r
  WHERE r.partnership_id = :partnership_id AND r.flag IS NULL
  GROUP BY r.source_id, r.month, r.key_agency_id
), first AS (
  UPDATE released_month AS m SET first_total = total.n
  FROM total
  WHERE m.partnership_id = :partnership_id AND m.first_release = :number AND m.source_id = total.source_id
    AND m.month = total.month AND m.key_agency_id = total.key_agency_id
), covered AS (
  SELECT m.source_id, min(m.month) AS first_month, max(m.month) AS last_month,
    range_agg(daterange(m.month, (m.month + interval '1 month')::date)) AS delivered, count(DISTINCT m.month) AS months,
    CASE WHEN sum(total.n) >= 100 THEN greatest(0, round(20.0 * (sum(total.n) - sum(CASE m.first_release
      WHEN :number THEN coalesce(total.n, 0) ELSE m.first_total END)) / sum(total.n)) * 5) END AS late_share
  FROM released_month AS m
  LEFT JOIN total ON total.source_id = m.source_id AND total.month = m.month AND total.key_agency_id = m.key_agency_id
  WHERE m.partnership_id = :partnership_id AND m.agency_id IS NOT NULL
  GROUP BY m.source_id
), stored AS (
  INSERT INTO released_coverage (partnership_id, source_id, first_month, last_month, delivered, late_share)
  SELECT :partnership_id, source_id, first_month, last_month, delivered, late_share
  FROM covered
  ON CONFLICT (partnership_id, source_id) DO UPDATE SET first_month = excluded.first_month,
    last_month = excluded.last_month, delivered = excluded.delivered, late_share = excluded.late_share
), gone AS (
  DELETE FROM released_coverage
  WHERE partnership_id = :partnership_id AND source_id NOT IN (SELECT source_id FROM covered)
), noted AS (
  INSERT INTO release (partnership_id, number) VALUES (:partnership_id, :number)
), raised AS (
  UPDATE partnership SET release_number = release_number + 1,
    release_due = greatest(release_due, (date_trunc('quarter', :day::timestamp) + interval '3 months')::date)
  WHERE id = :partnership_id OR id = (SELECT county_id FROM partnership_member WHERE member_id = :partnership_id)
)
SELECT coalesce(sum(months), 0)::integer AS months FROM covered
