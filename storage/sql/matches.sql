SELECT hit.rowid - :origin FROM image_search AS hit CROSS JOIN gallery_bitmap AS image
WHERE hit.image_search MATCH :match AND hit.rowid < :origin + :before AND hit.rowid > :origin + :after
  AND image.session_id = :session_id AND image.facet = :facet AND image.value = :value
  AND image.chunk = (hit.rowid - :origin) >> 6 AND image.bits >> ((hit.rowid - :origin) & 63) & 1 AND @visible
