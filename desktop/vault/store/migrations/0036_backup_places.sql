-- Where backups of this vault lie: which place, what the person calls it, and what was there after
-- the last run. "removals": how many rows of the custody log tell of something removed, of those
-- that this place was cleared of.
CREATE TABLE backup_place (
    id           TEXT PRIMARY KEY NOT NULL,
    path         BLOB NOT NULL,
    made_utc     TEXT NOT NULL,
    made_offset  INTEGER NOT NULL,
    generations  INTEGER NOT NULL,
    removals     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
