-- name: open_session!
INSERT INTO session (id, guild_id, name, gm_user_id, created_at) VALUES (:id, :guild_id, :name, :gm_user_id, :now)
ON CONFLICT (id) DO NOTHING;

-- name: session_by_id^
SELECT * FROM session WHERE id = :id;

-- name: guild_sessions
-- The channels that are sessions on servers of Discord, the newest first.
SELECT id, guild_id FROM session WHERE guild_id IS NOT NULL AND status = 'active' ORDER BY created_at DESC LIMIT :most;

-- name: session_and_member^
-- A session with what it knows of a person, who may be new.
SELECT session.*, member.role AS member_role, member.given_role, coalesce(member.priority, 1) AS priority,
    member.name AS member_name
FROM session LEFT JOIN session_member AS member ON member.session_id = session.id AND member.user_id = :user_id
WHERE session.id = :session_id;

-- name: set_settings!
UPDATE session SET settings = :settings WHERE id = :id;

-- name: rename_session!
UPDATE session SET name = :name WHERE id = :id AND name <> :name;

-- name: rename_guild!
-- All of a server's sessions at once.
UPDATE session SET guild_name = :guild_name WHERE guild_id = :guild_id AND coalesce(guild_name, '') <> :guild_name;

-- name: set_mature!
UPDATE session SET mature = :mature WHERE id = :id;

-- name: set_locale!
UPDATE session SET locale = :locale WHERE id = :id;

-- name: session_locale$
SELECT locale FROM session WHERE id = :id;

-- name: join_session!
-- Remember who was seen in which role, and under which name where one was seen.
INSERT INTO session_member (session_id, user_id, role, name, seen_at) VALUES (:session_id, :user_id, :role, :name, :now)
ON CONFLICT (session_id, user_id)
DO UPDATE SET role = excluded.role, name = coalesce(excluded.name, session_member.name), seen_at = excluded.seen_at;

-- name: is_joined$
-- Whether a member's row says the same already.
SELECT 1 FROM session_member
WHERE session_id = :session_id AND user_id = :user_id AND role = :role AND coalesce(:name, name, '') = coalesce(name, '');

-- name: member_role$
SELECT role FROM session_member WHERE session_id = :session_id AND user_id = :user_id;

-- name: open_view!
INSERT INTO gallery_view (id, session_id, viewer, filter, shared, created_at, message_id, place, grid, scope, sort, stars)
VALUES (:id, :session_id, :viewer, :filter, :shared, :created_at, :message_id, :place, :grid, :scope, :sort, :stars);

-- name: turn_view!
UPDATE gallery_view SET filter = :filter, place = :place, stars = :stars, grid = :grid, turned_at = :now WHERE id = :id;

-- name: forget_unused_views!
DELETE FROM gallery_view WHERE coalesce(turned_at, created_at) < :before;

-- name: attach_view!
UPDATE gallery_view SET message_id = :message_id WHERE id = :id;

-- name: view_by_id^
SELECT * FROM gallery_view WHERE id = :id;

-- name: views_since
-- The pages of a session that were opened after a moment, the newest first.
SELECT * FROM gallery_view WHERE session_id = :session_id AND created_at > :since ORDER BY created_at DESC LIMIT :most;

-- name: sessions_with_views
SELECT DISTINCT session_id FROM gallery_view WHERE created_at > :since;

-- name: fact$
SELECT value FROM fact WHERE name = :name;

-- name: fact_names
SELECT name FROM fact WHERE substr(name, 1, length(:prefix)) = :prefix;

-- name: set_fact!
INSERT INTO fact (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: keep_fact$
-- What stands there stays; written all the same, because only what is written is returned.
INSERT INTO fact (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = fact.value
RETURNING value;
