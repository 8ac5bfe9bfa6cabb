-- How often something has changed that a page of a gallery shows. A page that was made at a number holds as long as the
-- number stands; leases, heartbeats and the outbox do not move it.
CREATE TABLE gallery_version (changes INTEGER NOT NULL);
INSERT INTO gallery_version (changes) VALUES (0);

CREATE TRIGGER image_added_to_pages AFTER INSERT ON generated_image WHEN new.status = 'completed' BEGIN
    UPDATE gallery_version SET changes = changes + 1;
END;

CREATE TRIGGER image_changed_on_pages AFTER UPDATE ON generated_image
WHEN old.status = 'completed' OR new.status = 'completed' BEGIN
    UPDATE gallery_version SET changes = changes + 1;
END;

CREATE TRIGGER image_removed_from_pages AFTER DELETE ON generated_image WHEN old.status = 'completed' BEGIN
    UPDATE gallery_version SET changes = changes + 1;
END;

-- Images are shown with the names of those who asked for them.
CREATE TRIGGER member_named_on_pages AFTER INSERT ON session_member WHEN new.name IS NOT NULL BEGIN
    UPDATE gallery_version SET changes = changes + 1;
END;

CREATE TRIGGER member_renamed_on_pages AFTER UPDATE OF name ON session_member WHEN new.name IS NOT old.name BEGIN
    UPDATE gallery_version SET changes = changes + 1;
END;
