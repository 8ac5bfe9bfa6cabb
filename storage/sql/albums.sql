-- Albums: named selections of pictures in an order of their own.

-- name: add_album!
INSERT INTO album (id, scope, owner_id, name, name_key, created_by, created_at)
VALUES (:id, :scope, :owner_id, :name, :name_key, :created_by, :created_at)
ON CONFLICT (owner_id, scope, name_key) DO NOTHING;

-- name: album_by_id^
SELECT * FROM album WHERE id = :id;

-- name: albums_seen
-- The albums of a session or of a campaign by name, with how many of its pictures somebody sees and the first of them:
-- they may look into the :sessions, a JSON array of ids, and secret pictures exist for them in those of :leading.
WITH seen AS (
    SELECT picture.album_id, picture.image_id,
        row_number() OVER (PARTITION BY picture.album_id ORDER BY picture."position", picture.image_id) AS number
    FROM album JOIN album_picture AS picture ON picture.album_id = album.id
        JOIN generated_image AS image ON image.id = picture.image_id
    WHERE album.scope = :scope AND album.owner_id = :owner_id AND image.status = 'completed'
      AND @shared_with_viewer
), counted AS (
    SELECT album_id, count(*) AS pictures, max(CASE WHEN number = 1 THEN image_id END) AS cover_id
    FROM seen GROUP BY album_id
)
SELECT album.*, coalesce(counted.pictures, 0) AS pictures, counted.cover_id
FROM album LEFT JOIN counted ON counted.album_id = album.id
WHERE album.scope = :scope AND album.owner_id = :owner_id ORDER BY album.name_key;

-- name: count_albums$
SELECT count(*) FROM album WHERE scope = :scope AND owner_id = :owner_id;

-- name: album_by_name^
SELECT * FROM album WHERE scope = :scope AND owner_id = :owner_id AND name_key = :name_key;

-- name: rename_album!
UPDATE album SET name = :name, name_key = :name_key WHERE id = :id;

-- name: delete_album!
DELETE FROM album WHERE id = :id;

-- name: album_pictures
-- What is in an album, in its order, with whose it is and who may see it.
SELECT picture.image_id, picture."position", picture.caption, picture.added_by, image.session_id, image.visibility
FROM album_picture AS picture JOIN generated_image AS image ON image.id = picture.image_id
WHERE picture.album_id = :album_id AND image.status = 'completed'
ORDER BY picture."position", picture.image_id;

-- name: add_album_picture!
INSERT INTO album_picture (album_id, image_id, "position", caption, added_by, added_at)
SELECT :album_id, :image_id, coalesce(max("position"), 0) + 1, :caption, :added_by, :now
FROM album_picture WHERE album_id = :album_id
ON CONFLICT (album_id, image_id) DO NOTHING;

-- name: count_album_pictures$
SELECT count(*) FROM album_picture WHERE album_id = :album_id;

-- name: remove_album_picture!
DELETE FROM album_picture WHERE album_id = :album_id AND image_id = :image_id;

-- name: caption_album_picture!
UPDATE album_picture SET caption = :caption WHERE album_id = :album_id AND image_id = :image_id;

-- name: place_album_picture!
UPDATE album_picture SET "position" = :place WHERE album_id = :album_id AND image_id = :image_id;
