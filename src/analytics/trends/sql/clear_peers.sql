-- Takes out of the groups of some years all who are not among the members given.
-- In: partnership_id, years integer[] and codes text[] (pairs). Out: code of each that was taken out.
DELETE FROM peer AS p
WHERE p.partnership_id = :partnership_id AND p.year = ANY (:years::smallint[])
  AND NOT EXISTS (SELECT FROM unnest(:years::smallint[], :codes::text[]) AS g (year, code)
    WHERE g.year = p.year AND g.code = p.code)
RETURNING p.code
