-- A job that is taken up again waits for its provider since then: while nobody did, no provider was slow.
ALTER TABLE attempt ADD COLUMN resumed_at DATETIME;

-- Jobs that nobody waits for any more: they are called off.
CREATE INDEX attempt_left ON attempt (finished_at) WHERE outcome = 'lost' AND job_id IS NOT NULL;

-- An open breaker that keeps others out while one call tries: no rest, and it ends when any call is answered.
ALTER TABLE provider_state ADD COLUMN trial BOOLEAN NOT NULL DEFAULT 0;
