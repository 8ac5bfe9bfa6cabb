-- Requests that wait for a GM's word: held -> queued or failed. They stand outside the queue's index, like delayed ones.

-- name: hold_request^
-- Put a request that the worker still holds before the GM; that is no try of it.
UPDATE image_generation
SET status = 'held', held_reason = :reason, lease_token = NULL, lease_expires_at = NULL
WHERE id = :id AND lease_token = :token AND status = 'processing'
RETURNING *;

-- name: approve_request^
-- Let a held request into the queue, perhaps in other words; no row means that somebody has decided already.
UPDATE image_generation
SET status = 'queued', approved_by = :by, context = coalesce(:context, context),
    style_preferences = coalesce(:style_preferences, style_preferences)
WHERE id = :id AND status = 'held'
RETURNING *;

-- name: reword_image!
-- A worker that has put a request before the GM had begun its picture.
UPDATE generated_image SET prompt = :prompt WHERE request_id = :request_id AND status = 'pending';

-- name: reject_request^
UPDATE image_generation
SET status = 'failed', completed_at = :now, error_code = :error_code, error_message = :error_message
WHERE id = :id AND status = 'held'
RETURNING *;

-- name: held_requests
-- What waits for the GM of a session, the oldest first; the GM sees all of it.
SELECT * FROM image_generation WHERE session_id = :session_id AND status = 'held' ORDER BY created_at LIMIT :most;

-- name: reviewer$
-- Who is asked: the session's GM, on Discord for as long as they are one there, else whoever was last seen as one.
SELECT coalesce(
    (SELECT gm_user_id FROM session WHERE id = :session_id AND (guild_id IS NULL OR EXISTS (
        SELECT 1 FROM session_member AS member
        WHERE member.session_id = session.id AND member.user_id = session.gm_user_id AND member.role = 'gm'
    ))),
    (SELECT user_id FROM session_member
     WHERE session_id = :session_id AND role = 'gm' ORDER BY seen_at DESC LIMIT 1)
);

-- name: enqueue_review!
-- A message to whoever decides, due at once.
INSERT INTO delivery (id, kind, request_id, channel_id, nonce, state, created_at)
VALUES (:id, 'review', :request_id, :channel_id, :nonce, 'ready', :now)
ON CONFLICT (request_id, kind) DO NOTHING;
