-- Which days and sources there are, without reading the documents: their texts stand before these columns.
CREATE INDEX documents_published ON documents(published, source);
