-- Custom fields are searched as the rest of a part is: a row of its own number each, which full-text search needs, and an
-- index over their values. Conventions as in 0001_foundation.sql.

ALTER TABLE part_fields RENAME TO part_fields_before;
CREATE TABLE part_fields (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  part      INTEGER NOT NULL,
  name      TEXT NOT NULL CONSTRAINT part_fields_name CHECK (length(name) BETWEEN 1 AND 100),
  value     TEXT NOT NULL CONSTRAINT part_fields_value CHECK (length(value) <= 2000),
  CONSTRAINT part_fields_once UNIQUE (workspace, part, name),
  CONSTRAINT part_fields_part FOREIGN KEY (workspace, part) REFERENCES parts (workspace, id) ON DELETE CASCADE
) STRICT;
INSERT INTO part_fields (workspace, part, name, value)
  SELECT workspace, part, name, value FROM part_fields_before ORDER BY workspace, part, name;
DROP TABLE part_fields_before;

CREATE VIRTUAL TABLE fields_search USING fts5 (
  value,
  content = 'part_fields', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2 tokenchars '.-/'", prefix = '2 3'
);
INSERT INTO fields_search (fields_search) VALUES ('rebuild');
CREATE TRIGGER fields_search_added AFTER INSERT ON part_fields BEGIN
  INSERT INTO fields_search (rowid, value) VALUES (NEW.id, NEW.value);
END;
CREATE TRIGGER fields_search_removed AFTER DELETE ON part_fields BEGIN
  INSERT INTO fields_search (fields_search, rowid, value) VALUES ('delete', OLD.id, OLD.value);
END;
CREATE TRIGGER fields_search_changed AFTER UPDATE OF value ON part_fields BEGIN
  INSERT INTO fields_search (fields_search, rowid, value) VALUES ('delete', OLD.id, OLD.value);
  INSERT INTO fields_search (rowid, value) VALUES (NEW.id, NEW.value);
END;

-- What the planner is to believe of it, by the rules of 0002_statistics.sql.
ANALYZE part_fields;
DELETE FROM sqlite_stat1 WHERE tbl LIKE 'part_fields%';
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('part_fields', 'sqlite_autoindex_part_fields_1', '100000000 100000000 10 1');
ANALYZE sqlite_schema;
