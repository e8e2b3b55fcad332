-- Ids for new hotspots. In: count. Out: id.
SELECT nextval(pg_get_serial_sequence('hotspot', 'id'))::integer AS id
FROM generate_series(1, :count::integer)
