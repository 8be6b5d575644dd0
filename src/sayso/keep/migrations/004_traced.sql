-- What is traced in a case beside its origins. Cases that are there already are made again for it.

CREATE TABLE divergences (                  -- where the reports of a case fill one slot differently
  case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,                       -- model.DivergenceRecord as JSON, anchors for parties
  PRIMARY KEY (case_id, position)
);

CREATE TABLE rests (                        -- what a report has of an utterance, and what it altered of it
  report TEXT NOT NULL REFERENCES reports,
  case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,                       -- model.RelayRecord as JSON
  PRIMARY KEY (report, case_id, position)
) WITHOUT ROWID;
CREATE INDEX rests_case ON rests (case_id);

INSERT OR IGNORE INTO dirty SELECT 'stub', key FROM stubs;
