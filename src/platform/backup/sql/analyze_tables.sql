-- Updates the planner's statistics. Slots: tables.
ANALYZE {{tables}}
