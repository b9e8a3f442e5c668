-- Sets of files, with a name, a note and an order.

CREATE TABLE file_set (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    name            TEXT NOT NULL,
    note            TEXT NOT NULL
) STRICT;
CREATE INDEX file_set_by_age ON file_set (created_utc, id);

CREATE TABLE set_file (
    set_id       TEXT NOT NULL REFERENCES file_set (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    id           TEXT NOT NULL,
    media_id     TEXT NOT NULL,
    name         TEXT NOT NULL,
    modified_at  TEXT NOT NULL,
    PRIMARY KEY (set_id, position)
) STRICT;
CREATE INDEX set_file_of ON set_file (set_id, media_id);
CREATE INDEX set_of_file ON set_file (media_id, set_id);
