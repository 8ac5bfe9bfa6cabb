-- Campaigns: sessions that share a gallery, styles, lines, veils and a cast. A session is in one at a time.
CREATE TABLE campaign (
    id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    join_code VARCHAR NOT NULL UNIQUE,
    created_by VARCHAR NOT NULL,
    created_at DATETIME NOT NULL
);

CREATE TABLE campaign_session (
    session_id VARCHAR PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    campaign_id VARCHAR NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
    joined_by VARCHAR NOT NULL,
    joined_at DATETIME NOT NULL
);
CREATE INDEX campaign_session_campaign ON campaign_session (campaign_id, joined_at);

-- 'campaign' where an opened page shows the pictures of all its sessions; its place is then one on the timeline.
ALTER TABLE gallery_view ADD COLUMN scope VARCHAR NOT NULL DEFAULT 'session';
