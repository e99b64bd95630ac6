-- Whose a figure is, where its indicator leaves that unsaid; facts read before have none until they are read again.
ALTER TABLE facts ADD COLUMN owner TEXT NOT NULL DEFAULT '';
