-- Who is in a session, what the GM has made of them, and who leads.

-- name: members
-- The members of a session, its GMs first, then whoever was let in last.
SELECT user_id, role, given_role, priority, name FROM session_member
WHERE session_id = :session_id
ORDER BY role = 'gm' DESC, role = 'observer', seen_at DESC, user_id LIMIT :most;

-- name: count_members$
SELECT count(*) FROM session_member WHERE session_id = :session_id;

-- name: names_in_session
-- Every id and name under which somebody is known in a session.
SELECT user_id FROM session_member WHERE session_id = :session_id
UNION SELECT name FROM session_member WHERE session_id = :session_id AND name IS NOT NULL
UNION SELECT gm_user_id FROM session WHERE id = :session_id AND gm_user_id IS NOT NULL;

-- name: give_role!
-- The role counts at once, also for somebody who has not been here yet.
INSERT INTO session_member (session_id, user_id, role, given_role, seen_at)
VALUES (:session_id, :user_id, :role, :role, :now)
ON CONFLICT (session_id, user_id) DO UPDATE SET role = excluded.role, given_role = excluded.given_role;

-- name: give_priority!
INSERT INTO session_member (session_id, user_id, role, priority, seen_at)
VALUES (:session_id, :user_id, 'player', :priority, :now)
ON CONFLICT (session_id, user_id) DO UPDATE SET priority = excluded.priority;

-- name: session_gm$
SELECT gm_user_id FROM session WHERE id = :session_id;

-- name: set_gm!
UPDATE session SET gm_user_id = :user_id WHERE id = :session_id;

-- name: set_status!
UPDATE session SET status = :status WHERE id = :session_id;
