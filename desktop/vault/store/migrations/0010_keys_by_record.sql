-- A key that is random in each row lies on a page of its own: in a large vault each of a thousand
-- rows that arrive then reads, enciphers and writes sixteen kilobytes. So what belongs to one
-- record lies together, and what nobody looks for by its own id has no index of it.

-- Places of a record beside each other. The numbers of the rows stay: the full text has them.
CREATE TABLE search_place (
    row       INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,
    record_id TEXT NOT NULL,
    place_id  TEXT NOT NULL
) STRICT;
INSERT INTO search_place SELECT row, kind, record_id, place_id FROM search_entry;
DROP TABLE search_entry;
ALTER TABLE search_place RENAME TO search_entry;
CREATE UNIQUE INDEX search_entry_of ON search_entry (record_id, kind, place_id);

-- Rows of another log one behind the other as they come, found by what they are of. The hash is
-- over all the other fields, so no row stands here twice.
CREATE TABLE custody_arrived (
    row        INTEGER PRIMARY KEY,
    hash       TEXT NOT NULL,
    object_id  TEXT NOT NULL,
    agent      TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    event      BLOB NOT NULL,
    package_id TEXT NOT NULL
) STRICT;
INSERT INTO custody_arrived (hash, object_id, agent, seq, event, package_id)
    SELECT hash, object_id, agent, seq, event, package_id FROM custody_received;
DROP TABLE custody_received;
ALTER TABLE custody_arrived RENAME TO custody_received;
CREATE UNIQUE INDEX custody_received_of ON custody_received (object_id, agent, seq, hash);

-- The id of an event is in its hash and is looked for nowhere.
CREATE TABLE custody_row (
    seq          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL,
    at_utc       TEXT NOT NULL,
    at_offset    INTEGER NOT NULL,
    agent        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    object_kind  TEXT NOT NULL,
    object_id    TEXT NOT NULL,
    detail       TEXT NOT NULL,
    previous     TEXT NOT NULL,
    hash         TEXT NOT NULL
) STRICT;
INSERT INTO custody_row SELECT
    seq, id, at_utc, at_offset, agent, kind, object_kind, object_id, detail, previous, hash
    FROM custody;
DROP TABLE custody;
ALTER TABLE custody_row RENAME TO custody;
CREATE INDEX custody_of ON custody (object_id, seq);
CREATE TRIGGER custody_no_update BEFORE UPDATE ON custody
BEGIN SELECT RAISE (ABORT, 'the custody log is append-only'); END;
CREATE TRIGGER custody_no_delete BEFORE DELETE ON custody
BEGIN SELECT RAISE (ABORT, 'the custody log is append-only'); END;
