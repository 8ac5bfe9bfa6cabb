-- What a provider of the bot's own needs to change one of its pictures later: the sketch artist's plan, as JSON.
ALTER TABLE generated_image ADD COLUMN recipe TEXT;
