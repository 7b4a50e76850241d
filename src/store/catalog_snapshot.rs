//! The catalogue as matching needs it, in seven statements whatever its size.

use super::{StoreError, Tx};
use crate::domain::ids::{PackageId, PartId, VendorId};
use crate::domain::matching::{
    CatalogData, CatalogOffer, CatalogPart, CatalogVendor, ImplicitPart, MissingItem, PackageEntry,
    Remembered, RememberedKey,
};
use crate::domain::money::Micros;
use crate::domain::quantity::Quantity;
use sqlx::FromRow;

/// Free pieces that may be used automatically: not deprioritized, and not in a build's kit.
const PARTS: &str = "SELECT p.id, p.key, p.symbol, p.value, p.tolerance, p.rating, p.package, p.mpn, p.archived, \
      coalesce(s.free, 0) AS free \
    FROM parts p LEFT JOIN ( \
      SELECT l.part, sum(l.on_hand - l.reserved) AS free FROM stock_lines l \
      JOIN locations o ON o.workspace = l.workspace AND o.id = l.location \
      WHERE l.workspace = ?1 AND l.deprioritized = 0 AND o.kit_of IS NULL GROUP BY l.part \
    ) s ON s.part = p.id WHERE p.workspace = ?1 ORDER BY p.id";
/// The first price of each part for one piece, in the workspace's currency; where no rate is stated, none.
const PRICES: &str = "SELECT o.part, min(CAST(CASE WHEN o.currency = w.currency THEN c.unit_price / o.pack \
        ELSE c.unit_price * r.rate / 1000000 / o.pack END AS INTEGER)) AS price \
    FROM offers o JOIN workspaces w ON w.id = o.workspace \
    JOIN offer_prices c ON c.workspace = o.workspace AND c.offer = o.id \
      AND c.quantity = (SELECT min(f.quantity) FROM offer_prices f WHERE f.workspace = o.workspace AND f.offer = o.id) \
    LEFT JOIN rates r ON r.workspace = o.workspace AND r.currency = o.currency \
    WHERE o.workspace = ?1 AND o.archived = 0 AND (o.currency = w.currency OR r.rate IS NOT NULL) \
    GROUP BY o.part";
const PACKAGES: &str = "SELECT p.id, p.name, (SELECT json_group_array(f.name) FROM footprints f \
      WHERE f.workspace = p.workspace AND f.package = p.id) AS footprints \
    FROM packages p WHERE p.workspace = ?1 ORDER BY p.id";
const VENDORS: &str = "SELECT id, name FROM vendors WHERE workspace = ?1 ORDER BY id";
/// A number that is no item is archived with its offer, and says why lines that name it are no part.
const OFFERS: &str = "SELECT part, vendor, item_number, archived, coalesce(error, '') AS said FROM offers \
    WHERE workspace = ?1 AND (archived = 0 OR status = 'unknown_to_vendor') ORDER BY id";
const IMPLICIT: &str =
    "SELECT package, part, quantity FROM implicit_parts WHERE workspace = ?1 ORDER BY package, part";
const REMEMBERED: &str = "SELECT kind, key, part FROM remembered_matches WHERE workspace = ?1";

#[derive(FromRow)]
struct PartRow {
    id: i64,
    key: String,
    symbol: String,
    value: String,
    tolerance: Option<String>,
    rating: Option<String>,
    package: Option<i64>,
    mpn: Option<String>,
    archived: bool,
    free: i64,
}

#[derive(FromRow)]
struct OfferRow {
    part: i64,
    vendor: i64,
    item_number: String,
    archived: bool,
    said: String,
}

impl From<PartRow> for CatalogPart {
    fn from(row: PartRow) -> Self {
        Self {
            id: PartId::new(row.id),
            key: row.key,
            symbol: row.symbol,
            value: row.value,
            tolerance: row.tolerance,
            rating: row.rating,
            package: row.package.map(PackageId::new),
            mpn: row.mpn,
            archived: row.archived,
            // The sum over lines may be beyond what one line holds; for ranking that is enough.
            free: Quantity::try_from(row.free).unwrap_or(Quantity::MAX),
            price: None,
        }
    }
}

/// Everything that matching needs to know.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn load(tx: &mut Tx) -> Result<CatalogData, StoreError> {
    let (offers, missing) = offers(tx).await?;
    Ok(CatalogData {
        parts: parts(tx).await?,
        packages: packages(tx).await?,
        vendors: vendors(tx).await?,
        offers,
        missing,
        implicit: implicit(tx).await?,
        remembered: remembered(tx).await?,
    })
}

async fn parts(tx: &mut Tx) -> Result<Vec<CatalogPart>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<PartRow> = sqlx::query_as(PARTS).bind(workspace).fetch_all(tx.connection()).await?;
    let prices: Vec<(i64, i64)> = sqlx::query_as(PRICES).bind(workspace).fetch_all(tx.connection()).await?;
    let prices: std::collections::HashMap<i64, i64> = prices.into_iter().collect();
    let priced = |row: PartRow| {
        let price = prices.get(&row.id).copied().map(Micros::new);
        CatalogPart { price, ..row.into() }
    };
    Ok(rows.into_iter().map(priced).collect())
}

async fn packages(tx: &mut Tx) -> Result<Vec<PackageEntry>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String, String)> =
        sqlx::query_as(PACKAGES).bind(workspace).fetch_all(tx.connection()).await?;
    let package = |(id, name, footprints): (i64, String, String)| {
        let footprints = serde_json::from_str(&footprints)
            .map_err(|error| StoreError::Corrupt(format!("footprints of {name}: {error}")))?;
        Ok(PackageEntry { id: PackageId::new(id), name, footprints })
    };
    rows.into_iter().map(package).collect()
}

async fn vendors(tx: &mut Tx) -> Result<Vec<CatalogVendor>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String)> = sqlx::query_as(VENDORS).bind(workspace).fetch_all(tx.connection()).await?;
    Ok(rows.into_iter().map(|(id, name)| CatalogVendor { id: VendorId::new(id), name }).collect())
}

/// The offers, and the numbers that are no items.
async fn offers(tx: &mut Tx) -> Result<(Vec<CatalogOffer>, Vec<MissingItem>), StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<OfferRow> = sqlx::query_as(OFFERS).bind(workspace).fetch_all(tx.connection()).await?;
    let (mut offers, mut missing) = (Vec::new(), Vec::new());
    for row in rows {
        let (vendor, item_number) = (VendorId::new(row.vendor), row.item_number);
        if row.archived {
            missing.push(MissingItem { vendor, item_number, said: row.said });
        } else {
            offers.push(CatalogOffer { part: PartId::new(row.part), vendor, item_number });
        }
    }
    Ok((offers, missing))
}

async fn implicit(tx: &mut Tx) -> Result<Vec<ImplicitPart>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, i64)> =
        sqlx::query_as(IMPLICIT).bind(workspace).fetch_all(tx.connection()).await?;
    let implicit = |(package, part, quantity)| {
        let quantity = Quantity::try_from(quantity)
            .map_err(|error| StoreError::Corrupt(format!("implicit part {part}: {error}")))?;
        Ok(ImplicitPart { package: PackageId::new(package), part: PartId::new(part), quantity })
    };
    rows.into_iter().map(implicit).collect()
}

async fn remembered(tx: &mut Tx) -> Result<Vec<Remembered>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as(REMEMBERED).bind(workspace).fetch_all(tx.connection()).await?;
    let remembered = |(kind, key, part): (String, String, i64)| {
        let key = RememberedKey::from_parts(&kind, key)
            .ok_or_else(|| StoreError::Corrupt(format!("a remembered match of kind {kind}")))?;
        Ok(Remembered { key, part: PartId::new(part) })
    };
    rows.into_iter().map(remembered).collect()
}
