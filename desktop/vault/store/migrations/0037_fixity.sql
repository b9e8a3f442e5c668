-- When each original was last read and compared with its hashes. run: the number of the check that
-- read it last; 0 before the first. good: the last time that every byte was as it came. result: a
-- code of FixityResult; "wrong": first and last octet of each part that is not, as JSON. sums: the
-- SHA-256 of each piece of 1 MiB at the last good check, behind one another, by which a part is
-- found.
CREATE TABLE fixity (
    media_row      INTEGER PRIMARY KEY REFERENCES media (row) ON DELETE CASCADE,
    run            INTEGER NOT NULL,
    checked_utc    TEXT NOT NULL,
    checked_offset INTEGER NOT NULL,
    good_utc       TEXT,
    good_offset    INTEGER,
    result         TEXT NOT NULL,
    wrong          TEXT NOT NULL,
    sums           BLOB NOT NULL
) STRICT;

CREATE INDEX fixity_of_run ON fixity (run);

CREATE INDEX fixity_wrong ON fixity (media_row) WHERE result <> 'good';

-- The checks, by number. whole: 1 where everything was to be read, at a press; else "share" octets,
-- a part of a month's. ended: empty while it goes on.
CREATE TABLE fixity_run (
    number       INTEGER PRIMARY KEY,
    whole        INTEGER NOT NULL CHECK (whole IN (0, 1)),
    share        INTEGER NOT NULL,
    began_utc    TEXT NOT NULL,
    began_offset INTEGER NOT NULL,
    ended_utc    TEXT,
    ended_offset INTEGER,
    files        INTEGER NOT NULL DEFAULT 0,
    octets       INTEGER NOT NULL DEFAULT 0,
    wrong        INTEGER NOT NULL DEFAULT 0
) STRICT;
