-- Keeps tables as they are until the transaction ends: no migration and no restore takes them away meanwhile, and
-- writing goes on. Slots: tables.
LOCK TABLE {{tables}} IN ACCESS SHARE MODE
