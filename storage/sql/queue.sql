-- The queue is the table image_generation itself. Fairness: a round is 64 ticks of the queue's clock; who asks again
-- waits a round behind oneself, whoever is new starts at the clock, and a step of priority is worth two rounds.

-- name: enqueue_request^
-- Insert a request at its fair place and return the row.
INSERT INTO image_generation (
    id, session_id, user_id, request_type, context, style_preferences, priority, status, created_at, batch_id, parent_id,
    visibility, idempotency_key, body_hash, notes, approved_by, held_reason, fair_rank, claim_key
)
SELECT
    :id, :session_id, :user_id, :request_type, :context, :style_preferences, :priority,
    iif(:held_reason IS NULL, 'queued', 'held'), :created_at, :batch_id,
    -- Children inherit visibility: what is made of a secret picture is secret.
    :parent_id, coalesce(
        (SELECT parent.visibility FROM generated_image AS parent
         WHERE parent.id = :parent_id AND parent.visibility <> 'public'),
        :visibility
    ), :idempotency_key, :body_hash, :notes, :approved_by, :held_reason, place.fair_rank,
    place.fair_rank - 128 * (:priority - 1)
FROM (
    SELECT max(
        (SELECT ticks FROM queue_clock),
        coalesce((
            SELECT max(fair_rank) + 64 FROM image_generation
            WHERE user_id = :user_id AND status IN ('queued', 'delayed', 'processing')
        ), 0)
    ) AS fair_rank
) AS place
RETURNING *;

-- name: request_by_key^
-- Find what a requester asked for with the same idempotency key.
SELECT * FROM image_generation
WHERE session_id = :session_id AND user_id = :user_id AND idempotency_key = :idempotency_key;

-- name: request_by_id^
SELECT * FROM image_generation WHERE id = :id;

-- name: requests_of_batch
-- In the order in which they were asked for: each stands behind the one before it.
SELECT * FROM image_generation WHERE batch_id = :batch_id ORDER BY fair_rank;

-- name: claim^
-- Give the fairest waiting request to a worker.
UPDATE image_generation
SET status = 'processing', lease_token = :token, lease_expires_at = :expires_at,
    started_at = coalesce(started_at, :now), not_before = NULL
WHERE id = (
    SELECT id FROM image_generation WHERE status = 'queued' ORDER BY claim_key, created_at, id LIMIT 1
)
RETURNING *;

-- name: claim_one^
-- Give one named request to a worker, wherever it stands in the queue: the one-shot console paints only its own.
UPDATE image_generation
SET status = 'processing', lease_token = :token, lease_expires_at = :expires_at,
    started_at = coalesce(started_at, :now), not_before = NULL
WHERE id = :id AND status = 'queued'
RETURNING *;

-- name: advance_clock!
-- The clock follows the claims, and moves by one where the claimed request stood behind it.
UPDATE queue_clock SET ticks = max(ticks + 1, (SELECT fair_rank FROM image_generation WHERE id = :id));

-- name: extend_lease$
-- Hold on to a request; no row means that the lease is another's by now.
UPDATE image_generation SET lease_expires_at = :expires_at
WHERE id = :id AND lease_token = :token AND status = 'processing'
RETURNING cancel_requested;

-- name: finish_request^
-- End a request that the worker still holds.
UPDATE image_generation
SET status = :status, result_image_id = :result_image_id, completed_at = :now, error_code = :error_code,
    error_message = :error_message, notes = coalesce(:notes, notes), lease_token = NULL, lease_expires_at = NULL
WHERE id = :id AND lease_token = :token AND status = 'processing'
RETURNING *;

-- name: delay_request^
-- Put a request that the worker still holds aside until `not_before`; it counts as a try.
UPDATE image_generation
SET status = 'delayed', retry_count = retry_count + 1, not_before = :not_before, error_code = :error_code,
    error_message = :error_message, lease_token = NULL, lease_expires_at = NULL
WHERE id = :id AND lease_token = :token AND status = 'processing'
RETURNING *;

-- name: give_back^
-- Return a request that the worker still holds to the queue; a shutdown is not the request's fault and counts as nothing.
UPDATE image_generation SET status = 'queued', lease_token = NULL, lease_expires_at = NULL
WHERE id = :id AND lease_token = :token AND status = 'processing'
RETURNING *;

-- name: wake_delayed!
-- Return what has waited long enough to the queue.
UPDATE image_generation SET status = 'queued', not_before = NULL
WHERE status = 'delayed' AND not_before <= :now;

-- name: next_delayed$
SELECT min(not_before) AS "not_before [DATETIME]" FROM image_generation WHERE status = 'delayed';

-- name: leased_requests
SELECT * FROM image_generation WHERE status = 'processing';

-- name: requeue_lost!
-- Return a request whose worker died to the queue; that counts as a try, so that one that kills workers comes to an end.
UPDATE image_generation
SET status = 'queued', retry_count = retry_count + 1, lease_token = NULL, lease_expires_at = NULL
WHERE id = :id AND lease_token = :token AND status = 'processing';

-- name: cancel_waiting^
UPDATE image_generation
SET status = 'cancelled', cancel_requested = TRUE, completed_at = :now, not_before = NULL,
    error_code = 'cancelled', error_message = :error_message
WHERE id = :id AND status IN ('queued', 'delayed', 'held')
RETURNING *;

-- name: cancel_running!
UPDATE image_generation SET cancel_requested = TRUE WHERE id = :id AND status = 'processing';

-- name: cancel_wanted
SELECT id FROM image_generation WHERE status = 'processing' AND cancel_requested;

-- name: position_in_queue$
-- Count who is before a waiting request, up to a thousand: nobody needs to know it exactly beyond that.
SELECT count(*) FROM (
    SELECT 1 FROM image_generation AS other
    WHERE other.status = 'queued' AND (other.claim_key, other.created_at, other.id) < (
        SELECT own.claim_key, own.created_at, own.id FROM image_generation AS own
        WHERE own.id = :id AND own.status = 'queued'
    )
    LIMIT 1000
);

-- name: queue_order
-- Who waits, the next one first.
SELECT id FROM image_generation WHERE status = 'queued' ORDER BY claim_key, created_at, id LIMIT :most;

-- name: queue_counts
SELECT status, count(*) AS requests FROM image_generation
WHERE status IN ('queued', 'delayed', 'processing') GROUP BY status;

-- name: open_requests
-- The requests of a session that are not done, fairest first, as far as the viewer may know of them.
SELECT * FROM image_generation AS image
WHERE image.session_id = :session_id AND image.status IN ('queued', 'delayed', 'processing', 'held') AND @visible
ORDER BY (image.status = 'processing') DESC, image.claim_key, image.created_at LIMIT :most;

-- name: spent_since$
-- Count what a user has had painted, or is having painted; what failed or was cancelled costs the limit nothing.
SELECT count(*) FROM image_generation
WHERE user_id = :user_id AND created_at > :since AND status NOT IN ('failed', 'cancelled');

-- name: oldest_spent_since$
SELECT min(created_at) AS "created_at [DATETIME]" FROM image_generation
WHERE user_id = :user_id AND created_at > :since AND status NOT IN ('failed', 'cancelled');

-- name: open_attempt!
INSERT INTO attempt (id, request_id, provider, started_at) VALUES (:id, :request_id, :provider, :now);

-- name: close_attempt!
UPDATE attempt SET finished_at = :now, outcome = :outcome, error_message = :error_message, cost = :cost WHERE id = :id;

-- name: skip_attempt!
-- A provider was not called, and why; no money was at stake.
INSERT INTO attempt (id, request_id, provider, started_at, finished_at, outcome, error_message)
VALUES (:id, :request_id, :provider, :now, :now, 'skipped', :error_message);

-- name: note_job!
UPDATE attempt SET job_id = :job_id WHERE id = :id;

-- name: open_job^
-- The call that a process which died had open at a provider that gave a job's id.
SELECT id AS attempt_id, provider, job_id FROM attempt
WHERE request_id = :request_id AND outcome = 'open' AND job_id IS NOT NULL
ORDER BY started_at DESC LIMIT 1;

-- name: close_lost!
-- Calls that a process which died had open: whether they were paid is the provider's to know.
UPDATE attempt SET outcome = 'lost', finished_at = :now
WHERE request_id = :request_id AND outcome = 'open' AND id <> :kept;

-- name: last_asked$
-- The provider that was called last for a request.
SELECT provider FROM attempt WHERE request_id = :request_id AND outcome <> 'skipped' ORDER BY started_at DESC LIMIT 1;

-- name: attempts_of
SELECT provider, outcome, error_message AS reason FROM attempt WHERE request_id = :request_id ORDER BY started_at;
