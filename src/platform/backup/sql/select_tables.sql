-- The product's tables, from the catalogue: those of the schema that belong to no extension, without the list of
-- migrations and without partitions (their parent stands for them).
-- Out: name (quoted as needed), rows (estimate), columns (JSON: name, type, sequence that numbers it or null), without
--   generated columns.
SELECT quote_ident(c.relname) AS name, greatest(c.reltuples, 0)::float8 AS rows,
  json_agg(json_build_object(
    'name', quote_ident(a.attname),
    'type', format_type(a.atttypid, a.atttypmod),
    'sequence', pg_get_serial_sequence(c.oid::regclass::text, a.attname)
  ) ORDER BY a.attnum) AS columns
FROM pg_class AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND c.relname <> 'migrations'
  AND NOT EXISTS (
    SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
GROUP BY c.oid, c.relname, c.reltuples
ORDER BY c.relname COLLATE "C"
