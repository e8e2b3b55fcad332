-- Digest of the coded vocabulary and of the weights, which changes with any of their content.
-- Out: digest.
SELECT md5(concat_ws(E'\n',
  (SELECT string_agg(source::text, E'\n' ORDER BY id) FROM source),
  (SELECT string_agg(offence::text, E'\n' ORDER BY id) FROM offence),
  (SELECT string_agg(theme::text, E'\n' ORDER BY id) FROM theme),
  (SELECT string_agg(flag::text, E'\n' ORDER BY bit) FROM flag),
  (SELECT string_agg(pair::text, E'\n' ORDER BY offence_id, theme_id) FROM offence_theme AS pair),
  (SELECT string_agg(pair::text, E'\n' ORDER BY source_id, theme_id) FROM source_theme AS pair),
  (SELECT string_agg(pair::text, E'\n' ORDER BY source_id, offence_id) FROM source_offence AS pair),
  (SELECT string_agg(weight_set::text, E'\n' ORDER BY id) FROM weight_set),
  (SELECT string_agg(pair::text, E'\n' ORDER BY weight_set_id, offence_id) FROM offence_weight AS pair))) AS digest
