-- What a language model has made of descriptions.

-- name: cached_prompt^
SELECT answer, used_at FROM prompt_cache WHERE key = :key;

-- name: touch_prompt!
UPDATE prompt_cache SET used_at = :now WHERE key = :key;

-- name: cache_prompt!
INSERT INTO prompt_cache (key, description, answer, created_at, used_at)
VALUES (:key, :description, :answer, :now, :now)
ON CONFLICT (key) DO UPDATE SET answer = excluded.answer, used_at = excluded.used_at;

-- name: forget_unused_prompts!
DELETE FROM prompt_cache WHERE used_at < :before;
