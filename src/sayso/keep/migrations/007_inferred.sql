-- The dates of reports that give none, as far as their case determines them, and the times that follow. All derived.

ALTER TABLE headers ADD COLUMN reason TEXT; -- of an inferred date

CREATE TABLE inferred_dates (
  report TEXT PRIMARY KEY REFERENCES reports,
  case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  published TEXT NOT NULL,                  -- a partial date
  reason TEXT NOT NULL
);
CREATE INDEX inferred_dates_case ON inferred_dates (case_id);

CREATE TABLE inferred_times (
  claim TEXT PRIMARY KEY REFERENCES claims ON DELETE CASCADE,
  case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  time TEXT NOT NULL                        -- model.TimeRecord as JSON
);
CREATE INDEX inferred_times_case ON inferred_times (case_id);

-- What is known of a report shows such a date while the case that determines it stands.
CREATE TRIGGER inferred_dates_put AFTER INSERT ON inferred_dates
BEGIN
  UPDATE headers SET published = NEW.published, published_basis = 'inferred', reason = NEW.reason
  WHERE report = NEW.report AND published IS NULL;
END;
CREATE TRIGGER inferred_dates_gone AFTER DELETE ON inferred_dates
BEGIN
  UPDATE headers SET published = NULL, published_basis = NULL, reason = NULL
  WHERE report = OLD.report AND published_basis = 'inferred';
END;

-- Cases that are there already are made again for it.
INSERT OR IGNORE INTO dirty SELECT 'stub', key FROM stubs;
