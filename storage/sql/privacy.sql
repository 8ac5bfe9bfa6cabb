-- What is kept of a person, in whatever session, and how it goes.

-- name: kept_of^
SELECT
    (SELECT count(*) FROM session_member WHERE user_id = :user_id) AS sessions,
    (SELECT count(*) FROM image_generation WHERE user_id = :user_id AND context <> '') AS requests,
    (
        SELECT count(*) FROM image_generation AS request JOIN generated_image AS image ON image.request_id = request.id
        WHERE request.user_id = :user_id AND image.status = 'completed'
    ) AS pictures,
    (SELECT count(*) FROM favorite WHERE user_id = :user_id AND starred) AS stars,
    (SELECT count(*) FROM draft WHERE user_id = :user_id) AS drafts,
    (SELECT count(*) FROM cast_character WHERE user_id = :user_id) AS characters,
    (SELECT count(*) FROM session_style WHERE created_by = :user_id) AS styles,
    (SELECT count(*) FROM album WHERE created_by = :user_id) AS albums,
    (SELECT count(*) FROM album_picture WHERE added_by = :user_id AND caption <> '')
        + (SELECT count(*) FROM recap_suggestion WHERE suggested_by = :user_id) AS captions,
    (SELECT count(*) FROM api_token WHERE user_id = :user_id) AS tokens,
    (SELECT count(*) FROM export WHERE user_id = :user_id) AS exports,
    (SELECT count(*) FROM guild_key WHERE set_by = :user_id) AS keys;

-- name: names_of_person
SELECT DISTINCT name FROM session_member WHERE user_id = :user_id AND name IS NOT NULL ORDER BY name;

-- name: person_sessions
SELECT session.id, session.name, session.guild_id, member.role, member.name AS called, member.seen_at AS "seen_at [DATETIME]"
FROM session_member AS member JOIN session ON session.id = member.session_id
WHERE member.user_id = :user_id ORDER BY session.id;

-- name: person_requests
SELECT * FROM image_generation WHERE user_id = :user_id ORDER BY created_at, id;

-- name: person_images
SELECT image.id FROM image_generation AS request JOIN generated_image AS image ON image.request_id = request.id
WHERE request.user_id = :user_id AND image.status = 'completed' ORDER BY image.timeline;

-- name: person_stars
SELECT image_id, changed_at AS "changed_at [DATETIME]" FROM favorite
WHERE user_id = :user_id AND starred ORDER BY changed_at, image_id;

-- name: person_drafts
SELECT session_id, body, created_at AS "created_at [DATETIME]" FROM draft WHERE user_id = :user_id ORDER BY created_at, id;

-- name: person_styles
SELECT session_id, name, description, positive, negative, base FROM session_style
WHERE created_by = :user_id ORDER BY session_id, id;

-- name: person_characters
SELECT session_id, name, pronouns, metatype, secret, versions FROM cast_character
WHERE user_id = :user_id ORDER BY session_id, name;

-- name: person_albums
SELECT scope, owner_id, name FROM album WHERE created_by = :user_id ORDER BY owner_id, name;

-- name: person_captions
SELECT image_id, caption FROM album_picture WHERE added_by = :user_id AND caption <> ''
UNION ALL SELECT image_id, caption FROM recap_suggestion WHERE suggested_by = :user_id;

-- name: person_tokens
SELECT kind, session_id, role, expires_at AS "expires_at [DATETIME]" FROM api_token
WHERE user_id = :user_id ORDER BY expires_at;

-- name: person_keys
-- For which provider and server somebody has set a key; the key is the server's, and is in no archive.
SELECT guild_id, provider, set_at AS "set_at [DATETIME]" FROM guild_key WHERE set_by = :user_id ORDER BY set_at;

-- name: want_deletion!
-- Who asks again means what there is now; who has asked for all does not take that back.
INSERT INTO deletion (user_id, keeps_pictures, asked_at) VALUES (:user_id, :keeps_pictures, :now)
ON CONFLICT (user_id) DO UPDATE
SET keeps_pictures = deletion.keeps_pictures AND excluded.keeps_pictures, asked_at = excluded.asked_at;

-- name: deletions
SELECT * FROM deletion ORDER BY asked_at;

-- name: end_deletion!
DELETE FROM deletion WHERE user_id = :user_id AND asked_at = :asked_at;

-- name: open_requests_of
SELECT id, session_id, visibility FROM image_generation
WHERE user_id = :user_id AND created_at <= :asked_at AND status NOT IN ('completed', 'failed', 'cancelled');

-- name: requests_left_of
-- Whatever became of them: one that was being painted may be done by now.
SELECT COUNT(*) FROM image_generation WHERE user_id = :user_id AND created_at <= :asked_at;

-- name: requests_to_forget
-- Some of a person's requests that are done.
SELECT * FROM image_generation
WHERE user_id = :user_id AND created_at <= :asked_at AND status IN ('completed', 'failed', 'cancelled')
ORDER BY created_at, id LIMIT :most;

-- name: finished_of_request
SELECT * FROM gallery_image WHERE request_id = :id AND status = 'completed';

-- name: repeats_by_others
-- Pictures that others had painted anew from a picture of the person's, by the person's own words.
WITH RECURSIVE repeated (id, prompt) AS (
    SELECT image.id, image.prompt
    FROM image_generation AS request JOIN generated_image AS image ON image.request_id = request.id
    WHERE request.user_id = :user_id AND request.created_at <= :asked_at
    UNION
    SELECT child.id, child.prompt FROM repeated JOIN generated_image AS child ON child.parent_id = repeated.id
    WHERE child.prompt = repeated.prompt
)
SELECT image.id FROM repeated JOIN generated_image AS image ON image.id = repeated.id
WHERE image.user_id <> :user_id AND image.status = 'completed' LIMIT :most;

-- name: open_repeats_by_others
-- What others are still to have painted anew from a picture of the person's, by the person's own words.
WITH RECURSIVE repeated (id, prompt) AS (
    SELECT image.id, image.prompt
    FROM image_generation AS request JOIN generated_image AS image ON image.request_id = request.id
    WHERE request.user_id = :user_id AND request.created_at <= :asked_at
    UNION
    SELECT child.id, child.prompt FROM repeated JOIN generated_image AS child ON child.parent_id = repeated.id
    WHERE child.prompt = repeated.prompt
)
SELECT request.id, request.session_id, request.visibility
FROM repeated JOIN image_generation AS request ON request.parent_id = repeated.id AND request.context = repeated.prompt
WHERE request.user_id <> :user_id AND request.status NOT IN ('completed', 'failed', 'cancelled');

-- name: give_to_nobody!
UPDATE generated_image SET user_id = :nobody WHERE request_id = :id;

-- name: forget_requester!
UPDATE image_generation SET user_id = :nobody, idempotency_key = NULL, body_hash = NULL WHERE id = :id;

-- name: withdraw_deliveries!
UPDATE delivery SET state = 'withdrawn', lease_token = NULL WHERE request_id = :id AND state IN ('waiting', 'ready');

-- name: take_down_messages!
-- Whatever was said about a request quotes it: a message without pictures is taken down as one that has lost them.
INSERT INTO posted_message (message_id, channel_id, request_id, kind, images, changes)
SELECT message_id, channel_id, request_id, kind, 1, 1 FROM delivery WHERE request_id = :id AND message_id IS NOT NULL
ON CONFLICT (message_id) DO UPDATE SET changes = posted_message.changes + 1;

-- name: draw_messages_anew!
-- A message that has lost a picture is drawn anew, and this one names a person who is not to be named.
UPDATE posted_message SET images = images + 1, changes = changes + 1
WHERE message_id IN (
    SELECT posting.message_id FROM posting JOIN generated_image AS image ON image.id = posting.image_id
    WHERE image.request_id = :id
);

-- name: starred_by
SELECT image_id FROM favorite WHERE user_id = :user_id LIMIT :most;

-- name: forget_star!
DELETE FROM favorite WHERE image_id = :image_id AND user_id = :user_id;

-- name: portraits_of_person
SELECT versions FROM cast_character WHERE user_id = :user_id;

-- name: character_ids_of
SELECT id FROM cast_character WHERE user_id = :user_id;

-- name: forget_drafts_with!
DELETE FROM draft WHERE body LIKE :shown;

-- name: requests_with
SELECT * FROM image_generation WHERE style_preferences LIKE :shown;

-- name: reword_cast!
UPDATE image_generation SET style_preferences = :style_preferences WHERE id = :id;

-- name: forget_prompts_made_of!
UPDATE generated_image SET enhanced_prompt = prompt WHERE request_id = :id;

-- name: forget_all_prompts!
-- Whose words a language model's answers are made of is not known: they are a cache, and made anew.
DELETE FROM prompt_cache;

-- name: forget_drafts_of!
DELETE FROM draft WHERE user_id = :user_id;

-- name: forget_tokens_of!
DELETE FROM api_token WHERE user_id = :user_id;

-- name: forget_views_of!
DELETE FROM gallery_view WHERE viewer = :user_id OR json_extract(filter, '$.member') = :user_id;

-- name: forget_questions_about!
DELETE FROM member_question WHERE user_id = :user_id;

-- name: forget_exports_of!
UPDATE export SET state = 'cancelled', lease_token = NULL, chosen = '[]', title = '', reply = NULL, forget_at = created_at
WHERE user_id = :user_id;

-- name: forget_membership!
DELETE FROM session_member WHERE user_id = :user_id;

-- name: forget_leader!
UPDATE session SET gm_user_id = NULL WHERE gm_user_id = :user_id;

-- name: forget_characters_of!
DELETE FROM cast_character WHERE user_id = :user_id;

-- name: forget_styles_of!
DELETE FROM session_style WHERE created_by = :user_id;

-- name: forget_recap_captions_of!
UPDATE recap_picture SET caption = ''
WHERE EXISTS (
    SELECT 1 FROM recap_suggestion AS suggestion
    WHERE suggestion.suggested_by = :user_id AND suggestion.image_id = recap_picture.image_id
      AND suggestion.caption = recap_picture.caption
);

-- name: forget_suggestions_of!
DELETE FROM recap_suggestion WHERE suggested_by = :user_id;

-- name: forget_reports_of!
DELETE FROM report WHERE reported_by = :user_id;

-- name: forget_captions_of!
UPDATE album_picture SET caption = '' WHERE added_by = :user_id;

-- name: forget_album_names_of!
-- Others' pictures are in it, so that it stays, under a name that says nothing.
UPDATE album SET name = 'Album ' || substr(id, 1, 8), name_key = 'album ' || substr(id, 1, 8) WHERE created_by = :user_id;

-- name: forget_campaign_names_of!
UPDATE campaign SET name = 'Campaign ' || substr(id, 1, 8) WHERE created_by = :user_id;

-- name: nobodys_characters!
UPDATE cast_character SET user_id = :nobody WHERE user_id = :user_id;

-- name: nobodys_styles!
UPDATE session_style SET created_by = :nobody WHERE created_by = :user_id;

-- name: nobodys_suggestions!
UPDATE recap_suggestion SET suggested_by = :nobody WHERE suggested_by = :user_id;

-- name: nobodys_decisions!
UPDATE recap_suggestion SET decided_by = :nobody WHERE decided_by = :user_id;

-- name: nobodys_album_pictures!
UPDATE album_picture SET added_by = :nobody WHERE added_by = :user_id;

-- name: nobodys_albums!
UPDATE album SET created_by = :nobody WHERE created_by = :user_id;

-- name: nobodys_campaigns!
UPDATE campaign SET created_by = :nobody WHERE created_by = :user_id;

-- name: nobodys_campaign_sessions!
UPDATE campaign_session SET joined_by = :nobody WHERE joined_by = :user_id;

-- name: nobodys_keys!
UPDATE guild_key SET set_by = :nobody WHERE set_by = :user_id;

-- name: nobodys_reveals!
UPDATE reveal SET revealed_by = :nobody WHERE revealed_by = :user_id;

-- name: nobodys_approvals!
UPDATE image_generation SET approved_by = :nobody WHERE approved_by = :user_id;
