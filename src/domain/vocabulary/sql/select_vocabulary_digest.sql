-- Digest of what answers are made of beside records and what single partnerships have of their own: another text after any
-- change of the vocabulary, of a profile or of a weight.
-- Out: digest.
SELECT md5(concat_ws(E'\n',
  (SELECT string_agg(source::text, E'\n' ORDER BY id) FROM source),
  (SELECT string_agg(offence::text, E'\n' ORDER BY id) FROM offence),
  (SELECT string_agg(theme::text, E'\n' ORDER BY id) FROM theme),
  (SELECT string_agg(flag::text, E'\n' ORDER BY bit) FROM flag),
  (SELECT string_agg(pair::text, E'\n' ORDER BY bit, offence_id) FROM flag_offence AS pair),
  (SELECT string_agg(pair::text, E'\n' ORDER BY source_id, offence_id) FROM source_offence AS pair),
  (SELECT string_agg(id::text, E'\n' ORDER BY id) FROM vocabulary_edition WHERE profile IS NOT NULL),
  (SELECT string_agg(weight_set::text, E'\n' ORDER BY id) FROM weight_set),
  (SELECT string_agg(pair::text, E'\n' ORDER BY weight_set_id, offence_id) FROM offence_weight AS pair))) AS digest
