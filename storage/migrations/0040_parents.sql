-- Whether the picture that another was made of may be told: of a secret one not even the id, before it is revealed. One of
-- another session, or one that is gone, is not told of either.
DROP VIEW gallery_image;
CREATE VIEW gallery_image AS
SELECT image.*, member.name AS user_name, parent.visibility AS parent_visibility
FROM generated_image AS image
LEFT JOIN session_member AS member ON member.session_id = image.session_id AND member.user_id = image.user_id
LEFT JOIN generated_image AS parent
    ON parent.id = image.parent_id AND parent.session_id = image.session_id AND parent.status = 'completed';
