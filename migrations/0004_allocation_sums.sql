-- What an allocation holds is the sum over its movements, which a trigger takes at each of them: from
-- the index alone, so that a build that was cleared and given back many times still clears as fast
-- (docs/performance.md).
DROP INDEX movements_by_allocation;
CREATE INDEX movements_by_allocation ON movements (workspace, allocation, reserved_change) WHERE allocation IS NOT NULL;
-- What the planner is to believe of it, as in 0002_statistics.sql. ANALYZE makes the tables where
-- they are missing; samples of what a database held when it was migrated would make its plans its own.
ANALYZE movements_by_allocation;
DELETE FROM sqlite_stat4;
DELETE FROM sqlite_stat1 WHERE idx = 'movements_by_allocation';
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('movements', 'movements_by_allocation', '100000000 100000000 10 10');
ANALYZE sqlite_schema;
