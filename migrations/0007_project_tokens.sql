-- The access token of a project's repository, encrypted: the key is never in the database (services::secrets).
-- Bundles carry no tokens; a backup carries them as they are here, which is of no use without the key.
CREATE TABLE project_tokens (
  workspace INTEGER NOT NULL,
  project   INTEGER NOT NULL,
  -- Random, new for each token that is kept.
  nonce     BLOB NOT NULL CONSTRAINT project_tokens_nonce CHECK (length(nonce) = 12),
  -- The token and sixteen bytes that prove that neither it nor its place was changed.
  sealed    BLOB NOT NULL CONSTRAINT project_tokens_sealed CHECK (length(sealed) BETWEEN 17 AND 1016),
  CONSTRAINT project_tokens_once PRIMARY KEY (workspace, project),
  CONSTRAINT project_tokens_project FOREIGN KEY (workspace, project) REFERENCES projects (workspace, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What the planner is to believe of it, by the rules of 0002_statistics.sql.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('project_tokens', 'project_tokens', '100000000 100000000 1');
ANALYZE sqlite_schema;
