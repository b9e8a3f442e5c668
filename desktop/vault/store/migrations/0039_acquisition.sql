-- How a file came, as somebody said it; one row a file.

CREATE TABLE acquisition (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    media_id        TEXT NOT NULL,
    device          TEXT NOT NULL,
    handed_over_by  TEXT NOT NULL,
    handed_over_on  TEXT NOT NULL,
    generation      TEXT NOT NULL,
    original_at     TEXT NOT NULL,
    rights          TEXT NOT NULL,
    may_see         TEXT NOT NULL,
    graphic         TEXT NOT NULL
) STRICT;
CREATE INDEX acquisition_file ON acquisition (id, media_id);
CREATE INDEX acquisition_of_file ON acquisition (media_id, id);

-- Which files came in one import. It stays here: it would tell a recipient that files of two
-- interviews were on one phone.
CREATE TABLE came_with (
    media_row  INTEGER PRIMARY KEY REFERENCES media (row) ON DELETE CASCADE,
    batch      TEXT NOT NULL
) STRICT;
CREATE INDEX came_with_batch ON came_with (batch, media_row);
