-- Words of an account, an area of a picture or page, a stretch of sound, cited as such.

CREATE TABLE passage (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    interview_id    TEXT NOT NULL,
    version_id      TEXT NOT NULL,
    utterance_id    TEXT NOT NULL,
    layer           TEXT NOT NULL,
    start           INTEGER NOT NULL,
    "end"           INTEGER NOT NULL,
    quote           TEXT NOT NULL,
    "before"        TEXT NOT NULL,
    "after"         TEXT NOT NULL,
    media_id        TEXT NOT NULL,
    page            INTEGER NOT NULL,
    area_x          INTEGER NOT NULL,
    area_y          INTEGER NOT NULL,
    area_width      INTEGER NOT NULL,
    area_height     INTEGER NOT NULL,
    began_ms        INTEGER NOT NULL,
    ended_ms        INTEGER NOT NULL
) STRICT;
CREATE INDEX passage_about ON passage (id, interview_id, media_id);
CREATE INDEX passage_of_interview ON passage (interview_id, created_utc, id);
CREATE INDEX passage_of_file ON passage (media_id, created_utc, id);
