-- Updates the planner's statistics after a bulk load. Slots: tables.
ANALYZE {{tables}}
