-- Documents, passages with their vectors, facts and people. `meta.format` is the number of the last migration applied.
CREATE TABLE files (
  path TEXT PRIMARY KEY,           -- absolute: two folders may hold a file of the same name
  name TEXT NOT NULL UNIQUE,       -- as it was given; ids of its articles are name#n
  digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL REFERENCES files(path) ON DELETE CASCADE,
  digest TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  published TEXT,
  dated_by TEXT NOT NULL,
  certainty REAL NOT NULL,
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  readers TEXT NOT NULL,           -- a JSON list of groups; empty: everybody
  places TEXT NOT NULL,            -- a JSON list of [offset, page, line]
  layout TEXT NOT NULL             -- JSON: headings, columns, rows as lists of [start, end); notes of [kind, text, line]
);
CREATE INDEX documents_file ON documents(file);
CREATE TABLE passages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: a derived index may hold an old one for a moment
  document INTEGER NOT NULL REFERENCES documents(number) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  context TEXT NOT NULL,
  speaker TEXT NOT NULL,
  post TEXT NOT NULL,
  vector BLOB NOT NULL             -- float16, of the model in meta; those of another to come: index/reembed.py
);
CREATE INDEX passages_document ON passages(document);
CREATE TABLE facts (
  document INTEGER NOT NULL REFERENCES documents(number) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  value TEXT NOT NULL,
  unit TEXT NOT NULL,
  indicator TEXT NOT NULL,
  measure TEXT NOT NULL,
  bound TEXT NOT NULL,
  period TEXT,                     -- JSON: start, end, kind, text, source
  sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  predicate TEXT NOT NULL,
  listed INTEGER NOT NULL,
  place TEXT NOT NULL
);
CREATE INDEX facts_document ON facts(document, start);
CREATE TABLE people (
  document INTEGER NOT NULL REFERENCES documents(number) ON DELETE CASCADE,
  name TEXT NOT NULL,
  post TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL
);
CREATE INDEX people_name ON people(name);
CREATE INDEX people_document ON people(document);
