-- Where the reports of a case fill one slot differently. Cases that are there already are made again for it.

CREATE TABLE divergences (
  case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,                       -- model.DivergenceRecord as JSON, anchors for parties
  PRIMARY KEY (case_id, position)
);
INSERT OR IGNORE INTO dirty SELECT 'stub', key FROM stubs;
