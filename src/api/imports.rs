//! Lists of parts that come in, for their pages.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

use super::ApiError;
use crate::domain::parts_list::{BatchPage, ImportPreview, TrayPage, Undone};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// Imports, the newest first, those before `before`.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = ListImports, prefix = "/fn", endpoint = "imports/list", input = GetUrl)]
pub async fn batches(#[server(default)] before: Option<i64>) -> Result<BatchPage, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::parts_import::batches(&caller()?, before).await)
}

/// What the list that is kept under a name would do; `columns` says what becomes of each, in their order,
/// where they are not as proposed.
///
/// # Errors
/// [`ApiError::Conflict`] where the list is no longer kept.
#[server(name = PreviewImport, prefix = "/fn", endpoint = "imports/preview", input = GetUrl)]
pub async fn preview(
    list: String,
    #[server(default)] columns: String,
    #[server(default)] packages: String,
) -> Result<ImportPreview, ApiError> {
    use super::answering::{answer, caller};
    use crate::services::parts_import;
    let stated = parts_import::stated(&columns, &packages);
    answer(parts_import::preview_parked(&caller()?, &list, &stated).await)
}

/// A page of the rows of an import that wait; of the newest that has any, where none is named.
///
/// # Errors
/// [`ApiError::NotFound`].
#[server(name = ShowTray, prefix = "/fn", endpoint = "imports/tray", input = GetUrl)]
pub async fn tray(
    #[server(default)] batch: Option<i64>,
    #[server(default)] kind: String,
    #[server(default)] after: Option<i64>,
) -> Result<TrayPage, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::parts_import::tray(&caller()?, batch, &kind, after).await)
}

/// Takes an import back.
///
/// # Errors
/// [`ApiError::Conflict`] where it was undone already, [`ApiError::NotFound`].
#[server(name = UndoImport, prefix = "/fn", endpoint = "imports/undo")]
pub async fn undo(batch: i64) -> Result<Undone, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, parts_import};
    let undone = answer(parts_import::undo(&caller()?, &Request::unkeyed(), batch).await)?;
    let kept = undone.kept.len() + undone.more_kept;
    lead_back(&format!("/import?undone={batch}&kept={kept}"));
    Ok(undone)
}
