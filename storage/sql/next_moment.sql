(SELECT coalesce(max(timeline), 0) + 1 FROM generated_image WHERE timeline IS NOT NULL)
