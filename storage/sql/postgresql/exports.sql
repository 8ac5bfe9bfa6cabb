-- Exports, where claimants do not wait for each other.

-- name: claim_export^
UPDATE export SET state = 'working', lease_token = :token
WHERE id = (
    SELECT id FROM export
    WHERE state = 'waiting' AND (CAST(:id AS text) IS NULL OR id = :id)
    ORDER BY created_at, id LIMIT 1
    FOR UPDATE SKIP LOCKED
)
RETURNING *;

-- name: forget_exports_of_image!
UPDATE export SET forget_at = created_at, chosen = '[]'
WHERE state NOT IN ('waiting', 'working') AND strpos(chosen, :id) > 0;

-- name: restart_exports_of_image!
-- One that is being made may have the picture already: it is made anew, without it.
UPDATE export SET state = 'waiting', lease_token = NULL WHERE state = 'working' AND strpos(chosen, :id) > 0;
