SELECT hit.seq FROM image_search AS hit
WHERE hit.session_id = :session_id AND hit.words LIKE :like AND hit.seq < :before::bigint AND hit.seq > :after
  AND hit.words LIKE ALL (texts(:likes))
  AND (
      SELECT @all_bits >> (hit.seq & 63)::integer & 1 FROM gallery_bitmap AS image
      WHERE image.session_id = :session_id AND image.facet = :facet AND image.value = :value
        AND image.chunk = hit.seq >> 6 AND @visible
  ) <> 0
