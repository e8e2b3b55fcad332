-- Tells the planner what is there now. Slots: tables.
ANALYZE {{tables}}
