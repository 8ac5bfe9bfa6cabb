-- Albums: named selections of pictures in an order of their own, of a session or of a campaign.
CREATE TABLE album (
    id text COLLATE "C" PRIMARY KEY,
    -- 'session' or 'campaign', and the id of the one that it is of.
    scope text COLLATE "C" NOT NULL,
    owner_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    -- By which a name is told from others, however it is written.
    name_key text COLLATE "C" NOT NULL,
    created_by text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (owner_id, scope, name_key)
);

CREATE TABLE album_picture (
    album_id text COLLATE "C" NOT NULL REFERENCES album (id) ON DELETE CASCADE,
    image_id text COLLATE "C" NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    "position" bigint NOT NULL,
    caption text COLLATE "C" NOT NULL DEFAULT '',
    added_by text COLLATE "C" NOT NULL,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (album_id, image_id)
);
CREATE INDEX album_picture_image ON album_picture (image_id);

-- Recaps: "Previously on …". When a session wants one by itself: at its start, or at an hour of a day of the week (UTC).
CREATE TABLE recap_plan (
    session_id text COLLATE "C" PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    at_start boolean NOT NULL DEFAULT FALSE,
    weekday bigint,
    hour bigint,
    due_at timestamptz
);
CREATE INDEX recap_plan_due ON recap_plan (due_at) WHERE due_at IS NOT NULL;

-- What should be in the next one: a picture and a line about it, suggested, and approved or rejected by the GM.
CREATE TABLE recap_suggestion (
    id text COLLATE "C" PRIMARY KEY,
    session_id text COLLATE "C" NOT NULL,
    image_id text COLLATE "C" NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    caption text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL DEFAULT 'suggested',
    suggested_by text COLLATE "C" NOT NULL,
    decided_by text COLLATE "C",
    created_at timestamptz NOT NULL
);
CREATE INDEX recap_suggestion_session ON recap_suggestion (session_id, state, created_at);
CREATE INDEX recap_suggestion_image ON recap_suggestion (image_id);

-- What was posted, once for each occasion.
CREATE TABLE recap (
    id text COLLATE "C" PRIMARY KEY,
    session_id text COLLATE "C" NOT NULL,
    occasion text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (session_id, occasion)
);

CREATE TABLE recap_picture (
    recap_id text COLLATE "C" NOT NULL REFERENCES recap (id) ON DELETE CASCADE,
    image_id text COLLATE "C" NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    "position" bigint NOT NULL,
    caption text COLLATE "C" NOT NULL,
    PRIMARY KEY (recap_id, image_id)
);
CREATE INDEX recap_picture_image ON recap_picture (image_id);
