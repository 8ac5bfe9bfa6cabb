-- The queue, where claimants do not wait for each other: each takes what no other is taking.

-- name: claim^
UPDATE image_generation
SET status = 'processing', lease_token = :token, lease_expires_at = :expires_at,
    started_at = coalesce(started_at, :now), not_before = NULL
WHERE id = coalesce(
    (
        SELECT id FROM image_generation
        WHERE status = 'queued'
          AND coalesce(split_part(json_extract(style_preferences, '$.provider'), '/', 1), :usual) <> ALL (texts(:busy))
        ORDER BY claim_key, created_at, id LIMIT 1
        FOR UPDATE SKIP LOCKED
    ),
    -- What is locked need not be taken: its user may just be choosing for it, and nobody would say that it still waits.
    (
        SELECT id FROM image_generation
        WHERE status = 'queued'
          AND coalesce(split_part(json_extract(style_preferences, '$.provider'), '/', 1), :usual) <> ALL (texts(:busy))
        ORDER BY claim_key, created_at, id LIMIT 1
        FOR UPDATE
    )
)
RETURNING *;

-- name: advance_clock!
-- A claim that finds the clock being moved by another leaves it at that: nobody waits for it.
UPDATE queue_clock
SET ticks = greatest(ticks + 1, (SELECT fair_rank FROM image_generation WHERE id = :id))
WHERE id = (SELECT id FROM queue_clock FOR UPDATE SKIP LOCKED);

-- name: enqueue_request^
INSERT INTO image_generation (
    id, session_id, user_id, request_type, context, style_preferences, priority, status, created_at, batch_id, parent_id,
    visibility, idempotency_key, body_hash, notes, approved_by, held_reason, repeat_of, fair_rank, claim_key
)
SELECT
    :id, :session_id, :user_id, :request_type, :context, :style_preferences, :priority,
    iif(:held_reason IS NULL, 'queued', 'held'), :created_at, :batch_id,
    -- Children inherit visibility: what is made of a secret picture is secret.
    :parent_id, coalesce(
        (SELECT parent.visibility FROM generated_image AS parent
         WHERE parent.id = :parent_id AND parent.visibility <> 'public'),
        :visibility
    ), :idempotency_key, :body_hash, :notes, :approved_by, :held_reason, :repeat_of, place.fair_rank,
    place.fair_rank - 128 * (:priority - 1)
FROM (
    SELECT greatest(
        (SELECT ticks FROM queue_clock),
        (SELECT max(fair_rank) + 64 FROM image_generation
         WHERE user_id = :user_id AND status IN ('queued', 'delayed', 'processing'))
    ) AS fair_rank
) AS place
RETURNING *;

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
