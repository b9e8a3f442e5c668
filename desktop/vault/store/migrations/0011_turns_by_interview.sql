-- Turns and attached files are known by their interview and their id together, so that those of
-- one interview lie beside each other; what has the same id in two interviews is two of them.

CREATE TABLE turn (
    row           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL,
    interview_id  TEXT NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    speaker       TEXT NOT NULL,
    kind          TEXT NOT NULL,
    language      TEXT NOT NULL,
    basis         TEXT NOT NULL,
    basis_source  TEXT NOT NULL,
    text          TEXT NOT NULL,
    said_utc      TEXT,
    said_offset   INTEGER
) STRICT;
INSERT INTO turn SELECT
    row, id, interview_id, position, speaker, kind, language, basis, basis_source, text,
    said_utc, said_offset
    FROM utterance;
DROP TABLE utterance;
ALTER TABLE turn RENAME TO utterance;
CREATE UNIQUE INDEX utterance_of ON utterance (interview_id, id);
CREATE INDEX utterance_in_order ON utterance (interview_id, position);

CREATE TABLE attached (
    id            TEXT NOT NULL,
    interview_id  TEXT NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    media_id      TEXT NOT NULL,
    caption       TEXT NOT NULL
) STRICT;
INSERT INTO attached SELECT id, interview_id, position, media_id, caption FROM attachment;
DROP TABLE attachment;
ALTER TABLE attached RENAME TO attachment;
CREATE UNIQUE INDEX attachment_of ON attachment (interview_id, id);
CREATE INDEX attachment_of_media ON attachment (media_id, interview_id);
CREATE INDEX attachment_in_order ON attachment (interview_id, position, media_id);
