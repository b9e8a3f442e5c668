-- The names that files have in sets, with their folders, are found by the search: the sets that are
-- here are indexed again, behind.

INSERT INTO search_waiting (object, kind)
    SELECT o.row, 'set' FROM file_set s JOIN object o ON o.id = s.id
    WHERE EXISTS (SELECT 1 FROM set_file f WHERE f.set_id = s.id AND f.name <> '')
    ON CONFLICT DO NOTHING;
