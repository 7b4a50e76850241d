//! The access tokens of projects' repositories: given, taken away, and used. None is ever told again.

use super::context::Context;
use super::error::ServiceError;
use super::secrets::Unreadable;
use crate::domain::ids::ProjectId;
use crate::remote::GitHost;
use crate::store::events::Subject;
use crate::store::{self, Tx, WriteTx};
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;

/// The longest token that is kept.
const LONGEST: usize = 1000;

/// Keeps a project's token in place of the one that it has.
///
/// # Errors
/// [`ServiceError::NotFound`] without the project, [`ServiceError::Invalid`] for what no token can be,
/// [`ServiceError::Refused`] where there is no key to encrypt it with.
pub async fn give(context: &Context, project: &str, token: &SecretString) -> Result<(), ServiceError> {
    let token = checked(token)?;
    let mut tx = context.write().await?;
    let project = found(&mut tx, project).await?;
    keep(context, &mut tx, project, &token).await?;
    said_so(&mut tx, project).await?;
    Ok(tx.commit().await?)
}

/// Forgets a project's token.
///
/// # Errors
/// [`ServiceError::NotFound`] without the project.
pub async fn take_away(context: &Context, project: &str) -> Result<(), ServiceError> {
    let mut tx = context.write().await?;
    let project = found(&mut tx, project).await?;
    store::project_tokens::remove(&mut tx, project).await?;
    said_so(&mut tx, project).await?;
    Ok(tx.commit().await?)
}

/// The host as this project may ask it: with its own token, if it has one.
///
/// # Errors
/// [`ServiceError::Refused`] where the token cannot be read; it is never passed over in silence.
pub(in crate::services) async fn host_of(
    context: &Context,
    tx: &mut Tx,
    host: &dyn GitHost,
    project: ProjectId,
) -> Result<Option<Arc<dyn GitHost>>, ServiceError> {
    let Some(sealed) = store::project_tokens::one(tx, project).await? else { return Ok(None) };
    let token = context.key().open(&purpose(context, project), &sealed).map_err(refused)?;
    Ok(Some(host.with_token(&token)?))
}

/// Keeps a token within a use case that does more than that, and tells who follows.
///
/// # Errors
/// [`ServiceError::Refused`] where there is no key to encrypt it with.
pub(in crate::services) async fn keep(
    context: &Context,
    tx: &mut WriteTx,
    project: ProjectId,
    token: &SecretString,
) -> Result<(), ServiceError> {
    let sealed = context.key().seal(&purpose(context, project), token)?;
    Ok(store::project_tokens::keep(tx, project, &sealed).await?)
}

async fn said_so(tx: &mut WriteTx, project: ProjectId) -> Result<(), ServiceError> {
    let edit = store::designs::project(tx, project).await?.map_or(0, |form| form.edit);
    Ok(store::events::changed(tx, Subject::Project, project.get(), edit).await?)
}

async fn found(tx: &mut Tx, project: &str) -> Result<ProjectId, ServiceError> {
    let found = store::projects::project(tx, project).await?;
    Ok(found.ok_or_else(|| ServiceError::not_found("project", project))?.id)
}

/// A token that was moved to another project is not read there.
fn purpose(context: &Context, project: ProjectId) -> String {
    format!("token of {}/{}", context.workspace().get(), project.get())
}

fn refused(why: Unreadable) -> ServiceError {
    let why = match why {
        Unreadable::NoKey => "its key is not there",
        Unreadable::OtherKey => "it was kept with another key",
    };
    ServiceError::Refused(format!(
        "the project\u{2019}s token cannot be read, since {why}: give the token again (Edit project)"
    ))
}

/// The token without the blanks around it.
///
/// # Errors
/// [`ServiceError::Invalid`] for what no token can be.
pub(in crate::services) fn checked(token: &SecretString) -> Result<SecretString, ServiceError> {
    let text = token.expose_secret().trim();
    if text.is_empty() || text.len() > LONGEST || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(ServiceError::Invalid(format!(
            "a token has 1 to {LONGEST} letters, digits and signs, and no blanks: copy it again"
        )));
    }
    Ok(SecretString::from(text))
}
