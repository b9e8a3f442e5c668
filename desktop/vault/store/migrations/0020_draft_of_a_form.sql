-- A draft is kept by kind and form since there is more than one form; the first was that of
-- the answers about consent.
UPDATE draft SET kind = 'interview/consent' WHERE kind = 'consent';
