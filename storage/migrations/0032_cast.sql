-- The cast: who appears again and again in a session's pictures. `versions` is a JSON array of looks, `face` a number that
-- the sketch artist draws the face by. Of one name there may be an open and a secret one: a player who takes a secret
-- character's name must not learn of it.
CREATE TABLE cast_character (
    id VARCHAR PRIMARY KEY,
    session_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    user_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    folded_name VARCHAR NOT NULL,
    pronouns VARCHAR NOT NULL,
    metatype VARCHAR NOT NULL,
    secret BOOLEAN NOT NULL,
    face INTEGER NOT NULL,
    versions VARCHAR NOT NULL,
    current VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    UNIQUE (session_id, folded_name, secret)
);
CREATE INDEX cast_character_user ON cast_character (user_id);
