-- Who is in a session, what the GM has made of them, and who leads.

-- name: standing_of^
-- What is known of a person at a table's door; the session is there, the person may be new.
SELECT session.status, session.gm_user_id, member.given_role, coalesce(member.priority, 1) AS priority
FROM session LEFT JOIN session_member AS member ON member.session_id = session.id AND member.user_id = :user_id
WHERE session.id = :session_id;

-- name: members
-- The members of a session, its GMs first, then whoever was let in last.
SELECT user_id, role, given_role, priority FROM session_member
WHERE session_id = :session_id
ORDER BY role = 'gm' DESC, role = 'observer', seen_at DESC, user_id LIMIT :most;

-- name: count_members$
SELECT count(*) FROM session_member WHERE session_id = :session_id;

-- name: give_role!
-- The role counts at once, also for somebody who has not been here yet.
INSERT INTO session_member (session_id, user_id, role, given_role, seen_at)
VALUES (:session_id, :user_id, :role, :role, :now)
ON CONFLICT (session_id, user_id) DO UPDATE SET role = excluded.role, given_role = excluded.given_role;

-- name: give_priority!
INSERT INTO session_member (session_id, user_id, role, priority, seen_at)
VALUES (:session_id, :user_id, 'player', :priority, :now)
ON CONFLICT (session_id, user_id) DO UPDATE SET priority = excluded.priority;

-- name: set_gm!
UPDATE session SET gm_user_id = :user_id WHERE id = :session_id;

-- name: set_status!
UPDATE session SET status = :status WHERE id = :session_id;
