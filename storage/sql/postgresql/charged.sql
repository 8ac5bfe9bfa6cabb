coalesce(attempt.cost, iif(@may_be_charged, coalesce(
    (:costs::jsonb ->> (
        SELECT json_extract(asked.style_preferences, '$.provider') FROM image_generation AS asked
        WHERE asked.id = attempt.request_id
          AND json_extract(asked.style_preferences, '$.provider') LIKE attempt.provider || '/%'
    ))::double precision,
    (:costs::jsonb ->> attempt.provider)::double precision
), 0), 0)
