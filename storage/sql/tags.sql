-- Tags are the JSON array in the specification's column; triggers put them where they are filtered and searched by.

-- name: tags_of$
SELECT coalesce(tags, '[]') FROM generated_image WHERE id = :id AND status = 'completed';

-- name: set_tags!
UPDATE generated_image SET tags = :tags WHERE id = :id;
