-- What a session's server is called, where it was seen: channels of several servers often have the same name.
ALTER TABLE session ADD COLUMN guild_name text COLLATE "C";
