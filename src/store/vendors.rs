//! Vendors as people edit them.

use super::{StoreError, Tx, WriteTx};
use crate::domain::catalog::{VendorEntry, VendorPage};
use crate::domain::ids::VendorId;
use crate::domain::money::{Currency, Micros};
use sqlx::FromRow;

/// By name; `?2` is one vendor's name, which its letters' case does not tell apart, or null for all.
const ALL: &str = "SELECT v.id, v.name, v.base_url, v.currency, v.shipping, v.free_shipping_over, v.archived, v.edit, \
      (SELECT count(*) FROM offers o WHERE o.workspace = ?1 AND o.vendor = v.id AND o.archived = 0) AS offers \
    FROM vendors v WHERE v.workspace = ?1 AND (?2 IS NULL OR v.name = ?2 COLLATE NOCASE) \
    ORDER BY ?2 IS NOT NULL AND v.name <> ?2, v.name";
const ADD: &str = "INSERT INTO vendors (workspace, name, base_url, currency, shipping, free_shipping_over) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id";
const CHANGE: &str = "UPDATE vendors SET name = ?3, base_url = ?4, currency = ?5, shipping = ?6, free_shipping_over = ?7, \
      edit = edit + 1 WHERE workspace = ?1 AND id = ?2 RETURNING edit";
const SET_ARCHIVED: &str =
    "UPDATE vendors SET archived = ?3, edit = edit + 1 WHERE workspace = ?1 AND id = ?2 RETURNING edit";
const OPEN_ORDERS: &str = "SELECT number FROM orders WHERE workspace = ?1 AND vendor = ?2 \
    AND status IN ('draft', 'placed', 'part_received') ORDER BY number";

#[derive(FromRow)]
struct Row {
    id: i64,
    name: String,
    base_url: Option<String>,
    currency: String,
    shipping: i64,
    free_shipping_over: Option<i64>,
    archived: bool,
    edit: i64,
    offers: i64,
}

impl TryFrom<Row> for VendorPage {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt =
            |what: &dyn std::fmt::Display| StoreError::Corrupt(format!("vendor {}: {what}", row.name));
        Ok(Self {
            id: VendorId::new(row.id),
            currency: row.currency.parse().map_err(|error| corrupt(&error))?,
            offers: u64::try_from(row.offers).map_err(|error| corrupt(&error))?,
            vendor: row.name,
            base_url: row.base_url,
            shipping: Micros::new(row.shipping),
            free_shipping_over: row.free_shipping_over.map(Micros::new),
            archived: row.archived,
            edit: row.edit,
        })
    }
}

/// All vendors by name, archived ones too.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn all(tx: &mut Tx) -> Result<Vec<VendorPage>, StoreError> {
    called(tx, None).await
}

/// The vendor of that name, whatever its letters' case.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<VendorPage>, StoreError> {
    Ok(called(tx, Some(name)).await?.into_iter().next())
}

async fn called(tx: &mut Tx, name: Option<&str>) -> Result<Vec<VendorPage>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(ALL).bind(workspace).bind(name).fetch_all(tx.connection()).await?;
    rows.into_iter().map(VendorPage::try_from).collect()
}

/// Makes a vendor.
///
/// # Errors
/// [`StoreError::Refused`] where the name is taken.
pub async fn add(tx: &mut WriteTx, entry: &VendorEntry, currency: Currency) -> Result<VendorId, StoreError> {
    let workspace = tx.workspace();
    let id: i64 = sqlx::query_scalar(ADD)
        .bind(workspace)
        .bind(&entry.name)
        .bind(&entry.base_url)
        .bind(currency.code())
        .bind(entry.shipping.get())
        .bind(entry.free_shipping_over.map(Micros::get))
        .fetch_one(tx.connection())
        .await?;
    Ok(VendorId::new(id))
}

/// Changes a vendor; its edit counter after that.
///
/// # Errors
/// [`StoreError`] where it is gone or the name is taken.
pub async fn change(
    tx: &mut WriteTx,
    id: VendorId,
    entry: &VendorEntry,
    currency: Currency,
) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(CHANGE)
        .bind(workspace)
        .bind(id.get())
        .bind(&entry.name)
        .bind(&entry.base_url)
        .bind(currency.code())
        .bind(entry.shipping.get())
        .bind(entry.free_shipping_over.map(Micros::get))
        .fetch_one(tx.connection())
        .await?)
}

/// Archives a vendor or takes it back; its edit counter after that.
///
/// # Errors
/// [`StoreError`] where it is gone.
pub async fn set_archived(tx: &mut WriteTx, id: VendorId, archived: bool) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(SET_ARCHIVED)
        .bind(workspace)
        .bind(id.get())
        .bind(archived)
        .fetch_one(tx.connection())
        .await?)
}

/// Numbers of a vendor's orders that are drafts or on their way.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn open_orders(tx: &mut Tx, id: VendorId) -> Result<Vec<i64>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(OPEN_ORDERS).bind(workspace).bind(id.get()).fetch_all(tx.connection()).await?)
}
