-- The pictures that were made of one, to walk an image's history.
CREATE INDEX generated_image_parent ON generated_image (parent_id) WHERE parent_id IS NOT NULL;
