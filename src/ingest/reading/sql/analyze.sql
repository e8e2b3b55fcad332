-- Tells the planner what a bulk load has changed. Slots: tables.
ANALYZE {{tables}}
