-- Actions with their owners, zones and changes, in the order in which they were added.
-- In: partnership_id, recommendation_id, id (each null: any).
-- Out: partnership_id, id, recommendation_id, owner_code, owner_name, owner_kind, text, starts, zones (JSON: role, kind,
--   code and null, or null and hotspot (id of a tracked one), and the name of the newest boundary, or of the hotspot where
--   the viewer may see it; or null), changes (JSON, the newest first: version, at, by (null where the
--   viewer may not know), status, progress, due, note).
SELECT a.partnership_id, a.id, a.recommendation_id, o.code AS owner_code, o.name AS owner_name, o.kind AS owner_kind,
  a.text, a.starts, coalesce(zones.list, '[]') AS zones, changes.list AS changes
FROM action AS a
JOIN agency AS o ON o.id = a.owner_id
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_object('role', z.role, 'kind', z.kind, 'code', z.code, 'hotspot', z.hotspot_id,
    'name', coalesce((
      SELECT area.name
      FROM area
      WHERE area.partnership_id = z.partnership_id AND area.kind = z.kind AND area.code = z.code
      ORDER BY area.valid_from DESC NULLS LAST
      LIMIT 1
    ), (
      SELECT h.name
      FROM hotspot AS h
      WHERE h.partnership_id = z.partnership_id AND h.id = z.hotspot_id
    )))) AS list
  FROM action_zone AS z
  WHERE z.partnership_id = a.partnership_id AND z.action_id = a.id
) AS zones ON true
JOIN LATERAL (
  SELECT json_agg(json_build_object('version', c.version, 'at', c.changed_at, 'by', c.changed_by, 'status', c.status,
    'progress', c.progress, 'due', c.due, 'note', c.note) ORDER BY c.version DESC) AS list
  FROM shown_action_change AS c
  WHERE c.partnership_id = a.partnership_id AND c.action_id = a.id
) AS changes ON true
WHERE (:partnership_id::smallint IS NULL OR a.partnership_id = :partnership_id::smallint)
  AND (:recommendation_id::integer IS NULL OR a.recommendation_id = :recommendation_id::integer)
  AND (:id::integer IS NULL OR a.id = :id::integer)
ORDER BY a.id
