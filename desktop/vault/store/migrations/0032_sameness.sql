-- Whether two records of people are of one person, as somebody decided.

CREATE TABLE sameness (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    one             TEXT NOT NULL,
    other           TEXT NOT NULL,
    answer          TEXT NOT NULL,
    reason          TEXT NOT NULL,
    decided_utc     TEXT,
    decided_offset  INTEGER
) STRICT;
CREATE INDEX sameness_pair ON sameness (id, one, other);
CREATE INDEX sameness_of_one ON sameness (one, other, id);
CREATE INDEX sameness_of_other ON sameness (other, one, id);
