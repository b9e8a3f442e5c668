-- Small pictures and screen copies are working copies: remade from their original at will, no
-- evidence and no record. What is derived from an original and is evidence will be a record.
-- ``mac`` binds each to the original it was made of (desktop/vault/records/working_copies.py);
-- filled when the sums are begun.

ALTER TABLE derivative RENAME TO working_copy;
ALTER TABLE working_copy RENAME COLUMN parent_id TO media_id;
ALTER TABLE working_copy ADD COLUMN mac BLOB;
