-- Sums over what the tables hold (desktop/vault/store/tally.py), so that an older page put back
-- into the file is noticed: of each table that is watched, and of each record's own rows.

CREATE TABLE tally (
    name  TEXT PRIMARY KEY,
    rows  INTEGER NOT NULL,
    value BLOB NOT NULL CHECK (length(value) = 16)
) STRICT, WITHOUT ROWID;

ALTER TABLE working_state ADD COLUMN rows INTEGER NOT NULL DEFAULT 0;
ALTER TABLE working_state ADD COLUMN value BLOB NOT NULL DEFAULT X'00000000000000000000000000000000';

-- What decides, to be looked at when a vault is opened.
CREATE INDEX working_state_of_kind ON working_state (kind, version_id);
