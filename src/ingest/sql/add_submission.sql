-- Records a delivery and its account of rows. In: partnership_id, content, file_name, sha256, read, loaded, unchanged,
-- outside, unlocated, rejected. Out: id.
INSERT INTO submission (partnership_id, content, file_name, sha256, read, loaded, unchanged, outside, unlocated, rejected)
VALUES (:partnership_id, :content, :file_name, :sha256, :read, :loaded, :unchanged, :outside, :unlocated, :rejected)
RETURNING id
