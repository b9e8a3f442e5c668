-- By what a picture is known to look like another, read from its small picture; grid NULL: not yet.
-- It is made anew with that picture, and never leaves. What came in before is read behind.
-- ``lookalike_said``: what a person said of two that look alike, the lower row first.

CREATE TABLE likeness (
    media_row INTEGER PRIMARY KEY REFERENCES media (row) ON DELETE CASCADE,
    grid      BLOB,
    hash      INTEGER
) STRICT;
CREATE INDEX likeness_unread ON likeness (media_row) WHERE grid IS NULL;
CREATE INDEX likeness_0 ON likeness (hash & 65535, hash);
CREATE INDEX likeness_1 ON likeness (hash >> 16 & 65535, hash);
CREATE INDEX likeness_2 ON likeness (hash >> 32 & 65535, hash);
CREATE INDEX likeness_3 ON likeness (hash >> 48 & 65535, hash);

CREATE TABLE lookalike_said (
    media_row INTEGER NOT NULL REFERENCES media (row) ON DELETE CASCADE,
    other_row INTEGER NOT NULL REFERENCES media (row) ON DELETE CASCADE,
    answer    TEXT NOT NULL,
    PRIMARY KEY (media_row, other_row)
) STRICT, WITHOUT ROWID;
CREATE INDEX lookalike_said_of_other ON lookalike_said (other_row);
-- A file is removed with references unlooked at, and its number may be another's later.
CREATE TRIGGER lookalike_said_no_more AFTER DELETE ON media BEGIN
    DELETE FROM lookalike_said WHERE other_row = OLD.row;
END;

INSERT INTO likeness (media_row)
    SELECT DISTINCT m.row FROM working_copy w JOIN media m ON m.id = w.media_id
    WHERE w.kind = 'thumbnail';
