-- Originals that are kept and whose small picture is still to be made. described: 1 where
-- another vault's record says what the file is, which then stays; 0 where the fields of media
-- (type, measure, time, problem) are filled with what is found when the picture is made.
-- tries: how many decoding processes have died over it.

CREATE TABLE picture_pending (
    media_row INTEGER PRIMARY KEY REFERENCES media (row) ON DELETE CASCADE,
    described INTEGER NOT NULL CHECK (described IN (0, 1)),
    tries     INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0)
) STRICT;

-- What a stopped intake left without a picture and without a reason for it.
INSERT INTO picture_pending (media_row, described)
    SELECT row, 1 FROM media WHERE problem = '' AND NOT EXISTS
    (SELECT 1 FROM derivative WHERE parent_id = media.id AND kind = 'thumbnail');
