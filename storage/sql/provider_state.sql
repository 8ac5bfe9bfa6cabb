-- How providers are doing, shared by all workers of all processes.

-- name: know_provider!
-- Begin with a full bucket.
INSERT INTO provider_state (provider, tokens, refilled_at) VALUES (:provider, :capacity, :seconds)
ON CONFLICT (provider) DO NOTHING;

-- name: rewind_bucket!
-- A bucket that was last filled in the future was so before the clock was set back; it would not be filled until then.
UPDATE provider_state SET refilled_at = :seconds WHERE provider = :provider AND refilled_at > :seconds;

-- name: admit_call^
-- Take one call out of the bucket if the breaker lets it pass. After its time an open breaker lets a single call try, and
-- stays closed to others for `trial_until`: the call's outcome decides. After a pause everybody passes.
UPDATE provider_state
SET tokens = CASE WHEN :per_second > 0
        THEN min(:capacity, tokens + (:seconds - refilled_at) * :per_second) - 1 ELSE tokens END,
    refilled_at = :seconds,
    open_until = CASE WHEN open_until IS NULL OR paused THEN NULL ELSE :trial_until END,
    open_reason = CASE WHEN paused THEN NULL ELSE open_reason END,
    trial = open_until IS NOT NULL AND NOT paused,
    paused = FALSE
WHERE provider = :provider AND (open_until IS NULL OR open_until <= :now OR open_until = :rested)
  AND (:per_second <= 0 OR min(:capacity, tokens + (:seconds - refilled_at) * :per_second) >= 1 + :before)
RETURNING *;

-- name: provider_states
SELECT * FROM provider_state;

-- name: provider_state_of^
SELECT * FROM provider_state WHERE provider = :provider;

-- name: is_troubled$
SELECT failures > 0 OR (open_until IS NOT NULL AND NOT paused) FROM provider_state WHERE provider = :provider;

-- name: call_succeeded!
-- A call that was let through before a pause says nothing of it.
UPDATE provider_state
SET failures = 0,
    open_until = CASE WHEN paused THEN open_until END,
    open_reason = CASE WHEN paused THEN open_reason END,
    trial = FALSE
WHERE provider = :provider AND (failures > 0 OR open_until IS NOT NULL);

-- name: call_failed$
-- Count a failure that is the provider's own; the count decides how long it is left alone.
UPDATE provider_state SET failures = failures + 1 WHERE provider = :provider RETURNING failures;

-- name: open_breaker!
-- Leave a provider alone; of this and what is noted already the later end counts.
UPDATE provider_state
SET open_until = :until, open_reason = :reason, paused = FALSE, trial = FALSE, set_up_as = :set_up_as
WHERE provider = :provider AND (trial OR open_until IS NULL OR open_until <= :until);

-- name: pause_calls!
-- Let nobody call before the time that the provider named; of this and what is noted already the later end counts. It
-- answers, so it has not failed.
UPDATE provider_state
SET open_until = :until, open_reason = :reason, failures = 0, paused = TRUE, trial = FALSE, set_up_as = :set_up_as
WHERE provider = :provider AND (trial OR open_until IS NULL OR open_until <= :until);

-- name: record_probe!
UPDATE provider_state
SET able = :able, reason = :reason, warnings = :warnings, waiting = :waiting, probed_at = :now, set_up_as = :set_up_as
WHERE provider = :provider;

-- name: set_up_anew!
-- It has another key or address: what was noted with the old one says nothing of it.
UPDATE provider_state
SET failures = 0, open_until = NULL, open_reason = NULL, paused = FALSE, trial = FALSE,
    able = NULL, reason = NULL, warnings = '[]', waiting = NULL, probed_at = NULL, set_up_as = :set_up_as
WHERE provider = :provider AND (set_up_as IS NULL OR set_up_as <> :set_up_as);
