-- Locale: the language of the server that a session is in, such as de or en-US; what hangs there is written in it.

ALTER TABLE session ADD COLUMN locale VARCHAR;
