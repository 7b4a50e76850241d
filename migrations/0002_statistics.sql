-- What the query planner is to believe. Nearly every index begins with the workspace, which in most
-- databases is the same in every row; without figures SQLite takes it for selective, starts there,
-- and walks whole tables where one look-up would do (docs/performance.md). These figures are of a huge workshop, the same everywhere, so that plans do not
-- change with the data (`ANALYZE` is never run again), and so that no Bloom filter is built over a
-- whole table, which a recursive query would do at each step.
ANALYZE;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat)
SELECT m.tbl_name, i.name, '100000000 ' || (
    SELECT group_concat(CASE
      WHEN c.name = 'workspace' THEN '100000000'
      WHEN c.name IN ('kind', 'status') THEN '20000000'
      WHEN c.name = 'package' THEN '500'
      WHEN i."unique" = 1 AND c.seqno = (SELECT max(l.seqno) FROM pragma_index_info(i.name) l) THEN '1'
      WHEN c.seqno = 0 THEN '20'
      ELSE '10' END, ' ')
    FROM (SELECT * FROM pragma_index_info(i.name) ORDER BY seqno) c)
FROM sqlite_schema m JOIN pragma_index_list(m.name) i
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '\_sqlx%' ESCAPE '\' AND m.name NOT LIKE 'parts_search%';
-- The primary key of a table without row ids goes by the table's name.
UPDATE sqlite_stat1 SET idx = tbl
WHERE idx IN (SELECT 'sqlite_autoindex_' || t.name || '_1' FROM pragma_table_list t WHERE t.wr = 1);
-- Loads them into this connection; later ones find them.
ANALYZE sqlite_schema;
