-- The text of files, as it was read from a parsed copy, and which of what is said in files the search
-- does not know yet: position -1 stands for what a file says of itself. What came in before is read
-- and found behind, in slices; of a file whose record was sent or received that record stays.

CREATE TABLE file_text (
    media_row INTEGER NOT NULL REFERENCES media (row) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    part      TEXT NOT NULL,
    name      TEXT NOT NULL,
    text      TEXT NOT NULL,
    PRIMARY KEY (media_row, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE file_unfound (
    media_row INTEGER NOT NULL REFERENCES media (row) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    PRIMARY KEY (media_row, position)
) STRICT, WITHOUT ROWID;

INSERT INTO file_unfound (media_row, position)
    SELECT DISTINCT media_row, -1 FROM media_metadata;

INSERT INTO picture_pending (media_row, described)
    SELECT row, EXISTS (SELECT 1 FROM record_version WHERE record_id = media.id) FROM media
    WHERE media_type IN ('application/zip', 'application/rtf')
    AND size <= 67108864
    ON CONFLICT DO NOTHING;
