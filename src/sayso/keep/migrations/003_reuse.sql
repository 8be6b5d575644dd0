-- The index of shared wording, and what comparing reports found. All derived.

CREATE TABLE print_ranks (                  -- reports that have fingerprints
  rank INTEGER PRIMARY KEY,                 -- the hash of its id: an order that no order of input changes
  report TEXT NOT NULL UNIQUE REFERENCES reports,
  prints BLOB NOT NULL                      -- its fingerprints, sorted, 8 bytes each
);

CREATE TABLE prints (
  print INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  PRIMARY KEY (print, rank)
) WITHOUT ROWID;

CREATE TABLE copies (                       -- pairs of reports that share sentences, the lesser id first
  a TEXT NOT NULL REFERENCES reports,
  b TEXT NOT NULL REFERENCES reports,
  body TEXT NOT NULL,                       -- model.RelayRecord as JSON
  PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX copies_b ON copies (b);

CREATE TABLE retellings (                   -- pairs of reports of one case that tell the same in the same order
  a TEXT NOT NULL REFERENCES reports,
  b TEXT NOT NULL REFERENCES reports,
  case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  body TEXT NOT NULL,                       -- model.RelayRecord as JSON
  PRIMARY KEY (a, b, case_id)
) WITHOUT ROWID;
CREATE INDEX retellings_b ON retellings (b);
CREATE INDEX retellings_case ON retellings (case_id);

-- Reports that an earlier version has settled have no fingerprints yet.
INSERT OR IGNORE INTO dirty SELECT 'report', id FROM reports WHERE marking IS NOT NULL;
