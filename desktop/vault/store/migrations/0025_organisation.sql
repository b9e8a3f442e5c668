-- What a consent text says of the organisation: one document (desktop/model/organisation.py).

CREATE TABLE organisation (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    document BLOB NOT NULL
) STRICT;
