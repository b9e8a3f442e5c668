-- Records whose texts came in a package and are not in the full-text index yet: they are put there
-- behind it, while nobody waits. object: the number of the record. kind: of a place in it, by which
-- the kind of the record is known.
CREATE TABLE search_waiting (
    object INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL
) STRICT;
