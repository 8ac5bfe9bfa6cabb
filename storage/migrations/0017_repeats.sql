-- What a request repeats (verb and id), so that only one repeat of the same runs at a time.
ALTER TABLE image_generation ADD COLUMN repeat_of VARCHAR;
CREATE INDEX image_generation_repeat ON image_generation (repeat_of) WHERE repeat_of IS NOT NULL;
