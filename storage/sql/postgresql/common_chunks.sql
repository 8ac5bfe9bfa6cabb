SELECT found.chunk, bit_or(found.bits) AS bits FROM (
    -- All bits of a picture stand in rows of its own visibility. OFFSET keeps the planner from looking through the whole table.
    SELECT place.chunk, bit_and(place.bits) AS bits FROM (
        SELECT :facet AS facet, :value AS value
        UNION ALL SELECT pair ->> 0, pair ->> 1 FROM jsonb_array_elements(:also::jsonb) AS pair
    ) AS wanted CROSS JOIN LATERAL (
        SELECT image.chunk, image.visibility, image.bits FROM gallery_bitmap AS image
        WHERE image.session_id = :session_id AND image.facet = wanted.facet AND image.value = wanted.value
          AND image.chunk <= :last AND image.chunk >= :first AND @visible
        OFFSET 0
    ) AS place
    GROUP BY place.chunk, place.visibility
    HAVING count(*) = 1 + jsonb_array_length(:also::jsonb) AND bit_and(place.bits) <> 0
) AS found
GROUP BY found.chunk
