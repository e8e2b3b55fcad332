-- Counts of the selected incidents by any dimensions, optionally with their total (themes overlap, so rows by theme
-- exceed it).
-- In: {{cursor}} (declaration where the rows are read through a cursor, else empty), {{counts}} and {{cells}} (tables
--   of the selected counts and cells), {{place_area}} and {{cell_area}} (expressions of the area's id, null without an
--   area), {{district}} (outward code in the record itself, null without districts), {{place_joins}}, {{areas}} (table
--   of these areas), {{theme_join}}, {{period}} {{theme}} {{offence}} {{source}} {{outcome}} {{area_code}}
--   {{area_name}} (expressions, null for dimensions not requested), {{filled}} (with, where rows of zero are added, a
--   table of all rows) and {{from}} (table of the rows), {{columns}} (requested columns of page), {{total}}
--   and {{page}} (columns and table of the total; cells by flag are in it only where the filter is a theme made of
--   flags, since they count records a second time), after text[] of the seven sort keys (null: from the first), most.
-- Out: the columns of GroupRow, counts rounded (cells that were divided among wards have fractions), and those of
--   {{total}}.
{{cursor}}
WITH counted AS MATERIALIZED (
  SELECT c.source_id, c.offence_id, c.flags, NULL::integer AS flag, {{place_area}} AS area_id,
    {{district}} AS district, c.month, c.outcome_id, sum(c.n) AS n, false AS estimated
  FROM {{counts}} AS c
  {{place_joins}}
  GROUP BY 1, 2, 3, 5, 6, 7, 8
  UNION ALL
  SELECT c.source_id, c.offence_id, 0, c.flag, {{cell_area}}, {{district}}, c.month, NULL, sum(c.n), bool_or(c.estimated)
  FROM {{cells}} AS c
  GROUP BY 1, 2, 4, 5, 6, 7
), grouped AS (
  SELECT coalesce({{area_code}}, '') AS area_code, coalesce({{area_name}}, '') AS area_name,
    coalesce({{period}}, '') AS period, coalesce({{theme}}, '') AS theme, coalesce({{offence}}, '') AS offence,
    coalesce({{source}}, '') AS source, coalesce({{outcome}}, '') AS outcome,
    round(sum(c.n))::bigint AS count, bool_or(c.estimated) AS estimated
  FROM counted AS c
  JOIN source ON source.id = c.source_id
  LEFT JOIN offence ON offence.id = c.offence_id
  LEFT JOIN outcome ON outcome.id = c.outcome_id
  LEFT JOIN {{areas}} AS area ON area.id = c.area_id
  {{theme_join}}
  GROUP BY 1, 2, 3, 4, 5, 6, 7
  HAVING round(sum(c.n)) > 0
){{filled}}, page AS (
  SELECT *
  FROM {{from}}
  WHERE :after::text[] IS NULL
    OR ARRAY[area_code, area_name, period, theme, offence, source, outcome] COLLATE "C" > :after::text[] COLLATE "C"
  ORDER BY ARRAY[area_code, area_name, period, theme, offence, source, outcome] COLLATE "C"
  LIMIT :most
)
SELECT {{columns}}{{total}}
FROM {{page}}
ORDER BY ARRAY[area_code, area_name, period, theme, offence, source, outcome] COLLATE "C"
