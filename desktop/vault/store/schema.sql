-- Made from migrations/ by `make schema`; never edited by hand.

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

CREATE TABLE "attachment" (
    id            TEXT NOT NULL,
    interview_id  TEXT NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    media_id      TEXT NOT NULL,
    caption       TEXT NOT NULL
, sha256 TEXT NOT NULL DEFAULT '') STRICT;

CREATE TRIGGER attachment_came AFTER INSERT ON attachment BEGIN
    INSERT INTO object (id) SELECT NEW.interview_id
        WHERE NOT EXISTS (SELECT 1 FROM object WHERE id = NEW.interview_id);
    INSERT INTO object (id) SELECT NEW.media_id
        WHERE NOT EXISTS (SELECT 1 FROM object WHERE id = NEW.media_id);
    INSERT INTO attachment_of_media (media, interview)
        SELECT m.row, i.row FROM object m JOIN object i ON i.id = NEW.interview_id
        WHERE m.id = NEW.media_id ON CONFLICT DO NOTHING;
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

CREATE INDEX attachment_in_order ON attachment (interview_id, position, media_id);

CREATE INDEX attachment_named ON attachment (interview_id, media_id, sha256);

CREATE UNIQUE INDEX attachment_of ON attachment (interview_id, id);

CREATE TABLE attachment_of_media (
    media      INTEGER NOT NULL,
    interview  INTEGER NOT NULL,
    PRIMARY KEY (media, interview)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attachment_went AFTER DELETE ON attachment BEGIN
    DELETE FROM attachment_of_media WHERE media = (SELECT row FROM object WHERE id = OLD.media_id)
        AND interview = (SELECT row FROM object WHERE id = OLD.interview_id)
        AND NOT EXISTS (SELECT 1 FROM attachment
            WHERE interview_id = OLD.interview_id AND media_id = OLD.media_id);
END;

CREATE TABLE author (
    fingerprint TEXT PRIMARY KEY,
    public_key  BLOB NOT NULL CHECK (length(public_key) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE backup_place (
    id           TEXT PRIMARY KEY NOT NULL,
    path         BLOB NOT NULL,
    made_utc     TEXT NOT NULL,
    made_offset  INTEGER NOT NULL,
    generations  INTEGER NOT NULL,
    removals     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE came_with (
    media_row  INTEGER PRIMARY KEY REFERENCES media (row) ON DELETE CASCADE,
    batch      TEXT NOT NULL
) STRICT;

CREATE INDEX came_with_batch ON came_with (batch, media_row);

CREATE TABLE card (
    fingerprint     TEXT PRIMARY KEY,
    document        BLOB NOT NULL,
    signature       BLOB NOT NULL,
    recipient_kind  TEXT NOT NULL,
    trusted_utc     TEXT,
    trusted_offset  INTEGER,
    revoked_utc     TEXT,
    revoked_offset  INTEGER
, revoked_row INTEGER) STRICT;

CREATE TABLE companion (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    media_id        TEXT NOT NULL,
    with_id         TEXT NOT NULL,
    known_by        TEXT NOT NULL
) STRICT;

CREATE INDEX companion_files ON companion (id, media_id, with_id);

CREATE INDEX companion_of_file ON companion (media_id, with_id, id);

CREATE INDEX companion_with ON companion (with_id, media_id, id);

CREATE TABLE consent (
    id                TEXT PRIMARY KEY,
    interview_id      TEXT NOT NULL,
    given_utc         TEXT NOT NULL,
    given_offset      INTEGER NOT NULL,
    text_language     TEXT NOT NULL,
    text_version      TEXT NOT NULL,
    how_given         TEXT NOT NULL,
    interpreter       TEXT NOT NULL,
    capacity_note     TEXT NOT NULL,
    withdrawn_utc     TEXT,
    withdrawn_offset  INTEGER,
    withdrawn_reason  TEXT NOT NULL
, text_read TEXT NOT NULL DEFAULT '', read_out_utc TEXT, read_out_offset INTEGER, decided_by TEXT NOT NULL DEFAULT 'self', decider TEXT NOT NULL DEFAULT '', authority TEXT NOT NULL DEFAULT '', own_agreement TEXT NOT NULL DEFAULT 'not-asked', guardian_agreement TEXT NOT NULL DEFAULT 'not-asked', restricted_utc TEXT, restricted_offset INTEGER, restricted_reason TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE consent_answer (
    consent_id      TEXT NOT NULL REFERENCES consent (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    purpose         TEXT NOT NULL,
    recipient       TEXT NOT NULL,
    answer          TEXT NOT NULL,
    identification  TEXT NOT NULL, face_and_voice TEXT NOT NULL DEFAULT 'not-asked', places TEXT NOT NULL DEFAULT 'not-asked', family TEXT NOT NULL DEFAULT 'not-asked',
    PRIMARY KEY (consent_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX consent_given ON consent (id, interview_id, given_utc);

CREATE INDEX consent_held ON consent (interview_id, id, withdrawn_utc)
    WHERE withdrawn_utc IS NOT NULL OR restricted_utc IS NOT NULL;

CREATE INDEX consent_of_interview ON consent (interview_id);

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
    author           TEXT NOT NULL,
    created_utc      TEXT NOT NULL,
    made_here        INTEGER NOT NULL CHECK (made_here IN (0, 1)),
    given_utc        TEXT NOT NULL,
    withdrawn_utc    TEXT,
    withdrawn_offset INTEGER,
    said             BLOB NOT NULL
) STRICT;

CREATE INDEX consent_to_ask_again ON consent_answer (consent_id) WHERE answer = 'ask-again';

CREATE TABLE "custody" (
    seq          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL,
    at_utc       TEXT NOT NULL,
    at_offset    INTEGER NOT NULL,
    agent        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    object_kind  TEXT NOT NULL,
    object_id    TEXT NOT NULL,
    detail       TEXT NOT NULL,
    previous     TEXT NOT NULL,
    hash         TEXT NOT NULL
) STRICT;

CREATE TRIGGER custody_came AFTER INSERT ON custody BEGIN
    INSERT INTO object (id) SELECT NEW.object_id
        WHERE NOT EXISTS (SELECT 1 FROM object WHERE id = NEW.object_id);
    INSERT INTO custody_of (object, seq) SELECT row, NEW.seq FROM object WHERE id = NEW.object_id;
END;

CREATE TABLE custody_head (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    seq  INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TRIGGER custody_no_delete BEFORE DELETE ON custody
BEGIN SELECT RAISE (ABORT, 'the custody log is append-only'); END;

CREATE TRIGGER custody_no_update BEFORE UPDATE ON custody
BEGIN SELECT RAISE (ABORT, 'the custody log is append-only'); END;

CREATE TABLE custody_of (
    object  INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (object, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE "custody_received" (
    row        INTEGER PRIMARY KEY,
    object     INTEGER NOT NULL,
    agent      TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    hash       TEXT NOT NULL,
    event      BLOB NOT NULL,
    package_id TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX custody_received_of ON custody_received (object, agent, seq, hash);

CREATE TABLE "custody_salt" (
    object INTEGER PRIMARY KEY,
    salt   BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;

CREATE TABLE derived (
    derived_id   TEXT NOT NULL PRIMARY KEY,
    kind         TEXT NOT NULL,
    source_id    TEXT NOT NULL,
    form         TEXT NOT NULL,
    -- The version that was made last, and that of the source as it was then; '' before.
    version_id   TEXT NOT NULL DEFAULT '',
    made_of      TEXT NOT NULL DEFAULT '',
    UNIQUE (source_id, form)
) STRICT;

CREATE TABLE draft (
    kind       TEXT NOT NULL,
    record_id  TEXT NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (kind, record_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE file_set (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    name            TEXT NOT NULL,
    note            TEXT NOT NULL
) STRICT;

CREATE INDEX file_set_by_age ON file_set (created_utc, id);

CREATE TABLE file_text (
    media_row INTEGER NOT NULL REFERENCES media (row) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    part      TEXT NOT NULL,
    name      TEXT NOT NULL,
    text      TEXT NOT NULL,
    PRIMARY KEY (media_row, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE file_unfound (
    media_row INTEGER NOT NULL REFERENCES media (row) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    PRIMARY KEY (media_row, position)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX fixity_wrong ON fixity (media_row) WHERE result <> 'good';

CREATE TABLE identity (
    id                INTEGER PRIMARY KEY CHECK (id = 1),
    name              TEXT NOT NULL,
    role              TEXT NOT NULL,
    signing_secret    BLOB NOT NULL CHECK (length(signing_secret) = 32),
    recipient_secret  TEXT NOT NULL,
    created_utc       TEXT NOT NULL,
    created_offset    INTEGER NOT NULL
) STRICT;

CREATE TABLE interview (
    id                     TEXT PRIMARY KEY,
    created_utc            TEXT NOT NULL,
    created_offset         INTEGER NOT NULL,
    code                   TEXT NOT NULL,
    person_id              TEXT NOT NULL,
    state                  TEXT NOT NULL,
    mode                   TEXT NOT NULL,
    full_reason            TEXT NOT NULL,
    language               TEXT NOT NULL,
    place_kind             TEXT NOT NULL,
    modality               TEXT NOT NULL,
    planned_for            TEXT NOT NULL,
    interviewers           TEXT NOT NULL,
    interpreter            TEXT NOT NULL,
    others_present         TEXT NOT NULL,
    purpose                TEXT NOT NULL,
    already_known          TEXT NOT NULL,
    prior_accounts_answer  TEXT NOT NULL,
    read_back_language     TEXT NOT NULL,
    read_back_note         TEXT NOT NULL,
    opened_utc             TEXT,
    opened_offset          INTEGER,
    closed_utc             TEXT,
    closed_offset          INTEGER
, folded TEXT NOT NULL DEFAULT '', derived_from TEXT NOT NULL DEFAULT '', shown_as TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX interview_in_state
    ON interview (state, created_utc DESC, id, language, folded);

CREATE INDEX interview_newest
    ON interview (created_utc DESC, id, language, folded);

CREATE INDEX interview_of_code ON interview (code);

CREATE INDEX interview_of_person ON interview (person_id);

CREATE INDEX interview_planned ON interview (planned_for, created_utc, id)
    WHERE state = 'planned';

CREATE TABLE likeness (
    media_row INTEGER PRIMARY KEY REFERENCES media (row) ON DELETE CASCADE,
    grid      BLOB,
    hash      INTEGER
) STRICT;

CREATE INDEX likeness_0 ON likeness (hash & 65535, hash);

CREATE INDEX likeness_1 ON likeness (hash >> 16 & 65535, hash);

CREATE INDEX likeness_2 ON likeness (hash >> 32 & 65535, hash);

CREATE INDEX likeness_3 ON likeness (hash >> 48 & 65535, hash);

CREATE INDEX likeness_unread ON likeness (media_row) WHERE grid IS NULL;

CREATE TABLE lookalike_said (
    media_row INTEGER NOT NULL REFERENCES media (row) ON DELETE CASCADE,
    other_row INTEGER NOT NULL REFERENCES media (row) ON DELETE CASCADE,
    answer    TEXT NOT NULL,
    PRIMARY KEY (media_row, other_row)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER lookalike_said_no_more AFTER DELETE ON media BEGIN
    DELETE FROM lookalike_said WHERE other_row = OLD.row;
END;

CREATE INDEX lookalike_said_of_other ON lookalike_said (other_row);

CREATE TABLE media (
    row           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    added_utc     TEXT NOT NULL,
    added_offset  INTEGER NOT NULL,
    sha256        TEXT NOT NULL UNIQUE,
    sha512        TEXT NOT NULL,
    size          INTEGER NOT NULL,
    original_name TEXT NOT NULL,
    media_type    TEXT NOT NULL,
    width         INTEGER NOT NULL,
    height        INTEGER NOT NULL,
    captured_at   TEXT NOT NULL,
    problem       TEXT NOT NULL
) STRICT;

CREATE TABLE media_alias (
    id        TEXT PRIMARY KEY,
    media_row INTEGER NOT NULL REFERENCES media (row) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX media_alias_of ON media_alias (media_row);

CREATE INDEX media_by_name ON media (original_name COLLATE NOCASE, id);

CREATE TABLE media_chunk (
    row       INTEGER PRIMARY KEY,
    media_row INTEGER NOT NULL REFERENCES media (row) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    bytes     BLOB NOT NULL,
    UNIQUE (media_row, number)
) STRICT;

CREATE INDEX media_content_id ON media_metadata (value, media_row)
    WHERE "group" = 'Apple' AND key = 'ContentIdentifier';

CREATE TABLE media_metadata (
    media_row INTEGER NOT NULL REFERENCES media (row) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    "group"   TEXT NOT NULL,
    key       TEXT NOT NULL,
    value     TEXT NOT NULL,
    PRIMARY KEY (media_row, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX media_newest ON media (
    added_utc DESC, id, added_offset, media_type, problem, captured_at, original_name
);

CREATE INDEX media_with_place ON media_metadata (media_row)
    WHERE "group" IN ('GPS', 'XMP') AND key = 'DecimalDegrees' AND value <> '';

CREATE TABLE name_decision (
    record_id    TEXT NOT NULL,
    form         TEXT NOT NULL,
    "key"        TEXT NOT NULL,
    choice       TEXT NOT NULL,
    instead      TEXT NOT NULL,
    decided_utc  TEXT NOT NULL,
    PRIMARY KEY (record_id, form, "key")
) STRICT;

CREATE TABLE name_form (
    person_id  TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    text       TEXT NOT NULL,
    script     TEXT NOT NULL,
    language   TEXT NOT NULL,
    kind       TEXT NOT NULL,
    PRIMARY KEY (person_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE object (
    row  INTEGER PRIMARY KEY,
    id   TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE organisation (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    document BLOB NOT NULL
) STRICT;

CREATE TABLE organisation_signed (
    fingerprint  TEXT PRIMARY KEY,
    document     BLOB NOT NULL,
    signature    BLOB NOT NULL,
    number       INTEGER NOT NULL,
    logo         BLOB NOT NULL,
    taken_utc    TEXT NOT NULL,
    taken_offset INTEGER NOT NULL
) STRICT;

CREATE TABLE "package_item" (
    package_id TEXT NOT NULL,
    item       TEXT NOT NULL,
    record_id  TEXT NOT NULL,
    outcome    TEXT,
    reason     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (package_id, item)
) STRICT, WITHOUT ROWID;

CREATE INDEX package_item_aside ON package_item (package_id) WHERE outcome = 'set-aside';

CREATE TABLE package_received (
    package_id         TEXT PRIMARY KEY,
    sender             TEXT NOT NULL,
    tagmanifest_sha256 TEXT NOT NULL,
    received_utc       TEXT NOT NULL,
    received_offset    INTEGER NOT NULL,
    sender_name TEXT NOT NULL DEFAULT '', purpose TEXT NOT NULL DEFAULT '', interviews INTEGER NOT NULL DEFAULT 0, files INTEGER NOT NULL DEFAULT 0, set_aside INTEGER NOT NULL DEFAULT 0, log_told TEXT NOT NULL DEFAULT '', sender_log TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX package_received_newest ON package_received (received_utc DESC, package_id);

CREATE INDEX package_received_of ON package_received (sender);

CREATE TABLE package_received_piece (
    row        INTEGER PRIMARY KEY,
    package_id TEXT NOT NULL,
    part       TEXT NOT NULL CHECK (part IN ('document', 'receipt')),
    bytes      BLOB NOT NULL
) STRICT;

CREATE INDEX package_received_piece_of ON package_received_piece (package_id, part, row);

CREATE TABLE "package_record" (
    record_id  TEXT NOT NULL,
    package_id TEXT NOT NULL,
    item       TEXT NOT NULL,
    PRIMARY KEY (record_id, package_id, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE package_sent (
    package_id       TEXT PRIMARY KEY,
    file_name        TEXT NOT NULL,
    size             INTEGER NOT NULL,
    recipient        TEXT NOT NULL,
    purpose          TEXT NOT NULL,
    written_utc      TEXT NOT NULL,
    written_offset   INTEGER NOT NULL,
    tagmanifest_sha256 TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'named'
    CHECK (state IN ('naming', 'named', 'unknown')), target BLOB, recipient_name TEXT NOT NULL DEFAULT '', interviews INTEGER NOT NULL DEFAULT 0, files INTEGER NOT NULL DEFAULT 0, document_digest BLOB, items_digest BLOB) STRICT;

CREATE INDEX package_sent_newest ON package_sent (written_utc DESC, package_id);

CREATE TABLE package_sent_piece (
    row        INTEGER PRIMARY KEY,
    package_id TEXT NOT NULL,
    part       TEXT NOT NULL CHECK (part IN ('document')),
    bytes      BLOB NOT NULL
) STRICT;

CREATE INDEX package_sent_piece_of ON package_sent_piece (package_id, part, row);

CREATE INDEX package_sent_to ON package_sent (recipient);

CREATE TABLE package_unfinished (
    package_id TEXT PRIMARY KEY,
    versions   INTEGER NOT NULL
) STRICT;

CREATE TABLE package_untold (
    row        INTEGER PRIMARY KEY,
    package_id TEXT NOT NULL,
    records    TEXT NOT NULL
) STRICT;

CREATE INDEX package_untold_of ON package_untold (package_id, row);

CREATE TABLE passage (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    interview_id    TEXT NOT NULL,
    version_id      TEXT NOT NULL,
    utterance_id    TEXT NOT NULL,
    layer           TEXT NOT NULL,
    start           INTEGER NOT NULL,
    "end"           INTEGER NOT NULL,
    quote           TEXT NOT NULL,
    "before"        TEXT NOT NULL,
    "after"         TEXT NOT NULL,
    media_id        TEXT NOT NULL,
    page            INTEGER NOT NULL,
    area_x          INTEGER NOT NULL,
    area_y          INTEGER NOT NULL,
    area_width      INTEGER NOT NULL,
    area_height     INTEGER NOT NULL,
    began_ms        INTEGER NOT NULL,
    ended_ms        INTEGER NOT NULL
) STRICT;

CREATE INDEX passage_about ON passage (id, interview_id, media_id);

CREATE INDEX passage_of_file ON passage (media_id, created_utc, id);

CREATE INDEX passage_of_interview ON passage (interview_id, created_utc, id);

CREATE TABLE person (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    code            TEXT NOT NULL,
    kind            TEXT NOT NULL,
    born            TEXT NOT NULL,
    note            TEXT NOT NULL
, folded TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX person_by_code ON person (code, id, folded);

CREATE TABLE picture_pending (
    media_row INTEGER PRIMARY KEY REFERENCES media (row) ON DELETE CASCADE,
    described INTEGER NOT NULL CHECK (described IN (0, 1)),
    tries     INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0)
) STRICT;

CREATE TABLE place (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    kind            TEXT NOT NULL,
    address         TEXT NOT NULL,
    coordinates     TEXT NOT NULL,
    part_of         TEXT NOT NULL,
    note            TEXT NOT NULL,
    folded          TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX place_by_kind ON place (kind, folded, id);

CREATE INDEX place_by_name ON place (folded, id);

CREATE INDEX place_in ON place (part_of) WHERE part_of != '';

CREATE TABLE place_name (
    place_id  TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    text      TEXT NOT NULL,
    script    TEXT NOT NULL,
    language  TEXT NOT NULL,
    kind      TEXT NOT NULL,
    PRIMARY KEY (place_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE prior_account (
    interview_id  TEXT NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    given_to      TEXT NOT NULL,
    given_on      TEXT NOT NULL,
    recorded      INTEGER NOT NULL,
    signed        INTEGER NOT NULL,
    note          TEXT NOT NULL,
    PRIMARY KEY (interview_id, position)
) STRICT, WITHOUT ROWID;

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

CREATE UNIQUE INDEX protected_person ON protected_name (person_id) WHERE person_id != '';

CREATE TABLE receipt (
    receipt_id      TEXT PRIMARY KEY,
    package_id      TEXT NOT NULL REFERENCES package_sent (package_id),
    signer          TEXT NOT NULL,
    imported_utc    TEXT NOT NULL,
    imported_offset INTEGER NOT NULL,
    document        BLOB NOT NULL,
    signature       BLOB NOT NULL
) STRICT;

CREATE INDEX receipt_of_package ON receipt (package_id, imported_utc, imported_offset);

CREATE TABLE record_version (
    row             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL,
    record_id       TEXT NOT NULL,
    author          TEXT NOT NULL,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    data            BLOB NOT NULL,
    arrived_in      TEXT
, signature BLOB CHECK (length(signature) = 64), unread TEXT) STRICT;

CREATE INDEX record_version_of ON record_version (record_id, row, id, arrived_in);

CREATE INDEX record_version_unread ON record_version (record_id) WHERE unread IS NOT NULL;

CREATE TABLE redacted (
    id              TEXT PRIMARY KEY,
    created_utc     TEXT NOT NULL,
    created_offset  INTEGER NOT NULL,
    media_id        TEXT NOT NULL,
    parent_id       TEXT NOT NULL,
    face            INTEGER NOT NULL,
    places          INTEGER NOT NULL,
    family          INTEGER NOT NULL,
    reason          TEXT NOT NULL,
    note            TEXT NOT NULL
) STRICT;

CREATE INDEX redacted_files ON redacted (id, media_id, parent_id);

CREATE INDEX redacted_of_file ON redacted (media_id, parent_id, id);

CREATE INDEX redacted_of_parent ON redacted (parent_id, id);

CREATE TABLE redacted_part (
    redacted_id  TEXT NOT NULL REFERENCES redacted (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    id           TEXT NOT NULL,
    page         INTEGER NOT NULL,
    outline      TEXT NOT NULL,
    manner       TEXT NOT NULL,
    PRIMARY KEY (redacted_id, position)
) STRICT;

CREATE TABLE safety (
    interview_id      TEXT PRIMARY KEY REFERENCES interview (id) ON DELETE CASCADE,
    vulnerabilities   TEXT NOT NULL,
    training_stated   INTEGER NOT NULL,
    referral          TEXT NOT NULL,
    risk_person       TEXT NOT NULL,
    risk_relatives    TEXT NOT NULL,
    safe_contact      TEXT NOT NULL
) STRICT;

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

CREATE INDEX sameness_of_one ON sameness (one, other, id);

CREATE INDEX sameness_of_other ON sameness (other, one, id);

CREATE INDEX sameness_pair ON sameness (id, one, other);

CREATE TABLE seal (
    version_id TEXT PRIMARY KEY REFERENCES record_version (id) ON DELETE CASCADE,
    signer     TEXT NOT NULL,
    signature  BLOB NOT NULL
) STRICT;

CREATE TABLE "search_entry" (
    row       INTEGER PRIMARY KEY,
    object    INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    place_id  TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX search_entry_of ON search_entry (object, kind, place_id);

CREATE VIRTUAL TABLE search_text USING fts5 (
    text, content = '', contentless_delete = 1, detail = 'none', prefix = '2 3 4',
    tokenize = "ascii tokenchars '_'"
);

CREATE TABLE search_waiting (
    object INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL
) STRICT;

CREATE TABLE search_word (
    outline TEXT NOT NULL,
    term    TEXT NOT NULL,
    PRIMARY KEY (outline, term)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    slot    INTEGER PRIMARY KEY,
    number  INTEGER NOT NULL,
    nonce   BLOB NOT NULL,
    filling BLOB NOT NULL
) STRICT;

CREATE TABLE set_aside (
    package_id TEXT NOT NULL,
    item       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    data       BLOB NOT NULL,
    PRIMARY KEY (package_id, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE set_file (
    set_id       TEXT NOT NULL REFERENCES file_set (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    id           TEXT NOT NULL,
    media_id     TEXT NOT NULL,
    name         TEXT NOT NULL,
    modified_at  TEXT NOT NULL,
    PRIMARY KEY (set_id, position)
) STRICT;

CREATE INDEX set_file_of ON set_file (set_id, media_id);

CREATE INDEX set_of_file ON set_file (media_id, set_id);

CREATE TABLE tally (
    name  TEXT PRIMARY KEY,
    rows  INTEGER NOT NULL,
    value BLOB NOT NULL CHECK (length(value) = 16)
) STRICT, WITHOUT ROWID;

CREATE TABLE unfinished_file (
    path BLOB NOT NULL PRIMARY KEY
, openings INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE unread_ground (
    version_id   TEXT NOT NULL REFERENCES record_version (id),
    interview_id TEXT NOT NULL,
    PRIMARY KEY (version_id, interview_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX unread_ground_of ON unread_ground (interview_id);

CREATE TABLE "utterance" (
    row           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL,
    interview_id  TEXT NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    speaker       TEXT NOT NULL,
    kind          TEXT NOT NULL,
    language      TEXT NOT NULL,
    basis         TEXT NOT NULL,
    basis_source  TEXT NOT NULL,
    text          TEXT NOT NULL,
    said_utc      TEXT,
    said_offset   INTEGER
) STRICT;

CREATE UNIQUE INDEX utterance_of ON utterance (interview_id, id);

CREATE TABLE vault_meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE INDEX version_child ON version_parent (parent_id);

CREATE TABLE version_parent (
    version_id TEXT NOT NULL REFERENCES record_version (id) ON DELETE CASCADE,
    parent_id  TEXT NOT NULL,
    PRIMARY KEY (version_id, parent_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE way_in (
    slot_id TEXT PRIMARY KEY NOT NULL,
    person TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL DEFAULT '',
    made_utc TEXT,
    made_offset INTEGER,
    tried_utc TEXT,
    tried_offset INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE "working_copy" (
    row       INTEGER PRIMARY KEY,
    media_id TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    recipe    TEXT NOT NULL,
    width     INTEGER NOT NULL,
    height    INTEGER NOT NULL,
    data      BLOB NOT NULL, mac BLOB,
    UNIQUE (media_id, kind)
) STRICT;

CREATE TABLE working_state (
    record_id  TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    version_id TEXT REFERENCES record_version (id),
    edited     INTEGER NOT NULL CHECK (edited IN (0, 1))
, rows INTEGER NOT NULL DEFAULT 0, value BLOB NOT NULL DEFAULT X'00000000000000000000000000000000') STRICT, WITHOUT ROWID;
