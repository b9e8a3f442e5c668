-- How a person is shown, who decided for them, what was read out, and a restriction of use.

ALTER TABLE consent_answer ADD COLUMN face_and_voice TEXT NOT NULL DEFAULT 'not-asked';
ALTER TABLE consent_answer ADD COLUMN places TEXT NOT NULL DEFAULT 'not-asked';
ALTER TABLE consent_answer ADD COLUMN family TEXT NOT NULL DEFAULT 'not-asked';

ALTER TABLE consent ADD COLUMN text_read TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN read_out_utc TEXT;
ALTER TABLE consent ADD COLUMN read_out_offset INTEGER;
ALTER TABLE consent ADD COLUMN decided_by TEXT NOT NULL DEFAULT 'self';
ALTER TABLE consent ADD COLUMN decider TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN authority TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN own_agreement TEXT NOT NULL DEFAULT 'not-asked';
ALTER TABLE consent ADD COLUMN guardian_agreement TEXT NOT NULL DEFAULT 'not-asked';
ALTER TABLE consent ADD COLUMN restricted_utc TEXT;
ALTER TABLE consent ADD COLUMN restricted_offset INTEGER;
ALTER TABLE consent ADD COLUMN restricted_reason TEXT NOT NULL DEFAULT '';
