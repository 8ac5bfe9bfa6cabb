-- What is wrong with pictures, in somebody's words, for the GM; one of a person about a picture.
CREATE TABLE report (
    id text COLLATE "C" PRIMARY KEY,
    image_id text COLLATE "C" NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    reported_by text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (image_id, reported_by)
);
CREATE INDEX report_reporter ON report (reported_by);
