-- What lists, filters and counts need of cases, reports and parties, so that no page reads all of them. All derived.

CREATE TABLE case_lines (                   -- what lists say of a case and sort by
  case_id TEXT PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  stage TEXT,                               -- the furthest that is said, where any is
  stage_of TEXT,                            -- an anchor
  reports INTEGER NOT NULL,
  origins INTEGER NOT NULL,                 -- utterances
  principals INTEGER NOT NULL,              -- who stands behind them
  claims INTEGER NOT NULL,
  reviewed INTEGER NOT NULL,                -- claims that somebody has decided on
  denials INTEGER NOT NULL,
  disputes INTEGER NOT NULL,                -- values in dispute
  first TEXT, last TEXT                     -- partial dates
);

CREATE TABLE case_facets (                  -- what cases are filtered by
  kind TEXT NOT NULL,                       -- accused, accuser, service (anchors), country, stage, outlet, date
  value TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  PRIMARY KEY (kind, value, case_id)
) WITHOUT ROWID;
CREATE INDEX case_facets_case ON case_facets (case_id, kind);

CREATE TABLE faults (                       -- what reports did with what they have from others
  report TEXT NOT NULL REFERENCES reports,
  kind TEXT NOT NULL,                       -- see faults.py
  PRIMARY KEY (kind, report)
) WITHOUT ROWID;
CREATE INDEX faults_report ON faults (report);

-- Whatever changes the relays that end in a report has its faults found again.
CREATE TRIGGER faults_headers AFTER INSERT ON headers
BEGIN INSERT OR IGNORE INTO dirty VALUES ('faults', NEW.report); END;
CREATE TRIGGER faults_copies AFTER INSERT ON copies
BEGIN INSERT OR IGNORE INTO dirty VALUES ('faults', NEW.a), ('faults', NEW.b); END;
CREATE TRIGGER faults_copies_gone AFTER DELETE ON copies
BEGIN INSERT OR IGNORE INTO dirty VALUES ('faults', OLD.a), ('faults', OLD.b); END;
CREATE TRIGGER faults_retellings AFTER INSERT ON retellings
BEGIN INSERT OR IGNORE INTO dirty VALUES ('faults', NEW.a), ('faults', NEW.b); END;
CREATE TRIGGER faults_retellings_gone AFTER DELETE ON retellings
BEGIN INSERT OR IGNORE INTO dirty VALUES ('faults', OLD.a), ('faults', OLD.b); END;
CREATE TRIGGER faults_rests AFTER INSERT ON rests
BEGIN INSERT OR IGNORE INTO dirty VALUES ('faults', NEW.report); END;
CREATE TRIGGER faults_rests_gone AFTER DELETE ON rests
BEGIN INSERT OR IGNORE INTO dirty VALUES ('faults', OLD.report); END;

-- Whether a party acts (or is acted on) in a claim or is one whose word it is, and the time that is told of.
ALTER TABLE claim_entities ADD COLUMN acts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claim_entities ADD COLUMN speaks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claim_entities ADD COLUMN told TEXT;

CREATE INDEX headers_outlet ON headers (outlet, published);

INSERT OR IGNORE INTO dirty SELECT 'report', id FROM reports WHERE marking IS NOT NULL;
