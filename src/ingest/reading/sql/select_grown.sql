-- Tables that have grown by at least a tenth since their planner statistics were taken, or that have none.
-- In: tables text[]. Out: name.
SELECT c.relname AS name
FROM unnest(:tables::text[]) AS t (name)
JOIN pg_class AS c ON c.oid = t.name::regclass
WHERE pg_relation_size(c.oid) / current_setting('block_size')::integer > greatest(c.relpages, 0) * 1.1
  OR c.reltuples < 0
