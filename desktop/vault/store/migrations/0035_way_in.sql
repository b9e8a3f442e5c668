-- Whose a key slot is and where it is kept: keys.json can be read by whoever finds the laptop.
CREATE TABLE way_in (
    slot_id TEXT PRIMARY KEY NOT NULL,
    person TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL DEFAULT '',
    made_utc TEXT,
    made_offset INTEGER,
    tried_utc TEXT,
    tried_offset INTEGER
) STRICT, WITHOUT ROWID;
