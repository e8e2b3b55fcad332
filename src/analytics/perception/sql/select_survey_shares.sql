-- Of each theme the newest survey result of some days, of several of that day the greatest share.
-- In: partnership_ids smallint[], from, to.
-- Out: theme_id, survey, surveyed_on, share.
SELECT DISTINCT ON (theme_id) theme_id, survey, surveyed_on, share
FROM survey_result
WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND surveyed_on BETWEEN :from::date AND :to::date
ORDER BY theme_id, surveyed_on DESC, share DESC, survey COLLATE "C"
