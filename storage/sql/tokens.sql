-- What lets somebody in over HTTP, by the SHA-256 of its text, and the sessions that services have opened.

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

-- name: add_service_session!
INSERT INTO service_session (session_id, home_id, service) VALUES (:session_id, :home_id, :service);

-- name: is_service_session$
SELECT 1 FROM service_session WHERE session_id = :session_id AND home_id = :home_id AND service = :service;
