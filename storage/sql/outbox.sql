-- The outbox: waiting (the request is not done) -> ready -> delivered, withdrawn or undeliverable.

-- name: enqueue_delivery!
INSERT INTO delivery (id, kind, request_id, channel_id, nonce, state, created_at)
VALUES (:id, :kind, :request_id, :channel_id, :nonce, 'waiting', :now);

-- name: set_placeholder!
-- Remember the message that shows the progress; an adopted or sent one is not overwritten.
UPDATE delivery SET message_id = :message_id WHERE request_id = :request_id AND kind = 'result' AND message_id IS NULL;

-- name: adopt_message!
UPDATE delivery SET message_id = :message_id WHERE id = :id AND lease_token = :token;

-- name: ready_delivery!
-- The request is done: its message is due. That of a batch, which is owed for the first request, when all are done.
UPDATE delivery SET state = 'ready', not_before = NULL
WHERE request_id = (SELECT coalesce(batch_id, id) FROM image_generation WHERE id = :request_id) AND state = 'waiting'
  AND NOT EXISTS (
      SELECT 1 FROM image_generation AS other
      WHERE other.batch_id = delivery.request_id AND other.status NOT IN ('completed', 'failed', 'cancelled')
  );

-- name: claim_delivery^
UPDATE delivery
SET lease_token = :token, lease_expires_at = :expires_at, attempts = attempts + 1
WHERE id = (
    SELECT id FROM delivery
    WHERE state = 'ready' AND lease_token IS NULL
      AND (not_before IS NULL OR not_before <= :now OR id IN (SELECT value FROM json_each(:waited)))
      AND @of_shards
    ORDER BY created_at LIMIT 1
)
RETURNING *;

-- name: waiting_deliveries
-- The messages that must wait, and until when; one that is leased is in somebody's hands.
SELECT id, not_before FROM delivery
WHERE state = 'ready' AND lease_token IS NULL AND not_before IS NOT NULL AND @of_shards;

-- name: leased_deliveries
SELECT id, lease_token FROM delivery WHERE state = 'ready' AND lease_token IS NOT NULL;

-- name: free_delivery!
UPDATE delivery SET lease_token = NULL, lease_expires_at = NULL WHERE id = :id AND lease_token = :token;

-- name: attempt_delivery!
-- Commit that the message may be out there, before it is sent.
UPDATE delivery SET attempted_at = :now WHERE id = :id AND lease_token = :token;

-- name: unattempt_delivery!
-- Discord has said no: nothing is out there.
UPDATE delivery SET attempted_at = NULL WHERE id = :id AND lease_token = :token;

-- name: postpone_delivery!
UPDATE delivery SET not_before = :not_before, error_message = :error_message, lease_token = NULL, lease_expires_at = NULL
WHERE id = :id AND lease_token = :token;

-- name: end_delivery!
UPDATE delivery
SET state = :state, message_id = coalesce(:message_id, message_id), error_message = :error_message,
    lease_token = NULL, lease_expires_at = NULL, not_before = NULL
WHERE id = :id AND lease_token = :token;

-- name: delivery_of_request^
SELECT * FROM delivery WHERE request_id = :request_id AND kind = 'result';

-- name: delivery_counts
SELECT state, count(*) AS messages FROM delivery WHERE state IN ('waiting', 'ready', 'undeliverable') GROUP BY state;
