-- Number of LSOAs that a partnership knows, from boundaries or from look-ups to its wards. In: partnership_id. Out: n.
SELECT (SELECT count(*) FROM area WHERE partnership_id = :partnership_id AND kind = 'LSOA')
  + (SELECT count(*) FROM lsoa_ward WHERE partnership_id = :partnership_id) AS n
