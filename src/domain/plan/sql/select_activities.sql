-- Activities that run already, with theme and owner, in the order in which they were added.
-- In: partnership_id, id (each null: any), from and to (null: at any time).
-- Out: partnership_id, id, name, theme_code, theme_name, owner_code, owner_name, owner_kind (null without an owner),
--   starts, ends, version.
SELECT y.partnership_id, y.id, y.name, theme.code AS theme_code, theme.name AS theme_name, o.code AS owner_code,
  o.name AS owner_name, o.kind AS owner_kind, y.starts, y.ends, y.version
FROM partnership_activity AS y
JOIN theme ON theme.id = y.theme_id
LEFT JOIN agency AS o ON o.id = y.owner_id
WHERE (:partnership_id::smallint IS NULL OR y.partnership_id = :partnership_id::smallint)
  AND (:id::integer IS NULL OR y.id = :id::integer)
  AND daterange(y.starts, y.ends, '[]') && daterange(:from::date, :to::date, '[]')
ORDER BY y.id
