-- Of the joins of a case those are kept that are enough to hold it together, each once and by its score alone: the
-- words for it, and what is kept apart, are judged again where they are asked for. What an earlier version kept is more
-- than is enough, and goes when something is next settled beside it.

CREATE TABLE joins (
  a TEXT NOT NULL REFERENCES stubs ON DELETE CASCADE,    -- the lesser key
  b TEXT NOT NULL REFERENCES stubs ON DELETE CASCADE,
  score REAL NOT NULL,
  PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX joins_b ON joins (b);
INSERT INTO joins SELECT a, b, json_extract(body, '$.score') FROM edges WHERE joined AND a < b;
-- Where an earlier version has kept none, all is judged.
INSERT OR IGNORE INTO dirty SELECT 'judge', key FROM stubs WHERE NOT EXISTS (SELECT 1 FROM edges);
DROP TABLE edges;
