SELECT id FROM image_generation
WHERE status = 'queued'
  AND coalesce(split_part(style_preferences::jsonb ->> 'provider', '/', 1), :usual_provider)
      <> ALL (ARRAY(SELECT jsonb_array_elements_text(:busy::jsonb)))
ORDER BY claim_key, created_at, id LIMIT 1
