-- Requests as their requesters see them. Fairness: a round is 64 ticks of the queue's clock; who asks again
-- waits a round behind oneself, whoever is new starts at the clock, and a step of priority is worth two rounds.

-- name: enqueue_request^
-- Insert a request at its fair place and return the row.
@insert_request
RETURNING *;

-- name: repeat_runs$
-- Whether a repeat of the same waits, is painted or lies before the GM.
SELECT EXISTS (
    SELECT 1 FROM image_generation
    WHERE repeat_of = :repeat_of AND session_id = :session_id
      AND status IN ('queued', 'delayed', 'processing', 'held')
);

-- name: request_by_key^
-- Find what a requester asked for with the same idempotency key.
SELECT * FROM image_generation
WHERE session_id = :session_id AND user_id = :user_id AND idempotency_key = :idempotency_key;

-- name: request_by_id^
SELECT * FROM image_generation WHERE id = :id;

-- name: requests_of_batch
-- In the order in which they were asked for: each stands behind the one before it.
SELECT * FROM image_generation WHERE batch_id = :batch_id ORDER BY fair_rank;

-- name: position_in_queue$
-- Count who is before a waiting request, up to a thousand: nobody needs to know it exactly beyond that.
SELECT count(*) FROM (
    SELECT 1 FROM image_generation AS other
    WHERE other.status = 'queued' AND (other.claim_key, other.created_at, other.id) < (
        SELECT own.claim_key, own.created_at, own.id FROM image_generation AS own
        WHERE own.id = :id AND own.status = 'queued'
    )
    LIMIT 1000
) AS ahead;

-- name: queue_order
-- Who waits, the next one first.
SELECT id FROM image_generation WHERE status = 'queued' ORDER BY claim_key, created_at, id LIMIT :most;

-- name: queue_counts
SELECT status, count(*) AS requests FROM image_generation
WHERE status IN ('queued', 'delayed', 'held', 'processing') GROUP BY status;

-- name: oldest_queued$
SELECT min(created_at) AS "created_at [DATETIME]" FROM image_generation WHERE status = 'queued';

-- name: open_counts^
-- Count no further than is asked: what is beyond a limit does not matter. What the GM has to see first waits as well.
@open_counts;

-- name: first_open^
SELECT * FROM image_generation
WHERE status IN ('queued', 'delayed', 'processing')
  AND (:user_id IS NULL OR user_id = :user_id) AND (:session_id IS NULL OR session_id = :session_id)
ORDER BY (status = 'processing') DESC, claim_key, created_at LIMIT 1;

-- name: open_requests
-- The requests of a session that are not done, fairest first, as far as the viewer may know of them.
SELECT * FROM image_generation AS image
WHERE image.session_id = :session_id AND image.status IN ('queued', 'delayed', 'processing', 'held') AND @visible
ORDER BY (image.status = 'processing') DESC, image.claim_key, image.created_at LIMIT :most;

-- name: spent_since$
-- Count what a user has had painted, or is having painted. What failed or was cancelled costs the limit nothing, unless a
-- call for it was begun of which nobody knows that it cost nothing: cancelling is no way round the limit, be the image
-- there already. What failed although a provider answered is no fault of who asked.
SELECT count(*) FROM image_generation WHERE @spent_of_user;

-- name: edits_since$
-- Count the edits of pixels that a user has asked for: each keeps an image, whatever it costs.
SELECT count(*) FROM image_generation
WHERE user_id = :user_id AND created_at > :since AND json_extract(style_preferences, '$.edit_kind') = 'pixels';

-- name: oldest_spent_since$
SELECT min(created_at) AS "created_at [DATETIME]" FROM image_generation WHERE @spent_of_user;

-- name: last_asked$
-- The provider that was called last for a request.
SELECT provider FROM attempt WHERE request_id = :request_id AND outcome <> 'skipped' ORDER BY started_at DESC LIMIT 1;

-- name: last_times
-- The last pictures of a provider.
SELECT generation_time, width, height FROM generated_image
WHERE status = 'completed' AND provider = :provider AND generation_time IS NOT NULL
ORDER BY completed_at DESC LIMIT :most;

-- name: painting_now^
-- How many are being painted, and whether this one is among them.
SELECT count(*) AS at_once, count(*) FILTER (WHERE id = :request_id) AS begun
FROM image_generation WHERE status = 'processing';
