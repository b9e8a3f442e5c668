-- Names that are not told outside, and what stands instead (desktop/model/protected.py). They never
-- leave this vault.

CREATE TABLE protected_name (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    names           TEXT NOT NULL,
    instead         TEXT NOT NULL,
    "of"            TEXT NOT NULL,
    kept_from       TEXT NOT NULL,
    person_id       TEXT NOT NULL,
    note            TEXT NOT NULL
) STRICT;

-- A person of this vault is protected once.
CREATE UNIQUE INDEX protected_person ON protected_name (person_id) WHERE person_id != '';
