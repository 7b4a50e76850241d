//! Packages with their footprints, and what comes with them.

use super::error::expect_rows;
use super::{StoreError, Tx, WriteTx};
use crate::domain::catalog::{ComesWith, PackageEntry, PackagePage, Technology};
use crate::domain::ids::{PackageId, PartId};
use crate::domain::quantity::Quantity;
use serde::Deserialize;
use sqlx::FromRow;

/// By name; `?2` is one package's name, or null for all.
const ALL: &str = "SELECT k.id, k.name, k.technology, k.edit, \
      (SELECT json_group_array(f.name ORDER BY f.name) FROM footprints f WHERE f.workspace = ?1 AND f.package = k.id) AS footprints, \
      (SELECT json_group_array(json_object('part', p.key, 'name', p.name, 'quantity', i.quantity) ORDER BY p.name, p.key) FROM implicit_parts i \
        JOIN parts p ON p.workspace = ?1 AND p.id = i.part WHERE i.workspace = ?1 AND i.package = k.id) AS implicit, \
      (SELECT count(*) FROM parts p WHERE p.workspace = ?1 AND p.package = k.id) AS parts \
    FROM packages k WHERE k.workspace = ?1 AND (?2 IS NULL OR k.name = ?2) ORDER BY k.name";
/// Exactly that name rather than one that differs in its letters' case.
const FIND: &str = "SELECT id, name, technology, edit FROM packages \
    WHERE workspace = ?1 AND name = ?2 COLLATE NOCASE ORDER BY name <> ?2, id LIMIT 1";
const ADD: &str = "INSERT INTO packages (workspace, name, technology) VALUES (?1, ?2, ?3) RETURNING id";
const CHANGE: &str = "UPDATE packages SET name = ?3, technology = ?4, edit = edit + 1 \
    WHERE workspace = ?1 AND id = ?2 RETURNING edit";
const TOUCH: &str = "UPDATE packages SET edit = edit + 1 WHERE workspace = ?1 AND id = ?2 RETURNING edit";
const DELETE: &str = "DELETE FROM packages WHERE workspace = ?1 AND id = ?2";
const FOOTPRINT_OWNER: &str = "SELECT k.name FROM footprints f JOIN packages k ON k.workspace = ?1 AND k.id = f.package \
    WHERE f.workspace = ?1 AND f.name = ?2";
const ADD_FOOTPRINT: &str = "INSERT INTO footprints (workspace, package, name) VALUES (?1, ?2, ?3)";
const REMOVE_FOOTPRINT: &str = "DELETE FROM footprints WHERE workspace = ?1 AND package = ?2 AND name = ?3";
const SET_IMPLICIT: &str = "INSERT INTO implicit_parts (workspace, package, part, quantity) VALUES (?1, ?2, ?3, ?4) \
    ON CONFLICT (workspace, package, part) DO UPDATE SET quantity = excluded.quantity";
const REMOVE_IMPLICIT: &str =
    "DELETE FROM implicit_parts WHERE workspace = ?1 AND package = ?2 AND part = ?3";

/// A package as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPackage {
    /// Its id.
    pub id: PackageId,
    /// Its name.
    pub name: String,
    /// How it is mounted.
    pub technology: Technology,
    /// How often it was edited.
    pub edit: i64,
}

#[derive(FromRow)]
struct PageRow {
    id: i64,
    name: String,
    technology: String,
    edit: i64,
    footprints: String,
    implicit: String,
    parts: i64,
}

#[derive(Deserialize)]
struct ComesWithRow {
    part: String,
    name: String,
    quantity: Quantity,
}

impl TryFrom<PageRow> for PackagePage {
    type Error = StoreError;

    fn try_from(row: PageRow) -> Result<Self, StoreError> {
        let corrupt =
            |what: &dyn std::fmt::Display| StoreError::Corrupt(format!("package {}: {what}", row.name));
        let implicit: Vec<ComesWithRow> =
            serde_json::from_str(&row.implicit).map_err(|error| corrupt(&error))?;
        let comes = implicit.into_iter().map(|row| ComesWith {
            part: row.part,
            name: row.name,
            quantity: row.quantity,
        });
        Ok(Self {
            id: PackageId::new(row.id),
            technology: technology(&row.technology)?,
            edit: row.edit,
            footprints: serde_json::from_str(&row.footprints).map_err(|error| corrupt(&error))?,
            implicit: comes.collect(),
            parts: u64::try_from(row.parts).map_err(|error| corrupt(&error))?,
            package: row.name,
        })
    }
}

fn technology(name: &str) -> Result<Technology, StoreError> {
    match name {
        "smd" => Ok(Technology::Smd),
        "tht" => Ok(Technology::Tht),
        "other" => Ok(Technology::Other),
        unknown => Err(StoreError::Corrupt(format!("a package of technology {unknown}"))),
    }
}

const fn technology_name(technology: Technology) -> &'static str {
    match technology {
        Technology::Smd => "smd",
        Technology::Tht => "tht",
        Technology::Other => "other",
    }
}

/// Packages with what is in them, by name: one, or all.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn pages(tx: &mut Tx, name: Option<&str>) -> Result<Vec<PackagePage>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<PageRow> =
        sqlx::query_as(ALL).bind(workspace).bind(name).fetch_all(tx.connection()).await?;
    rows.into_iter().map(PackagePage::try_from).collect()
}

/// The package of that name, whatever its letters' case.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<StoredPackage>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<(i64, String, String, i64)> =
        sqlx::query_as(FIND).bind(workspace).bind(name).fetch_optional(tx.connection()).await?;
    row.map(|(id, name, mounted, edit)| {
        Ok(StoredPackage { id: PackageId::new(id), name, technology: technology(&mounted)?, edit })
    })
    .transpose()
}

/// Makes a package.
///
/// # Errors
/// [`StoreError::Refused`] where the name is taken.
pub async fn add(tx: &mut WriteTx, entry: &PackageEntry) -> Result<PackageId, StoreError> {
    let workspace = tx.workspace();
    let id: i64 = sqlx::query_scalar(ADD)
        .bind(workspace)
        .bind(&entry.name)
        .bind(technology_name(entry.technology))
        .fetch_one(tx.connection())
        .await?;
    Ok(PackageId::new(id))
}

/// Changes a package; its edit counter after that.
///
/// # Errors
/// [`StoreError`] where it is gone or the name is taken.
pub async fn change(tx: &mut WriteTx, id: PackageId, entry: &PackageEntry) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(CHANGE)
        .bind(workspace)
        .bind(id.get())
        .bind(&entry.name)
        .bind(technology_name(entry.technology))
        .fetch_one(tx.connection())
        .await?)
}

/// Counts an edit of what is in a package; its edit counter after that.
///
/// # Errors
/// [`StoreError`] where it is gone.
pub async fn touch(tx: &mut WriteTx, id: PackageId) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(TOUCH).bind(workspace).bind(id.get()).fetch_one(tx.connection()).await?)
}

/// Deletes a package with its footprints.
///
/// # Errors
/// [`StoreError::Refused`] where a part has it.
pub async fn delete(tx: &mut WriteTx, id: PackageId) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let gone = sqlx::query(DELETE).bind(workspace).bind(id.get()).execute(tx.connection()).await?;
    expect_rows("package", 1, gone.rows_affected())
}

/// The name of the package that has a footprint.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn footprint_owner(tx: &mut Tx, footprint: &str) -> Result<Option<String>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(FOOTPRINT_OWNER)
        .bind(workspace)
        .bind(footprint)
        .fetch_optional(tx.connection())
        .await?)
}

/// Gives a package a footprint.
///
/// # Errors
/// [`StoreError::Refused`] where a package has it.
pub async fn add_footprint(tx: &mut WriteTx, id: PackageId, footprint: &str) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let added = sqlx::query(ADD_FOOTPRINT)
        .bind(workspace)
        .bind(id.get())
        .bind(footprint)
        .execute(tx.connection())
        .await?;
    expect_rows("footprint", 1, added.rows_affected())
}

/// Takes a footprint from a package; whether it had it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn remove_footprint(tx: &mut WriteTx, id: PackageId, footprint: &str) -> Result<bool, StoreError> {
    let workspace = tx.workspace();
    let gone = sqlx::query(REMOVE_FOOTPRINT)
        .bind(workspace)
        .bind(id.get())
        .bind(footprint)
        .execute(tx.connection())
        .await?;
    Ok(gone.rows_affected() > 0)
}

/// Says how many pieces of a part come with a package.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn set_implicit(
    tx: &mut WriteTx,
    id: PackageId,
    part: PartId,
    quantity: Quantity,
) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let set = sqlx::query(SET_IMPLICIT)
        .bind(workspace)
        .bind(id.get())
        .bind(part.get())
        .bind(i64::from(quantity))
        .execute(tx.connection())
        .await?;
    expect_rows("implicit part", 1, set.rows_affected())
}

/// Says that a part no longer comes with a package; whether it did.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn remove_implicit(tx: &mut WriteTx, id: PackageId, part: PartId) -> Result<bool, StoreError> {
    let workspace = tx.workspace();
    let gone = sqlx::query(REMOVE_IMPLICIT)
        .bind(workspace)
        .bind(id.get())
        .bind(part.get())
        .execute(tx.connection())
        .await?;
    Ok(gone.rows_affected() > 0)
}
