-- Index entries of stubs join who is accused with what is told: the lists that a look-up reads stay short.
INSERT OR IGNORE INTO dirty SELECT 'report', id FROM reports WHERE marking IS NOT NULL;
