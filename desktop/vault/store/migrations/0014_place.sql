-- Places: facilities and localities under every form of their names.

CREATE TABLE place (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    kind            TEXT NOT NULL,
    address         TEXT NOT NULL,
    coordinates     TEXT NOT NULL,
    part_of         TEXT NOT NULL,
    note            TEXT NOT NULL,
    folded          TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX place_by_name ON place (folded, id);
CREATE INDEX place_by_kind ON place (kind, folded, id);
CREATE INDEX place_in ON place (part_of) WHERE part_of != '';

CREATE TABLE place_name (
    place_id  TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    text      TEXT NOT NULL,
    script    TEXT NOT NULL,
    language  TEXT NOT NULL,
    kind      TEXT NOT NULL,
    PRIMARY KEY (place_id, position)
) STRICT, WITHOUT ROWID;
