-- Lists of parts that came in: each import is a batch that can be undone, and whose doubtful rows wait.
-- Conventions as in 0001_foundation.sql. Like jobs, they do not travel in bundles.

CREATE TABLE part_imports (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL CONSTRAINT part_imports_workspace REFERENCES workspaces (id),
  file      TEXT NOT NULL CONSTRAINT part_imports_file CHECK (length(file) BETWEEN 1 AND 200),
  -- What became of each column, and the names of the columns: rows that wait are read again by it.
  columns   TEXT NOT NULL CONSTRAINT part_imports_columns CHECK (json_type(columns) = 'object'),
  -- What the file called its columns.
  headers   TEXT NOT NULL CONSTRAINT part_imports_headers CHECK (json_type(headers) = 'array'),
  -- Whether new packages are made, or their rows wait.
  packages  TEXT NOT NULL CONSTRAINT part_imports_packages CHECK (packages IN ('make', 'ask')),
  made      INTEGER NOT NULL DEFAULT 0 CONSTRAINT part_imports_made CHECK (made >= 0),
  updated   INTEGER NOT NULL DEFAULT 0 CONSTRAINT part_imports_updated CHECK (updated >= 0),
  counted   INTEGER NOT NULL DEFAULT 0 CONSTRAINT part_imports_counted CHECK (counted >= 0),
  actor     INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  undone    INTEGER,
  CONSTRAINT part_imports_in_workspace UNIQUE (workspace, id),
  CONSTRAINT part_imports_actor FOREIGN KEY (workspace, actor) REFERENCES actors (workspace, id)
) STRICT;

-- Rows that could not be counted on: their cells as they came, why they wait, and what was said of them.
CREATE TABLE part_import_rows (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  batch     INTEGER NOT NULL,
  row       INTEGER NOT NULL CONSTRAINT part_import_rows_row CHECK (row >= 1),
  cells     TEXT NOT NULL CONSTRAINT part_import_rows_cells CHECK (json_type(cells) = 'array'),
  doubts    TEXT NOT NULL CONSTRAINT part_import_rows_doubts CHECK (json_type(doubts) = 'array'),
  fix       TEXT NOT NULL DEFAULT '{}' CONSTRAINT part_import_rows_fix CHECK (json_type(fix) = 'object'),
  -- The kind of the first doubt: rows of one kind are fixed together.
  kind      TEXT NOT NULL CONSTRAINT part_import_rows_kind CHECK (length(kind) BETWEEN 1 AND 40),
  state     TEXT NOT NULL DEFAULT 'waiting'
    CONSTRAINT part_import_rows_state CHECK (state IN ('waiting', 'entered', 'skipped')),
  CONSTRAINT part_import_rows_once UNIQUE (workspace, batch, row),
  CONSTRAINT part_import_rows_batch FOREIGN KEY (workspace, batch) REFERENCES part_imports (workspace, id)
) STRICT;
CREATE INDEX part_import_rows_waiting ON part_import_rows (workspace, batch, id) WHERE state = 'waiting';

-- What a batch did, in its order: what was before and what is after, null for what was not there. The
-- subject is an id of that kind; it may be gone.
CREATE TABLE part_import_changes (
  workspace INTEGER NOT NULL,
  batch     INTEGER NOT NULL,
  sequence  INTEGER NOT NULL CONSTRAINT part_import_changes_sequence CHECK (sequence >= 1),
  kind      TEXT NOT NULL CONSTRAINT part_import_changes_kind
    CHECK (kind IN ('package', 'vendor', 'location', 'part', 'offer', 'stock')),
  subject   INTEGER NOT NULL,
  was       TEXT CONSTRAINT part_import_changes_was CHECK (json_valid(was)),
  became    TEXT CONSTRAINT part_import_changes_became CHECK (json_valid(became)),
  CONSTRAINT part_import_changes_once PRIMARY KEY (workspace, batch, sequence),
  CONSTRAINT part_import_changes_batch FOREIGN KEY (workspace, batch) REFERENCES part_imports (workspace, id)
) STRICT, WITHOUT ROWID;

-- What the planner is to believe of these, by the rules of 0002_statistics.sql.
ANALYZE part_imports;
DELETE FROM sqlite_stat1 WHERE tbl IN ('part_imports', 'part_import_rows', 'part_import_changes');
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('part_imports', 'sqlite_autoindex_part_imports_1', '100000000 100000000 1'),
  ('part_import_rows', 'sqlite_autoindex_part_import_rows_1', '100000000 100000000 1000 1'),
  ('part_import_rows', 'part_import_rows_waiting', '100000000 100000000 1000 1'),
  ('part_import_changes', 'part_import_changes', '100000000 100000000 1000 1');
ANALYZE sqlite_schema;
