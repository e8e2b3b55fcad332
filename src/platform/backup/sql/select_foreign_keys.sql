-- Foreign keys between the product's tables. Out: table_name, name, definition.
SELECT quote_ident(c.relname) AS table_name, quote_ident(k.conname) AS name, pg_get_constraintdef(k.oid) AS definition
FROM pg_constraint AS k
JOIN pg_class AS c ON c.oid = k.conrelid
WHERE k.contype = 'f' AND k.conparentid = 0 AND c.relnamespace = current_schema()::regnamespace
ORDER BY 1, 2
