//! What the pages of projects, versions and BOMs show and edit.

use super::columns::{corrupt, quantity};
use super::packed::{self, truth};
use super::{StoreError, Tx, WriteTx};
use crate::domain::designs::{BomHead, BomPart, ProjectForm, VersionForm, VersionHead, is_board};
use crate::domain::ids::{BomId, PartId, ProjectId, VersionId};
use crate::domain::money::{Currency, Micros, Money};
use crate::domain::quantity::Quantity;
use crate::domain::time::Timestamp;
use serde::Deserialize;
use sqlx::FromRow;
use std::collections::{BTreeMap, BTreeSet};

const PROJECT: &str = "SELECT id, name, repository, edit, \
      EXISTS (SELECT 1 FROM project_tokens t WHERE t.workspace = ?1 AND t.project = projects.id) \
    FROM projects WHERE workspace = ?1 AND id = ?2";
const CHANGE_PROJECT: &str = "UPDATE projects SET name = ?3, repository = ?4, edit = edit + 1 \
    WHERE workspace = ?1 AND id = ?2 RETURNING edit";
const VERSION: &str = "SELECT v.id, v.project, p.name AS project_name, p.repository, v.revision, v.git_ref, v.bom_path, v.edit, \
      v.board_cost, v.board_lot, v.board_url, v.produces, made.key AS produces_key, w.currency \
    FROM versions v JOIN projects p ON p.workspace = ?1 AND p.id = v.project JOIN workspaces w ON w.id = ?1 \
    LEFT JOIN parts made ON made.workspace = ?1 AND made.id = v.produces WHERE v.workspace = ?1 AND v.id = ?2";
const CHANGE_VERSION: &str = "UPDATE versions SET revision = ?3, git_ref = ?4, bom_path = ?5, board_cost = ?6, board_lot = ?7, \
      board_url = ?8, produces = ?9, edit = edit + 1 WHERE workspace = ?1 AND id = ?2 RETURNING edit";
const BOM: &str = "SELECT commit_id, path, at, warnings FROM boms WHERE workspace = ?1 AND id = ?2";
/// With what is free, as clearing counts it, and the first price of one piece, in the workspace's currency.
const PARTS: &str = "SELECT json_group_array(json_array(p.id, p.key, p.name, p.value, k.name, p.mpn, p.tags, p.description, \
      p.placeholder, \
      (SELECT coalesce(sum(s.on_hand - s.reserved), 0) FROM stock_lines s \
        CROSS JOIN locations l ON l.workspace = ?1 AND l.id = s.location \
        WHERE s.workspace = ?1 AND s.part = p.id AND s.deprioritized = 0 AND l.kit_of IS NULL), \
      (SELECT min(CAST(CASE WHEN o.currency = w.currency THEN c.unit_price / o.pack \
          ELSE c.unit_price * r.rate / 1000000 / o.pack END AS INTEGER)) \
        FROM offers o JOIN offer_prices c ON c.workspace = ?1 AND c.offer = o.id \
          AND c.quantity = (SELECT min(f.quantity) FROM offer_prices f WHERE f.workspace = ?1 AND f.offer = o.id) \
        LEFT JOIN rates r ON r.workspace = ?1 AND r.currency = o.currency \
        WHERE o.workspace = ?1 AND o.part = p.id AND o.archived = 0 AND (o.currency = w.currency OR r.rate IS NOT NULL)), \
      w.currency)) \
    FROM json_each(?2) given CROSS JOIN parts p ON p.workspace = ?1 AND p.id = given.value \
    CROSS JOIN workspaces w ON w.id = ?1 LEFT JOIN packages k ON k.workspace = ?1 AND k.id = p.package";

#[derive(FromRow)]
struct VersionRow {
    id: i64,
    project: i64,
    project_name: String,
    repository: Option<String>,
    revision: String,
    git_ref: Option<String>,
    bom_path: Option<String>,
    edit: i64,
    board_cost: Option<i64>,
    board_lot: Option<i64>,
    board_url: Option<String>,
    produces: Option<i64>,
    produces_key: Option<String>,
    currency: String,
}

impl TryFrom<VersionRow> for VersionForm {
    type Error = StoreError;

    fn try_from(row: VersionRow) -> Result<Self, StoreError> {
        Ok(Self {
            head: VersionHead {
                project: ProjectId::new(row.project),
                project_name: row.project_name,
                repository: row.repository,
                version: VersionId::new(row.id),
                revision: row.revision,
                git_ref: row.git_ref,
                bom_path: row.bom_path,
                edit: row.edit,
            },
            board_cost: row.board_cost.map(Micros::new),
            board_lot: row.board_lot.map(quantity).transpose()?,
            board_url: row.board_url,
            produces: row.produces.map(PartId::new),
            produces_key: row.produces_key,
            currency: row.currency,
        })
    }
}

#[derive(Deserialize)]
struct PartRow {
    id: i64,
    key: String,
    name: String,
    value: String,
    package: Option<String>,
    mpn: Option<String>,
    tags: String,
    description: String,
    #[serde(deserialize_with = "truth")]
    placeholder: bool,
    free: i64,
    price: Option<i64>,
    currency: String,
}

impl TryFrom<PartRow> for BomPart {
    type Error = StoreError;

    fn try_from(row: PartRow) -> Result<Self, StoreError> {
        let currency: Currency = row.currency.parse().map_err(corrupt)?;
        let value = Some(row.value).filter(|value| !value.is_empty() && *value != row.name);
        let mpn = row.mpn.filter(|mpn| *mpn != row.name);
        let detail: Vec<String> = value.into_iter().chain(row.package).chain(mpn).collect();
        Ok(Self {
            board: is_board(&[&row.name, &row.description, &row.tags]),
            key: row.key,
            name: row.name,
            detail: detail.join(" \u{b7} "),
            free: Quantity::clamped(u64::try_from(row.free).unwrap_or(0)),
            price: row.price.map(|price| Money { amount: Micros::new(price), currency }),
            placeholder: row.placeholder,
        })
    }
}

/// The project as it is edited.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn project(tx: &mut Tx, id: ProjectId) -> Result<Option<ProjectForm>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<(i64, String, Option<String>, i64, bool)> =
        sqlx::query_as(PROJECT).bind(workspace).bind(id.get()).fetch_optional(tx.connection()).await?;
    Ok(row.map(|(id, name, repository, edit, has_token)| ProjectForm {
        id: ProjectId::new(id),
        name,
        repository,
        edit,
        has_token,
    }))
}

/// Gives a project its name and repository; its edit counter after that.
///
/// # Errors
/// [`StoreError::Refused`] where the name is taken.
pub async fn change_project(
    tx: &mut WriteTx,
    id: ProjectId,
    name: &str,
    repository: Option<&str>,
) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(CHANGE_PROJECT)
        .bind(workspace)
        .bind(id.get())
        .bind(name)
        .bind(repository)
        .fetch_one(tx.connection())
        .await?)
}

/// The version as it is edited.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn version(tx: &mut Tx, id: VersionId) -> Result<Option<VersionForm>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<VersionRow> =
        sqlx::query_as(VERSION).bind(workspace).bind(id.get()).fetch_optional(tx.connection()).await?;
    row.map(VersionForm::try_from).transpose()
}

/// Gives a version all that the form says; its edit counter after that.
///
/// # Errors
/// [`StoreError::Refused`] where the project has that revision already.
pub async fn change_version(tx: &mut WriteTx, form: &VersionForm) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    let lot = form.board_lot.map(|lot| i64::try_from(lot.get()).unwrap_or(i64::MAX));
    Ok(sqlx::query_scalar(CHANGE_VERSION)
        .bind(workspace)
        .bind(form.head.version.get())
        .bind(&form.head.revision)
        .bind(&form.head.git_ref)
        .bind(&form.head.bom_path)
        .bind(form.board_cost.map(Micros::get))
        .bind(lot)
        .bind(&form.board_url)
        .bind(form.produces.map(PartId::get))
        .fetch_one(tx.connection())
        .await?)
}

/// Where and when a BOM was read.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn bom(tx: &mut Tx, bom: BomId) -> Result<BomHead, StoreError> {
    let workspace = tx.workspace();
    let (commit, path, at, warnings): (Option<String>, Option<String>, i64, String) =
        sqlx::query_as(BOM).bind(workspace).bind(bom.get()).fetch_one(tx.connection()).await?;
    let warnings = serde_json::from_str(&warnings).map_err(corrupt)?;
    Ok(BomHead { commit, path, at: Timestamp::from_millis(at), warnings })
}

/// These parts, as a BOM's page mentions them.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn parts(tx: &mut Tx, ids: &BTreeSet<PartId>) -> Result<BTreeMap<PartId, BomPart>, StoreError> {
    let rows: Vec<PartRow> = packed::rows(tx, PARTS, super::json(ids)?).await?;
    rows.into_iter().map(|row| Ok((PartId::new(row.id), row.try_into()?))).collect()
}
