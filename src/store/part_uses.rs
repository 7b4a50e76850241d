//! Where a part is used, in one statement.

use super::{StoreError, Tx};
use crate::domain::catalog::{LineRole, PartUse, VersionAt};
use crate::domain::ids::{PartId, ProjectId, VersionId};
use crate::domain::quantity::Quantity;
use sqlx::FromRow;

/// Open and cleared builds that need it (by a frozen need, a fallback, or a line of their version),
/// orders that bring it, own lines, packages that it comes with, versions that produce it, and lines
/// of current BOMs. What is archived counts for nothing.
const USES: &str = "WITH needing (build) AS ( \
      SELECT n.build FROM build_needs n WHERE n.workspace = ?1 AND n.part = ?2 \
      UNION SELECT f.build FROM build_fallbacks f WHERE f.workspace = ?1 AND f.fallback = ?2 \
      UNION SELECT b.id FROM own_lines o JOIN builds b ON b.workspace = ?1 AND b.version = o.version \
        WHERE o.workspace = ?1 AND o.part = ?2 \
      UNION SELECT b.id FROM resolutions r JOIN bom_lines l ON l.workspace = ?1 AND l.id = r.bom_line \
        JOIN versions v ON v.workspace = ?1 AND v.bom = l.bom JOIN builds b ON b.workspace = ?1 AND b.version = v.id \
        WHERE r.workspace = ?1 AND r.part = ?2 AND r.substitute IS NULL \
      UNION SELECT b.id FROM resolutions r JOIN bom_lines l ON l.workspace = ?1 AND l.id = r.bom_line \
        JOIN versions v ON v.workspace = ?1 AND v.bom = l.bom JOIN builds b ON b.workspace = ?1 AND b.version = v.id \
        WHERE r.workspace = ?1 AND r.substitute = ?2 \
    ), \
    named (version, project_id, archived, project, revision, bom) AS ( \
      SELECT v.id, v.project, v.archived OR p.archived, p.name, v.revision, v.bom FROM versions v \
      JOIN projects p ON p.workspace = ?1 AND p.id = v.project WHERE v.workspace = ?1 \
    ), \
    meant (line, position, role) AS ( \
      SELECT r.bom_line, r.position, CASE WHEN r.implicit THEN 'implicit' WHEN r.substitute IS NULL THEN 'part' ELSE 'replaced' END \
        FROM resolutions r WHERE r.workspace = ?1 AND r.part = ?2 \
      UNION ALL SELECT r.bom_line, r.position, 'substitute' FROM resolutions r WHERE r.workspace = ?1 AND r.substitute = ?2 \
    ) \
    SELECT 1 AS sort, 'build' AS kind, b.number, n.project, n.revision AS name, 0 AS quantity, '[]' AS list, '' AS role, \
      n.project_id, n.version \
      FROM needing u JOIN builds b ON b.workspace = ?1 AND b.id = u.build AND b.status IN ('open', 'cleared') \
      JOIN named n ON n.version = b.version \
    UNION ALL SELECT 2, 'order', o.number, '', v.name, max(sum(l.quantity * l.pack) - sum(l.received), 0), '[]', '', 0, 0 \
      FROM order_lines l JOIN orders o ON o.workspace = ?1 AND o.id = l.order_id AND o.status IN ('draft', 'placed', 'part_received') \
      JOIN vendors v ON v.workspace = ?1 AND v.id = o.vendor WHERE l.workspace = ?1 AND l.part = ?2 GROUP BY o.id \
    UNION ALL SELECT 3, 'own_line', w.position, n.project, n.revision, w.quantity, '[]', '', n.project_id, n.version \
      FROM own_lines w JOIN named n ON n.version = w.version AND n.archived = 0 WHERE w.workspace = ?1 AND w.part = ?2 \
    UNION ALL SELECT 4, 'comes_with', 0, '', k.name, i.quantity, '[]', '', 0, 0 \
      FROM implicit_parts i JOIN packages k ON k.workspace = ?1 AND k.id = i.package WHERE i.workspace = ?1 AND i.part = ?2 \
    UNION ALL SELECT 5, 'product', 0, n.project, n.revision, 0, '[]', '', n.project_id, n.version \
      FROM versions v JOIN named n ON n.version = v.id AND n.archived = 0 WHERE v.workspace = ?1 AND v.produces = ?2 \
    UNION ALL SELECT 6, 'line', l.line, n.project, n.revision, r.quantity, r.reference_list, m.role, n.project_id, n.version \
      FROM meant m JOIN resolutions r ON r.workspace = ?1 AND r.bom_line = m.line AND r.position = m.position \
      JOIN bom_lines l ON l.workspace = ?1 AND l.id = m.line JOIN named n ON n.bom = l.bom AND n.archived = 0 \
    ORDER BY sort, project, name, number LIMIT ?3";

#[derive(FromRow)]
struct Row {
    kind: String,
    number: i64,
    project: String,
    name: String,
    quantity: i64,
    list: String,
    role: String,
    project_id: i64,
    version: i64,
}

impl TryFrom<Row> for PartUse {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |what: &dyn std::fmt::Display| StoreError::Corrupt(format!("use of a part: {what}"));
        let quantity = Quantity::try_from(row.quantity).map_err(|error| corrupt(&error))?;
        let at = VersionAt { project: ProjectId::new(row.project_id), version: VersionId::new(row.version) };
        let Row { number, project, name: revision, .. } = row;
        Ok(match row.kind.as_str() {
            "build" => Self::Build { build: number, project, revision },
            "order" => Self::Order { order: number, vendor: revision, pieces: quantity },
            "own_line" => Self::OwnLine { at, project, revision, quantity },
            "comes_with" => Self::ComesWith { package: revision, quantity },
            "product" => Self::Product { at, project, revision },
            _ => Self::Line {
                at,
                project,
                revision,
                line: u32::try_from(number).map_err(|error| corrupt(&error))?,
                references: serde_json::from_str(&row.list).map_err(|error| corrupt(&error))?,
                quantity,
                role: role(&row.role),
            },
        })
    }
}

fn role(name: &str) -> LineRole {
    match name {
        "implicit" => LineRole::Implicit,
        "substitute" => LineRole::Substitute,
        "replaced" => LineRole::Replaced,
        _ => LineRole::Part,
    }
}

/// Where a part is used, what keeps it in use first: `limit` places at most.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn of_part(tx: &mut Tx, part: PartId, limit: u32) -> Result<Vec<PartUse>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(USES).bind(workspace).bind(part.get()).bind(limit).fetch_all(tx.connection()).await?;
    rows.into_iter().map(PartUse::try_from).collect()
}
