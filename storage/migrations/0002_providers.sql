-- Several providers: how each is doing (a circuit breaker and a token bucket that every worker shares, and what the last
-- probe found), and what the author of a request should know of how it was painted.

CREATE TABLE provider_state (
    provider VARCHAR PRIMARY KEY,
    -- Failures in a row, and until when it is left alone because of them.
    failures INTEGER NOT NULL DEFAULT 0,
    open_until DATETIME,
    open_reason TEXT,
    -- The bucket: calls that may be made at once, as of `refilled_at` in seconds since the epoch.
    tokens FLOAT NOT NULL DEFAULT 0,
    refilled_at FLOAT NOT NULL DEFAULT 0,
    -- What the last probe found.
    able BOOLEAN,
    reason TEXT,
    warnings TEXT NOT NULL DEFAULT '[]',
    waiting INTEGER,
    probed_at DATETIME
);

ALTER TABLE image_generation ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';
CREATE INDEX attempt_job ON attempt (request_id) WHERE outcome = 'open' AND job_id IS NOT NULL;
