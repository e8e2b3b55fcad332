-- Whether a partnership holds data of its own: areas, places or incidents. In: partnership_id. Out: has_data.
SELECT EXISTS (SELECT FROM area WHERE partnership_id = :partnership_id)
  OR EXISTS (SELECT FROM place WHERE partnership_id = :partnership_id)
  OR EXISTS (SELECT FROM population WHERE partnership_id = :partnership_id)
  OR EXISTS (SELECT FROM source_coverage WHERE partnership_id = :partnership_id) AS has_data
