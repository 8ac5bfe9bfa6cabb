SELECT chunk, bit_and(bits) AS bits FROM (
    SELECT image.chunk, @all_bits AS bits FROM gallery_bitmap AS image JOIN (
        SELECT :facet AS facet, :value AS value
        UNION ALL SELECT pair ->> 0, pair ->> 1 FROM jsonb_array_elements(:also::jsonb) AS pair
    ) AS wanted ON image.facet = wanted.facet AND image.value = wanted.value
    WHERE image.session_id = :session_id AND image.chunk <= :last AND image.chunk >= :first AND @visible
    GROUP BY image.facet, image.value, image.chunk
) AS found
GROUP BY chunk HAVING count(*) = 1 + jsonb_array_length(:also::jsonb) AND bit_and(bits) <> 0
