-- Vendors' data: what jobs lacked, calls that are counted before they are made, and offers with all
-- that a vendor says of its item. Conventions as in 0001_foundation.sql.

-- Jobs --------------------------------------------------------------------------------------------

-- Nothing wrote jobs before, so the table is made anew.
DROP TABLE jobs;

-- Work that waits on others, written in the transaction that causes it. Its effect and its end are one
-- transaction, fenced by `attempts`: whoever claims a job counts them up, and ends it only while they
-- are as it left them. A claim holds until `lease`; after that anybody may claim it again.
CREATE TABLE jobs (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace INTEGER NOT NULL CONSTRAINT jobs_workspace REFERENCES workspaces (id),
  kind      TEXT NOT NULL CONSTRAINT jobs_kind CHECK (length(kind) BETWEEN 1 AND 40),
  -- What it is about: one open job of a kind for each.
  subject   TEXT NOT NULL CONSTRAINT jobs_subject CHECK (length(subject) BETWEEN 1 AND 300),
  payload   TEXT NOT NULL CONSTRAINT jobs_payload CHECK (json_valid(payload)),
  status    TEXT NOT NULL DEFAULT 'queued'
    CONSTRAINT jobs_status CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- Why it was made, for people, and the first job of those that were made together: what progress is
  -- counted over.
  cause     TEXT NOT NULL CONSTRAINT jobs_cause CHECK (length(cause) BETWEEN 1 AND 300),
  batch     INTEGER,
  -- How often it was claimed, and how often it failed since it last went well or was sent on by hand.
  attempts  INTEGER NOT NULL DEFAULT 0 CONSTRAINT jobs_attempts CHECK (attempts >= 0),
  failures  INTEGER NOT NULL DEFAULT 0 CONSTRAINT jobs_failures CHECK (failures >= 0),
  due       INTEGER NOT NULL,
  lease     INTEGER,
  -- What it lately failed or waits for; what became of it.
  error     TEXT CONSTRAINT jobs_error CHECK (length(error) BETWEEN 1 AND 1000),
  result    TEXT CONSTRAINT jobs_result CHECK (length(result) BETWEEN 1 AND 1000),
  actor     INTEGER NOT NULL,
  created   INTEGER NOT NULL,
  finished  INTEGER,
  edit      INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT jobs_leased_while_running CHECK ((status = 'running') = (lease IS NOT NULL)),
  CONSTRAINT jobs_finished_at_the_end CHECK ((status IN ('queued', 'running')) = (finished IS NULL)),
  CONSTRAINT jobs_in_workspace UNIQUE (workspace, id),
  CONSTRAINT jobs_actor FOREIGN KEY (workspace, actor) REFERENCES actors (workspace, id)
) STRICT;
CREATE INDEX jobs_by_due ON jobs (workspace, due, id) WHERE status IN ('queued', 'running');
CREATE INDEX jobs_by_batch ON jobs (workspace, batch);
CREATE INDEX jobs_by_status ON jobs (workspace, status, id);
CREATE UNIQUE INDEX jobs_open_once ON jobs (workspace, kind, subject) WHERE status IN ('queued', 'running');

-- Calls to a vendor's API, each written before it is made, so that what the vendor allows holds across
-- processes and kills. Like the API's key, they belong to the installation, not to a workspace.
CREATE TABLE vendor_calls (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  vendor TEXT NOT NULL CONSTRAINT vendor_calls_vendor CHECK (length(vendor) BETWEEN 1 AND 40),
  at     INTEGER NOT NULL
) STRICT;
CREATE INDEX vendor_calls_by_time ON vendor_calls (vendor, at);

-- A vendor that said it is asked too often, and until when it is left alone.
CREATE TABLE vendor_pauses (
  vendor TEXT NOT NULL CONSTRAINT vendor_pauses_vendor CHECK (length(vendor) BETWEEN 1 AND 40),
  until  INTEGER NOT NULL,
  reason TEXT NOT NULL CONSTRAINT vendor_pauses_reason CHECK (length(reason) BETWEEN 1 AND 1000),
  CONSTRAINT vendor_pauses_once PRIMARY KEY (vendor)
) STRICT, WITHOUT ROWID;

-- Offers ------------------------------------------------------------------------------------------

-- Whether the vendor was asked about the number: nobody needs to (a person or a price list said it, or
-- the vendor did), a job will, or it knows none such.
ALTER TABLE offers ADD COLUMN status TEXT NOT NULL DEFAULT 'known'
  CONSTRAINT offers_status CHECK (status IN ('known', 'to_be_looked_up', 'unknown_to_vendor'));
-- As the vendor says it of its item; the part has its own words.
ALTER TABLE offers ADD COLUMN mpn TEXT CONSTRAINT offers_mpn CHECK (length(mpn) BETWEEN 1 AND 300);
ALTER TABLE offers ADD COLUMN manufacturer TEXT CONSTRAINT offers_manufacturer CHECK (length(manufacturer) BETWEEN 1 AND 300);
ALTER TABLE offers ADD COLUMN description TEXT NOT NULL DEFAULT '' CONSTRAINT offers_description CHECK (length(description) <= 2000);
ALTER TABLE offers ADD COLUMN category TEXT CONSTRAINT offers_category CHECK (length(category) BETWEEN 1 AND 300);
ALTER TABLE offers ADD COLUMN lifecycle TEXT CONSTRAINT offers_lifecycle CHECK (length(lifecycle) BETWEEN 1 AND 200);
ALTER TABLE offers ADD COLUMN replacement TEXT CONSTRAINT offers_replacement CHECK (length(replacement) BETWEEN 1 AND 300);
ALTER TABLE offers ADD COLUMN datasheet TEXT CONSTRAINT offers_datasheet CHECK (length(datasheet) BETWEEN 1 AND 2000);
ALTER TABLE offers ADD COLUMN picture TEXT CONSTRAINT offers_picture CHECK (length(picture) BETWEEN 1 AND 2000);
-- What the vendor warns of (restrictions, surcharges), a JSON array of texts.
ALTER TABLE offers ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]' CONSTRAINT offers_warnings CHECK (json_type(warnings) = 'array');
-- Why the last try to look it up failed; null after one that went well.
ALTER TABLE offers ADD COLUMN error TEXT CONSTRAINT offers_error CHECK (length(error) BETWEEN 1 AND 1000);
CREATE INDEX offers_by_age ON offers (workspace, checked);

-- Prices as they were each time that they were found changed, oldest first: [[quantity, micro-units], …].
CREATE TABLE offer_history (
  workspace INTEGER NOT NULL,
  offer     INTEGER NOT NULL,
  sequence  INTEGER NOT NULL CONSTRAINT offer_history_sequence CHECK (sequence >= 1),
  checked   INTEGER NOT NULL,
  currency  TEXT NOT NULL CONSTRAINT offer_history_currency CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  prices    TEXT NOT NULL CONSTRAINT offer_history_prices CHECK (json_type(prices) = 'array'),
  CONSTRAINT offer_history_once PRIMARY KEY (workspace, offer, sequence),
  CONSTRAINT offer_history_offer FOREIGN KEY (workspace, offer) REFERENCES offers (workspace, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What the planner is to believe of these, by the rules of 0002_statistics.sql.
DELETE FROM sqlite_stat1 WHERE tbl IN ('jobs', 'vendor_calls', 'vendor_pauses', 'offer_history') OR idx = 'offers_by_age';
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('jobs', 'jobs_by_due', '100000000 100000000 10 1'),
  ('jobs', 'jobs_by_batch', '100000000 100000000 10'),
  ('jobs', 'jobs_by_status', '100000000 100000000 20000000 1'),
  ('jobs', 'jobs_open_once', '100000000 100000000 20000000 1'),
  ('jobs', 'sqlite_autoindex_jobs_1', '100000000 100000000 1'),
  ('vendor_calls', 'vendor_calls_by_time', '100000000 20000000 10'),
  ('vendor_pauses', 'vendor_pauses', '100000000 1'),
  ('offer_history', 'offer_history', '100000000 100000000 10 1'),
  ('offers', 'offers_by_age', '100000000 100000000 10');
ANALYZE sqlite_schema;
