-- How often the vault was opened since without the file being removed or known to be gone. A path
-- whose folder is gone for good is forgotten after enough of them (custody/unfinished.py).

ALTER TABLE unfinished_file ADD COLUMN openings INTEGER NOT NULL DEFAULT 0;
