-- name: open_session!
INSERT INTO session (id, guild_id, name, gm_user_id, created_at) VALUES (:id, :guild_id, :name, :gm_user_id, :now)
ON CONFLICT (id) DO NOTHING;

-- name: session_by_id^
SELECT * FROM session WHERE id = :id;

-- name: join_session!
-- Remember who was seen in which role; a row that says the same is left as it is.
INSERT INTO session_member (session_id, user_id, role, seen_at) VALUES (:session_id, :user_id, :role, :now)
ON CONFLICT (session_id, user_id) DO UPDATE SET role = excluded.role, seen_at = excluded.seen_at
WHERE session_member.role <> excluded.role;

-- name: member_role$
SELECT role FROM session_member WHERE session_id = :session_id AND user_id = :user_id;

-- name: open_view!
INSERT INTO gallery_view (id, session_id, viewer, filter, shared, created_at)
VALUES (:id, :session_id, :viewer, :filter, :shared, :now);

-- name: set_view_filter!
UPDATE gallery_view SET filter = :filter WHERE id = :id;

-- name: view_by_id^
SELECT * FROM gallery_view WHERE id = :id;

-- name: fact$
SELECT value FROM fact WHERE name = :name;

-- name: set_fact!
INSERT INTO fact (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;
