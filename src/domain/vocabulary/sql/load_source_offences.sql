-- Sets the offences that each source records, with their parts, and for open sources the closed source whose records they
-- publish.
-- In: sources jsonb, an array with code, offences and publishes (offences by the code of the closed source).
INSERT INTO source_offence (source_id, offence_id, published_from)
SELECT source.id, offence.id, (
  SELECT closed.id
  FROM jsonb_each(s.publishes) AS published (code, offences)
  JOIN source AS closed ON closed.code = published.code
  WHERE published.offences ? offence.code)
FROM jsonb_to_recordset(:sources::jsonb) AS s (code text, offences text[], publishes jsonb)
JOIN source ON source.code = s.code
JOIN offence AS whole ON whole.code = ANY (s.offences)
JOIN offence ON offence.id = whole.id OR offence.part_of = whole.id
ON CONFLICT (source_id, offence_id) DO UPDATE SET published_from = excluded.published_from
