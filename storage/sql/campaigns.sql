-- Campaigns, and which sessions are in them.

-- name: add_campaign!
INSERT INTO campaign (id, name, join_code, created_by, created_at)
VALUES (:id, :name, :join_code, :created_by, :created_at);

-- name: campaign_of_session^
SELECT campaign.* FROM campaign JOIN campaign_session AS member ON member.campaign_id = campaign.id
WHERE member.session_id = :session_id;

-- name: campaign_by_code^
SELECT * FROM campaign WHERE join_code = :join_code;

-- name: rename_campaign!
UPDATE campaign SET name = :name WHERE id = :id;

-- name: change_join_code!
UPDATE campaign SET join_code = :join_code WHERE id = :id;

-- name: join_campaign!
-- A session that is in one already stays there.
INSERT INTO campaign_session (session_id, campaign_id, joined_by, joined_at)
SELECT id, :campaign_id, :joined_by, :now FROM session WHERE id = :session_id
ON CONFLICT (session_id) DO NOTHING;

-- name: leave_campaign!
DELETE FROM campaign_session WHERE session_id = :session_id;

-- name: count_campaign_sessions$
SELECT count(*) FROM campaign_session WHERE campaign_id = :campaign_id;

-- name: sharing_sessions
-- The sessions of a session's campaign, as they have joined; none where it is in none.
SELECT other.session_id FROM campaign_session AS own
JOIN campaign_session AS other ON other.campaign_id = own.campaign_id
WHERE own.session_id = :session_id
ORDER BY other.joined_at, other.session_id;

-- name: sharing_settings
-- The settings of the other sessions of a session's campaign.
SELECT session.settings FROM campaign_session AS own
JOIN campaign_session AS other ON other.campaign_id = own.campaign_id AND other.session_id <> own.session_id
JOIN session ON session.id = other.session_id
WHERE own.session_id = :session_id
ORDER BY other.joined_at, other.session_id;
