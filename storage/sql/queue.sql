-- The queue as its workers see it: it is the table image_generation itself.

-- name: claim^
-- Give the fairest waiting request to a worker, of those whose provider (:usual_provider where they want none) is not :busy.
-- What is wished for may name a model behind a slash.
UPDATE image_generation
SET status = 'processing', lease_token = :token, lease_expires_at = :expires_at,
    started_at = coalesce(started_at, :now), not_before = NULL
WHERE id = (
    SELECT id FROM image_generation
    WHERE status = 'queued'
      AND coalesce(
          substr(json_extract(style_preferences, '$.provider'), 1, instr(json_extract(style_preferences, '$.provider') || '/', '/') - 1),
          :usual_provider
      ) NOT IN (SELECT value FROM json_each(:busy))
    ORDER BY claim_key, created_at, id LIMIT 1
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

-- name: completed_with^
-- The request where an image with this file has completed it.
SELECT request.* FROM image_generation AS request JOIN generated_image AS image ON image.id = request.result_image_id
WHERE request.id = :id AND request.status = 'completed' AND image.image_url = :image_url;

-- name: delay_request^
-- Put a request that the worker still holds aside until `not_before`; it counts as a try.
UPDATE image_generation
SET status = 'delayed', retry_count = retry_count + 1, not_before = :not_before, waits_for = NULL,
    error_code = :error_code, error_message = :error_message, lease_token = NULL, lease_expires_at = NULL
WHERE id = :id AND lease_token = :token AND status = 'processing'
RETURNING *;

-- name: give_back^
-- Return a request that the worker still holds to the queue; a shutdown is not the request's fault and counts as nothing.
UPDATE image_generation SET status = 'queued', lease_token = NULL, lease_expires_at = NULL
WHERE id = :id AND lease_token = :token AND status = 'processing'
RETURNING *;

-- name: delayed_requests
SELECT id, not_before FROM image_generation WHERE status = 'delayed';

-- name: wake_delayed!
-- Return what has waited long enough to the queue: who waits for it knows, as the clock may have been set since.
UPDATE image_generation SET status = 'queued', not_before = NULL
WHERE status = 'delayed' AND id IN (SELECT value FROM json_each(:ids));

-- name: is_open$
SELECT status NOT IN ('completed', 'failed', 'cancelled') FROM image_generation WHERE id = :id;

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
