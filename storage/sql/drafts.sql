-- What somebody is about to ask for; only the one who saved it has it.

-- name: save_draft!
INSERT INTO draft (id, session_id, user_id, body, created_at) VALUES (:id, :session_id, :user_id, :body, :created_at);

-- name: draft_of^
SELECT * FROM draft WHERE id = :id AND session_id = :session_id AND user_id = :user_id;

-- name: change_draft^
UPDATE draft SET body = :body WHERE id = :id AND session_id = :session_id AND user_id = :user_id
RETURNING *;

-- name: take_draft^
DELETE FROM draft WHERE id = :id AND session_id = :session_id AND user_id = :user_id
RETURNING *;

-- name: forget_old_drafts!
DELETE FROM draft WHERE created_at < :before;
