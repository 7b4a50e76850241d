//! BOM lines and what they mean.

use super::super::{StoreError, Tx};
use super::rows;
use crate::domain::check::Violation;

/// BOM lines of workspace `?1` as people say them, before the rest of a statement.
macro_rules! with_bom_lines {
    ($rest:literal) => {
        concat!(
            "WITH named (id, bom, newest, quantity, line) AS ( \
               SELECT l.id, l.bom, v.bom IS l.bom, l.quantity, p.name || ' ' || v.revision || ' line ' || l.line \
                 || CASE WHEN v.bom IS l.bom THEN '' ELSE ' of its BOM ' || m.sequence END \
               FROM bom_lines l JOIN boms m ON m.workspace = ?1 AND m.id = l.bom JOIN versions v ON v.workspace = ?1 AND v.id = m.version \
               JOIN projects p ON p.workspace = ?1 AND p.id = v.project WHERE l.workspace = ?1 \
             ) ",
            $rest
        )
    };
}

const PART_AND_UNMATCHED: &str = with_bom_lines!(
    "SELECT DISTINCT n.line FROM resolutions r JOIN named n ON n.id = r.bom_line \
     WHERE r.workspace = ?1 AND r.ignored = 0 AND (r.part IS NULL) <> (r.unmatched IS NOT NULL) ORDER BY n.id"
);

/// Lines with a meaning, whose references are not met once each. What a line brings along has the
/// line's references again and is not asked.
const NOT_PARTITIONED: &str = with_bom_lines!(
    ", given AS (SELECT bom_line, json_group_array(reference ORDER BY reference) AS list FROM bom_references WHERE workspace = ?1 GROUP BY bom_line), \
     meant AS ( \
       SELECT r.bom_line, json_group_array(j.value ORDER BY j.value) FILTER (WHERE j.value IS NOT NULL) AS list \
       FROM resolutions r LEFT JOIN json_each(r.reference_list) j WHERE r.workspace = ?1 AND r.implicit = 0 GROUP BY r.bom_line \
     ) \
     SELECT n.line, coalesce(g.list, '[]'), m.list FROM meant m JOIN named n ON n.id = m.bom_line LEFT JOIN given g ON g.bom_line = m.bom_line \
     WHERE coalesce(g.list, '[]') <> m.list ORDER BY n.id"
);

const UNRESOLVED: &str = with_bom_lines!(
    "SELECT n.line FROM named n WHERE n.newest AND n.quantity > 0 \
     AND NOT EXISTS (SELECT 1 FROM resolutions r WHERE r.workspace = ?1 AND r.bom_line = n.id) ORDER BY n.id"
);

/// What is wrong with BOM lines and what they mean.
pub(crate) async fn projects(tx: &mut Tx) -> Result<Vec<Violation>, StoreError> {
    let mut found = Vec::new();
    let both: Vec<(String,)> = rows(tx, PART_AND_UNMATCHED).await?;
    found.extend(both.into_iter().map(|(line,)| Violation::PartAndUnmatched { line }));
    let parted: Vec<(String, String, String)> = rows(tx, NOT_PARTITIONED).await?;
    found.extend(parted.into_iter().map(|(line, references, covered)| Violation::NotPartitioned {
        line,
        references,
        covered,
    }));
    let unresolved: Vec<(String,)> = rows(tx, UNRESOLVED).await?;
    found.extend(unresolved.into_iter().map(|(line,)| Violation::Unresolved { line }));
    Ok(found)
}
