-- What is wrong with pictures, in somebody's words, for the GM; one of a person about a picture.
CREATE TABLE report (
    id VARCHAR PRIMARY KEY,
    image_id VARCHAR NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    reported_by VARCHAR NOT NULL,
    reason TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    UNIQUE (image_id, reported_by)
);
CREATE INDEX report_reporter ON report (reported_by);
