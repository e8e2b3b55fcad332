-- Crimes recorded by the members of a group in some quarters, by offence of the vocabulary.
-- In: partnership_id, codes text[] of the members, from, to (dates).
-- Out: peer_code, quarter, offence_id (null: not mapped to an offence), n.
SELECT r.peer_code, r.quarter, coalesce(by_code.offence_id, by_subgroup.offence_id) AS offence_id, sum(r.n) AS n
FROM recorded_crime AS r
LEFT JOIN recorded_offence AS by_code ON by_code.kind = 'CODE' AND by_code.value = r.offence_code
LEFT JOIN recorded_offence AS by_subgroup
  ON by_subgroup.kind = 'SUBGROUP' AND by_subgroup.value = lower(r.offence_subgroup)
WHERE r.partnership_id = :partnership_id AND r.peer_code = ANY (:codes::text[])
  AND r.quarter BETWEEN :from::date AND :to::date
GROUP BY 1, 2, 3
