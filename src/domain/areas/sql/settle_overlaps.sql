-- Stores the ground by which the boundary of each member of a county overlaps with those of others at the same time.
-- In: partnership_id (of the county). Out: code, overlap (square metres), share (of its own boundary), the greatest
--   first.
WITH boundary AS (
  SELECT m.member_id, a.geom, daterange(a.valid_from, a.valid_to, '[]') AS valid
  FROM partnership_member AS m
  JOIN area AS a ON a.partnership_id = m.member_id AND a.kind = 'PARTNERSHIP'
  WHERE m.county_id = :partnership_id
), shared AS (
  SELECT m.member_id, coalesce(max(one.overlap), 0) AS overlap, coalesce(max(one.overlap / ST_Area(one.geom)), 0) AS share
  FROM partnership_member AS m
  LEFT JOIN LATERAL (
    SELECT own.geom, sum(ST_Area(ST_Intersection(own.geom, other.geom))) AS overlap
    FROM boundary AS own
    JOIN boundary AS other ON other.member_id <> own.member_id AND other.valid && own.valid
      AND ST_Intersects(other.geom, own.geom)
    WHERE own.member_id = m.member_id
    GROUP BY own.geom
  ) AS one ON true
  WHERE m.county_id = :partnership_id
  GROUP BY m.member_id
), noted AS (
  UPDATE partnership_member AS m SET overlap = shared.overlap
  FROM shared
  WHERE shared.member_id = m.member_id
)
SELECT p.code, shared.overlap, shared.share
FROM shared
JOIN partnership AS p ON p.id = shared.member_id
ORDER BY shared.overlap DESC, p.code COLLATE "C"
