-- Whether a database holds anything that the product itself has not put there. Out: in_use, and version: the highest
-- data version that a reader may have seen.
SELECT EXISTS (SELECT FROM partnership) OR EXISTS (SELECT FROM api_key) AS in_use,
  coalesce((SELECT max(greatest(data_version, open_version)) FROM partnership), 0) AS version
