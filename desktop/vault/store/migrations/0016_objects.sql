-- Ids are random, so what is kept in the order of ids lies, for each thing that arrives, on a page
-- of its own, which is read, enciphered and written anew. So each thing that a row is about gets a
-- number, in the order they come, and trees that many rows of one thing stand in go by it: the
-- rows of what arrives together then lie together, however full the vault is.

CREATE TABLE object (
    row  INTEGER PRIMARY KEY,
    id   TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO object (id) SELECT object_id FROM custody GROUP BY object_id ORDER BY min(seq);
INSERT INTO object (id) SELECT object_id FROM custody_received
    WHERE object_id NOT IN (SELECT id FROM object) GROUP BY object_id ORDER BY min(row);
INSERT INTO object (id) SELECT object_id FROM custody_salt
    WHERE object_id NOT IN (SELECT id FROM object);
INSERT INTO object (id) SELECT record_id FROM search_entry
    WHERE record_id NOT IN (SELECT id FROM object) GROUP BY record_id ORDER BY min(row);
INSERT INTO object (id) SELECT media_id FROM attachment
    WHERE media_id NOT IN (SELECT id FROM object) GROUP BY media_id;
INSERT INTO object (id) SELECT interview_id FROM attachment
    WHERE interview_id NOT IN (SELECT id FROM object) GROUP BY interview_id;

-- Which rows of the log are about what.
DROP INDEX custody_of;
CREATE TABLE custody_of (
    object  INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (object, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO custody_of SELECT o.row, c.seq FROM custody c JOIN object o ON o.id = c.object_id
    ORDER BY 1, 2;
CREATE TRIGGER custody_came AFTER INSERT ON custody BEGIN
    INSERT INTO object (id) SELECT NEW.object_id
        WHERE NOT EXISTS (SELECT 1 FROM object WHERE id = NEW.object_id);
    INSERT INTO custody_of (object, seq) SELECT row, NEW.seq FROM object WHERE id = NEW.object_id;
END;

CREATE TABLE custody_arrived (
    row        INTEGER PRIMARY KEY,
    object     INTEGER NOT NULL,
    agent      TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    hash       TEXT NOT NULL,
    event      BLOB NOT NULL,
    package_id TEXT NOT NULL
) STRICT;
INSERT INTO custody_arrived SELECT r.row, o.row, r.agent, r.seq, r.hash, r.event, r.package_id
    FROM custody_received r JOIN object o ON o.id = r.object_id ORDER BY r.row;
DROP TABLE custody_received;
ALTER TABLE custody_arrived RENAME TO custody_received;
CREATE UNIQUE INDEX custody_received_of ON custody_received (object, agent, seq, hash);

CREATE TABLE salt_of_object (
    object INTEGER PRIMARY KEY,
    salt   BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;
INSERT INTO salt_of_object SELECT o.row, s.salt FROM custody_salt s
    JOIN object o ON o.id = s.object_id ORDER BY o.row;
DROP TABLE custody_salt;
ALTER TABLE salt_of_object RENAME TO custody_salt;

-- The numbers of the rows stay: the full text has them.
CREATE TABLE search_place (
    row       INTEGER PRIMARY KEY,
    object    INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    place_id  TEXT NOT NULL
) STRICT;
INSERT INTO search_place SELECT e.row, o.row, e.kind, e.place_id FROM search_entry e
    JOIN object o ON o.id = e.record_id ORDER BY e.row;
DROP TABLE search_entry;
ALTER TABLE search_place RENAME TO search_entry;
CREATE UNIQUE INDEX search_entry_of ON search_entry (object, kind, place_id);

-- Only which consents are shown is looked for by kind.
DROP INDEX working_state_of_kind;
CREATE INDEX working_state_deciding ON working_state (kind, version_id) WHERE kind = 'consent';

-- Which files are attached in which interviews, each of them once.
DROP INDEX attachment_of_media;
CREATE TABLE attachment_of_media (
    media      INTEGER NOT NULL,
    interview  INTEGER NOT NULL,
    PRIMARY KEY (media, interview)
) STRICT, WITHOUT ROWID;
INSERT INTO attachment_of_media SELECT DISTINCT m.row, i.row FROM attachment a
    JOIN object m ON m.id = a.media_id JOIN object i ON i.id = a.interview_id ORDER BY 1, 2;
CREATE TRIGGER attachment_came AFTER INSERT ON attachment BEGIN
    INSERT INTO object (id) SELECT NEW.interview_id
        WHERE NOT EXISTS (SELECT 1 FROM object WHERE id = NEW.interview_id);
    INSERT INTO object (id) SELECT NEW.media_id
        WHERE NOT EXISTS (SELECT 1 FROM object WHERE id = NEW.media_id);
    INSERT INTO attachment_of_media (media, interview)
        SELECT m.row, i.row FROM object m JOIN object i ON i.id = NEW.interview_id
        WHERE m.id = NEW.media_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER attachment_went AFTER DELETE ON attachment BEGIN
    DELETE FROM attachment_of_media WHERE media = (SELECT row FROM object WHERE id = OLD.media_id)
        AND interview = (SELECT row FROM object WHERE id = OLD.interview_id)
        AND NOT EXISTS (SELECT 1 FROM attachment
            WHERE interview_id = OLD.interview_id AND media_id = OLD.media_id);
END;
CREATE TRIGGER attachment_changed AFTER UPDATE OF media_id, interview_id ON attachment
WHEN (OLD.media_id, OLD.interview_id) IS NOT (NEW.media_id, NEW.interview_id) BEGIN
    DELETE FROM attachment_of_media WHERE media = (SELECT row FROM object WHERE id = OLD.media_id)
        AND interview = (SELECT row FROM object WHERE id = OLD.interview_id)
        AND NOT EXISTS (SELECT 1 FROM attachment
            WHERE interview_id = OLD.interview_id AND media_id = OLD.media_id);
    INSERT INTO object (id) SELECT NEW.interview_id
        WHERE NOT EXISTS (SELECT 1 FROM object WHERE id = NEW.interview_id);
    INSERT INTO object (id) SELECT NEW.media_id
        WHERE NOT EXISTS (SELECT 1 FROM object WHERE id = NEW.media_id);
    INSERT INTO attachment_of_media (media, interview)
        SELECT m.row, i.row FROM object m JOIN object i ON i.id = NEW.interview_id
        WHERE m.id = NEW.media_id ON CONFLICT DO NOTHING;
END;

-- The turns of an interview lie together already; to sort them costs less than an order of them.
DROP INDEX utterance_in_order;
