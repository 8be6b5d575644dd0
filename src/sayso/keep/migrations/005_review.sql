-- Decisions that travel: each has a key of its own, made where it was decided, and a place in one order for all ledgers.

DROP TRIGGER decisions_keep_update;
ALTER TABLE decisions ADD COLUMN key TEXT NOT NULL DEFAULT '';     -- letters and digits; the same in every ledger
ALTER TABLE decisions ADD COLUMN place TEXT NOT NULL DEFAULT '';   -- when and key: of two decisions the later one stands
UPDATE decisions SET key = 'old' || seq || 'x' || hex(at || target);
UPDATE decisions SET place = at || ' ' || printf('%09d', seq);
UPDATE decisions SET target = (SELECT t.key FROM decisions t WHERE t.id = decisions.target) WHERE what = 'undo';
UPDATE decisions SET anchor = json_object('decision', target) WHERE what = 'undo';
CREATE UNIQUE INDEX decisions_key ON decisions (key);
CREATE INDEX decisions_place ON decisions (place);
CREATE INDEX decisions_target ON decisions (target);
CREATE INDEX decisions_what ON decisions (what, place);
CREATE INDEX decisions_claim ON decisions (json_extract(anchor, '$.claim'));
CREATE TRIGGER decisions_keep_update BEFORE UPDATE ON decisions
BEGIN SELECT raise(ABORT, 'decisions are append-only'); END;

CREATE TABLE arrivals (                     -- when a report came into this ledger: what is new to whom
  report TEXT PRIMARY KEY REFERENCES reports,
  at TEXT NOT NULL
);
CREATE INDEX arrivals_at ON arrivals (at);
INSERT INTO arrivals SELECT id, '' FROM reports;
CREATE TRIGGER reports_arrive AFTER INSERT ON reports
BEGIN INSERT OR IGNORE INTO arrivals VALUES (new.id, strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')); END;

CREATE TABLE visits (                       -- until when somebody has seen what is new
  who TEXT PRIMARY KEY,
  seen TEXT NOT NULL
);

-- What waits for a first look: claims that nobody has decided on, the least certain reading first.
CREATE INDEX claims_waiting ON claims (json_extract(body, '$.confidence'), id)
WHERE live IS NOT NULL AND json_extract(body, '$.review') IS NULL;

-- Parts of reports and cases are named by keys from now on.
INSERT OR IGNORE INTO dirty SELECT 'report', report FROM decision_reports
WHERE report IN (SELECT id FROM reports WHERE marking IS NOT NULL);
INSERT OR IGNORE INTO dirty SELECT 'tie', id FROM decisions WHERE what IN ('merge', 'split', 'move');
