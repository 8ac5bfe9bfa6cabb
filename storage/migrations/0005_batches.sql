-- Several pictures of one wish, and how long pictures take.

-- A batch bears the id of its first request, which is also the one that its message is owed for.
CREATE INDEX image_generation_batch ON image_generation (batch_id) WHERE batch_id IS NOT NULL;

-- How long a provider's last pictures took.
CREATE INDEX generated_image_pace ON generated_image (provider, completed_at) WHERE status = 'completed';
