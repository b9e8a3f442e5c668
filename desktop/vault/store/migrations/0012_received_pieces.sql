-- What came with a package and the receipt made of it lie in pieces: thirty megabytes each in one
-- transaction kept everybody else waiting for a second. Pieces of a package that is not in
-- package_received are of one whose receiving was stopped; nobody reads them, and they are removed
-- when a package is recorded next.

CREATE TABLE package_received_piece (
    row        INTEGER PRIMARY KEY,
    package_id TEXT NOT NULL,
    part       TEXT NOT NULL CHECK (part IN ('document', 'receipt')),
    bytes      BLOB NOT NULL
) STRICT;
INSERT INTO package_received_piece (package_id, part, bytes)
    SELECT package_id, 'document', document FROM package_received_document
    UNION ALL SELECT package_id, 'receipt', receipt FROM package_received_document;
DROP TABLE package_received_document;
CREATE INDEX package_received_piece_of ON package_received_piece (package_id, part, row);
