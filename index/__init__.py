"""A file becomes searchable: read, repair, segment, date, chunk, facts, embed, store."""
