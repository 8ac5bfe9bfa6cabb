-- Opened gallery pages in other orders than newest first, and how many stars the first picture on one had.
ALTER TABLE gallery_view ADD COLUMN sort text COLLATE "C" NOT NULL DEFAULT 'newest';
ALTER TABLE gallery_view ADD COLUMN stars bigint NOT NULL DEFAULT 0;
