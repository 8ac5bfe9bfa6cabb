-- Recaps: "Previously on …".

-- name: recap_plan^
SELECT * FROM recap_plan WHERE session_id = :session_id;

-- name: plan_recaps!
INSERT INTO recap_plan (session_id, at_start, weekday, hour, due_at)
VALUES (:session_id, :at_start, :weekday, :hour, :due_at)
ON CONFLICT (session_id) DO UPDATE
SET at_start = excluded.at_start, weekday = excluded.weekday, hour = excluded.hour, due_at = excluded.due_at;

-- name: due_recaps
SELECT * FROM recap_plan WHERE due_at <= :now ORDER BY due_at LIMIT 25;

-- name: move_recap_on!
-- Of two who come at once one moves it on.
UPDATE recap_plan SET due_at = :due_at WHERE session_id = :session_id AND due_at = :until;

-- name: add_recap_suggestion!
INSERT INTO recap_suggestion (id, session_id, image_id, caption, state, suggested_by, decided_by, created_at)
VALUES (:id, :session_id, :image_id, :caption, :state, :suggested_by, :decided_by, :created_at);

-- name: recap_suggestions
-- Those of a session in one state, the oldest first, of pictures that everybody may see.
SELECT suggestion.* FROM recap_suggestion AS suggestion JOIN generated_image AS image ON image.id = suggestion.image_id
WHERE suggestion.session_id = :session_id AND suggestion.state = :state AND image.visibility = 'public'
ORDER BY suggestion.created_at, suggestion.id LIMIT :most;

-- name: recap_suggestion^
SELECT * FROM recap_suggestion WHERE id = :id;

-- name: count_recap_suggestions$
-- Those that somebody has made and that are not decided.
SELECT count(*) FROM recap_suggestion
WHERE session_id = :session_id AND suggested_by = :suggested_by AND state = 'suggested';

-- name: decide_recap_suggestion!
UPDATE recap_suggestion SET state = :state, caption = :caption, decided_by = :decided_by
WHERE id = :id AND state = 'suggested';

-- name: use_recap_suggestions!
UPDATE recap_suggestion SET state = 'used' WHERE session_id = :session_id AND state = 'approved'
  AND image_id IN (SELECT shown.image_id FROM recap_picture AS shown WHERE shown.recap_id = :recap_id);

-- name: last_recap$
SELECT created_at FROM recap WHERE session_id = :session_id ORDER BY created_at DESC LIMIT 1;

-- name: is_recap_made$
SELECT EXISTS (SELECT 1 FROM recap WHERE session_id = :session_id AND occasion = :occasion);

-- name: starred_since
-- The newest pictures of a session that have a star and were finished after a moment.
SELECT * FROM gallery_image AS image
WHERE image.session_id = :session_id AND image.status = 'completed' AND image.visibility = 'public'
  AND image.is_favorite AND image.completed_at > :since
ORDER BY image.seq DESC LIMIT :most;

-- name: add_recap!
INSERT INTO recap (id, session_id, occasion, created_at) VALUES (:id, :session_id, :occasion, :now)
ON CONFLICT (session_id, occasion) DO NOTHING;

-- name: add_recap_picture!
INSERT INTO recap_picture (recap_id, image_id, "position", caption)
SELECT :recap_id, id, :place, :caption FROM generated_image
WHERE id = :image_id AND status = 'completed' AND visibility = 'public';

-- name: recap_pictures
SELECT picture.image_id, picture.caption FROM recap_picture AS picture
WHERE picture.recap_id = :recap_id ORDER BY picture."position";

-- name: any_request_of_session$
-- A request that everybody may see: messages hang on one.
SELECT id FROM image_generation WHERE session_id = :session_id AND visibility = 'public' ORDER BY created_at DESC LIMIT 1;

-- name: enqueue_recap!
INSERT INTO delivery (id, kind, request_id, channel_id, nonce, state, created_at)
VALUES (:id, :kind, :request_id, :channel_id, :nonce, 'ready', :now);
