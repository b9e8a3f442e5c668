-- Who wrote each version: its author's signature of 64 octets over its bytes, and each author's
-- public key once (desktop/vault/versions/authors.py). Versions that were cut here before are signed
-- when the sums are begun; those of others that came without a signature have none.

CREATE TABLE author (
    fingerprint TEXT PRIMARY KEY,
    public_key  BLOB NOT NULL CHECK (length(public_key) = 32)
) STRICT, WITHOUT ROWID;

ALTER TABLE record_version ADD COLUMN signature BLOB CHECK (length(signature) = 64);

-- With who wrote it; the rows are filled anew.
DROP TABLE consent_standing;
CREATE TABLE consent_standing (
    row              INTEGER PRIMARY KEY,
    mac              BLOB NOT NULL CHECK (length(mac) = 16),
    consent_id       TEXT NOT NULL,
    version_id       TEXT NOT NULL,
    parents          TEXT NOT NULL,
    interview_id     TEXT NOT NULL,
    author           TEXT NOT NULL,
    created_utc      TEXT NOT NULL,
    made_here        INTEGER NOT NULL CHECK (made_here IN (0, 1)),
    given_utc        TEXT NOT NULL,
    withdrawn_utc    TEXT,
    withdrawn_offset INTEGER,
    said             BLOB NOT NULL
) STRICT;
