-- Signed settings of organisations, each signer's newest (desktop/model/organisation.py).

CREATE TABLE organisation_signed (
    fingerprint  TEXT PRIMARY KEY,
    document     BLOB NOT NULL,
    signature    BLOB NOT NULL,
    number       INTEGER NOT NULL,
    logo         BLOB NOT NULL,
    taken_utc    TEXT NOT NULL,
    taken_offset INTEGER NOT NULL
) STRICT;
