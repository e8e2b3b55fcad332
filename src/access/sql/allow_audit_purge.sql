-- Lets this transaction delete old lines of the audit.
SELECT set_config('csg.audit_purge', 'on', true)
