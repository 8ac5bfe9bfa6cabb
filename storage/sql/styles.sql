-- Styles that a session's GM has added to the shipped ones, and those that its campaign's other sessions have.

-- name: session_styles
SELECT * FROM session_style WHERE session_id = :session_id ORDER BY created_at, id;

-- name: shared_styles
-- The styles of the other sessions of a session's campaign.
SELECT style.* FROM campaign_session AS own
JOIN campaign_session AS other ON other.campaign_id = own.campaign_id AND other.session_id <> own.session_id
JOIN session_style AS style ON style.session_id = other.session_id
WHERE own.session_id = :session_id
ORDER BY other.joined_at, other.session_id, style.created_at, style.id;

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
