-- Tells the planner what a bulk load has changed.
ANALYZE incident, incident_outcome, involvement, incident_count, location, location_area, area, elementary_cell,
  lsoa_ward, lsoa_change
