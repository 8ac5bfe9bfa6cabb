-- What lets somebody in over HTTP, by the SHA-256 of its text.

-- name: add_token!
INSERT INTO api_token (digest, kind, session_id, user_id, role, created_at, expires_at)
VALUES (:digest, :kind, :session_id, :user_id, :role, :created_at, :expires_at);

-- name: token_by_digest^
SELECT * FROM api_token WHERE digest = :digest;

-- name: take_token^
-- Of two who come with the same code one alone gets in.
DELETE FROM api_token
WHERE digest = :digest AND kind = :kind AND session_id = :session_id AND expires_at > :now RETURNING *;

-- name: revoke_token!
DELETE FROM api_token WHERE digest = :digest;

-- name: revoke_tokens_of!
DELETE FROM api_token WHERE session_id = :session_id AND user_id = :user_id;

-- name: forget_expired_tokens!
DELETE FROM api_token WHERE expires_at <= :now;
