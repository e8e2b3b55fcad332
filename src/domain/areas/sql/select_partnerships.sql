-- Partnerships by code, with their county or members.
-- In: code, ids integer[] (those to select; both null: all).
-- Out: id, code, name, synthetic, data_version (for viewers below exact counts, of open data with the number of the last
--   release), release_due (day on which the next release is due), hotspots_version (changes with every run that follows its hotspots),
--   county_id (null: in none), member_ids, member_codes and member_names (members of a county by code; else empty), sharing_ids
--   (members that share their records), shares_records (whether a member shares its own), overlap (greatest overlap of members'
--   boundaries, square metres; 0 for none).
SELECT p.id, p.code, p.name, p.synthetic,
  CASE WHEN reads_exact_counts(p.id) THEN p.data_version::text ELSE p.open_version || 'r' || p.release_number END AS data_version,
  p.release_due, coalesce(run.version, 0)::integer AS hotspots_version, up.county_id,
  coalesce(up.shares_records, false) AS shares_records,
  coalesce(down.ids, '{}') AS member_ids, coalesce(down.sharing_ids, '{}') AS sharing_ids, coalesce(down.codes, '{}') AS member_codes,
  coalesce(down.names, '{}') AS member_names, coalesce(down.overlap, 0) AS overlap
FROM partnership AS p
LEFT JOIN partnership_member AS up ON up.member_id = p.id
CROSS JOIN LATERAL (
  SELECT array_agg(member.id ORDER BY member.code COLLATE "C") AS ids,
    array_agg(member.id) FILTER (WHERE m.shares_records) AS sharing_ids,
    array_agg(member.code ORDER BY member.code COLLATE "C") AS codes,
    array_agg(member.name ORDER BY member.code COLLATE "C") AS names, max(m.overlap) AS overlap
  FROM partnership_member AS m
  JOIN partnership AS member ON member.id = m.member_id
  WHERE m.county_id = p.id
) AS down
CROSS JOIN LATERAL (
  SELECT sum(CASE WHEN reads_exact_counts(p.id) THEN data_version ELSE open_version END) AS version
  FROM hotspot_run WHERE partnership_id = p.id OR partnership_id = ANY (down.ids)
) AS run
WHERE (:code::text IS NULL OR p.code = :code) AND (:ids::integer[] IS NULL OR p.id = ANY (:ids::integer[]))
ORDER BY p.code COLLATE "C"
