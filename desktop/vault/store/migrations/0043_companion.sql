-- Which file goes with which: one row a file that goes with another.

CREATE TABLE companion (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    media_id        TEXT NOT NULL,
    with_id         TEXT NOT NULL,
    known_by        TEXT NOT NULL
) STRICT;
CREATE INDEX companion_files ON companion (id, media_id, with_id);
CREATE INDEX companion_of_file ON companion (media_id, with_id, id);
CREATE INDEX companion_with ON companion (with_id, media_id, id);
