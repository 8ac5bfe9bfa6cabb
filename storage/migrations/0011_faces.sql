-- What members are called, and what stands for a picture while it is on its way.

-- As the session's place shows them; NULL where it has no names but ids.
ALTER TABLE session_member ADD COLUMN name VARCHAR;

-- A WebP file of some pixels in base64; NULL for pictures from before.
ALTER TABLE generated_image ADD COLUMN placeholder VARCHAR;

-- A picture with what its painter is called.
CREATE VIEW gallery_image AS
SELECT image.*, member.name AS user_name
FROM generated_image AS image
LEFT JOIN session_member AS member ON member.session_id = image.session_id AND member.user_id = image.user_id;
