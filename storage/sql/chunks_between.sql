SELECT image.chunk, image.bits FROM gallery_bitmap AS image
WHERE image.session_id = :session_id AND image.facet = :facet AND image.value = :value
  AND image.chunk <= :last AND image.chunk >= :first AND @visible
