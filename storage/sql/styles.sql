-- Styles that a session's GM has added to the shipped ones.

-- name: session_styles
SELECT * FROM session_style WHERE session_id = :session_id ORDER BY created_at, id;

-- name: add_session_style!
INSERT INTO session_style (session_id, id, name, description, positive, negative, base, created_by, created_at)
VALUES (:session_id, :id, :name, :description, :positive, :negative, :base, :created_by, :now)
ON CONFLICT (session_id, id) DO UPDATE SET name = excluded.name, description = excluded.description,
    positive = excluded.positive, negative = excluded.negative, base = excluded.base;

-- name: remove_session_style!
DELETE FROM session_style WHERE session_id = :session_id AND id = :id;

-- name: unlock_style!
UPDATE session SET settings = json_remove(settings, '$.style_lock')
WHERE id = :session_id AND json_extract(settings, '$.style_lock') = :id;
