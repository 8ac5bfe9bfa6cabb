-- The queue, where claimants do not wait for each other: each takes what no other is taking.

-- name: claim^
UPDATE image_generation
SET status = 'processing', lease_token = :token, lease_expires_at = :expires_at,
    started_at = coalesce(started_at, :now), not_before = NULL
WHERE id = @next_waiting
RETURNING *;

-- name: advance_clock!
-- A claim that finds the clock being moved by another leaves it at that: nobody waits for it.
UPDATE queue_clock
SET ticks = greatest(ticks + 1, (SELECT fair_rank FROM image_generation WHERE id = :id))
WHERE id = (SELECT id FROM queue_clock FOR UPDATE SKIP LOCKED);

-- name: extend_lease$
-- A renewal waits for no disk: one that a crash takes back is one that came late, and a crash ends who held the lease.
UPDATE image_generation SET lease_expires_at = :expires_at
FROM (SELECT set_config('synchronous_commit', 'off', TRUE) AS waits) AS renewal
WHERE id = :id AND lease_token = :token AND status = 'processing' AND renewal.waits = 'off'
RETURNING cancel_requested;

-- name: choose_to_wait!
UPDATE image_generation
SET waited = waited + iif(status = 'delayed' AND waits_for IS NOT NULL AND free_at > not_before,
        extract(epoch FROM free_at - not_before)::double precision, 0),
    not_before = iif(status = 'delayed' AND waits_for IS NOT NULL AND free_at > not_before, free_at, not_before),
    place_choice = 'wait'
WHERE coalesce(batch_id, id) = :batch_id AND status IN ('queued', 'delayed', 'processing')
  AND coalesce(place_choice, 'asked') IN ('asked', 'unanswered');

-- name: wake_delayed!
UPDATE image_generation SET status = 'queued', not_before = NULL
WHERE status = 'delayed' AND id = ANY (texts(:ids));
