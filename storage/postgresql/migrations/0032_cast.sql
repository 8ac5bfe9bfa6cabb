-- The cast: who appears again and again in a session's pictures.
CREATE TABLE cast_character (
    id text COLLATE "C" PRIMARY KEY,
    session_id text COLLATE "C" NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    user_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    folded_name text COLLATE "C" NOT NULL,
    pronouns text COLLATE "C" NOT NULL,
    metatype text COLLATE "C" NOT NULL,
    secret boolean NOT NULL,
    face bigint NOT NULL,
    versions text COLLATE "C" NOT NULL,
    current text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (session_id, folded_name, secret)
);
CREATE INDEX cast_character_user ON cast_character (user_id);
