-- Sets the open category that each offence is published as. In: offences jsonb, an array with code and publishedAs.
UPDATE offence SET published_as = category.id
FROM jsonb_to_recordset(:offences::jsonb) AS o (code text, "publishedAs" text)
LEFT JOIN offence AS category ON category.code = o."publishedAs"
WHERE offence.code = o.code AND offence.published_as IS DISTINCT FROM category.id
