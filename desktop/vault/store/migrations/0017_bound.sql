-- What each version of a consent says, as far as the gate looks at it: read from the version when
-- it is stored, never written again. ``mac``: the row's part in the sum of the table
-- (desktop/vault/versions/bound.py). Rows of older vaults are filled when the sums are begun.

CREATE TABLE consent_said (
    digest  BLOB PRIMARY KEY CHECK (length(digest) = 16),
    answers TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_standing (
    row              INTEGER PRIMARY KEY,
    mac              BLOB NOT NULL CHECK (length(mac) = 16),
    consent_id       TEXT NOT NULL,
    version_id       TEXT NOT NULL,
    parents          TEXT NOT NULL,
    interview_id     TEXT NOT NULL,
    created_utc      TEXT NOT NULL,
    made_here        INTEGER NOT NULL CHECK (made_here IN (0, 1)),
    given_utc        TEXT NOT NULL,
    withdrawn_utc    TEXT,
    withdrawn_offset INTEGER,
    said             BLOB NOT NULL
) STRICT;

-- The versions of consents that are shown decide nothing any more.
DROP INDEX working_state_deciding;

-- Of what a package carried and what receipts say of it (desktop/vault/records/package_digests.py).
ALTER TABLE package_sent ADD COLUMN document_digest BLOB;
ALTER TABLE package_sent ADD COLUMN items_digest BLOB;

-- Who wrote last, one place after the other, each on a page of its own (hence ``filling``): a log
-- of another day laid over the file changes one of them at most (desktop/vault/versions/bound.py).
CREATE TABLE session (
    slot    INTEGER PRIMARY KEY,
    number  INTEGER NOT NULL,
    nonce   BLOB NOT NULL,
    filling BLOB NOT NULL
) STRICT;
INSERT INTO session SELECT value, 0, X'', zeroblob(12000)
    FROM json_each('[0, 1, 2, 3, 4, 5, 6, 7]');
