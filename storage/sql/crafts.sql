-- What a language model has made of descriptions.

-- name: craft_by_key^
SELECT answer, used_at FROM prompt_cache WHERE key = :key;

-- name: touch_craft!
UPDATE prompt_cache SET used_at = :now WHERE key = :key;

-- name: keep_craft!
INSERT INTO prompt_cache (key, answer, created_at, used_at) VALUES (:key, :answer, :now, :now)
ON CONFLICT (key) DO UPDATE SET answer = excluded.answer, used_at = excluded.used_at;

-- name: forget_unused_crafts!
DELETE FROM prompt_cache WHERE used_at < :before;
