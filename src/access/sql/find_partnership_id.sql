-- Inputs:  code
-- Output:  id; no row where there is no such partnership
SELECT id FROM partnership WHERE code = :code
