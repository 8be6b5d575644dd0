-- Reports that could be read and not marked: they are kept, and marked again by the next reader, pack or text layer.

CREATE TABLE unmarked (
  report TEXT PRIMARY KEY REFERENCES reports,
  reason TEXT NOT NULL,
  next_step TEXT NOT NULL
);

CREATE VIEW asides AS                       -- all that the user has to know was left out, by the path it was found at
  SELECT path, reason, next_step FROM set_aside
  UNION ALL
  SELECT (SELECT min(path) FROM places p WHERE p.report = u.report), reason, next_step FROM unmarked u;
