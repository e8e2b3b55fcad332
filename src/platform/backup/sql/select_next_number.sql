-- Next number of a sequence. Slots: sequence. Out: next (as text, since it may exceed 2^53).
SELECT (last_value + CASE WHEN is_called THEN 1 ELSE 0 END)::text AS next FROM {{sequence}}
