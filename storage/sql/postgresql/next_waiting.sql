coalesce(
    (
        SELECT id FROM image_generation
        WHERE status = 'queued'
          AND coalesce(split_part(style_preferences::jsonb ->> 'provider', '/', 1), :usual_provider)
              <> ALL (ARRAY(SELECT jsonb_array_elements_text(:busy::jsonb)))
        ORDER BY claim_key, created_at, id LIMIT 1
        FOR UPDATE SKIP LOCKED
    ),
    -- What is locked need not be taken: its user may just be choosing for it, and nobody would say that it still waits.
    (
        SELECT id FROM image_generation
        WHERE status = 'queued'
          AND coalesce(split_part(style_preferences::jsonb ->> 'provider', '/', 1), :usual_provider)
              <> ALL (ARRAY(SELECT jsonb_array_elements_text(:busy::jsonb)))
        ORDER BY claim_key, created_at, id LIMIT 1
        FOR UPDATE
    )
)
