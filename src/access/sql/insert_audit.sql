-- Adds a line to the audit.
-- Inputs:  actor, action, partnership_id (or null), detail (JSON text)
INSERT INTO audit (actor, action, partnership_id, detail)
VALUES (:actor, :action, :partnership_id, :detail::jsonb)
