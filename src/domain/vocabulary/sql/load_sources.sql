-- Adds sources of the shipped vocabulary that are not there yet and updates those that are.
-- Ids follow the given order. In: sources jsonb, an array as in seeds/vocabulary/sources.json.
WITH given AS (
  SELECT code, name, agency, "statutoryNumber" AS statutory_number, access, resolution,
    coalesce(snapped, false) AS snapped, coalesce("addsToThemes", false) AS adds_to_themes,
    coalesce("byDefault", false) AS by_default,
    row_number() OVER () AS ordinal
  FROM jsonb_to_recordset(:sources::jsonb) AS s (code text, name text, agency text, "statutoryNumber" smallint,
    access text, resolution text, snapped boolean, "addsToThemes" boolean, "byDefault" boolean)
), updated AS (
  UPDATE source SET name = given.name, agency = given.agency, statutory_number = given.statutory_number,
    access = given.access, resolution = given.resolution, snapped = given.snapped,
    adds_to_themes = given.adds_to_themes, by_default = given.by_default
  FROM given WHERE given.code = source.code
)
INSERT INTO source (code, name, agency, statutory_number, access, resolution, snapped, adds_to_themes, by_default)
SELECT code, name, agency, statutory_number, access, resolution, snapped, adds_to_themes, by_default
FROM given WHERE NOT EXISTS (SELECT FROM source WHERE source.code = given.code)
ORDER BY ordinal
