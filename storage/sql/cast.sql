-- The characters of sessions.

-- name: cast_of_session
SELECT * FROM cast_character WHERE session_id = :session_id AND (NOT secret OR :sees_secrets)
ORDER BY folded_name, secret, id;

-- name: character_by_id^
SELECT * FROM cast_character WHERE id = :id;

-- name: character_named^
SELECT * FROM cast_character WHERE session_id = :session_id AND folded_name = :folded_name AND secret = :secret;

-- name: characters_of_session$
-- How many the session has of those that everybody sees, or of the secret ones.
SELECT count(*) FROM cast_character WHERE session_id = :session_id AND secret = :secret;

-- name: add_character!
INSERT INTO cast_character (id, session_id, user_id, name, folded_name, pronouns, metatype, secret, face, versions, current,
    created_at, updated_at)
VALUES (:id, :session_id, :user_id, :name, :folded_name, :pronouns, :metatype, :secret, :face, :versions, :current,
    :created_at, :updated_at);

-- name: change_character!
UPDATE cast_character
SET name = :name, folded_name = :folded_name, pronouns = :pronouns, metatype = :metatype, secret = :secret,
    versions = :versions, current = :current, updated_at = :updated_at
WHERE id = :id AND updated_at = :read_at;

-- name: remove_character!
DELETE FROM cast_character WHERE id = :id;

-- name: characters_of_user
SELECT * FROM cast_character WHERE user_id = :user_id;

-- name: has_portrait$
-- Whether one of a character's versions shows a file whose key begins so.
SELECT EXISTS (SELECT 1 FROM cast_character WHERE id = :id AND replace(versions, :stem, '') <> versions);
