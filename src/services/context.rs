//! What every use case is given: who calls, what time it is, the database, and whom it may ask.

use super::designs::Tray;
use super::error::ServiceError;
use super::secrets::KeyPlace;
use crate::domain::ids::{ActorId, WorkspaceId};
use crate::domain::time::Timestamp;
use crate::remote::{GitHost, Vendors};
use crate::store::{self, Database, Tx, WriteTx};
use serde::{Serialize, de::DeserializeOwned};
use std::sync::Arc;
use std::time::Duration;

/// Less than the server lets a whole answer take (`server::limits`).
const USUAL_PATIENCE: Duration = Duration::from_secs(20);

/// Tells the time; tests bring their own.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(jiff::Timestamp::now().as_millisecond())
    }
}

/// The caller, the clock, the database, and the vendors that can be asked. Cheap to clone.
#[derive(Clone)]
pub struct Context {
    database: Database,
    workspace: WorkspaceId,
    actor: ActorId,
    clock: Arc<dyn Clock>,
    vendors: Vendors,
    git_host: Option<Arc<dyn GitHost>>,
    tray: Tray,
    key: KeyPlace,
    patience: Duration,
}

/// A command with its arguments, and the key that makes it safe to send twice.
#[derive(Debug, Clone, Default)]
pub struct Request {
    key: Option<String>,
    command: String,
}

impl Request {
    /// A request without a key: sent twice, it is done twice.
    #[must_use]
    pub fn unkeyed() -> Self {
        Self::default()
    }

    /// A request that is done once. `command` tells what is asked, with its arguments.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] where the key is empty or over 200 characters.
    pub fn keyed(key: &str, command: String) -> Result<Self, ServiceError> {
        if key.is_empty() || key.chars().count() > 200 {
            return Err(ServiceError::Invalid("a request id has 1 to 200 characters".to_owned()));
        }
        Ok(Self { key: Some(key.to_owned()), command })
    }
}

/// How a request begins: it is new, or was answered before.
#[derive(Debug)]
pub enum Started<Answer> {
    /// Not seen before: the transaction to do it in.
    New(Box<WriteTx>),
    /// Done before: its first answer.
    Answered(Answer),
}

impl Context {
    /// A caller's context.
    #[must_use]
    pub fn new(database: Database, workspace: WorkspaceId, actor: ActorId, clock: Arc<dyn Clock>) -> Self {
        let key = KeyPlace::beside(database.path());
        Self {
            database,
            workspace,
            actor,
            clock,
            vendors: Vendors::none(),
            git_host: None,
            tray: Tray::default(),
            key,
            patience: USUAL_PATIENCE,
        }
    }

    /// The same caller where these vendors can be asked; without it nobody can.
    #[must_use]
    pub fn with_vendors(mut self, vendors: Vendors) -> Self {
        self.vendors = vendors;
        self
    }

    /// The same caller where this git host can be asked; without it nobody can.
    #[must_use]
    pub fn with_git_host(mut self, host: Arc<dyn GitHost>) -> Self {
        self.git_host = Some(host);
        self
    }

    /// The same caller where secrets are kept with this key; without it, with that of the file beside the database.
    #[must_use]
    pub fn with_key(mut self, key: KeyPlace) -> Self {
        self.key = key;
        self
    }

    /// The same caller, who waits so long for a git host before a page is shown without its answer.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// How long a page waits for a git host.
    #[must_use]
    pub(in crate::services) fn patience(&self) -> Duration {
        self.patience
    }

    /// Where the key is that secrets are kept with.
    #[must_use]
    pub(in crate::services) fn key(&self) -> &KeyPlace {
        &self.key
    }

    /// The git host that can be asked.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] where whoever made this context gave it none.
    pub fn git_host(&self) -> Result<&dyn GitHost, ServiceError> {
        self.git_host.as_deref().ok_or_else(|| ServiceError::Internal("no git host is set up".to_owned()))
    }

    /// What was handed over and not yet applied.
    #[must_use]
    pub(in crate::services) fn tray(&self) -> &Tray {
        &self.tray
    }

    /// The same, done by somebody else.
    #[must_use]
    pub(super) fn by_actor(mut self, actor: ActorId) -> Self {
        self.actor = actor;
        self
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// The vendors that can be asked, or could be if there were a key.
    #[must_use]
    pub fn vendors(&self) -> &Vendors {
        &self.vendors
    }

    /// The workspace that the caller works in.
    #[must_use]
    pub fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// The database, for what is not within a workspace (backup).
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A consistent view.
    ///
    /// # Errors
    /// [`ServiceError::Store`].
    pub async fn read(&self) -> Result<Tx, ServiceError> {
        Ok(self.database.read(self.workspace).await?)
    }

    /// A transaction for a use case that needs no key.
    ///
    /// # Errors
    /// [`ServiceError::Store`].
    pub async fn write(&self) -> Result<WriteTx, ServiceError> {
        Ok(self.database.write(self.workspace, self.actor, self.clock.now()).await?)
    }

    /// Begins a request: with the transaction to do it in, or with the answer that it got before.
    ///
    /// # Errors
    /// [`ServiceError::RequestReused`] where the key was another command's.
    pub async fn begin<Answer: DeserializeOwned>(
        &self,
        request: &Request,
    ) -> Result<Started<Answer>, ServiceError> {
        let mut tx = self.write().await?;
        let Some(key) = &request.key else { return Ok(Started::New(Box::new(tx))) };
        let Some(answered) = store::requests::find(&mut tx, key).await? else {
            return Ok(Started::New(Box::new(tx)));
        };
        tx.rollback().await?;
        if answered.command != request.command {
            return Err(ServiceError::RequestReused(key.clone()));
        }
        Ok(Started::Answered(serde_json::from_str(&answered.answer)?))
    }

    /// Keeps the answer with the work and commits both.
    ///
    /// # Errors
    /// [`ServiceError::Store`]; then nothing happened.
    pub async fn finish<Answer: Serialize>(
        &self,
        mut tx: Box<WriteTx>,
        request: &Request,
        answer: Answer,
    ) -> Result<Answer, ServiceError> {
        if let Some(key) = &request.key {
            let text = serde_json::to_string(&answer)?;
            store::requests::keep(&mut tx, key, &request.command, &text).await?;
        }
        tx.commit().await?;
        Ok(answer)
    }
}
