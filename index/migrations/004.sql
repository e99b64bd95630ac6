-- What a derived index that lags behind has to follow, and who may see which passages without reading a document.
CREATE TABLE changes (
  sequence INTEGER NOT NULL,
  document TEXT NOT NULL,          -- the id of one that came, went, was replaced, or has other readers
  first INTEGER NOT NULL,          -- passages from `first` to before `end` went with it; none where both are 0
  "end" INTEGER NOT NULL
);
CREATE INDEX changes_sequence ON changes(sequence);
CREATE TABLE access (
  reader TEXT NOT NULL,            -- index/readers.py: everybody, or a group
  document INTEGER NOT NULL REFERENCES documents(number) ON DELETE CASCADE,
  first INTEGER NOT NULL,          -- its passages, whose ids follow each other, as they come in one transaction
  "end" INTEGER NOT NULL,
  PRIMARY KEY (reader, document)
) WITHOUT ROWID;
CREATE INDEX access_document ON access(document);
INSERT INTO access
  SELECT r.reader, d.number, coalesce(min(p.id), 0), coalesce(max(p.id) + 1, 0)
  FROM (
    SELECT number, '*' AS reader FROM documents WHERE readers = '[]'
    UNION SELECT number, '=' || value FROM documents, json_each(documents.readers)
  ) r JOIN documents d ON d.number = r.number LEFT JOIN passages p ON p.document = d.number
  GROUP BY r.reader, d.number;
-- Nothing is known of what changed before, and all vectors may have: `index.reembed` puts others in place of all.
INSERT INTO meta SELECT 'changes_from', value FROM meta WHERE key = 'sequence';
INSERT INTO meta VALUES ('vectors_from', '0');
