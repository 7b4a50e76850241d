//! What was handed over and not yet applied: kept in memory for a while, never on the disk.

use crate::domain::bundle::Problem;
use crate::domain::ids::{VersionId, WorkspaceId};
use crate::domain::time::Timestamp;
use crate::services::bom_sync::Fetched;
use crate::services::parts_import::List;
use crate::services::secrets::random_name;
use crate::services::{Context, ServiceError};
use secrecy::SecretString;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many things are kept; the oldest gives way.
const MOST: usize = 12;
/// How long a thing is kept, in milliseconds: an hour.
const KEPT: i64 = 60 * 60 * 1000;

/// A tray with what was handed over. Clones are the same tray.
#[derive(Debug, Clone, Default)]
pub struct Tray(Arc<Mutex<Vec<Thing>>>);

#[derive(Debug, Clone)]
struct Thing {
    name: String,
    workspace: WorkspaceId,
    since: Timestamp,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Bom(VersionId, Arc<Fetched>),
    Problems(Vec<Problem>),
    Parts(Arc<List>),
    Token(SecretString),
}

impl Tray {
    fn things(&self) -> MutexGuard<'_, Vec<Thing>> {
        // A panic elsewhere leaves a tray behind that is still a tray.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, context: &Context, what: What) -> Result<String, ServiceError> {
        let name = random_name()?;
        let now = context.now();
        let mut things = self.things();
        things.retain(|thing| now.as_millis() - thing.since.as_millis() < KEPT);
        if things.len() >= MOST {
            things.remove(0);
        }
        things.push(Thing { name: name.clone(), workspace: context.workspace(), since: now, what });
        Ok(name)
    }

    fn get(&self, context: &Context, name: &str) -> Option<What> {
        let now = context.now().as_millis();
        let things = self.things();
        let is_it = |thing: &&Thing| {
            thing.name == name
                && thing.workspace == context.workspace()
                && now - thing.since.as_millis() < KEPT
        };
        things.iter().find(is_it).map(|thing| thing.what.clone())
    }
}

/// Keeps a BOM until it is applied; the name under which it is kept.
pub(super) fn park(context: &Context, version: VersionId, bom: Fetched) -> Result<String, ServiceError> {
    context.tray().put(context, What::Bom(version, Arc::new(bom)))
}

/// The BOM of that version that is kept under a name.
pub(super) fn parked(
    context: &Context,
    version: VersionId,
    name: &str,
) -> Result<Arc<Fetched>, ServiceError> {
    match context.tray().get(context, name) {
        Some(What::Bom(whose, bom)) if whose == version => Ok(bom),
        _ => Err(gone()),
    }
}

/// Keeps what is wrong with a bundle for the page that shows it.
pub(super) fn keep_problems(context: &Context, problems: Vec<Problem>) -> Result<String, ServiceError> {
    context.tray().put(context, What::Problems(problems))
}

/// What is wrong with the bundle that was handed over under a name.
pub(super) fn problems(context: &Context, name: &str) -> Vec<Problem> {
    match context.tray().get(context, name) {
        Some(What::Problems(problems)) => problems,
        _ => Vec::new(),
    }
}

/// Keeps a list of parts until it is applied; the name under which it is kept.
pub(in crate::services) fn park_list(context: &Context, list: List) -> Result<String, ServiceError> {
    context.tray().put(context, What::Parts(Arc::new(list)))
}

/// The list of parts that is kept under a name.
pub(in crate::services) fn parked_list(context: &Context, name: &str) -> Result<Arc<List>, ServiceError> {
    match context.tray().get(context, name) {
        Some(What::Parts(list)) => Ok(list),
        _ => Err(gone()),
    }
}

/// Keeps a token until the project that it is for is begun; the name under which it is kept.
pub(super) fn park_token(context: &Context, token: SecretString) -> Result<String, ServiceError> {
    context.tray().put(context, What::Token(token))
}

/// The token that is kept under a name.
pub(super) fn parked_token(context: &Context, name: &str) -> Result<SecretString, ServiceError> {
    match context.tray().get(context, name) {
        Some(What::Token(token)) => Ok(token),
        _ => Err(ServiceError::Refused(
            "the token is no longer here, since it was given an hour ago or the server was started anew: give it again".to_owned(),
        )),
    }
}

fn gone() -> ServiceError {
    ServiceError::Refused(
        "the file is no longer here, since it was handed over an hour ago or the server was started anew: choose it again".to_owned(),
    )
}
