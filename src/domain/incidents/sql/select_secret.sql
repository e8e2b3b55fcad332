-- The installation's secret for record keys. Out: secret (bytea).
SELECT disclosure_secret AS secret FROM installation
