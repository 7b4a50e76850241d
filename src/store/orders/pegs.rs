//! Which needs of which builds an order's pieces are for.

use crate::domain::ids::{BuildId, OrderId, OrderLineId, PartId};
use crate::store::{StoreError, Tx};
use std::collections::BTreeMap;

const OF_ORDER: &str = "SELECT g.order_line, g.build, g.part FROM order_lines l \
    JOIN pegs g ON g.workspace = ?1 AND g.order_line = l.id \
    WHERE l.workspace = ?1 AND l.order_id = ?2 ORDER BY g.order_line, g.build, g.part";

/// The builds that the lines of an order are for, each with the part that it needs.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn pegs_of(
    tx: &mut Tx,
    order: OrderId,
) -> Result<BTreeMap<OrderLineId, Vec<(BuildId, PartId)>>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, i64)> =
        sqlx::query_as(OF_ORDER).bind(workspace).bind(order.get()).fetch_all(tx.connection()).await?;
    let mut pegs: BTreeMap<OrderLineId, Vec<(BuildId, PartId)>> = BTreeMap::new();
    for (line, build, part) in rows {
        pegs.entry(OrderLineId::new(line)).or_default().push((BuildId::new(build), PartId::new(part)));
    }
    Ok(pegs)
}
