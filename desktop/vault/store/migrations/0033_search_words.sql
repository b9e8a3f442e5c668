-- Every word of the index that may be a name, by what its spellings have in common: so that one
-- is found by the others. Filled when the vault is opened, and with the index from then on.
CREATE TABLE search_word (
    outline TEXT NOT NULL,
    term    TEXT NOT NULL,
    PRIMARY KEY (outline, term)
) STRICT, WITHOUT ROWID;
