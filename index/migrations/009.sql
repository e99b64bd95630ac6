-- Who may see what was read from a file and does not say so itself, as `--readers` said last: without it they keep that.
-- Of files taken before: what their documents say most often, but everybody where one says so.
ALTER TABLE files ADD COLUMN readers TEXT NOT NULL DEFAULT '[]';
UPDATE files SET readers = coalesce(
  (SELECT d.readers FROM documents d WHERE d.file = files.path
   GROUP BY d.readers ORDER BY d.readers = '[]' DESC, count(*) DESC, d.readers LIMIT 1), '[]');
