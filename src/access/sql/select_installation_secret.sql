-- The installation's secret, from which the key of ids is derived; readable by the owner of the database only.
-- Out: secret (bytea).
SELECT disclosure_secret AS secret FROM installation
