-- Which messages show which images, and which of them show what is not so any more.

-- name: add_posted_message!
-- A message that shows images. One of them may have been deleted while it was sent.
INSERT INTO posted_message (message_id, channel_id, request_id, kind, images, changes)
VALUES (
    :message_id, :channel_id, :request_id, :kind, :images,
    CAST(:images > (SELECT count(*) FROM posting WHERE message_id = :message_id) AS INTEGER)
)
ON CONFLICT (message_id) DO UPDATE SET images = excluded.images, changes = posted_message.changes + 1;

-- name: attach_image!
INSERT INTO posting (message_id, image_id, "index", channel_id)
SELECT :message_id, id, :index, :channel_id FROM generated_image WHERE id = :image_id
ON CONFLICT (message_id, image_id) DO NOTHING;

-- name: postings_of_message
SELECT posting.* FROM posting WHERE message_id = :message_id ORDER BY "index";

-- name: postings_of_image
SELECT posting.* FROM posting WHERE image_id = :image_id;

-- name: recent_postings
SELECT posting.* FROM posting
JOIN generated_image AS image ON image.id = posting.image_id
WHERE posting.channel_id = :channel_id AND image.status = 'completed'
ORDER BY image.seq DESC LIMIT :most;

-- name: posted_message^
SELECT * FROM posted_message WHERE message_id = :message_id;

-- name: outdated_channels
SELECT DISTINCT channel_id FROM posted_message WHERE changes > shown AND @of_shards;

-- name: outdated_messages
-- What has lost an image comes first.
SELECT posted.* FROM posted_message AS posted
WHERE posted.channel_id = :channel_id AND posted.changes > posted.shown
ORDER BY posted.images <= (SELECT count(*) FROM posting WHERE message_id = posted.message_id), posted.message_id DESC;

-- name: note_shown!
-- A message shows what was known up to then; nothing else is written over what has happened meanwhile.
UPDATE posted_message SET shown = :changes, images = :images WHERE message_id = :message_id;

-- name: forget_postings!
DELETE FROM posting WHERE message_id = :message_id;

-- name: forget_message!
DELETE FROM posted_message WHERE message_id = :message_id;
