-- The number that a sequence gives next. Slots: sequence. Out: next (as text: it may be beyond 2^53).
SELECT (last_value + CASE WHEN is_called THEN 1 ELSE 0 END)::text AS next FROM {{sequence}}
