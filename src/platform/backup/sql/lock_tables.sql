-- Locks tables until the transaction ends, so that no migration or restore drops or empties them; writing goes on.
-- Slots: tables.
LOCK TABLE {{tables}} IN ACCESS SHARE MODE
