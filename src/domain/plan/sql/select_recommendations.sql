-- Recommendations with their themes and owners, in the order in which they were made.
-- In: partnership_id, id (each null: any).
-- Out: partnership_id, id, theme_code and theme_name (null: strategic), owner_code, owner_name, owner_kind, text, status,
--   version.
SELECT r.partnership_id, r.id, theme.code AS theme_code, theme.name AS theme_name, o.code AS owner_code,
  o.name AS owner_name, o.kind AS owner_kind, r.text, r.status, r.version
FROM recommendation AS r
JOIN agency AS o ON o.id = r.owner_id
LEFT JOIN theme ON theme.id = r.theme_id
WHERE (:partnership_id::smallint IS NULL OR r.partnership_id = :partnership_id::smallint)
  AND (:id::integer IS NULL OR r.id = :id::integer)
ORDER BY r.id
