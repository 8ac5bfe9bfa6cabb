-- A planner that knows nothing of the table yet took this index for as good as any to find pictures by their places, and
-- walked through all of it. With what only the pace asks for it is nobody else's.
DROP INDEX generated_image_pace;
CREATE INDEX generated_image_pace ON generated_image (provider, completed_at)
WHERE status = 'completed' AND generation_time IS NOT NULL;
