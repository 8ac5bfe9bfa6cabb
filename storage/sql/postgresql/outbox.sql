-- The outbox, where senders do not wait for each other.

-- name: claim_delivery^
UPDATE delivery
SET lease_token = :token, lease_expires_at = :expires_at, attempts = attempts + 1
WHERE id = (
    SELECT id FROM delivery
    WHERE state = 'ready' AND lease_token IS NULL
      AND (not_before IS NULL OR not_before <= :now OR id = ANY (texts(:waited)))
      AND @of_shards
    ORDER BY created_at LIMIT 1
    FOR UPDATE SKIP LOCKED
)
RETURNING *;
