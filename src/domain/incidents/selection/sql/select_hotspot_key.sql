-- Key of the installation that ids of hotspots are sealed with. Viewers may read it: it opens ids and nothing else.
-- Out: key.
SELECT hotspot_key() AS key
