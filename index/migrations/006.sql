-- People are found by what a question says, without reading everyone; undated documents are counted without reading any.
-- `said` is the post as it is searched: `index.stored.searched`.
ALTER TABLE people ADD COLUMN said TEXT NOT NULL DEFAULT '';
UPDATE people SET said = searched(post);
DROP INDEX people_name;
CREATE INDEX people_name ON people(name COLLATE NOCASE);
CREATE INDEX people_post ON people(post, said);
CREATE INDEX documents_undated ON documents(number) WHERE published IS NULL;
