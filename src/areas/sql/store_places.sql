-- Stores named places as discs. A place of the same name and kind is replaced.
-- In: partnership_id, names text[], kinds text[], eastings float8[], northings float8[], radii float8[] (metres).
INSERT INTO place (partnership_id, name, kind, geom)
SELECT :partnership_id, name, kind, ST_Buffer(ST_SetSRID(ST_MakePoint(easting, northing), 27700), radius)
FROM unnest(:names::text[], :kinds::text[], :eastings::float8[], :northings::float8[], :radii::float8[])
  AS p (name, kind, easting, northing, radius)
ON CONFLICT ON CONSTRAINT place_name DO UPDATE SET geom = excluded.geom
