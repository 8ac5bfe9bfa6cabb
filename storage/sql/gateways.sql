-- Which gateways run with which shards, and what other processes ask them.

-- name: gateways
SELECT owner, shard_count, shard_ids FROM gateway;

-- name: enter_gateway!
INSERT INTO gateway (owner, shard_count, shard_ids) VALUES (:owner, :shard_count, :shard_ids);

-- name: leave_gateway!
DELETE FROM gateway WHERE owner = :owner;

-- name: ask_member!
INSERT INTO member_question (id, guild_id, channel_id, user_id, asked_at)
VALUES (:id, :guild_id, :channel_id, :user_id, :now);

-- name: member_questions
SELECT id, guild_id, channel_id, user_id FROM member_question WHERE answer IS NULL;

-- name: answer_member!
UPDATE member_question SET answer = :answer WHERE id = :id AND answer IS NULL;

-- name: member_answers
SELECT id, answer FROM member_question WHERE answer IS NOT NULL;

-- name: forget_member_question!
DELETE FROM member_question WHERE id = :id;

-- name: forget_member_questions!
-- Those of processes that died before they had their answer.
DELETE FROM member_question WHERE asked_at < :before;
