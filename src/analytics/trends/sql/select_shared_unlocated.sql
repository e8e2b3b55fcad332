-- Rows without a place of publishers that serve several partnerships, and how many of them are likely to be of these.
-- In: partnership_ids smallint[]. Out: source_id, offence_id, month, expected (rows × located inside ÷ located).
SELECT u.source_id, u.offence_id, u.month, sum(u.unlocated * u.inside::float8 / u.located)::float8 AS expected
FROM unlocated_delivery AS u
WHERE u.partnership_id = ANY (:partnership_ids::smallint[]) AND u.located > 0
GROUP BY u.source_id, u.offence_id, u.month
