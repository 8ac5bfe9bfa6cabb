-- Reports of pictures, and the messages that bring them to the GM.

-- name: add_report!
INSERT INTO report (id, image_id, reported_by, reason, created_at)
VALUES (:id, :image_id, :reported_by, :reason, :created_at)
ON CONFLICT (image_id, reported_by) DO NOTHING;

-- name: report_by_id^
SELECT * FROM report WHERE id = :id;

-- name: enqueue_report!
INSERT INTO delivery (id, kind, request_id, channel_id, nonce, state, created_at)
VALUES (:id, :kind, :request_id, :channel_id, :nonce, 'ready', :now);
