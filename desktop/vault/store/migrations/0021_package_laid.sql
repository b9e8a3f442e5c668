-- What a package carries is written before the row that makes it count, piece by piece: in one
-- transaction it held everybody else, and no cancel, for seconds. So no row refers to one that is
-- not there yet.

-- Packages of which something is still to be done: while no row of package_sent has this id, what
-- was laid is to be removed; once its file is out, the rest of the log is to be written.
CREATE TABLE package_unfinished (
    package_id TEXT PRIMARY KEY,
    versions   INTEGER NOT NULL
) STRICT;
INSERT INTO package_unfinished SELECT s.package_id,
    (SELECT count(v.row) FROM package_item i JOIN record_version v ON v.id = i.item
        WHERE i.package_id = s.package_id)
    FROM package_sent s WHERE s.state = 'naming';

-- Records (as [kind, id]) of which the log does not tell yet that they left, some in each row.
CREATE TABLE package_untold (
    row        INTEGER PRIMARY KEY,
    package_id TEXT NOT NULL,
    records    TEXT NOT NULL
) STRICT;
INSERT INTO package_untold (package_id, records)
    SELECT package_id, json_group_array(json_array(kind, record_id)) FROM (
        SELECT DISTINCT i.package_id, coalesce(v.kind, 'media') AS kind, i.record_id
        FROM package_sent s JOIN package_item i USING (package_id)
        LEFT JOIN record_version v ON v.id = i.item WHERE s.state = 'naming'
    ) GROUP BY package_id;
CREATE INDEX package_untold_of ON package_untold (package_id, row);

CREATE TABLE package_sent_piece (
    row        INTEGER PRIMARY KEY,
    package_id TEXT NOT NULL,
    part       TEXT NOT NULL CHECK (part IN ('document')),
    bytes      BLOB NOT NULL
) STRICT;
INSERT INTO package_sent_piece (package_id, part, bytes)
    SELECT package_id, 'document', document FROM package_sent_document;
DROP TABLE package_sent_document;
CREATE INDEX package_sent_piece_of ON package_sent_piece (package_id, part, row);

CREATE TABLE item_of_package (
    package_id TEXT NOT NULL,
    item       TEXT NOT NULL,
    record_id  TEXT NOT NULL,
    outcome    TEXT,
    reason     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (package_id, item)
) STRICT, WITHOUT ROWID;
INSERT INTO item_of_package SELECT package_id, item, record_id, outcome, reason FROM package_item
    ORDER BY package_id, item;
DROP TABLE package_item;
ALTER TABLE item_of_package RENAME TO package_item;
CREATE INDEX package_item_aside ON package_item (package_id) WHERE outcome = 'set-aside';

CREATE TABLE record_of_package (
    record_id  TEXT NOT NULL,
    package_id TEXT NOT NULL,
    item       TEXT NOT NULL,
    PRIMARY KEY (record_id, package_id, item)
) STRICT, WITHOUT ROWID;
INSERT INTO record_of_package SELECT record_id, package_id, item FROM package_record
    ORDER BY record_id, package_id, item;
DROP TABLE package_record;
ALTER TABLE record_of_package RENAME TO package_record;
