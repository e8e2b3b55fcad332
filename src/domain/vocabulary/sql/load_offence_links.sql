-- Sets the open category that each offence is published as, and the wider offence that it is part of.
-- In: offences jsonb, an array with code, publishedAs and partOf.
UPDATE offence SET published_as = category.id, part_of = whole.id
FROM jsonb_to_recordset(:offences::jsonb) AS o (code text, "publishedAs" text, "partOf" text)
LEFT JOIN offence AS category ON category.code = o."publishedAs"
LEFT JOIN offence AS whole ON whole.code = o."partOf"
WHERE offence.code = o.code AND (offence.published_as, offence.part_of) IS DISTINCT FROM (category.id, whole.id)
