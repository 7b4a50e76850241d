BEGIN;
CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
INSERT INTO "_sqlx_migrations" VALUES (1, 'foundation', '2026-11-27 01:23:19', 1, X'8C3D889E0C002A9EEF7C8764648C61D30D58EDA7AD30238EED79FD0739C6817DC832E3120A6D28DCD6BF7D05735F4BDD', 33484378);
INSERT INTO "_sqlx_migrations" VALUES (2, 'statistics', '2026-11-27 01:23:19', 1, X'21A4B4283231E94CC400782009156D09706B99F90B4E59CC9013BB908C3D30519383B7CD37DA1F489A7F17CA758ACEE6', 8415927);
INSERT INTO "_sqlx_migrations" VALUES (4, 'allocation sums', '2026-11-27 01:23:19', 1, X'43B5D11357399979718D42CBEE2F1835EA71A63419F792BDCE5B42C8AEC7F457BA7C2E1F578683B24A04D3527A263BE9', 1483839);
INSERT INTO "_sqlx_migrations" VALUES (5, 'vendor data', '2026-11-27 01:23:19', 1, X'793EABD534BAFFE9672685E75EC3A77E15ADE2FE12BD0972BB190401C7734A2ABE18928EC9018BE33477FF77E1816301', 67456727);
INSERT INTO "_sqlx_migrations" VALUES (6, 'part imports', '2026-11-27 01:23:19', 1, X'9950212E8AC96E6A245E4F53466A23C6F190E3A6ABB634DCC175E203822FD6A80D1DFDDEFECA9C79B2F2AC5BC60AF2BB', 2040317);
INSERT INTO "_sqlx_migrations" VALUES (7, 'project tokens', '2026-11-27 01:23:19', 1, X'943A7AA39CB6FD6E5415D072FBBE6743CAD1D6347197F022C77D8BC846884AD1D2B29D203D5747B5773226CA9BD2E05E', 1050579);
CREATE TABLE workspaces (
  id             INTEGER PRIMARY KEY,
  name           TEXT NOT NULL CONSTRAINT workspaces_name CHECK (length(name) BETWEEN 1 AND 200),
  currency       TEXT NOT NULL CONSTRAINT workspaces_currency CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  picking_policy TEXT NOT NULL DEFAULT 'fewest_stops'
    CONSTRAINT workspaces_picking_policy CHECK (picking_policy IN ('fewest_stops', 'use_up_small_lines', 'oldest_lot')),
  edit           INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT workspaces_name_once UNIQUE (name)
) STRICT;
INSERT INTO "workspaces" VALUES (1, 'Workshop', 'USD', 'fewest_stops', 1);
CREATE TABLE actors (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL CONSTRAINT actors_workspace REFERENCES workspaces (id),
  kind      TEXT NOT NULL CONSTRAINT actors_kind CHECK (kind IN ('person', 'token', 'command_line', 'job')),
  name      TEXT NOT NULL CONSTRAINT actors_name CHECK (length(name) BETWEEN 1 AND 200),
  CONSTRAINT actors_in_workspace UNIQUE (workspace, id),
  CONSTRAINT actors_once UNIQUE (workspace, kind, name)
) STRICT;
INSERT INTO "actors" VALUES (1, 1, 'command_line', 'ctb');
CREATE TABLE users (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL CONSTRAINT users_name CHECK (length(name) BETWEEN 1 AND 200),
  password TEXT,
  created  INTEGER NOT NULL,
  disabled INTEGER,
  CONSTRAINT users_name_once UNIQUE (name)
) STRICT;
CREATE TABLE memberships (
  user      INTEGER NOT NULL CONSTRAINT memberships_user REFERENCES users (id),
  workspace INTEGER NOT NULL CONSTRAINT memberships_workspace REFERENCES workspaces (id),
  role      TEXT NOT NULL CONSTRAINT memberships_role CHECK (role IN ('owner', 'editor', 'viewer')),
  actor     INTEGER NOT NULL,
  CONSTRAINT memberships_once PRIMARY KEY (user, workspace),
  CONSTRAINT memberships_actor FOREIGN KEY (workspace, actor) REFERENCES actors (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
  id      TEXT NOT NULL PRIMARY KEY,
  user    INTEGER CONSTRAINT sessions_user REFERENCES users (id),
  data    TEXT NOT NULL CONSTRAINT sessions_data CHECK (json_valid(data)),
  expires INTEGER NOT NULL
) STRICT;
CREATE TABLE tokens (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  actor     INTEGER NOT NULL,
  name      TEXT NOT NULL CONSTRAINT tokens_name CHECK (length(name) BETWEEN 1 AND 200),
  hash      BLOB NOT NULL CONSTRAINT tokens_hash CHECK (length(hash) = 32),
  role      TEXT NOT NULL CONSTRAINT tokens_role CHECK (role IN ('owner', 'editor', 'viewer')),
  created   INTEGER NOT NULL,
  last_used INTEGER,
  revoked   INTEGER,
  CONSTRAINT tokens_hash_once UNIQUE (hash),
  CONSTRAINT tokens_name_once UNIQUE (workspace, name),
  CONSTRAINT tokens_actor FOREIGN KEY (workspace, actor) REFERENCES actors (workspace, id)
) STRICT;
CREATE TABLE requests (
  workspace INTEGER NOT NULL CONSTRAINT requests_workspace REFERENCES workspaces (id),
  key       TEXT NOT NULL CONSTRAINT requests_key CHECK (length(key) BETWEEN 1 AND 200),
  command   TEXT NOT NULL,
  answer    TEXT NOT NULL CONSTRAINT requests_answer CHECK (json_valid(answer)),
  at        INTEGER NOT NULL,
  CONSTRAINT requests_once PRIMARY KEY (workspace, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE events (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace INTEGER NOT NULL CONSTRAINT events_workspace REFERENCES workspaces (id),
  kind      TEXT NOT NULL CONSTRAINT events_kind CHECK (length(kind) BETWEEN 1 AND 40),
  subject   INTEGER NOT NULL,
  edit      INTEGER NOT NULL,
  actor     INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  CONSTRAINT events_actor FOREIGN KEY (workspace, actor) REFERENCES actors (workspace, id)
) STRICT;
INSERT INTO "events" VALUES (1, 1, 'catalog', 0, 0, 1, 1795478400000);
INSERT INTO "events" VALUES (2, 1, 'stock', 0, 0, 1, 1795478400000);
INSERT INTO "events" VALUES (3, 1, 'project', 0, 0, 1, 1795478400000);
INSERT INTO "events" VALUES (4, 1, 'build', 0, 0, 1, 1795478400000);
INSERT INTO "events" VALUES (5, 1, 'order', 0, 0, 1, 1795478400000);
INSERT INTO "events" VALUES (6, 1, 'build', 1, 1, 1, 1795478401000);
INSERT INTO "events" VALUES (7, 1, 'build', 1, 2, 1, 1795478401000);
INSERT INTO "events" VALUES (8, 1, 'stock', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (9, 1, 'build', 2, 1, 1, 1795478401000);
INSERT INTO "events" VALUES (10, 1, 'build', 2, 2, 1, 1795478401000);
INSERT INTO "events" VALUES (11, 1, 'stock', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (12, 1, 'build', 2, 3, 1, 1795478401000);
INSERT INTO "events" VALUES (13, 1, 'stock', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (14, 1, 'build', 3, 1, 1, 1795478401000);
INSERT INTO "events" VALUES (15, 1, 'build', 3, 2, 1, 1795478401000);
INSERT INTO "events" VALUES (16, 1, 'stock', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (17, 1, 'build', 3, 3, 1, 1795478401000);
INSERT INTO "events" VALUES (18, 1, 'stock', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (19, 1, 'build', 4, 1, 1, 1795478401000);
INSERT INTO "events" VALUES (20, 1, 'build', 4, 2, 1, 1795478401000);
INSERT INTO "events" VALUES (21, 1, 'stock', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (22, 1, 'build', 4, 3, 1, 1795478401000);
INSERT INTO "events" VALUES (23, 1, 'stock', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (24, 1, 'job', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (25, 1, 'catalog', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (26, 1, 'version', 2, 1, 1, 1795478401000);
INSERT INTO "events" VALUES (27, 1, 'part', 10, 1, 1, 1795478401000);
INSERT INTO "events" VALUES (28, 1, 'catalog', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (29, 1, 'job', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (30, 1, 'job', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (31, 1, 'catalog', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (32, 1, 'version', 2, 2, 1, 1795478401000);
INSERT INTO "events" VALUES (33, 1, 'job', 2, 1, 1, 1795478401000);
INSERT INTO "events" VALUES (34, 1, 'job', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (35, 1, 'catalog', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (36, 1, 'version', 2, 3, 1, 1795478401000);
INSERT INTO "events" VALUES (37, 1, 'stock', 13, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (38, 1, 'stock', 14, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (39, 1, 'catalog', 0, 0, 1, 1795478401000);
INSERT INTO "events" VALUES (40, 1, 'project', 2, 0, 1, 1795478401000);
CREATE TABLE settings (
  workspace INTEGER NOT NULL CONSTRAINT settings_workspace REFERENCES workspaces (id),
  name      TEXT NOT NULL CONSTRAINT settings_name CHECK (length(name) BETWEEN 1 AND 100),
  value     TEXT NOT NULL CONSTRAINT settings_value CHECK (json_valid(value)),
  CONSTRAINT settings_once PRIMARY KEY (workspace, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE rates (
  workspace INTEGER NOT NULL CONSTRAINT rates_workspace REFERENCES workspaces (id),
  currency  TEXT NOT NULL CONSTRAINT rates_currency CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  rate      INTEGER NOT NULL CONSTRAINT rates_rate CHECK (rate > 0),
  stated    INTEGER NOT NULL,
  CONSTRAINT rates_once PRIMARY KEY (workspace, currency)
) STRICT, WITHOUT ROWID;
CREATE TABLE packages (
  id         INTEGER PRIMARY KEY,
  workspace  INTEGER NOT NULL CONSTRAINT packages_workspace REFERENCES workspaces (id),
  name       TEXT NOT NULL CONSTRAINT packages_name CHECK (length(name) BETWEEN 1 AND 200),
  technology TEXT NOT NULL CONSTRAINT packages_technology CHECK (technology IN ('smd', 'tht', 'other')),
  edit       INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT packages_in_workspace UNIQUE (workspace, id),
  CONSTRAINT packages_name_once UNIQUE (workspace, name)
) STRICT;
INSERT INTO "packages" VALUES (1, 1, '0805', 'smd', 0);
INSERT INTO "packages" VALUES (2, 1, 'DIP-14', 'tht', 0);
INSERT INTO "packages" VALUES (3, 1, 'SOIC-14', 'smd', 0);
CREATE TABLE footprints (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  package   INTEGER NOT NULL,
  name      TEXT NOT NULL CONSTRAINT footprints_name CHECK (length(name) BETWEEN 1 AND 300),
  CONSTRAINT footprints_name_once UNIQUE (workspace, name),
  CONSTRAINT footprints_package FOREIGN KEY (workspace, package) REFERENCES packages (workspace, id) ON DELETE CASCADE
) STRICT;
INSERT INTO "footprints" VALUES (1, 1, 1, 'R_0805');
INSERT INTO "footprints" VALUES (2, 1, 1, 'C_0805');
INSERT INTO "footprints" VALUES (3, 1, 2, 'DIP-14_W7.62mm');
INSERT INTO "footprints" VALUES (4, 1, 3, 'SOIC-14');
CREATE TABLE parts (
  id           INTEGER PRIMARY KEY,
  workspace    INTEGER NOT NULL CONSTRAINT parts_workspace REFERENCES workspaces (id),
  key          TEXT NOT NULL CONSTRAINT parts_key CHECK (length(key) BETWEEN 1 AND 200),
  name         TEXT NOT NULL CONSTRAINT parts_name CHECK (length(name) BETWEEN 1 AND 300),
  symbol       TEXT NOT NULL DEFAULT '' CONSTRAINT parts_symbol CHECK (length(symbol) <= 20),
  value        TEXT NOT NULL DEFAULT '' CONSTRAINT parts_value CHECK (length(value) <= 300),
  -- The value in its one notation (domain::value), null where it is no identity.
  value_key    TEXT CONSTRAINT parts_value_key CHECK (length(value_key) BETWEEN 1 AND 400),
  tolerance    TEXT,
  rating       TEXT,
  package      INTEGER,
  mpn          TEXT,
  manufacturer TEXT,
  description  TEXT NOT NULL DEFAULT '' CONSTRAINT parts_description CHECK (length(description) <= 2000),
  unit         TEXT NOT NULL DEFAULT 'pcs' CONSTRAINT parts_unit CHECK (length(unit) BETWEEN 1 AND 20),
  low_stock    INTEGER CONSTRAINT parts_low_stock CHECK (low_stock BETWEEN 0 AND 1000000000),
  tags         TEXT NOT NULL DEFAULT '[]' CONSTRAINT parts_tags CHECK (json_type(tags) = 'array'),
  not_counted  INTEGER NOT NULL DEFAULT 0 CONSTRAINT parts_not_counted CHECK (not_counted IN (0, 1)),
  spares       TEXT CONSTRAINT parts_spares CHECK (json_valid(spares)),
  -- Made for an unknown vendor number, to be filled in.
  placeholder  INTEGER NOT NULL DEFAULT 0 CONSTRAINT parts_placeholder CHECK (placeholder IN (0, 1)),
  archived     INTEGER NOT NULL DEFAULT 0 CONSTRAINT parts_archived CHECK (archived IN (0, 1)),
  edit         INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT parts_in_workspace UNIQUE (workspace, id),
  CONSTRAINT parts_key_once UNIQUE (workspace, key),
  CONSTRAINT parts_package FOREIGN KEY (workspace, package) REFERENCES packages (workspace, id)
) STRICT;
INSERT INTO "parts" VALUES (1, 1, 'r-10k', '10k', 'R', '10k', 'value:10000ohm', NULL, NULL, 1, NULL, NULL, '', 'pcs', NULL, '[]', 0, '{"percent":5,"fixed":1,"minimum":0}', 0, 0, 0);
INSERT INTO "parts" VALUES (2, 1, 'r-10k-b', '10k other', 'R', '10k', 'value:10000ohm', NULL, NULL, 1, NULL, NULL, '', 'pcs', NULL, '[]', 0, NULL, 0, 0, 0);
INSERT INTO "parts" VALUES (3, 1, 'c-100n', '100n', 'C', '100n', 'value:0.0000001F', NULL, NULL, 1, NULL, NULL, '', 'pcs', NULL, '[]', 0, NULL, 0, 0, 0);
INSERT INTO "parts" VALUES (4, 1, 'tl074', 'TL074', 'U', 'TL074', 'name:tl074', NULL, NULL, 2, NULL, NULL, '', 'pcs', NULL, '[]', 0, NULL, 0, 0, 0);
INSERT INTO "parts" VALUES (5, 1, 'tl074-smd', 'TL074 SMD', 'U', 'TL074', 'name:tl074', NULL, NULL, 3, NULL, NULL, '', 'pcs', NULL, '[]', 0, NULL, 0, 0, 0);
INSERT INTO "parts" VALUES (6, 1, 'socket', 'Socket DIP-14', '', '', NULL, NULL, NULL, NULL, NULL, NULL, '', 'pcs', NULL, '[]', 0, NULL, 0, 0, 0);
INSERT INTO "parts" VALUES (7, 1, 'solder', 'Solder', '', '', NULL, NULL, NULL, NULL, NULL, NULL, '', 'pcs', NULL, '[]', 1, NULL, 0, 0, 0);
INSERT INTO "parts" VALUES (8, 1, 'board', 'Lfo board', '', '', NULL, NULL, NULL, NULL, NULL, NULL, '', 'pcs', NULL, '[]', 0, NULL, 0, 0, 0);
INSERT INTO "parts" VALUES (9, 1, 'lfo', 'Finished Lfo', '', '', NULL, NULL, NULL, NULL, NULL, NULL, '', 'pcs', NULL, '[]', 0, NULL, 0, 0, 0);
INSERT INTO "parts" VALUES (10, 1, '1-aaa', 'AAA', 'U', '', NULL, NULL, NULL, NULL, 'AAA', 'Texas Instruments', 'AAA, as the vendor says it', 'pcs', NULL, '[]', 0, NULL, 0, 0, 1);
INSERT INTO "parts" VALUES (11, 1, '2-bbb', 'Mouser 2-BBB', 'U', '', NULL, NULL, NULL, NULL, NULL, NULL, '', 'pcs', NULL, '[]', 0, NULL, 1, 0, 0);
INSERT INTO "parts" VALUES (12, 1, '3-ccc', 'Mouser 3-CCC', 'U', '', NULL, NULL, NULL, NULL, NULL, NULL, '', 'pcs', NULL, '[]', 0, NULL, 1, 0, 0);
INSERT INTO "parts" VALUES (13, 1, 'knob', 'Knob', '', '', NULL, NULL, NULL, NULL, NULL, NULL, '', 'pcs', NULL, '[]', 0, NULL, 0, 0, 0);
INSERT INTO "parts" VALUES (14, 1, 'nut', 'Nut', '', '', NULL, NULL, NULL, NULL, NULL, NULL, '', 'pcs', NULL, '[]', 0, NULL, 0, 0, 0);
CREATE TABLE part_fields (
  workspace INTEGER NOT NULL,
  part      INTEGER NOT NULL,
  name      TEXT NOT NULL CONSTRAINT part_fields_name CHECK (length(name) BETWEEN 1 AND 100),
  value     TEXT NOT NULL CONSTRAINT part_fields_value CHECK (length(value) <= 2000),
  CONSTRAINT part_fields_once PRIMARY KEY (workspace, part, name),
  CONSTRAINT part_fields_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO "part_fields" VALUES (1, 13, 'Colour', 'crimson');
INSERT INTO "part_fields" VALUES (1, 14, 'Colour', 'steel');
CREATE VIRTUAL TABLE parts_search USING fts5 (
  name, value, mpn, manufacturer, description, tags,
  content = 'parts', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2 tokenchars '.-/'", prefix = '2 3'
);
CREATE TABLE stand_ins (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  part      INTEGER NOT NULL,
  other     INTEGER NOT NULL,
  kind      TEXT NOT NULL CONSTRAINT stand_ins_kind CHECK (kind IN ('equivalent', 'alternative')),
  rank      INTEGER NOT NULL DEFAULT 1 CONSTRAINT stand_ins_rank CHECK (rank BETWEEN 1 AND 1000),
  asks      INTEGER NOT NULL DEFAULT 0 CONSTRAINT stand_ins_asks CHECK (asks IN (0, 1)),
  CONSTRAINT stand_ins_not_itself CHECK (part <> other),
  CONSTRAINT stand_ins_equivalent_once CHECK (kind <> 'equivalent' OR part < other),
  CONSTRAINT stand_ins_once UNIQUE (workspace, kind, part, other),
  CONSTRAINT stand_ins_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id),
  CONSTRAINT stand_ins_other FOREIGN KEY (workspace, other) REFERENCES parts (workspace, id)
) STRICT;
INSERT INTO "stand_ins" VALUES (1, 1, 4, 5, 'alternative', 1, 0);
INSERT INTO "stand_ins" VALUES (2, 1, 1, 2, 'equivalent', 1, 0);
CREATE TABLE vendors (
  id                 INTEGER PRIMARY KEY,
  workspace          INTEGER NOT NULL CONSTRAINT vendors_workspace REFERENCES workspaces (id),
  name               TEXT NOT NULL CONSTRAINT vendors_name CHECK (length(name) BETWEEN 1 AND 200),
  base_url           TEXT,
  currency           TEXT NOT NULL CONSTRAINT vendors_currency CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  shipping           INTEGER NOT NULL DEFAULT 0 CONSTRAINT vendors_shipping CHECK (shipping >= 0),
  free_shipping_over INTEGER CONSTRAINT vendors_free_shipping CHECK (free_shipping_over >= 0),
  archived           INTEGER NOT NULL DEFAULT 0 CONSTRAINT vendors_archived CHECK (archived IN (0, 1)),
  edit               INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT vendors_in_workspace UNIQUE (workspace, id),
  CONSTRAINT vendors_name_once UNIQUE (workspace, name)
) STRICT;
INSERT INTO "vendors" VALUES (1, 1, 'Mouser', NULL, 'USD', 7990000, 50000000, 0, 0);
INSERT INTO "vendors" VALUES (2, 1, 'Tayda', NULL, 'EUR', 4000000, NULL, 0, 0);
CREATE TABLE offers (
  id          INTEGER PRIMARY KEY,
  workspace   INTEGER NOT NULL,
  part        INTEGER NOT NULL,
  vendor      INTEGER NOT NULL,
  item_number TEXT NOT NULL CONSTRAINT offers_item_number CHECK (length(item_number) BETWEEN 1 AND 200),
  url         TEXT,
  minimum     INTEGER NOT NULL DEFAULT 1 CONSTRAINT offers_minimum CHECK (minimum BETWEEN 1 AND 1000000000),
  multiple    INTEGER NOT NULL DEFAULT 1 CONSTRAINT offers_multiple CHECK (multiple BETWEEN 1 AND 1000000000),
  pack        INTEGER NOT NULL DEFAULT 1 CONSTRAINT offers_pack CHECK (pack BETWEEN 1 AND 1000000000),
  currency    TEXT NOT NULL CONSTRAINT offers_currency CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  checked     INTEGER,
  in_stock    INTEGER CONSTRAINT offers_in_stock CHECK (in_stock >= 0),
  lead_days   INTEGER CONSTRAINT offers_lead_days CHECK (lead_days >= 0),
  archived    INTEGER NOT NULL DEFAULT 0 CONSTRAINT offers_archived CHECK (archived IN (0, 1)),
  edit        INTEGER NOT NULL DEFAULT 0, status TEXT NOT NULL DEFAULT 'known'
  CONSTRAINT offers_status CHECK (status IN ('known', 'to_be_looked_up', 'unknown_to_vendor')), mpn TEXT CONSTRAINT offers_mpn CHECK (length(mpn) BETWEEN 1 AND 300), manufacturer TEXT CONSTRAINT offers_manufacturer CHECK (length(manufacturer) BETWEEN 1 AND 300), description TEXT NOT NULL DEFAULT '' CONSTRAINT offers_description CHECK (length(description) <= 2000), category TEXT CONSTRAINT offers_category CHECK (length(category) BETWEEN 1 AND 300), lifecycle TEXT CONSTRAINT offers_lifecycle CHECK (length(lifecycle) BETWEEN 1 AND 200), replacement TEXT CONSTRAINT offers_replacement CHECK (length(replacement) BETWEEN 1 AND 300), datasheet TEXT CONSTRAINT offers_datasheet CHECK (length(datasheet) BETWEEN 1 AND 2000), picture TEXT CONSTRAINT offers_picture CHECK (length(picture) BETWEEN 1 AND 2000), warnings TEXT NOT NULL DEFAULT '[]' CONSTRAINT offers_warnings CHECK (json_type(warnings) = 'array'), error TEXT CONSTRAINT offers_error CHECK (length(error) BETWEEN 1 AND 1000),
  CONSTRAINT offers_in_workspace UNIQUE (workspace, id),
  CONSTRAINT offers_once UNIQUE (workspace, part, vendor, item_number),
  CONSTRAINT offers_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id),
  CONSTRAINT offers_vendor FOREIGN KEY (workspace, vendor) REFERENCES vendors (workspace, id)
) STRICT;
INSERT INTO "offers" VALUES (1, 1, 1, 1, 'R1', NULL, 1, 1, 1, 'USD', NULL, NULL, NULL, 0, 0, 'known', NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, '[]', NULL);
INSERT INTO "offers" VALUES (2, 1, 3, 1, 'C1', NULL, 1, 1, 10, 'USD', NULL, NULL, NULL, 0, 0, 'known', NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, '[]', NULL);
INSERT INTO "offers" VALUES (3, 1, 4, 1, 'U1', NULL, 1, 1, 1, 'USD', NULL, NULL, NULL, 0, 0, 'known', NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, '[]', NULL);
INSERT INTO "offers" VALUES (4, 1, 4, 2, 'A-1', NULL, 2, 2, 1, 'EUR', NULL, NULL, NULL, 0, 0, 'known', NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, '[]', NULL);
INSERT INTO "offers" VALUES (5, 1, 5, 2, 'A-2', NULL, 1, 1, 1, 'EUR', NULL, NULL, NULL, 0, 0, 'known', NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, '[]', NULL);
INSERT INTO "offers" VALUES (6, 1, 6, 2, 'A-3', NULL, 1, 1, 1, 'EUR', NULL, NULL, NULL, 0, 0, 'known', NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, '[]', NULL);
INSERT INTO "offers" VALUES (7, 1, 10, 1, '1-AAA', 'https://example.org/item', 1, 1, 1, 'USD', 1795478401000, 1234, 42, 0, 1, 'known', 'AAA', 'Texas Instruments', 'AAA, as the vendor says it', 'Op amps', NULL, NULL, 'https://example.org/sheet.pdf', NULL, '[]', NULL);
INSERT INTO "offers" VALUES (8, 1, 11, 1, '2-BBB', NULL, 1, 1, 1, 'USD', NULL, NULL, NULL, 0, 0, 'to_be_looked_up', NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, '[]', NULL);
INSERT INTO "offers" VALUES (9, 1, 12, 1, '3-CCC', NULL, 1, 1, 1, 'USD', NULL, NULL, NULL, 0, 0, 'to_be_looked_up', NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, '[]', NULL);
CREATE TABLE offer_prices (
  workspace  INTEGER NOT NULL,
  offer      INTEGER NOT NULL,
  quantity   INTEGER NOT NULL CONSTRAINT offer_prices_quantity CHECK (quantity BETWEEN 1 AND 1000000000),
  unit_price INTEGER NOT NULL CONSTRAINT offer_prices_unit_price CHECK (unit_price >= 0),
  CONSTRAINT offer_prices_once PRIMARY KEY (workspace, offer, quantity),
  CONSTRAINT offer_prices_offer FOREIGN KEY (workspace, offer) REFERENCES offers (workspace, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO "offer_prices" VALUES (1, 1, 1, 100000);
INSERT INTO "offer_prices" VALUES (1, 2, 1, 500000);
INSERT INTO "offer_prices" VALUES (1, 3, 1, 900000);
INSERT INTO "offer_prices" VALUES (1, 3, 10, 700000);
INSERT INTO "offer_prices" VALUES (1, 4, 1, 600000);
INSERT INTO "offer_prices" VALUES (1, 6, 1, 100000);
INSERT INTO "offer_prices" VALUES (1, 7, 1, 900000);
INSERT INTO "offer_prices" VALUES (1, 7, 10, 700000);
CREATE TABLE implicit_parts (
  workspace INTEGER NOT NULL,
  package   INTEGER NOT NULL,
  part      INTEGER NOT NULL,
  quantity  INTEGER NOT NULL CONSTRAINT implicit_parts_quantity CHECK (quantity BETWEEN 1 AND 1000000),
  CONSTRAINT implicit_parts_once PRIMARY KEY (workspace, package, part),
  CONSTRAINT implicit_parts_package FOREIGN KEY (workspace, package) REFERENCES packages (workspace, id),
  CONSTRAINT implicit_parts_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "implicit_parts" VALUES (1, 2, 6, 1);
CREATE TABLE projects (
  id         INTEGER PRIMARY KEY,
  workspace  INTEGER NOT NULL CONSTRAINT projects_workspace REFERENCES workspaces (id),
  name       TEXT NOT NULL CONSTRAINT projects_name CHECK (length(name) BETWEEN 1 AND 200),
  repository TEXT CONSTRAINT projects_repository CHECK (length(repository) BETWEEN 1 AND 1000),
  archived   INTEGER NOT NULL DEFAULT 0 CONSTRAINT projects_archived CHECK (archived IN (0, 1)),
  edit       INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT projects_in_workspace UNIQUE (workspace, id),
  CONSTRAINT projects_name_once UNIQUE (workspace, name)
) STRICT;
INSERT INTO "projects" VALUES (1, 1, 'Lfo', NULL, 0, 0);
INSERT INTO "projects" VALUES (2, 1, 'Vca', NULL, 0, 0);
CREATE TABLE versions (
  id          INTEGER PRIMARY KEY,
  workspace   INTEGER NOT NULL,
  project     INTEGER NOT NULL,
  revision    TEXT NOT NULL CONSTRAINT versions_revision CHECK (length(revision) BETWEEN 1 AND 200),
  git_ref     TEXT,
  bom_path    TEXT CONSTRAINT versions_bom_path CHECK (length(bom_path) BETWEEN 1 AND 500),
  -- What a lot of bare boards costs, and how many boards are in it; in the workspace's currency.
  board_cost  INTEGER CONSTRAINT versions_board_cost CHECK (board_cost >= 0),
  board_lot   INTEGER CONSTRAINT versions_board_lot CHECK (board_lot BETWEEN 1 AND 1000000),
  board_url   TEXT,
  produces    INTEGER,
  -- The newest applied BOM; null while the version was never synced.
  bom         INTEGER,
  archived    INTEGER NOT NULL DEFAULT 0 CONSTRAINT versions_archived CHECK (archived IN (0, 1)),
  edit        INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT versions_in_workspace UNIQUE (workspace, id),
  CONSTRAINT versions_revision_once UNIQUE (project, revision),
  CONSTRAINT versions_project FOREIGN KEY (workspace, project) REFERENCES projects (workspace, id),
  CONSTRAINT versions_produces FOREIGN KEY (workspace, produces) REFERENCES parts (workspace, id),
  CONSTRAINT versions_bom FOREIGN KEY (workspace, bom) REFERENCES boms (workspace, id)
) STRICT;
INSERT INTO "versions" VALUES (1, 1, 1, 'v0', NULL, NULL, NULL, NULL, NULL, 9, 1, 0, 0);
INSERT INTO "versions" VALUES (2, 1, 2, 'v0', NULL, NULL, NULL, NULL, NULL, NULL, 5, 0, 3);
CREATE TABLE own_lines (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  version   INTEGER NOT NULL,
  position  INTEGER NOT NULL CONSTRAINT own_lines_position CHECK (position >= 1),
  part      INTEGER NOT NULL,
  quantity  INTEGER NOT NULL CONSTRAINT own_lines_quantity CHECK (quantity BETWEEN 1 AND 1000000),
  note      TEXT NOT NULL DEFAULT '' CONSTRAINT own_lines_note CHECK (length(note) <= 1000),
  CONSTRAINT own_lines_in_workspace UNIQUE (workspace, id),
  CONSTRAINT own_lines_position_once UNIQUE (version, position),
  CONSTRAINT own_lines_version FOREIGN KEY (workspace, version) REFERENCES versions (workspace, id),
  CONSTRAINT own_lines_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id)
) STRICT;
INSERT INTO "own_lines" VALUES (1, 1, 1, 1, 8, 1, '');
CREATE TABLE boms (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  version   INTEGER NOT NULL,
  sequence  INTEGER NOT NULL CONSTRAINT boms_sequence CHECK (sequence >= 1),
  source    TEXT NOT NULL CONSTRAINT boms_source CHECK (source IN ('git', 'file', 'bundle')),
  commit_id TEXT,
  path      TEXT,
  warnings  TEXT NOT NULL DEFAULT '[]' CONSTRAINT boms_warnings CHECK (json_type(warnings) = 'array'),
  actor     INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  CONSTRAINT boms_in_workspace UNIQUE (workspace, id),
  CONSTRAINT boms_sequence_once UNIQUE (version, sequence),
  CONSTRAINT boms_version FOREIGN KEY (workspace, version) REFERENCES versions (workspace, id),
  CONSTRAINT boms_actor FOREIGN KEY (workspace, actor) REFERENCES actors (workspace, id)
) STRICT;
INSERT INTO "boms" VALUES (1, 1, 1, 1, 'bundle', NULL, NULL, '[]', 1, 1795478400000);
INSERT INTO "boms" VALUES (2, 1, 2, 1, 'bundle', NULL, NULL, '[]', 1, 1795478400000);
INSERT INTO "boms" VALUES (3, 1, 2, 2, 'file', NULL, 'bom.csv', '[]', 1, 1795478401000);
INSERT INTO "boms" VALUES (4, 1, 2, 3, 'file', NULL, 'bom.csv', '[]', 1, 1795478401000);
INSERT INTO "boms" VALUES (5, 1, 2, 4, 'file', NULL, 'bom.csv', '[]', 1, 1795478401000);
CREATE TABLE bom_lines (
  id              INTEGER PRIMARY KEY,
  workspace       INTEGER NOT NULL,
  bom             INTEGER NOT NULL,
  line            INTEGER NOT NULL CONSTRAINT bom_lines_line CHECK (line >= 1),
  quantity        INTEGER NOT NULL CONSTRAINT bom_lines_quantity CHECK (quantity BETWEEN 0 AND 1000000),
  value           TEXT NOT NULL DEFAULT '',
  footprint       TEXT NOT NULL DEFAULT '',
  vendor          TEXT NOT NULL DEFAULT '',
  item_number     TEXT NOT NULL DEFAULT '',
  manufacturer    TEXT NOT NULL DEFAULT '',
  mpn             TEXT NOT NULL DEFAULT '',
  description     TEXT NOT NULL DEFAULT '',
  note            TEXT NOT NULL DEFAULT '',
  optional        INTEGER NOT NULL DEFAULT 0 CONSTRAINT bom_lines_optional CHECK (optional IN (0, 1)),
  do_not_populate INTEGER NOT NULL DEFAULT 0 CONSTRAINT bom_lines_do_not_populate CHECK (do_not_populate IN (0, 1)),
  extras          TEXT NOT NULL DEFAULT '[]' CONSTRAINT bom_lines_extras CHECK (json_type(extras) = 'array'),
  CONSTRAINT bom_lines_in_workspace UNIQUE (workspace, id),
  CONSTRAINT bom_lines_line_once UNIQUE (bom, line),
  CONSTRAINT bom_lines_bom FOREIGN KEY (workspace, bom) REFERENCES boms (workspace, id)
) STRICT;
INSERT INTO "bom_lines" VALUES (1, 1, 1, 1, 3, 'r-10k', '', '', '', '', '', '', '', 0, 0, '[]');
INSERT INTO "bom_lines" VALUES (2, 1, 1, 2, 2, 'c-100n', '', '', '', '', '', '', '', 0, 0, '[]');
INSERT INTO "bom_lines" VALUES (3, 1, 1, 3, 1, 'c-100n', '', '', '', '', '', '', '', 1, 0, '[]');
INSERT INTO "bom_lines" VALUES (4, 1, 1, 4, 1, 'tl074', '', '', '', '', '', '', '', 0, 0, '[]');
INSERT INTO "bom_lines" VALUES (5, 1, 1, 5, 1, 'solder', '', '', '', '', '', '', '', 0, 0, '[]');
INSERT INTO "bom_lines" VALUES (6, 1, 2, 1, 2, 'r-10k', '', '', '', '', '', '', '', 0, 0, '[]');
INSERT INTO "bom_lines" VALUES (7, 1, 2, 2, 2, 'tl074-smd', '', '', '', '', '', '', '', 0, 0, '[]');
INSERT INTO "bom_lines" VALUES (8, 1, 2, 3, 1, 'Jack', '', '', '', '', '', '', '', 0, 0, '[]');
INSERT INTO "bom_lines" VALUES (9, 1, 3, 1, 1, '', '', 'Mouser', '1-AAA', '', '', '', '', 0, 0, '[]');
INSERT INTO "bom_lines" VALUES (10, 1, 4, 1, 1, '', '', 'Mouser', '1-AAA', '', '', '', '', 0, 0, '[]');
INSERT INTO "bom_lines" VALUES (11, 1, 4, 2, 1, '', '', 'Mouser', '2-BBB', '', '', '', '', 0, 0, '[]');
INSERT INTO "bom_lines" VALUES (12, 1, 5, 1, 1, '', '', 'Mouser', '1-AAA', '', '', '', '', 0, 0, '[]');
INSERT INTO "bom_lines" VALUES (13, 1, 5, 2, 1, '', '', 'Mouser', '2-BBB', '', '', '', '', 0, 0, '[]');
INSERT INTO "bom_lines" VALUES (14, 1, 5, 3, 1, '', '', 'Mouser', '3-CCC', '', '', '', '', 0, 0, '[]');
CREATE TABLE bom_references (
  workspace INTEGER NOT NULL,
  bom       INTEGER NOT NULL,
  reference TEXT NOT NULL CONSTRAINT bom_references_reference CHECK (length(reference) BETWEEN 1 AND 100),
  bom_line  INTEGER NOT NULL,
  position  INTEGER NOT NULL,
  CONSTRAINT bom_references_once PRIMARY KEY (workspace, bom, reference),
  CONSTRAINT bom_references_line FOREIGN KEY (workspace, bom_line) REFERENCES bom_lines (workspace, id),
  CONSTRAINT bom_references_bom FOREIGN KEY (workspace, bom) REFERENCES boms (workspace, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "bom_references" VALUES (1, 1, 'C1', 2, 1);
INSERT INTO "bom_references" VALUES (1, 1, 'C2', 2, 2);
INSERT INTO "bom_references" VALUES (1, 1, 'C3', 3, 1);
INSERT INTO "bom_references" VALUES (1, 1, 'H1', 5, 1);
INSERT INTO "bom_references" VALUES (1, 1, 'R1', 1, 1);
INSERT INTO "bom_references" VALUES (1, 1, 'R2', 1, 2);
INSERT INTO "bom_references" VALUES (1, 1, 'R3', 1, 3);
INSERT INTO "bom_references" VALUES (1, 1, 'U1', 4, 1);
INSERT INTO "bom_references" VALUES (1, 2, 'J1', 8, 1);
INSERT INTO "bom_references" VALUES (1, 2, 'R1', 6, 1);
INSERT INTO "bom_references" VALUES (1, 2, 'R2', 6, 2);
INSERT INTO "bom_references" VALUES (1, 2, 'U1', 7, 1);
INSERT INTO "bom_references" VALUES (1, 2, 'U2', 7, 2);
INSERT INTO "bom_references" VALUES (1, 3, 'U7', 9, 1);
INSERT INTO "bom_references" VALUES (1, 4, 'U7', 10, 1);
INSERT INTO "bom_references" VALUES (1, 4, 'U8', 11, 1);
INSERT INTO "bom_references" VALUES (1, 5, 'U7', 12, 1);
INSERT INTO "bom_references" VALUES (1, 5, 'U8', 13, 1);
INSERT INTO "bom_references" VALUES (1, 5, 'U9', 14, 1);
CREATE TABLE line_decisions (
  id         INTEGER PRIMARY KEY,
  workspace  INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  kind       TEXT NOT NULL CONSTRAINT line_decisions_kind CHECK (kind IN ('match', 'substitute', 'leave_out', 'ignore')),
  reference  TEXT NOT NULL DEFAULT '',
  line_text  TEXT NOT NULL DEFAULT '',
  occurrence INTEGER NOT NULL DEFAULT 0,
  part       INTEGER,
  actor      INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  CONSTRAINT line_decisions_whose CHECK ((reference <> '') <> (line_text <> '')),
  CONSTRAINT line_decisions_part_kind CHECK (part IS NULL OR kind IN ('match', 'substitute')),
  CONSTRAINT line_decisions_once UNIQUE (version, kind, reference, line_text, occurrence),
  CONSTRAINT line_decisions_version FOREIGN KEY (workspace, version) REFERENCES versions (workspace, id),
  CONSTRAINT line_decisions_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id),
  CONSTRAINT line_decisions_actor FOREIGN KEY (workspace, actor) REFERENCES actors (workspace, id)
) STRICT;
CREATE TABLE remembered_matches (
  workspace INTEGER NOT NULL,
  kind      TEXT NOT NULL CONSTRAINT remembered_matches_kind CHECK (kind IN ('vendor_number', 'mpn', 'value')),
  key       TEXT NOT NULL CONSTRAINT remembered_matches_key CHECK (length(key) BETWEEN 1 AND 600),
  part      INTEGER NOT NULL,
  CONSTRAINT remembered_matches_once PRIMARY KEY (workspace, kind, key),
  CONSTRAINT remembered_matches_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE resolutions (
  id                INTEGER PRIMARY KEY,
  workspace         INTEGER NOT NULL,
  bom_line          INTEGER NOT NULL,
  position          INTEGER NOT NULL CONSTRAINT resolutions_position CHECK (position >= 1),
  reference_list    TEXT NOT NULL CONSTRAINT resolutions_references CHECK (json_type(reference_list) = 'array'),
  quantity          INTEGER NOT NULL CONSTRAINT resolutions_quantity CHECK (quantity BETWEEN 0 AND 1000000000),
  implicit          INTEGER NOT NULL DEFAULT 0 CONSTRAINT resolutions_implicit CHECK (implicit IN (0, 1)),
  ignored           INTEGER NOT NULL DEFAULT 0 CONSTRAINT resolutions_ignored CHECK (ignored IN (0, 1)),
  part              INTEGER,
  substitute        INTEGER,
  -- Whether every part that meets the line's requirement will do, or only this one.
  by_requirement    INTEGER NOT NULL DEFAULT 0 CONSTRAINT resolutions_by_requirement CHECK (by_requirement IN (0, 1)),
  reason            TEXT NOT NULL CONSTRAINT resolutions_reason
    CHECK (reason IN ('decision', 'remembered', 'vendor_number', 'mpn', 'requirement', 'implicit', 'bundle', 'ignored', 'none')),
  candidates        TEXT NOT NULL DEFAULT '[]' CONSTRAINT resolutions_candidates CHECK (json_type(candidates) = 'array'),
  unmatched         TEXT,
  CONSTRAINT resolutions_part_or_wanted CHECK ((part IS NULL) = (unmatched IS NOT NULL) OR ignored = 1),
  CONSTRAINT resolutions_once UNIQUE (bom_line, position),
  CONSTRAINT resolutions_line FOREIGN KEY (workspace, bom_line) REFERENCES bom_lines (workspace, id),
  CONSTRAINT resolutions_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id),
  CONSTRAINT resolutions_substitute FOREIGN KEY (workspace, substitute) REFERENCES parts (workspace, id)
) STRICT;
INSERT INTO "resolutions" VALUES (1, 1, 1, 1, '["R1","R2","R3"]', 3, 0, 0, 1, NULL, 0, 'bundle', '[]', NULL);
INSERT INTO "resolutions" VALUES (2, 1, 2, 1, '["C1","C2"]', 2, 0, 0, 3, NULL, 0, 'bundle', '[]', NULL);
INSERT INTO "resolutions" VALUES (3, 1, 3, 1, '["C3"]', 1, 0, 0, 3, NULL, 0, 'bundle', '[]', NULL);
INSERT INTO "resolutions" VALUES (4, 1, 4, 1, '["U1"]', 1, 0, 0, 4, NULL, 0, 'bundle', '[]', NULL);
INSERT INTO "resolutions" VALUES (5, 1, 5, 1, '["H1"]', 1, 0, 0, 7, NULL, 0, 'bundle', '[]', NULL);
INSERT INTO "resolutions" VALUES (6, 1, 6, 1, '["R1","R2"]', 2, 0, 0, 1, NULL, 0, 'bundle', '[]', NULL);
INSERT INTO "resolutions" VALUES (7, 1, 7, 1, '["U1","U2"]', 2, 0, 0, 5, NULL, 0, 'bundle', '[]', NULL);
INSERT INTO "resolutions" VALUES (8, 1, 8, 1, '["J1"]', 1, 0, 0, NULL, NULL, 0, 'none', '[]', 'a jack');
INSERT INTO "resolutions" VALUES (9, 1, 9, 1, '["U7"]', 1, 0, 0, 10, NULL, 0, 'vendor_number', '[]', NULL);
INSERT INTO "resolutions" VALUES (10, 1, 10, 1, '["U7"]', 1, 0, 0, 10, NULL, 0, 'vendor_number', '[]', NULL);
INSERT INTO "resolutions" VALUES (11, 1, 11, 1, '["U8"]', 1, 0, 0, 11, NULL, 0, 'vendor_number', '[]', NULL);
INSERT INTO "resolutions" VALUES (12, 1, 12, 1, '["U7"]', 1, 0, 0, 10, NULL, 0, 'vendor_number', '[]', NULL);
INSERT INTO "resolutions" VALUES (13, 1, 13, 1, '["U8"]', 1, 0, 0, 11, NULL, 0, 'vendor_number', '[]', NULL);
INSERT INTO "resolutions" VALUES (14, 1, 14, 1, '["U9"]', 1, 0, 0, 12, NULL, 0, 'vendor_number', '[]', NULL);
CREATE TABLE builds (
  id         INTEGER PRIMARY KEY,
  workspace  INTEGER NOT NULL,
  number     INTEGER NOT NULL CONSTRAINT builds_number CHECK (number >= 1),
  key        TEXT CONSTRAINT builds_key CHECK (length(key) BETWEEN 1 AND 200),
  version    INTEGER NOT NULL,
  quantity   INTEGER NOT NULL CONSTRAINT builds_quantity CHECK (quantity BETWEEN 1 AND 1000000),
  completed  INTEGER NOT NULL DEFAULT 0 CONSTRAINT builds_completed CHECK (completed BETWEEN 0 AND quantity),
  priority   INTEGER NOT NULL DEFAULT 0 CONSTRAINT builds_priority CHECK (priority BETWEEN -1000000 AND 1000000),
  status     TEXT NOT NULL DEFAULT 'open'
    CONSTRAINT builds_status CHECK (status IN ('open', 'cleared', 'completed', 'cancelled')),
  -- Reserve what is here, even where a need cannot be covered in full.
  partial    INTEGER NOT NULL DEFAULT 0 CONSTRAINT builds_partial CHECK (partial IN (0, 1)),
  -- The BOM that it was last cleared with.
  bom        INTEGER,
  created    INTEGER NOT NULL,
  edit       INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT builds_all_or_not_completed CHECK ((status = 'completed') = (completed = quantity)),
  CONSTRAINT builds_in_workspace UNIQUE (workspace, id),
  CONSTRAINT builds_number_once UNIQUE (workspace, number),
  CONSTRAINT builds_key_once UNIQUE (workspace, key),
  CONSTRAINT builds_version FOREIGN KEY (workspace, version) REFERENCES versions (workspace, id),
  CONSTRAINT builds_bom FOREIGN KEY (workspace, bom) REFERENCES boms (workspace, id)
) STRICT;
INSERT INTO "builds" VALUES (1, 1, 1, NULL, 1, 2, 0, 0, 'cleared', 0, 1, 1795478401000, 2);
INSERT INTO "builds" VALUES (2, 1, 2, NULL, 1, 3, 1, 0, 'cleared', 0, 1, 1795478401000, 3);
INSERT INTO "builds" VALUES (3, 1, 3, NULL, 1, 1, 1, 0, 'completed', 0, 1, 1795478401000, 3);
INSERT INTO "builds" VALUES (4, 1, 4, NULL, 1, 1, 0, 0, 'cancelled', 0, 1, 1795478401000, 3);
CREATE TABLE build_left_out (
  workspace INTEGER NOT NULL,
  build     INTEGER NOT NULL,
  reference TEXT NOT NULL CONSTRAINT build_left_out_reference CHECK (length(reference) BETWEEN 1 AND 100),
  CONSTRAINT build_left_out_once PRIMARY KEY (workspace, build, reference),
  CONSTRAINT build_left_out_build FOREIGN KEY (workspace, build) REFERENCES builds (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE build_included (
  workspace INTEGER NOT NULL,
  build     INTEGER NOT NULL,
  reference TEXT NOT NULL CONSTRAINT build_included_reference CHECK (length(reference) BETWEEN 1 AND 100),
  CONSTRAINT build_included_once PRIMARY KEY (workspace, build, reference),
  CONSTRAINT build_included_build FOREIGN KEY (workspace, build) REFERENCES builds (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE build_fallbacks (
  workspace INTEGER NOT NULL,
  build     INTEGER NOT NULL,
  part      INTEGER NOT NULL,
  fallback  INTEGER NOT NULL,
  CONSTRAINT build_fallbacks_not_itself CHECK (part <> fallback),
  CONSTRAINT build_fallbacks_once PRIMARY KEY (workspace, build, part),
  CONSTRAINT build_fallbacks_build FOREIGN KEY (workspace, build) REFERENCES builds (workspace, id),
  CONSTRAINT build_fallbacks_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id),
  CONSTRAINT build_fallbacks_fallback FOREIGN KEY (workspace, fallback) REFERENCES parts (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE build_needs (
  workspace      INTEGER NOT NULL,
  build          INTEGER NOT NULL,
  part           INTEGER NOT NULL,
  variant        TEXT NOT NULL DEFAULT '',
  position       INTEGER NOT NULL CONSTRAINT build_needs_position CHECK (position >= 1),
  per_piece      INTEGER NOT NULL CONSTRAINT build_needs_per_piece CHECK (per_piece >= 0),
  spares         INTEGER NOT NULL CONSTRAINT build_needs_spares CHECK (spares >= 0),
  quantity       INTEGER NOT NULL CONSTRAINT build_needs_quantity CHECK (quantity >= 0),
  reference_list TEXT NOT NULL CONSTRAINT build_needs_references CHECK (json_type(reference_list) = 'array'),
  CONSTRAINT build_needs_once PRIMARY KEY (workspace, build, part, variant),
  CONSTRAINT build_needs_position_once UNIQUE (build, position),
  CONSTRAINT build_needs_build FOREIGN KEY (workspace, build) REFERENCES builds (workspace, id),
  CONSTRAINT build_needs_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "build_needs" VALUES (1, 1, 1, '', 1, 3, 2, 8, '["R1","R2","R3"]');
INSERT INTO "build_needs" VALUES (1, 1, 3, '', 2, 2, 0, 4, '["C1","C2"]');
INSERT INTO "build_needs" VALUES (1, 1, 4, '', 3, 1, 0, 2, '["U1"]');
INSERT INTO "build_needs" VALUES (1, 1, 7, '', 5, 1, 0, 0, '["H1"]');
INSERT INTO "build_needs" VALUES (1, 1, 8, '', 4, 1, 0, 2, '[]');
INSERT INTO "build_needs" VALUES (1, 2, 1, '', 1, 3, 2, 8, '["R1","R2","R3"]');
INSERT INTO "build_needs" VALUES (1, 2, 3, '', 2, 2, 0, 4, '["C1","C2"]');
INSERT INTO "build_needs" VALUES (1, 2, 4, '', 3, 1, 0, 2, '["U1"]');
INSERT INTO "build_needs" VALUES (1, 2, 7, '', 5, 1, 0, 0, '["H1"]');
INSERT INTO "build_needs" VALUES (1, 2, 8, '', 4, 1, 0, 2, '[]');
INSERT INTO "build_needs" VALUES (1, 3, 1, '', 1, 3, 0, 0, '["R1","R2","R3"]');
INSERT INTO "build_needs" VALUES (1, 3, 3, '', 2, 2, 0, 0, '["C1","C2"]');
INSERT INTO "build_needs" VALUES (1, 3, 4, '', 3, 1, 0, 0, '["U1"]');
INSERT INTO "build_needs" VALUES (1, 3, 7, '', 5, 1, 0, 0, '["H1"]');
INSERT INTO "build_needs" VALUES (1, 3, 8, '', 4, 1, 0, 0, '[]');
CREATE TABLE shortages (
  workspace      INTEGER NOT NULL,
  build          INTEGER NOT NULL,
  part           INTEGER NOT NULL,
  variant        TEXT NOT NULL DEFAULT '',
  needed         INTEGER NOT NULL CONSTRAINT shortages_needed CHECK (needed > 0),
  short          INTEGER NOT NULL CONSTRAINT shortages_short CHECK (short BETWEEN 1 AND needed),
  reference_list TEXT NOT NULL CONSTRAINT shortages_references CHECK (json_type(reference_list) = 'array'),
  fallback       INTEGER,
  CONSTRAINT shortages_once PRIMARY KEY (workspace, build, part, variant),
  CONSTRAINT shortages_build FOREIGN KEY (workspace, build) REFERENCES builds (workspace, id),
  CONSTRAINT shortages_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id),
  CONSTRAINT shortages_fallback FOREIGN KEY (workspace, fallback) REFERENCES parts (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE locations (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL CONSTRAINT locations_workspace REFERENCES workspaces (id),
  name      TEXT NOT NULL CONSTRAINT locations_name CHECK (length(name) BETWEEN 1 AND 200),
  barcode   TEXT CONSTRAINT locations_barcode CHECK (length(barcode) BETWEEN 1 AND 200),
  -- The kit of a build: picked pieces lie here.
  kit_of    INTEGER,
  archived  INTEGER NOT NULL DEFAULT 0 CONSTRAINT locations_archived CHECK (archived IN (0, 1)),
  edit      INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT locations_in_workspace UNIQUE (workspace, id),
  CONSTRAINT locations_name_once UNIQUE (workspace, name),
  CONSTRAINT locations_barcode_once UNIQUE (workspace, barcode),
  CONSTRAINT locations_kit_once UNIQUE (workspace, kit_of),
  CONSTRAINT locations_kit_of FOREIGN KEY (workspace, kit_of) REFERENCES builds (workspace, id)
) STRICT;
INSERT INTO "locations" VALUES (1, 1, 'A1', NULL, NULL, 0, 0);
INSERT INTO "locations" VALUES (2, 1, 'A2', NULL, NULL, 0, 0);
INSERT INTO "locations" VALUES (3, 1, 'B1', NULL, NULL, 0, 0);
INSERT INTO "locations" VALUES (4, 1, 'Received', NULL, NULL, 0, 0);
CREATE TABLE stock_lines (
  id            INTEGER PRIMARY KEY,
  workspace     INTEGER NOT NULL,
  part          INTEGER NOT NULL,
  location      INTEGER NOT NULL,
  lot           TEXT NOT NULL DEFAULT '' CONSTRAINT stock_lines_lot CHECK (length(lot) <= 200),
  on_hand       INTEGER NOT NULL DEFAULT 0,
  reserved      INTEGER NOT NULL DEFAULT 0,
  sequence      INTEGER NOT NULL DEFAULT 0,
  accuracy      TEXT NOT NULL DEFAULT 'exact' CONSTRAINT stock_lines_accuracy CHECK (accuracy IN ('exact', 'estimated', 'not_counted')),
  deprioritized INTEGER NOT NULL DEFAULT 0 CONSTRAINT stock_lines_deprioritized CHECK (deprioritized IN (0, 1)),
  unit_cost     INTEGER CONSTRAINT stock_lines_unit_cost CHECK (unit_cost >= 0),
  currency      TEXT CONSTRAINT stock_lines_currency CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  edit          INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT stock_lines_cost_currency CHECK ((unit_cost IS NULL) = (currency IS NULL)),
  CONSTRAINT stock_lines_reserved_at_most_on_hand CHECK (0 <= reserved AND reserved <= on_hand),
  CONSTRAINT stock_lines_on_hand_limit CHECK (on_hand <= 1000000000),
  CONSTRAINT stock_lines_in_workspace UNIQUE (workspace, id),
  CONSTRAINT stock_lines_once UNIQUE (workspace, part, location, lot),
  CONSTRAINT stock_lines_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id),
  CONSTRAINT stock_lines_location FOREIGN KEY (workspace, location) REFERENCES locations (workspace, id)
) STRICT;
INSERT INTO "stock_lines" VALUES (1, 1, 1, 1, '', 40, 0, 3, 'exact', 0, NULL, NULL, 0);
INSERT INTO "stock_lines" VALUES (2, 1, 1, 2, '', 17, 16, 6, 'exact', 0, NULL, NULL, 0);
INSERT INTO "stock_lines" VALUES (3, 1, 2, 3, '', 30, 0, 1, 'exact', 0, NULL, NULL, 0);
INSERT INTO "stock_lines" VALUES (4, 1, 3, 1, '', 56, 8, 8, 'exact', 0, NULL, NULL, 0);
INSERT INTO "stock_lines" VALUES (5, 1, 4, 2, '', 10, 4, 8, 'exact', 0, NULL, NULL, 0);
INSERT INTO "stock_lines" VALUES (6, 1, 5, 3, '', 8, 0, 1, 'exact', 0, NULL, NULL, 0);
INSERT INTO "stock_lines" VALUES (7, 1, 8, 3, '', 18, 4, 8, 'exact', 0, NULL, NULL, 0);
INSERT INTO "stock_lines" VALUES (8, 1, 6, 2, '', 9, 0, 1, 'exact', 0, NULL, NULL, 0);
INSERT INTO "stock_lines" VALUES (9, 1, 9, 4, '', 2, 0, 2, 'exact', 0, NULL, NULL, 0);
INSERT INTO "stock_lines" VALUES (10, 1, 13, 1, '', 4, 0, 1, 'exact', 0, NULL, NULL, 0);
INSERT INTO "stock_lines" VALUES (11, 1, 14, 1, '', 9, 0, 1, 'exact', 0, NULL, NULL, 0);
CREATE TABLE reservations (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  build     INTEGER NOT NULL,
  part      INTEGER NOT NULL,
  variant   TEXT NOT NULL DEFAULT '',
  CONSTRAINT reservations_in_workspace UNIQUE (workspace, id),
  CONSTRAINT reservations_once UNIQUE (workspace, build, part, variant),
  CONSTRAINT reservations_build FOREIGN KEY (workspace, build) REFERENCES builds (workspace, id),
  CONSTRAINT reservations_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id)
) STRICT;
INSERT INTO "reservations" VALUES (1, 1, 1, 1, '');
INSERT INTO "reservations" VALUES (2, 1, 1, 3, '');
INSERT INTO "reservations" VALUES (3, 1, 1, 4, '');
INSERT INTO "reservations" VALUES (4, 1, 1, 8, '');
INSERT INTO "reservations" VALUES (5, 1, 2, 1, '');
INSERT INTO "reservations" VALUES (6, 1, 2, 3, '');
INSERT INTO "reservations" VALUES (7, 1, 2, 4, '');
INSERT INTO "reservations" VALUES (8, 1, 2, 8, '');
INSERT INTO "reservations" VALUES (9, 1, 3, 1, '');
INSERT INTO "reservations" VALUES (10, 1, 3, 3, '');
INSERT INTO "reservations" VALUES (11, 1, 3, 4, '');
INSERT INTO "reservations" VALUES (12, 1, 3, 8, '');
INSERT INTO "reservations" VALUES (13, 1, 4, 1, '');
INSERT INTO "reservations" VALUES (14, 1, 4, 3, '');
INSERT INTO "reservations" VALUES (15, 1, 4, 4, '');
INSERT INTO "reservations" VALUES (16, 1, 4, 8, '');
CREATE TABLE allocations (
  id          INTEGER PRIMARY KEY,
  workspace   INTEGER NOT NULL,
  reservation INTEGER NOT NULL,
  stock_line  INTEGER NOT NULL,
  quantity    INTEGER NOT NULL DEFAULT 0 CONSTRAINT allocations_quantity CHECK (quantity >= 0),
  used        INTEGER NOT NULL DEFAULT 0 CONSTRAINT allocations_used CHECK (used >= 0),
  CONSTRAINT allocations_in_workspace UNIQUE (workspace, id),
  CONSTRAINT allocations_once UNIQUE (workspace, reservation, stock_line),
  CONSTRAINT allocations_reservation FOREIGN KEY (workspace, reservation) REFERENCES reservations (workspace, id),
  CONSTRAINT allocations_stock_line FOREIGN KEY (workspace, stock_line) REFERENCES stock_lines (workspace, id)
) STRICT;
INSERT INTO "allocations" VALUES (1, 1, 1, 2, 8, 0);
INSERT INTO "allocations" VALUES (2, 1, 2, 4, 4, 0);
INSERT INTO "allocations" VALUES (3, 1, 3, 5, 2, 0);
INSERT INTO "allocations" VALUES (4, 1, 4, 7, 2, 0);
INSERT INTO "allocations" VALUES (5, 1, 5, 2, 8, 3);
INSERT INTO "allocations" VALUES (6, 1, 6, 4, 4, 2);
INSERT INTO "allocations" VALUES (7, 1, 7, 5, 2, 1);
INSERT INTO "allocations" VALUES (8, 1, 8, 7, 2, 1);
INSERT INTO "allocations" VALUES (9, 1, 9, 2, 0, 5);
INSERT INTO "allocations" VALUES (10, 1, 10, 4, 0, 2);
INSERT INTO "allocations" VALUES (11, 1, 11, 5, 0, 1);
INSERT INTO "allocations" VALUES (12, 1, 12, 7, 0, 1);
INSERT INTO "allocations" VALUES (13, 1, 13, 1, 0, 0);
INSERT INTO "allocations" VALUES (14, 1, 14, 4, 0, 0);
INSERT INTO "allocations" VALUES (15, 1, 15, 5, 0, 0);
INSERT INTO "allocations" VALUES (16, 1, 16, 7, 0, 0);
CREATE TABLE completions (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  build     INTEGER NOT NULL,
  sequence  INTEGER NOT NULL CONSTRAINT completions_sequence CHECK (sequence >= 1),
  quantity  INTEGER NOT NULL CONSTRAINT completions_quantity CHECK (quantity >= 1),
  reversed  INTEGER,
  actor     INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  CONSTRAINT completions_in_workspace UNIQUE (workspace, id),
  CONSTRAINT completions_once UNIQUE (build, sequence),
  CONSTRAINT completions_build FOREIGN KEY (workspace, build) REFERENCES builds (workspace, id),
  CONSTRAINT completions_actor FOREIGN KEY (workspace, actor) REFERENCES actors (workspace, id)
) STRICT;
INSERT INTO "completions" VALUES (1, 1, 2, 1, 1, NULL, 1, 1795478401000);
INSERT INTO "completions" VALUES (2, 1, 3, 1, 1, NULL, 1, 1795478401000);
CREATE TABLE movements (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace       INTEGER NOT NULL,
  stock_line      INTEGER NOT NULL,
  sequence        INTEGER NOT NULL CONSTRAINT movements_sequence CHECK (sequence >= 1),
  on_hand_change  INTEGER NOT NULL,
  reserved_change INTEGER NOT NULL,
  on_hand_after   INTEGER NOT NULL,
  reserved_after  INTEGER NOT NULL,
  reason          TEXT NOT NULL CONSTRAINT movements_reason CHECK (reason IN
    ('opening', 'receipt', 'adjustment', 'count', 'move_out', 'move_in', 'scrap', 'return', 'reservation', 'release',
     'pick', 'consumption', 'reversal', 'production')),
  allocation      INTEGER,
  completion      INTEGER,
  order_line      INTEGER,
  note            TEXT NOT NULL DEFAULT '' CONSTRAINT movements_note CHECK (length(note) <= 1000),
  unit_cost       INTEGER CONSTRAINT movements_unit_cost CHECK (unit_cost >= 0),
  currency        TEXT CONSTRAINT movements_currency CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  actor           INTEGER NOT NULL,
  at              INTEGER NOT NULL,
  CONSTRAINT movements_change_something CHECK (on_hand_change <> 0 OR reserved_change <> 0 OR reason IN ('count', 'opening')),
  CONSTRAINT movements_allocation_when_reserved CHECK ((reserved_change <> 0) = (allocation IS NOT NULL)),
  CONSTRAINT movements_cost_currency CHECK ((unit_cost IS NULL) = (currency IS NULL)),
  CONSTRAINT movements_once UNIQUE (workspace, stock_line, sequence),
  CONSTRAINT movements_stock_line FOREIGN KEY (workspace, stock_line) REFERENCES stock_lines (workspace, id),
  CONSTRAINT movements_allocation FOREIGN KEY (workspace, allocation) REFERENCES allocations (workspace, id),
  CONSTRAINT movements_completion FOREIGN KEY (workspace, completion) REFERENCES completions (workspace, id),
  CONSTRAINT movements_order_line FOREIGN KEY (workspace, order_line) REFERENCES order_lines (workspace, id),
  CONSTRAINT movements_actor FOREIGN KEY (workspace, actor) REFERENCES actors (workspace, id)
) STRICT;
INSERT INTO "movements" VALUES (1, 1, 1, 1, 40, 0, 40, 0, 'opening', NULL, NULL, NULL, '', NULL, NULL, 1, 1795478400000);
INSERT INTO "movements" VALUES (2, 1, 2, 1, 25, 0, 25, 0, 'opening', NULL, NULL, NULL, '', NULL, NULL, 1, 1795478400000);
INSERT INTO "movements" VALUES (3, 1, 3, 1, 30, 0, 30, 0, 'opening', NULL, NULL, NULL, '', NULL, NULL, 1, 1795478400000);
INSERT INTO "movements" VALUES (4, 1, 4, 1, 60, 0, 60, 0, 'opening', NULL, NULL, NULL, '', NULL, NULL, 1, 1795478400000);
INSERT INTO "movements" VALUES (5, 1, 5, 1, 12, 0, 12, 0, 'opening', NULL, NULL, NULL, '', NULL, NULL, 1, 1795478400000);
INSERT INTO "movements" VALUES (6, 1, 6, 1, 8, 0, 8, 0, 'opening', NULL, NULL, NULL, '', NULL, NULL, 1, 1795478400000);
INSERT INTO "movements" VALUES (7, 1, 7, 1, 20, 0, 20, 0, 'opening', NULL, NULL, NULL, '', NULL, NULL, 1, 1795478400000);
INSERT INTO "movements" VALUES (8, 1, 8, 1, 9, 0, 9, 0, 'opening', NULL, NULL, NULL, '', NULL, NULL, 1, 1795478400000);
INSERT INTO "movements" VALUES (9, 1, 2, 2, 0, 8, 25, 8, 'reservation', 1, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (10, 1, 4, 2, 0, 4, 60, 4, 'reservation', 2, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (11, 1, 5, 2, 0, 2, 12, 2, 'reservation', 3, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (12, 1, 7, 2, 0, 2, 20, 2, 'reservation', 4, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (13, 1, 2, 3, 0, 11, 25, 19, 'reservation', 5, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (14, 1, 4, 3, 0, 6, 60, 10, 'reservation', 6, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (15, 1, 5, 3, 0, 3, 12, 5, 'reservation', 7, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (16, 1, 7, 3, 0, 3, 20, 5, 'reservation', 8, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (17, 1, 2, 4, -3, -3, 22, 16, 'consumption', 5, 1, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (18, 1, 4, 4, -2, -2, 58, 8, 'consumption', 6, 1, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (19, 1, 5, 4, -1, -1, 11, 4, 'consumption', 7, 1, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (20, 1, 7, 4, -1, -1, 19, 4, 'consumption', 8, 1, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (21, 1, 9, 1, 1, 0, 1, 0, 'production', NULL, 1, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (22, 1, 2, 5, 0, 5, 22, 21, 'reservation', 9, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (23, 1, 4, 5, 0, 2, 58, 10, 'reservation', 10, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (24, 1, 5, 5, 0, 1, 11, 5, 'reservation', 11, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (25, 1, 7, 5, 0, 1, 19, 5, 'reservation', 12, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (26, 1, 2, 6, -5, -5, 17, 16, 'consumption', 9, 2, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (27, 1, 4, 6, -2, -2, 56, 8, 'consumption', 10, 2, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (28, 1, 5, 6, -1, -1, 10, 4, 'consumption', 11, 2, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (29, 1, 7, 6, -1, -1, 18, 4, 'consumption', 12, 2, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (30, 1, 9, 2, 1, 0, 2, 0, 'production', NULL, 2, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (31, 1, 1, 2, 0, 5, 40, 5, 'reservation', 13, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (32, 1, 4, 7, 0, 2, 56, 10, 'reservation', 14, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (33, 1, 5, 7, 0, 1, 10, 5, 'reservation', 15, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (34, 1, 7, 7, 0, 1, 18, 5, 'reservation', 16, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (35, 1, 1, 3, 0, -5, 40, 0, 'release', 13, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (36, 1, 4, 8, 0, -2, 56, 8, 'release', 14, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (37, 1, 5, 8, 0, -1, 10, 4, 'release', 15, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (38, 1, 7, 8, 0, -1, 18, 4, 'release', 16, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (39, 1, 10, 1, 4, 0, 4, 0, 'opening', NULL, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
INSERT INTO "movements" VALUES (40, 1, 11, 1, 9, 0, 9, 0, 'opening', NULL, NULL, NULL, '', NULL, NULL, 1, 1795478401000);
CREATE TABLE orders (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  number    INTEGER NOT NULL CONSTRAINT orders_number CHECK (number >= 1),
  key       TEXT CONSTRAINT orders_key CHECK (length(key) BETWEEN 1 AND 200),
  vendor    INTEGER NOT NULL,
  status    TEXT NOT NULL DEFAULT 'draft'
    CONSTRAINT orders_status CHECK (status IN ('draft', 'placed', 'part_received', 'received', 'cancelled')),
  currency  TEXT NOT NULL CONSTRAINT orders_currency CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  -- Frozen when the order is placed; while it is a draft it follows the vendor's terms.
  shipping  INTEGER CONSTRAINT orders_shipping CHECK (shipping >= 0),
  note      TEXT NOT NULL DEFAULT '' CONSTRAINT orders_note CHECK (length(note) <= 1000),
  created   INTEGER NOT NULL,
  placed    INTEGER,
  expected  INTEGER,
  edit      INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT orders_in_workspace UNIQUE (workspace, id),
  CONSTRAINT orders_number_once UNIQUE (workspace, number),
  CONSTRAINT orders_key_once UNIQUE (workspace, key),
  CONSTRAINT orders_vendor FOREIGN KEY (workspace, vendor) REFERENCES vendors (workspace, id)
) STRICT;
CREATE TABLE order_lines (
  id          INTEGER PRIMARY KEY,
  workspace   INTEGER NOT NULL,
  order_id    INTEGER NOT NULL,
  line        INTEGER NOT NULL CONSTRAINT order_lines_line CHECK (line >= 1),
  part        INTEGER NOT NULL,
  offer       INTEGER,
  item_number TEXT NOT NULL CONSTRAINT order_lines_item_number CHECK (length(item_number) BETWEEN 1 AND 200),
  quantity    INTEGER NOT NULL CONSTRAINT order_lines_quantity CHECK (quantity BETWEEN 1 AND 1000000000),
  pack        INTEGER NOT NULL DEFAULT 1 CONSTRAINT order_lines_pack CHECK (pack BETWEEN 1 AND 1000000000),
  -- Per item. Null where the offer has no price.
  unit_price  INTEGER CONSTRAINT order_lines_unit_price CHECK (unit_price >= 0),
  received    INTEGER NOT NULL DEFAULT 0 CONSTRAINT order_lines_received CHECK (received >= 0),
  CONSTRAINT order_lines_in_workspace UNIQUE (workspace, id),
  CONSTRAINT order_lines_line_once UNIQUE (order_id, line),
  CONSTRAINT order_lines_order FOREIGN KEY (workspace, order_id) REFERENCES orders (workspace, id),
  CONSTRAINT order_lines_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id),
  CONSTRAINT order_lines_offer FOREIGN KEY (workspace, offer) REFERENCES offers (workspace, id)
) STRICT;
CREATE TABLE pegs (
  workspace  INTEGER NOT NULL,
  order_line INTEGER NOT NULL,
  build      INTEGER NOT NULL,
  part       INTEGER NOT NULL,
  quantity   INTEGER NOT NULL CONSTRAINT pegs_quantity CHECK (quantity >= 1),
  CONSTRAINT pegs_once PRIMARY KEY (workspace, order_line, build, part),
  CONSTRAINT pegs_order_line FOREIGN KEY (workspace, order_line) REFERENCES order_lines (workspace, id) ON DELETE CASCADE,
  CONSTRAINT pegs_build FOREIGN KEY (workspace, build) REFERENCES builds (workspace, id),
  CONSTRAINT pegs_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipts (
  id         INTEGER PRIMARY KEY,
  workspace  INTEGER NOT NULL,
  order_line INTEGER NOT NULL,
  stock_line INTEGER NOT NULL,
  quantity   INTEGER NOT NULL CONSTRAINT receipts_quantity CHECK (quantity >= 1),
  -- More came than was ordered.
  over       INTEGER NOT NULL DEFAULT 0 CONSTRAINT receipts_over CHECK (over IN (0, 1)),
  actor      INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  CONSTRAINT receipts_order_line FOREIGN KEY (workspace, order_line) REFERENCES order_lines (workspace, id),
  CONSTRAINT receipts_stock_line FOREIGN KEY (workspace, stock_line) REFERENCES stock_lines (workspace, id),
  CONSTRAINT receipts_actor FOREIGN KEY (workspace, actor) REFERENCES actors (workspace, id)
) STRICT;
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
INSERT INTO "jobs" VALUES (1, 1, 'look_up', 'Mouser 1-AAA', '{"vendor":1,"client":"Mouser","item_number":"1-AAA"}', 'done', 'sync of Vca v0', 1, 1, 0, 1795478401000, NULL, NULL, 'filled in with 2 prices', 1, 1795478401000, 1795478401000, 2);
INSERT INTO "jobs" VALUES (2, 1, 'look_up', 'Mouser 2-BBB', '{"vendor":1,"client":"Mouser","item_number":"2-BBB"}', 'cancelled', 'sync of Vca v0', 2, 0, 0, 1795478401000, NULL, NULL, NULL, 1, 1795478401000, 1795478401000, 1);
INSERT INTO "jobs" VALUES (3, 1, 'look_up', 'Mouser 3-CCC', '{"vendor":1,"client":"Mouser","item_number":"3-CCC"}', 'queued', 'sync of Vca v0', 3, 0, 0, 1795478401000, NULL, NULL, NULL, 1, 1795478401000, NULL, 0);
CREATE TABLE vendor_calls (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  vendor TEXT NOT NULL CONSTRAINT vendor_calls_vendor CHECK (length(vendor) BETWEEN 1 AND 40),
  at     INTEGER NOT NULL
) STRICT;
INSERT INTO "vendor_calls" VALUES (1, 'mouser', 1795478401000);
CREATE TABLE vendor_pauses (
  vendor TEXT NOT NULL CONSTRAINT vendor_pauses_vendor CHECK (length(vendor) BETWEEN 1 AND 40),
  until  INTEGER NOT NULL,
  reason TEXT NOT NULL CONSTRAINT vendor_pauses_reason CHECK (length(reason) BETWEEN 1 AND 1000),
  CONSTRAINT vendor_pauses_once PRIMARY KEY (vendor)
) STRICT, WITHOUT ROWID;
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
INSERT INTO "offer_history" VALUES (1, 7, 1, 1795478401000, 'USD', '[[1,900000],[10,700000]]');
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
INSERT INTO "part_imports" VALUES (1, 1, 'parts.csv', '{"uses":[{"field":"name"},{"field":"quantity"},{"field":"location"},"custom"],"headers":["Name","Qty","Place","Colour"]}', '["Name","Qty","Place","Colour"]', 'make', 2, 0, 2, 1, 1795478401000, NULL);
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
INSERT INTO "part_import_rows" VALUES (1, 1, 1, 4, '["Bolt","some","A1","steel"]', '[{"quantity":"some"}]', '{}', 'quantity', 'waiting');
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
INSERT INTO "part_import_changes" VALUES (1, 1, 1, 'part', 13, NULL, '{"description":"","fields":{"Colour":"crimson"},"low_stock":null,"manufacturer":null,"mpn":null,"name":"Knob","not_counted":false,"package":null,"rating":null,"spares":null,"symbol":"","tags":[],"tolerance":null,"unit":"pcs","value":""}');
INSERT INTO "part_import_changes" VALUES (1, 1, 2, 'part', 14, NULL, '{"description":"","fields":{"Colour":"steel"},"low_stock":null,"manufacturer":null,"mpn":null,"name":"Nut","not_counted":false,"package":null,"rating":null,"spares":null,"symbol":"","tags":[],"tolerance":null,"unit":"pcs","value":""}');
INSERT INTO "part_import_changes" VALUES (1, 1, 3, 'stock', 10, '{"on_hand":0,"sequence":0}', '{"on_hand":4,"sequence":1}');
INSERT INTO "part_import_changes" VALUES (1, 1, 4, 'stock', 11, '{"on_hand":0,"sequence":0}', '{"on_hand":9,"sequence":1}');
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
INSERT INTO "project_tokens" VALUES (1, 2, X'67C6085DE5BF5CA874B6BB78', X'8B392ED0FCB0B80C07E829DEAD095EAE749FDC047888C4ECD782F5A7A9B813CC731CDF47C36A78');
CREATE INDEX memberships_by_workspace ON memberships (workspace);
CREATE INDEX sessions_by_expiry ON sessions (expires);
CREATE INDEX events_by_workspace ON events (workspace, id);
CREATE INDEX footprints_by_package ON footprints (workspace, package);
CREATE INDEX parts_by_value ON parts (workspace, value_key);
CREATE INDEX parts_by_mpn ON parts (workspace, mpn COLLATE NOCASE);
CREATE INDEX parts_by_name ON parts (workspace, name, id);
CREATE INDEX parts_by_package ON parts (workspace, package);
INSERT INTO parts_search (parts_search) VALUES ('rebuild');
CREATE TRIGGER parts_search_added AFTER INSERT ON parts BEGIN
  INSERT INTO parts_search (rowid, name, value, mpn, manufacturer, description, tags)
  VALUES (NEW.id, NEW.name, NEW.value, NEW.mpn, NEW.manufacturer, NEW.description, NEW.tags);
END;
CREATE TRIGGER parts_search_removed AFTER DELETE ON parts BEGIN
  INSERT INTO parts_search (parts_search, rowid, name, value, mpn, manufacturer, description, tags)
  VALUES ('delete', OLD.id, OLD.name, OLD.value, OLD.mpn, OLD.manufacturer, OLD.description, OLD.tags);
END;
CREATE TRIGGER parts_search_changed AFTER UPDATE OF name, value, mpn, manufacturer, description, tags ON parts BEGIN
  INSERT INTO parts_search (parts_search, rowid, name, value, mpn, manufacturer, description, tags)
  VALUES ('delete', OLD.id, OLD.name, OLD.value, OLD.mpn, OLD.manufacturer, OLD.description, OLD.tags);
  INSERT INTO parts_search (rowid, name, value, mpn, manufacturer, description, tags)
  VALUES (NEW.id, NEW.name, NEW.value, NEW.mpn, NEW.manufacturer, NEW.description, NEW.tags);
END;
CREATE INDEX stand_ins_by_part ON stand_ins (workspace, part);
CREATE INDEX stand_ins_by_other ON stand_ins (workspace, other);
CREATE INDEX offers_by_number ON offers (workspace, item_number COLLATE NOCASE);
CREATE INDEX offers_by_vendor ON offers (workspace, vendor);
CREATE INDEX implicit_parts_by_part ON implicit_parts (workspace, part);
CREATE INDEX versions_by_project ON versions (workspace, project);
CREATE INDEX versions_by_product ON versions (workspace, produces);
CREATE INDEX versions_current_bom ON versions (workspace, bom);
CREATE INDEX own_lines_by_part ON own_lines (workspace, part);
CREATE INDEX boms_by_version ON boms (workspace, version);
CREATE TRIGGER bom_lines_never_edited BEFORE UPDATE ON bom_lines BEGIN
  SELECT RAISE(ABORT, 'bom_lines_never_edited');
END;
CREATE INDEX bom_references_by_line ON bom_references (workspace, bom_line);
CREATE INDEX line_decisions_by_part ON line_decisions (workspace, part);
CREATE INDEX remembered_matches_by_part ON remembered_matches (workspace, part);
CREATE INDEX resolutions_by_line ON resolutions (workspace, bom_line);
CREATE INDEX resolutions_by_part ON resolutions (workspace, part);
CREATE INDEX resolutions_by_substitute ON resolutions (workspace, substitute);
CREATE INDEX builds_by_version ON builds (workspace, version);
CREATE INDEX builds_in_line ON builds (workspace, status, priority DESC, number);
CREATE INDEX builds_by_bom ON builds (workspace, bom);
CREATE INDEX build_fallbacks_by_part ON build_fallbacks (workspace, part);
CREATE INDEX build_fallbacks_by_fallback ON build_fallbacks (workspace, fallback);
CREATE INDEX build_needs_by_part ON build_needs (workspace, part);
CREATE INDEX shortages_by_part ON shortages (workspace, part);
CREATE INDEX stock_lines_by_location ON stock_lines (workspace, location);
CREATE INDEX reservations_by_part ON reservations (workspace, part);
CREATE INDEX allocations_by_stock_line ON allocations (workspace, stock_line);
CREATE INDEX movements_by_completion ON movements (workspace, completion) WHERE completion IS NOT NULL;
CREATE INDEX movements_by_order_line ON movements (workspace, order_line) WHERE order_line IS NOT NULL;
CREATE TRIGGER stock_lines_start_empty BEFORE INSERT ON stock_lines
WHEN NEW.on_hand <> 0 OR NEW.reserved <> 0 OR NEW.sequence <> 0 BEGIN
  SELECT RAISE(ABORT, 'stock_lines_start_empty');
END;
CREATE TRIGGER allocations_start_empty BEFORE INSERT ON allocations
WHEN NEW.quantity <> 0 OR NEW.used <> 0 BEGIN
  SELECT RAISE(ABORT, 'allocations_start_empty');
END;
CREATE TRIGGER movements_follow_on BEFORE INSERT ON movements BEGIN
  SELECT RAISE(ABORT, 'movements_follow_on') WHERE NOT EXISTS (
    SELECT 1 FROM stock_lines s
    WHERE s.id = NEW.stock_line AND s.workspace = NEW.workspace AND NEW.sequence = s.sequence + 1
      AND NEW.on_hand_after = s.on_hand + NEW.on_hand_change AND NEW.reserved_after = s.reserved + NEW.reserved_change);
  SELECT RAISE(ABORT, 'movements_own_stock_line') WHERE NEW.allocation IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM allocations a WHERE a.id = NEW.allocation AND a.stock_line = NEW.stock_line);
END;
CREATE TRIGGER movements_derive AFTER INSERT ON movements BEGIN
  UPDATE stock_lines SET on_hand = NEW.on_hand_after, reserved = NEW.reserved_after, sequence = NEW.sequence
  WHERE id = NEW.stock_line;
  UPDATE allocations SET
    quantity = quantity + NEW.reserved_change,
    used = used + CASE NEW.reason WHEN 'consumption' THEN -NEW.on_hand_change WHEN 'reversal' THEN -NEW.on_hand_change ELSE 0 END
  WHERE id = NEW.allocation;
END;
CREATE TRIGGER movements_never_updated BEFORE UPDATE ON movements BEGIN
  SELECT RAISE(ABORT, 'movements_never_updated');
END;
CREATE TRIGGER movements_never_deleted BEFORE DELETE ON movements BEGIN
  SELECT RAISE(ABORT, 'movements_never_deleted');
END;
CREATE TRIGGER stock_lines_only_by_movement BEFORE UPDATE OF on_hand, reserved, sequence ON stock_lines
WHEN NOT EXISTS (
  SELECT 1 FROM movements m WHERE m.workspace = NEW.workspace AND m.stock_line = NEW.id AND m.sequence = NEW.sequence
    AND m.on_hand_after = NEW.on_hand AND m.reserved_after = NEW.reserved
    AND NOT EXISTS (SELECT 1 FROM movements l WHERE l.workspace = NEW.workspace AND l.stock_line = NEW.id AND l.sequence > m.sequence))
BEGIN
  SELECT RAISE(ABORT, 'stock_lines_only_by_movement');
END;
CREATE TRIGGER allocations_only_by_movement BEFORE UPDATE OF quantity, used ON allocations
WHEN NEW.quantity <> (SELECT coalesce(sum(m.reserved_change), 0) FROM movements m WHERE m.workspace = NEW.workspace AND m.allocation = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'allocations_only_by_movement');
END;
CREATE TRIGGER stock_lines_stay BEFORE UPDATE OF id, workspace, part, location, lot ON stock_lines WHEN OLD.sequence > 0
  AND (OLD.id <> NEW.id OR OLD.workspace <> NEW.workspace OR OLD.part <> NEW.part OR OLD.location <> NEW.location OR OLD.lot <> NEW.lot)
BEGIN
  SELECT RAISE(ABORT, 'stock_lines_stay');
END;
CREATE TRIGGER allocations_stay BEFORE UPDATE OF id, workspace, reservation, stock_line ON allocations BEGIN
  SELECT RAISE(ABORT, 'allocations_stay');
END;
CREATE INDEX orders_by_status ON orders (workspace, status, number);
CREATE UNIQUE INDEX orders_one_draft ON orders (workspace, vendor, currency) WHERE status = 'draft';
CREATE INDEX order_lines_by_order ON order_lines (workspace, order_id);
CREATE INDEX order_lines_by_part ON order_lines (workspace, part);
CREATE INDEX order_lines_by_offer ON order_lines (workspace, offer);
CREATE INDEX pegs_by_build ON pegs (workspace, build, part);
CREATE INDEX pegs_by_part ON pegs (workspace, part);
CREATE INDEX receipts_by_order_line ON receipts (workspace, order_line);
CREATE INDEX receipts_by_stock_line ON receipts (workspace, stock_line);
CREATE INDEX movements_by_allocation ON movements (workspace, allocation, reserved_change) WHERE allocation IS NOT NULL;
CREATE INDEX jobs_by_due ON jobs (workspace, due, id) WHERE status IN ('queued', 'running');
CREATE INDEX jobs_by_batch ON jobs (workspace, batch);
CREATE INDEX jobs_by_status ON jobs (workspace, status, id);
CREATE UNIQUE INDEX jobs_open_once ON jobs (workspace, kind, subject) WHERE status IN ('queued', 'running');
CREATE INDEX vendor_calls_by_time ON vendor_calls (vendor, at);
CREATE INDEX offers_by_age ON offers (workspace, checked);
CREATE INDEX part_import_rows_waiting ON part_import_rows (workspace, batch, id) WHERE state = 'waiting';
COMMIT;
