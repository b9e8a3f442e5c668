-- Which file was made of which by covering parts of it; one row a new file.

CREATE TABLE redacted (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    media_id        TEXT NOT NULL,
    parent_id       TEXT NOT NULL,
    face            INTEGER NOT NULL,
    places          INTEGER NOT NULL,
    family          INTEGER NOT NULL,
    reason          TEXT NOT NULL,
    note            TEXT NOT NULL
) STRICT;
CREATE INDEX redacted_files ON redacted (id, media_id, parent_id);
CREATE INDEX redacted_of_file ON redacted (media_id, parent_id, id);
CREATE INDEX redacted_of_parent ON redacted (parent_id, id);

CREATE TABLE redacted_part (
    redacted_id  TEXT NOT NULL REFERENCES redacted (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    id           TEXT NOT NULL,
    page         INTEGER NOT NULL,
    outline      TEXT NOT NULL,
    manner       TEXT NOT NULL,
    PRIMARY KEY (redacted_id, position)
) STRICT;
