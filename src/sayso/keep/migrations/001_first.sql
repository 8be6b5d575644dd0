-- What is given: originals, reports, text layers, readings, decisions and addresses. Never dropped.

CREATE TABLE meta (                         -- facts of the last build: the pack's ladder of stages, versions of readers
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL                       -- JSON
);

CREATE TABLE blobs (
  sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  packed BLOB NOT NULL                      -- zlib
);

CREATE TABLE reports (
  id TEXT PRIMARY KEY,                      -- hash of bytes and address
  blob TEXT NOT NULL REFERENCES blobs,
  address TEXT NOT NULL,                    -- its url where the header has one, else its path
  layer INTEGER REFERENCES layers,          -- the current text layer
  marking INTEGER REFERENCES markings       -- the current reading
);
CREATE INDEX reports_address ON reports (address);
CREATE INDEX reports_blob ON reports (blob);

CREATE TABLE places (                       -- where a report was found; one report can lie in several places
  report TEXT NOT NULL REFERENCES reports,
  path TEXT NOT NULL,
  retrieved TEXT,
  PRIMARY KEY (report, path)
);

CREATE TABLE layers (
  id INTEGER PRIMARY KEY,
  report TEXT NOT NULL REFERENCES reports,
  extractor TEXT NOT NULL,
  text TEXT NOT NULL,
  header TEXT NOT NULL,                     -- model.Header as JSON
  UNIQUE (report, extractor)
);

CREATE TABLE markings (
  id INTEGER PRIMARY KEY,
  report TEXT NOT NULL REFERENCES reports,
  layer INTEGER NOT NULL REFERENCES layers,
  reader TEXT NOT NULL,                     -- name and version
  domain TEXT NOT NULL,                     -- name, version and digest of the pack
  marks BLOB NOT NULL,                      -- model.Marks as JSON, zlib
  UNIQUE (report, layer, reader, domain)
);

CREATE TABLE files (                        -- what the last build saw at a path, so that it need not be opened again
  path TEXT PRIMARY KEY,
  stamp TEXT NOT NULL
);

CREATE TABLE set_aside (
  path TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  next_step TEXT NOT NULL
);

CREATE TABLE decisions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,                         -- ISO 8601, UTC
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  target TEXT NOT NULL,                     -- the id that the analyst pointed at
  anchor TEXT NOT NULL,                     -- JSON, see docs/ledger.md
  reason TEXT
);
CREATE TRIGGER decisions_keep_update BEFORE UPDATE ON decisions
BEGIN SELECT raise(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decisions_keep_delete BEFORE DELETE ON decisions
BEGIN SELECT raise(ABORT, 'decisions are append-only'); END;

CREATE TABLE decision_reports (             -- the reports that a decision speaks of
  report TEXT NOT NULL,
  decision TEXT NOT NULL REFERENCES decisions (id),
  PRIMARY KEY (report, decision)
);

CREATE TABLE addresses (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,    -- the age of an id
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  UNIQUE (kind, number)
);
CREATE TRIGGER addresses_keep_update BEFORE UPDATE ON addresses
BEGIN SELECT raise(ABORT, 'addresses are append-only'); END;
CREATE TRIGGER addresses_keep_delete BEFORE DELETE ON addresses
BEGIN SELECT raise(ABORT, 'addresses are append-only'); END;

CREATE TABLE anchors (
  id TEXT NOT NULL REFERENCES addresses (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  anchor TEXT NOT NULL,
  PRIMARY KEY (id, position)
);
CREATE INDEX anchors_anchor ON anchors (kind, anchor);

-- What is derived from the above. Can be dropped and made again.

CREATE TABLE dirty (                        -- work that settling still has to do
  kind TEXT NOT NULL,                       -- see settling.py
  ref TEXT NOT NULL,
  PRIMARY KEY (kind, ref)
);

CREATE TABLE decision_status (
  decision TEXT NOT NULL REFERENCES decisions (id),
  report TEXT NOT NULL,
  status TEXT NOT NULL,                     -- "placed", "not placed", "contradicted"
  note TEXT NOT NULL,
  PRIMARY KEY (decision, report)
);

CREATE TABLE headers (                      -- what is known of a report: layer, reading and decisions together
  report TEXT PRIMARY KEY REFERENCES reports,
  layer INTEGER NOT NULL REFERENCES layers, -- the text layer that all its derived parts point into
  title TEXT, outlet TEXT, url TEXT, published TEXT, published_basis TEXT, language TEXT
);

CREATE VIEW texts AS                        -- the text that is shown of a report, while a newer layer waits to be read too
  SELECT r.id AS report, l.extractor, l.text
  FROM reports r LEFT JOIN headers h ON h.report = r.id JOIN layers l ON l.id = coalesce(h.layer, r.layer);

CREATE TABLE entities (
  id TEXT PRIMARY KEY,                      -- "REPORT:e3"
  report TEXT NOT NULL REFERENCES reports,
  body TEXT NOT NULL                        -- model.Entity as JSON
);
CREATE INDEX entities_report ON entities (report);

CREATE TABLE attributions (
  id TEXT PRIMARY KEY,
  report TEXT NOT NULL REFERENCES reports,
  position INTEGER NOT NULL,
  body TEXT NOT NULL                        -- model.AttributionRecord as JSON, entity ids for parties
);
CREATE INDEX attributions_report ON attributions (report, position);

CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  report TEXT NOT NULL REFERENCES reports,
  position INTEGER NOT NULL,
  live INTEGER,                             -- its place among the claims that count; NULL for a rejected one
  event TEXT NOT NULL,
  body TEXT NOT NULL                        -- model.ClaimRecord as JSON, entity ids for parties
);
CREATE INDEX claims_report ON claims (report, position);

CREATE TABLE claim_entities (
  entity TEXT NOT NULL,
  claim TEXT NOT NULL REFERENCES claims ON DELETE CASCADE,
  PRIMARY KEY (entity, claim)
) WITHOUT ROWID;
CREATE INDEX claim_entities_claim ON claim_entities (claim);

CREATE TABLE relays (
  report TEXT NOT NULL REFERENCES reports,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,                       -- model.RelayRecord as JSON
  PRIMARY KEY (report, position)
);

CREATE TABLE stubs (
  key TEXT PRIMARY KEY,                     -- "REPORT:s0"
  report TEXT NOT NULL REFERENCES reports,
  body TEXT NOT NULL                        -- model.Stub as JSON
);
CREATE INDEX stubs_report ON stubs (report);

CREATE TABLE stub_keys (
  key TEXT NOT NULL,
  stub TEXT NOT NULL REFERENCES stubs ON DELETE CASCADE,
  PRIMARY KEY (key, stub)
) WITHOUT ROWID;
CREATE INDEX stub_keys_stub ON stub_keys (stub);

CREATE TABLE edges (                        -- joins in both directions, vetoes from the lesser key to the greater
  a TEXT NOT NULL REFERENCES stubs ON DELETE CASCADE,
  b TEXT NOT NULL REFERENCES stubs ON DELETE CASCADE,
  joined INTEGER NOT NULL,
  body TEXT NOT NULL,                       -- model.Join as JSON
  PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX edges_b ON edges (b);

CREATE TABLE ties (                         -- what decisions to merge and split mean for pairs of stubs
  decision TEXT NOT NULL REFERENCES decisions (id),
  a TEXT NOT NULL REFERENCES stubs ON DELETE CASCADE,
  b TEXT NOT NULL REFERENCES stubs ON DELETE CASCADE,
  apart INTEGER NOT NULL,
  PRIMARY KEY (decision, a, b)
) WITHOUT ROWID;
CREATE INDEX ties_a ON ties (a);
CREATE INDEX ties_b ON ties (b);

CREATE TABLE cases (
  id TEXT PRIMARY KEY REFERENCES addresses (id),
  number INTEGER NOT NULL,
  place TEXT NOT NULL,                      -- its first anchor: an order that no order of input changes
  body TEXT NOT NULL                        -- model.CaseRecord as JSON, anchors for parties
);

CREATE TABLE case_stubs (
  stub TEXT PRIMARY KEY REFERENCES stubs ON DELETE CASCADE,
  case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE
);
CREATE INDEX case_stubs_case ON case_stubs (case_id);

CREATE TABLE case_claims (
  claim TEXT PRIMARY KEY REFERENCES claims ON DELETE CASCADE,
  case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  allegation TEXT,
  origin TEXT
);
CREATE INDEX case_claims_case ON case_claims (case_id);

CREATE TABLE allegations (
  id TEXT PRIMARY KEY REFERENCES addresses (id),
  case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  body TEXT NOT NULL                        -- model.AllegationRecord as JSON
);
CREATE INDEX allegations_case ON allegations (case_id);

CREATE TABLE party_groups (                 -- the parties of one case, or of one report that is in no case
  id INTEGER PRIMARY KEY,
  scope TEXT NOT NULL,                      -- the id of a case, report or decision
  body TEXT NOT NULL                        -- link.PartyGroup as JSON
);
CREATE INDEX party_groups_scope ON party_groups (scope);

CREATE TABLE group_anchors (
  anchor TEXT NOT NULL,
  place TEXT NOT NULL,                      -- of the group's content: an order that no order of input changes
  party_group INTEGER NOT NULL REFERENCES party_groups ON DELETE CASCADE,
  bridge INTEGER NOT NULL,                  -- whether the group has several anchors that other reports can share
  PRIMARY KEY (anchor, bridge, place, party_group)
) WITHOUT ROWID;
CREATE INDEX group_anchors_group ON group_anchors (party_group);

CREATE TABLE parties (
  id TEXT PRIMARY KEY REFERENCES addresses (id),
  number INTEGER NOT NULL,
  place TEXT NOT NULL,                      -- its first anchor: an order that no order of input changes
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT,
  country TEXT,
  parent TEXT,                              -- an anchor
  principal TEXT                            -- an anchor
);
CREATE INDEX parties_parent ON parties (parent);

CREATE TABLE party_anchors (
  anchor TEXT PRIMARY KEY,
  party TEXT NOT NULL REFERENCES parties (id) ON DELETE CASCADE
);
CREATE INDEX party_anchors_party ON party_anchors (party);

CREATE TABLE search_docs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  digest TEXT NOT NULL,                     -- of what is indexed, so that the same is not indexed again
  UNIQUE (kind, ref)
);
CREATE VIRTUAL TABLE search USING fts5 (title, body, tokenize = 'unicode61 remove_diacritics 2');
