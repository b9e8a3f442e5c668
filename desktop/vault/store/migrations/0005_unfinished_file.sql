-- The path of a decrypted file that is being written outside the vault, in the system's own bytes,
-- under the passing name it has until it is whole. The row goes once no file is there; what a
-- killed process left is removed when the vault is opened. Never in the custody log, never sent.

CREATE TABLE unfinished_file (
    path BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
