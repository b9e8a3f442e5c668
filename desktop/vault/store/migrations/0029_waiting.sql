-- What waits for somebody is found without reading what does not wait.

-- Planned interviews in the order of their days.
CREATE INDEX interview_planned ON interview (planned_for, created_utc, id)
    WHERE state = 'planned';

-- Consents that were withdrawn, or use of which is restricted.
CREATE INDEX consent_held ON consent (interview_id, id, withdrawn_utc)
    WHERE withdrawn_utc IS NOT NULL OR restricted_utc IS NOT NULL;

-- When each was decided, without reading the text that was read out.
CREATE INDEX consent_given ON consent (id, interview_id, given_utc);

-- What a person wants to be asked about again.
CREATE INDEX consent_to_ask_again ON consent_answer (consent_id) WHERE answer = 'ask-again';
