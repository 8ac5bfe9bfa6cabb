-- How providers are doing.

-- name: admit_call^
UPDATE provider_state
SET tokens = CASE WHEN :per_second > 0
        THEN least(:capacity, tokens + (:seconds - refilled_at) * :per_second) - 1 ELSE tokens END,
    refilled_at = :seconds,
    open_until = CASE WHEN open_until IS NULL OR paused THEN NULL ELSE :trial_until END,
    open_reason = CASE WHEN paused THEN NULL ELSE open_reason END,
    trial = open_until IS NOT NULL AND NOT paused,
    paused = FALSE
WHERE provider = :provider AND (open_until IS NULL OR open_until <= :now OR open_until = :rested)
  AND (:per_second <= 0
       OR least(:capacity, tokens + (:seconds - refilled_at) * :per_second) >= 1 + :before::bigint)
RETURNING *;
