-- Adds themes of the shipped vocabulary that are not there yet and updates those that are; parents follow later.
-- Ids follow the given order. In: themes jsonb, an array as in seeds/vocabulary/themes.json.
WITH given AS (
  SELECT code, name, "group" AS theme_group, coalesce(aliases, '{}') AS aliases, coalesce(flags, 0) AS flags,
    coalesce(sensitive, false) AS sensitive,
    row_number() OVER () AS ordinal
  FROM jsonb_to_recordset(:themes::jsonb) AS t (code text, name text, "group" text, aliases text[], flags integer,
    sensitive boolean)
), updated AS (
  UPDATE theme SET name = given.name, theme_group = given.theme_group, aliases = given.aliases,
    flags = given.flags, sensitive = given.sensitive
  FROM given WHERE given.code = theme.code
)
INSERT INTO theme (code, name, theme_group, aliases, flags, sensitive)
SELECT code, name, theme_group, aliases, flags, sensitive
FROM given WHERE NOT EXISTS (SELECT FROM theme WHERE theme.code = given.code)
ORDER BY ordinal
