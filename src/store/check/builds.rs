//! Promise 4: a build is cleared exactly when what it needs is reserved; and what was completed is
//! what its completions made.

use super::super::{StoreError, Tx};
use super::{rows, status};
use crate::domain::check::Violation;

const PIECES: &str = "SELECT b.number, b.status, b.quantity, b.completed, coalesce(sum(c.quantity), 0) AS made \
    FROM builds b LEFT JOIN completions c ON c.workspace = b.workspace AND c.build = b.id AND c.reversed IS NULL \
    WHERE b.workspace = ?1 GROUP BY b.id \
    HAVING b.completed <> made OR (b.status = 'completed') <> (b.completed = b.quantity) OR b.completed > b.quantity \
    ORDER BY b.number";

/// Needs of cleared builds, and what is reserved where nothing is needed. Nothing is needed of a part
/// that nobody counts.
const NEEDS: &str = "WITH sides AS ( \
      SELECT build, part, variant, quantity AS needed, 0 AS held, per_piece FROM build_needs WHERE workspace = ?1 \
      UNION ALL SELECT r.build, r.part, r.variant, 0, a.quantity, 0 FROM reservations r \
      JOIN allocations a ON a.workspace = ?1 AND a.reservation = r.id WHERE r.workspace = ?1 \
    ), needs AS (SELECT build, part, sum(needed) AS needed, sum(held) AS held, sum(per_piece) AS per_piece FROM sides GROUP BY build, part, variant) \
    SELECT b.number, coalesce(p.key, 'part ' || n.part), n.needed, n.held, n.per_piece, b.quantity - b.completed AS remaining \
    FROM needs n JOIN builds b ON b.workspace = ?1 AND b.id = n.build AND b.status = 'cleared' \
    LEFT JOIN parts p ON p.workspace = ?1 AND p.id = n.part \
    WHERE n.needed <> n.held OR (n.needed > 0 AND n.needed < n.per_piece * remaining) ORDER BY b.number, 2";

const NOT_CLEAR: &str = "SELECT b.number, 'it was never cleared against a BOM' FROM builds b \
      WHERE b.workspace = ?1 AND b.status = 'cleared' AND b.bom IS NULL \
        AND NOT EXISTS (SELECT 1 FROM build_needs n WHERE n.workspace = ?1 AND n.build = b.id) \
    UNION ALL SELECT b.number, s.short || ' ' || coalesce(p.key, 'part ' || s.part) || ' are kept as missing' FROM builds b \
      JOIN shortages s ON s.workspace = ?1 AND s.build = b.id LEFT JOIN parts p ON p.workspace = ?1 AND p.id = s.part \
      WHERE b.workspace = ?1 AND b.status = 'cleared' ORDER BY 1, 2";

const OTHER_BOM: &str = "SELECT 'build ' || b.number FROM builds b JOIN boms m ON m.workspace = ?1 AND m.id = b.bom \
      WHERE b.workspace = ?1 AND m.version <> b.version \
    UNION ALL SELECT p.name || ' ' || v.revision FROM versions v JOIN boms m ON m.workspace = ?1 AND m.id = v.bom \
      JOIN projects p ON p.workspace = ?1 AND p.id = v.project WHERE v.workspace = ?1 AND m.version <> v.id ORDER BY 1";

/// What is wrong with builds.
pub(crate) async fn builds(tx: &mut Tx) -> Result<Vec<Violation>, StoreError> {
    let mut found = Vec::new();
    let pieces: Vec<(i64, String, i64, i64, i64)> = rows(tx, PIECES).await?;
    for (build, named, quantity, completed, made) in pieces {
        if completed != made {
            found.push(Violation::CompletedNotTheSum { build, kept: completed, made });
        }
        if completed > quantity || (named == "completed") != (completed == quantity) {
            found.push(Violation::StatusAgainstPieces {
                build,
                status: status(&named)?,
                completed,
                quantity,
            });
        }
    }
    let needs: Vec<(i64, String, i64, i64, i64, i64)> = rows(tx, NEEDS).await?;
    for (build, part, needed, held, per_piece, remaining) in needs {
        found.push(if needed == held {
            Violation::NeedTooSmall { build, part, needed, per_piece, remaining }
        } else {
            Violation::NotFullyReserved { build, part, needed, held }
        });
    }
    let not_clear: Vec<(i64, String)> = rows(tx, NOT_CLEAR).await?;
    found.extend(not_clear.into_iter().map(|(build, why)| Violation::NotClear { build, why }));
    let other: Vec<(String,)> = rows(tx, OTHER_BOM).await?;
    found.extend(other.into_iter().map(|(what,)| Violation::OtherBom { what }));
    Ok(found)
}
