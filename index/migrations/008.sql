-- What a question's tokens are compared with, cut when a passage is written: `index.tokens`. Of those there are none are cut
-- when they are read.
ALTER TABLE passages ADD COLUMN tokens BLOB NOT NULL DEFAULT x'';
