-- Albums: named selections of pictures in an order of their own, of a session or of a campaign.
CREATE TABLE album (
    id VARCHAR PRIMARY KEY,
    -- 'session' or 'campaign', and the id of the one that it is of.
    scope VARCHAR NOT NULL,
    owner_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    -- By which a name is told from others, however it is written.
    name_key VARCHAR NOT NULL,
    created_by VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    UNIQUE (owner_id, scope, name_key)
);

CREATE TABLE album_picture (
    album_id VARCHAR NOT NULL REFERENCES album (id) ON DELETE CASCADE,
    image_id VARCHAR NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    "position" INTEGER NOT NULL,
    caption TEXT NOT NULL DEFAULT '',
    added_by VARCHAR NOT NULL,
    added_at DATETIME NOT NULL,
    PRIMARY KEY (album_id, image_id)
);
CREATE INDEX album_picture_image ON album_picture (image_id);

-- Recaps: "Previously on …". When a session wants one by itself: at its start, or at an hour of a day of the week (UTC).
CREATE TABLE recap_plan (
    session_id VARCHAR PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    at_start BOOLEAN NOT NULL DEFAULT FALSE,
    weekday INTEGER,
    hour INTEGER,
    due_at DATETIME
);
CREATE INDEX recap_plan_due ON recap_plan (due_at) WHERE due_at IS NOT NULL;

-- What should be in the next one: a picture and a line about it, suggested, and approved or rejected by the GM.
CREATE TABLE recap_suggestion (
    id VARCHAR PRIMARY KEY,
    session_id VARCHAR NOT NULL,
    image_id VARCHAR NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    caption TEXT NOT NULL,
    state VARCHAR NOT NULL DEFAULT 'suggested',
    suggested_by VARCHAR NOT NULL,
    decided_by VARCHAR,
    created_at DATETIME NOT NULL
);
CREATE INDEX recap_suggestion_session ON recap_suggestion (session_id, state, created_at);
CREATE INDEX recap_suggestion_image ON recap_suggestion (image_id);

-- What was posted, once for each occasion.
CREATE TABLE recap (
    id VARCHAR PRIMARY KEY,
    session_id VARCHAR NOT NULL,
    occasion VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    UNIQUE (session_id, occasion)
);

CREATE TABLE recap_picture (
    recap_id VARCHAR NOT NULL REFERENCES recap (id) ON DELETE CASCADE,
    image_id VARCHAR NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    "position" INTEGER NOT NULL,
    caption TEXT NOT NULL,
    PRIMARY KEY (recap_id, image_id)
);
CREATE INDEX recap_picture_image ON recap_picture (image_id);
