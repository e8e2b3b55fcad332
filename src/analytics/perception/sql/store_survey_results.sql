-- Stores results of surveys and tells which of them said something new.
-- In: partnership_id, results (JSON text: survey, surveyedOn, theme, question, share, sampleSize of each, all different).
-- Out: ordinal (from 1) of each that did.
WITH given AS (
  SELECT row_number() OVER () AS ordinal, g.survey, g."surveyedOn" AS surveyed_on, theme.id AS theme_id, g.question,
    g.share, g."sampleSize" AS sample_size
  FROM json_to_recordset(:results::json) AS g (survey text, "surveyedOn" date, theme text, question text,
    share float8, "sampleSize" integer)
  JOIN theme ON theme.code = g.theme
), changed AS (
  SELECT g.*
  FROM given AS g
  LEFT JOIN survey_result AS r ON r.partnership_id = :partnership_id
    AND (r.survey, r.surveyed_on, r.theme_id, r.question) = (g.survey, g.surveyed_on, g.theme_id, g.question)
  WHERE (r.share, r.sample_size) IS DISTINCT FROM (g.share, g.sample_size)
), stored AS (
  INSERT INTO survey_result (partnership_id, survey, surveyed_on, theme_id, question, share, sample_size)
  SELECT :partnership_id, survey, surveyed_on, theme_id, question, share, sample_size
  FROM changed
  ON CONFLICT (partnership_id, survey, surveyed_on, theme_id, question)
    DO UPDATE SET share = excluded.share, sample_size = excluded.sample_size
)
SELECT ordinal FROM changed
