-- Stores published counts of members of a most similar group and tells which of them said something new.
-- In: partnership_id, lines integer[], peer_codes text[], quarters date[], offence_codes text[], subgroups text[], counts
--   integer[]. Out: line, changed.
WITH given AS (
  SELECT g.*
  FROM unnest(:lines::integer[], :peer_codes::text[], :quarters::date[], :offence_codes::text[], :subgroups::text[],
      :counts::integer[])
    AS g (line, peer_code, quarter, offence_code, offence_subgroup, n)
), judged AS (
  SELECT g.*, (r.offence_subgroup, r.n) IS DISTINCT FROM (g.offence_subgroup, g.n) AS changed
  FROM given AS g
  LEFT JOIN recorded_crime AS r ON r.partnership_id = :partnership_id AND r.quarter = g.quarter
    AND r.peer_code = g.peer_code AND r.offence_code = g.offence_code
), stored AS (
  INSERT INTO recorded_crime (partnership_id, peer_code, quarter, offence_code, offence_subgroup, n)
  SELECT :partnership_id, peer_code, quarter, offence_code, offence_subgroup, n
  FROM judged
  WHERE changed
  ON CONFLICT (partnership_id, quarter, peer_code, offence_code)
    DO UPDATE SET offence_subgroup = excluded.offence_subgroup, n = excluded.n
)
SELECT line, changed FROM judged
