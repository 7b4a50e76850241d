//! The catalogue and the stock beside which a list is set, in eight statements whatever its size.

use crate::domain::catalog::PartEntry;
use crate::domain::ids::{OfferId, PartId, StockLineId};
use crate::domain::money::{Currency, Micros};
use crate::domain::parts_list::{Known, KnownItem, KnownLine, KnownPart};
use crate::domain::quantity::Quantity;
use crate::store::columns::{corrupt, quantity};
use crate::store::{StoreError, Tx};
use sqlx::FromRow;
use std::collections::{BTreeMap, HashMap};

const PARTS: &str = "SELECT p.id, p.key, p.name, p.symbol, p.value, p.tolerance, p.rating, k.name AS package, p.mpn, \
      p.manufacturer, p.description, p.unit, p.low_stock, p.tags, p.not_counted, p.spares, p.archived \
    FROM parts p LEFT JOIN packages k ON k.workspace = ?1 AND k.id = p.package WHERE p.workspace = ?1 ORDER BY p.id";
const FIELDS: &str = "SELECT part, name, value FROM part_fields WHERE workspace = ?1";
const ITEMS: &str = "SELECT o.id, o.part, v.name AS vendor, o.item_number, o.currency, o.archived, \
      (SELECT count(*) FROM offer_prices c WHERE c.workspace = ?1 AND c.offer = o.id) AS prices, \
      (SELECT min(c.unit_price) FROM offer_prices c WHERE c.workspace = ?1 AND c.offer = o.id) AS price \
    FROM offers o JOIN vendors v ON v.workspace = ?1 AND v.id = o.vendor WHERE o.workspace = ?1 ORDER BY o.id";
const LINES: &str = "SELECT s.id, s.part, l.name AS location, s.lot, s.on_hand, s.reserved, l.kit_of IS NOT NULL AS kit \
    FROM stock_lines s JOIN locations l ON l.workspace = ?1 AND l.id = s.location WHERE s.workspace = ?1 \
    ORDER BY s.on_hand DESC, s.id";
const PACKAGES: &str = "SELECT name FROM packages WHERE workspace = ?1 ORDER BY id";
const FOOTPRINTS: &str = "SELECT f.name, k.name FROM footprints f \
    JOIN packages k ON k.workspace = ?1 AND k.id = f.package WHERE f.workspace = ?1";
const VENDORS: &str = "SELECT name, currency, archived FROM vendors WHERE workspace = ?1 ORDER BY id";
const KITS: &str = "SELECT name FROM locations WHERE workspace = ?1 AND kit_of IS NOT NULL";
const CURRENCY: &str = "SELECT currency FROM workspaces WHERE id = ?1";

#[derive(FromRow)]
struct PartRow {
    id: i64,
    key: String,
    name: String,
    symbol: String,
    value: String,
    tolerance: Option<String>,
    rating: Option<String>,
    package: Option<String>,
    mpn: Option<String>,
    manufacturer: Option<String>,
    description: String,
    unit: String,
    low_stock: Option<i64>,
    tags: String,
    not_counted: bool,
    spares: Option<String>,
    archived: bool,
}

impl PartRow {
    fn known(self, fields: BTreeMap<String, String>) -> Result<KnownPart, StoreError> {
        let entry = PartEntry {
            name: self.name,
            symbol: self.symbol,
            value: self.value,
            tolerance: self.tolerance,
            rating: self.rating,
            package: self.package,
            mpn: self.mpn,
            manufacturer: self.manufacturer,
            description: self.description,
            unit: self.unit,
            low_stock: self.low_stock.map(quantity).transpose()?,
            tags: serde_json::from_str(&self.tags).map_err(corrupt)?,
            not_counted: self.not_counted,
            spares: self.spares.as_deref().map(serde_json::from_str).transpose().map_err(corrupt)?,
            fields,
        };
        Ok(KnownPart { id: PartId::new(self.id), key: self.key, entry, archived: self.archived })
    }
}

#[derive(FromRow)]
struct ItemRow {
    id: i64,
    part: i64,
    vendor: String,
    item_number: String,
    currency: String,
    archived: bool,
    prices: i64,
    price: Option<i64>,
}

#[derive(FromRow)]
struct LineRow {
    id: i64,
    part: i64,
    location: String,
    lot: String,
    on_hand: i64,
    reserved: i64,
    kit: bool,
}

fn currency(code: &str) -> Result<Currency, StoreError> {
    code.parse().map_err(corrupt)
}

/// All parts with what people say of them, archived ones too.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn entries_of(tx: &mut Tx) -> Result<Vec<KnownPart>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<PartRow> = sqlx::query_as(PARTS).bind(workspace).fetch_all(tx.connection()).await?;
    let said: Vec<(i64, String, String)> =
        sqlx::query_as(FIELDS).bind(workspace).fetch_all(tx.connection()).await?;
    let mut fields: HashMap<i64, BTreeMap<String, String>> = HashMap::new();
    for (part, name, value) in said {
        fields.entry(part).or_default().insert(name, value);
    }
    rows.into_iter()
        .map(|row| {
            let own = fields.remove(&row.id).unwrap_or_default();
            row.known(own)
        })
        .collect()
}

/// All that a list of parts may speak of.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn known(tx: &mut Tx) -> Result<Known, StoreError> {
    let workspace = tx.workspace();
    let parts = entries_of(tx).await?;
    let items: Vec<ItemRow> = sqlx::query_as(ITEMS).bind(workspace).fetch_all(tx.connection()).await?;
    let lines: Vec<LineRow> = sqlx::query_as(LINES).bind(workspace).fetch_all(tx.connection()).await?;
    let packages = sqlx::query_scalar(PACKAGES).bind(workspace).fetch_all(tx.connection()).await?;
    let footprints = sqlx::query_as(FOOTPRINTS).bind(workspace).fetch_all(tx.connection()).await?;
    let vendors: Vec<(String, String, bool)> =
        sqlx::query_as(VENDORS).bind(workspace).fetch_all(tx.connection()).await?;
    let kits = sqlx::query_scalar(KITS).bind(workspace).fetch_all(tx.connection()).await?;
    let usual: String = sqlx::query_scalar(CURRENCY).bind(workspace).fetch_one(tx.connection()).await?;
    let vendor = |(name, code, archived): (String, String, bool)| Ok((name, currency(&code)?, archived));
    Ok(Known {
        parts,
        items: items.into_iter().map(item).collect::<Result<_, StoreError>>()?,
        lines: lines.into_iter().map(line).collect::<Result<_, StoreError>>()?,
        packages,
        footprints,
        vendors: vendors.into_iter().map(vendor).collect::<Result<_, StoreError>>()?,
        kits,
        currency: currency(&usual)?,
    })
}

fn item(row: ItemRow) -> Result<KnownItem, StoreError> {
    Ok(KnownItem {
        id: OfferId::new(row.id),
        part: PartId::new(row.part),
        vendor: row.vendor,
        number: row.item_number,
        price: row.price.map(Micros::new),
        prices: usize::try_from(row.prices).map_err(corrupt)?,
        currency: currency(&row.currency)?,
        archived: row.archived,
    })
}

fn line(row: LineRow) -> Result<KnownLine, StoreError> {
    let pieces = |pieces: i64| -> Result<Quantity, StoreError> { quantity(pieces) };
    Ok(KnownLine {
        id: StockLineId::new(row.id),
        part: PartId::new(row.part),
        location: row.location,
        lot: row.lot,
        on_hand: pieces(row.on_hand)?,
        reserved: pieces(row.reserved)?,
        kit: row.kit,
    })
}
