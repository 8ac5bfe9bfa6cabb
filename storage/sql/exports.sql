-- Exports: waiting -> working -> done, failed or cancelled; forgotten when they end.

-- name: add_export!
-- One at a time of each person.
INSERT INTO export (
    id, session_id, user_id, format, title, language, chosen, sees_secrets, per_page, part_bytes, total, reply, created_at
) VALUES (
    :id, :session_id, :user_id, :format, :title, :language, :chosen, :sees_secrets, :per_page, :part_bytes, :total,
    :reply, :created_at
)
ON CONFLICT DO NOTHING;

-- name: forget_older_exports!
-- Of those of a person in a session that are over only so many are kept, the newest.
UPDATE export SET forget_at = :now
WHERE id IN (
    SELECT id FROM export WHERE session_id = :session_id AND user_id = :user_id AND forget_at > :now
    ORDER BY created_at DESC, id LIMIT 1000 OFFSET :most
);

-- name: open_exports$
SELECT count(*) FROM export WHERE state IN ('waiting', 'working');

-- name: claim_export^
-- The oldest that waits, or the one that is named.
UPDATE export SET state = 'working', lease_token = :token
WHERE id = (
    SELECT id FROM export WHERE state = 'waiting' AND (:id IS NULL OR id = :id) ORDER BY created_at, id LIMIT 1
)
RETURNING *;

-- name: note_export!
UPDATE export SET stage = :stage, done = :done, total = :total
WHERE id = :id AND lease_token = :token AND state = 'working';

-- name: end_export!
UPDATE export
SET state = :state, files = :files, secrets = :secrets, error_message = :error_message, lease_token = NULL,
    ended_at = :now, forget_at = :forget_at
WHERE id = :id AND lease_token = :token AND state = 'working';

-- name: cancel_export!
UPDATE export SET state = 'cancelled', lease_token = NULL, ended_at = :now, forget_at = :now
WHERE id = :id AND state IN ('waiting', 'working');

-- name: leased_exports
SELECT id, lease_token FROM export WHERE state = 'working' AND lease_token IS NOT NULL;

-- name: free_export!
UPDATE export SET state = 'waiting', lease_token = NULL WHERE id = :id AND lease_token = :token AND state = 'working';

-- name: export_by_id^
SELECT * FROM export WHERE id = :id;

-- name: exports_of
-- A person's exports of a session that are not forgotten, the newest first.
SELECT * FROM export
WHERE session_id = :session_id AND user_id = :user_id AND (forget_at IS NULL OR forget_at > :now)
ORDER BY created_at DESC LIMIT :most;

-- name: exports_to_tell
-- Those of which somebody on Discord is still to be told.
SELECT * FROM export WHERE reply IS NOT NULL AND forget_at IS NOT NULL AND forget_at > :now ORDER BY created_at;

-- name: export_told!
UPDATE export SET reply = NULL WHERE id = :id AND reply IS NOT NULL;

-- name: exports_to_forget
SELECT id FROM export WHERE forget_at <= :now ORDER BY forget_at LIMIT 100;

-- name: forget_export!
DELETE FROM export WHERE id = :id;

-- name: forget_exports_of_image!
-- What holds a picture that is deleted for good goes with it.
UPDATE export SET forget_at = created_at, chosen = '[]'
WHERE state NOT IN ('waiting', 'working') AND instr(chosen, :id) > 0;

-- name: restart_exports_of_image!
-- One that is being made may have the picture already: it is made anew, without it.
UPDATE export SET state = 'waiting', lease_token = NULL WHERE state = 'working' AND instr(chosen, :id) > 0;

-- name: imported_caption$
SELECT caption FROM imported_image WHERE image_id = :image_id;

-- name: imported_as$
-- The picture that a session has of one elsewhere already: it is its own, or it was imported before.
SELECT image_id FROM imported_image WHERE session_id = :session_id AND origin = :from_id
UNION ALL
SELECT id FROM generated_image WHERE id = :from_id AND session_id = :session_id AND status = 'completed'
LIMIT 1;

-- name: add_imported_request!
-- Everything that is known of how a picture came about, so that it can be asked for again.
INSERT INTO image_generation (
    id, session_id, user_id, request_type, context, style_preferences, status, result_image_id, created_at, started_at,
    completed_at, visibility, parent_id
) VALUES (
    :id, :session_id, :user_id, :type, :prompt, :preferences, 'completed', :image_id, :created_at, :created_at, :created_at,
    :visibility, :parent_id
);

-- name: add_imported!
INSERT INTO imported_image (session_id, origin, image_id, caption) VALUES (:session_id, :from_id, :image_id, :caption);
