-- Secret pictures.

-- name: secret_images
SELECT image.* FROM gallery_image AS image JOIN image_search AS written ON written.image_id = image.id
WHERE image.session_id = :session_id AND image.status = 'completed' AND image.visibility <> 'public' AND @visible
  AND strpos(written.words, :text) > 0
ORDER BY image.seq DESC LIMIT :most;
