-- Raises the data version of every partnership, which invalidates kept answers.
UPDATE partnership SET data_version = data_version + 1, open_version = open_version + 1
