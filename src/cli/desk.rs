//! What every command works with: its settings, the database once it is needed, and its request.

use super::arguments::Common;
use super::failure::Failure;
use crate::domain::workspace::{ActorKind, Workspace};
use crate::remote::{Mouser, MouserSettings, Vendors};
use crate::server::config::{Config, Origin, Sources};
use crate::services::secrets::KeyPlace;
use crate::services::{Context, Request, SystemClock, workspaces};
use crate::store::Database;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// The longest name that the store keeps of somebody.
const LONGEST_NAME: usize = 200;
/// No file that is handed over is larger, but a bundle.
pub const MOST_MEGABYTES: u64 = 100;

/// A command's settings, and its database once it is opened.
pub struct Desk {
    config: Config,
    request: Option<String>,
    json: bool,
    database: Option<Database>,
}

impl Desk {
    /// The settings of this process. `listen` is a flag of `serve` alone.
    ///
    /// # Errors
    /// [`Failure::Config`].
    pub fn new(common: Common, listen: Option<String>) -> Result<Self, Failure> {
        let flags = [("database", common.database), ("workspace", common.workspace), ("listen", listen)];
        let flags: BTreeMap<_, _> = flags.into_iter().filter_map(|(key, text)| Some((key, text?))).collect();
        let environment = |name: &str| std::env::var_os(name);
        let config = Config::resolve(&Sources::collect(flags, common.config, &environment)?)?;
        if config.log.origin != Origin::Usual {
            start_log(config.log.value.as_deref().unwrap_or_default());
        }
        Ok(Self { config, request: common.request, json: common.json, database: None })
    }

    /// What is in force.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Whether programs read the answer.
    pub fn json(&self) -> bool {
        self.json
    }

    /// The database, made where it does not exist.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn database(&mut self) -> Result<Database, Failure> {
        if let Some(database) = &self.database {
            return Ok(database.clone());
        }
        let database = Database::open(&self.config.database.value).await?;
        self.database = Some(database.clone());
        Ok(database)
    }

    /// The caller in the workspace that is meant.
    ///
    /// # Errors
    /// [`Failure`] where the database cannot be opened, or it is not clear which workspace is meant.
    pub async fn context(&mut self) -> Result<Context, Failure> {
        let database = self.database().await?;
        let named = self.config.workspace.value.as_deref();
        let name = user_name();
        let vendors = self.vendors()?;
        let actor = (ActorKind::CommandLine, name.as_str());
        let context = workspaces::enter(database, named, actor, Arc::new(SystemClock)).await?;
        let context = context.with_vendors(vendors).with_patience(self.config.remote_timeout.value);
        Ok(match self.config.secret_key.value.clone() {
            Some(key) => context.with_key(KeyPlace::Given(key)),
            None => context,
        })
    }

    /// The vendors that can be asked: a new one is a line here.
    ///
    /// # Errors
    /// [`Failure::GitHost`] where a configured address cannot be used.
    pub fn vendors(&self) -> Result<Vendors, Failure> {
        let Some(key) = self.config.mouser_key.value.clone() else {
            return Ok(Vendors::none().with_keyless(Mouser::NAME, Mouser::KEY_SETTING));
        };
        let base_url = self.config.mouser_url.value.clone();
        let mouser = Mouser::new(MouserSettings { base_url, ..MouserSettings::new(key) })?;
        Ok(Vendors::none().with(Arc::new(mouser)))
    }

    /// Every workspace, by name.
    ///
    /// # Errors
    /// [`Failure`] where the database cannot be opened.
    pub async fn workspaces(&mut self) -> Result<Vec<Workspace>, Failure> {
        let database = self.database().await?;
        Ok(workspaces::list(&database, (ActorKind::CommandLine, &user_name()), &SystemClock).await?)
    }

    /// The caller in the workspace that is named, else in the oldest, for what says by itself which
    /// workspace it is about.
    ///
    /// # Errors
    /// As [`Desk::context`].
    pub async fn named_or_oldest_workspace(&mut self) -> Result<Context, Failure> {
        match self.config.workspace.value {
            Some(_) => self.context().await,
            None => self.oldest_workspace().await,
        }
    }

    /// The caller in the oldest workspace, for what is not within one; always the same one, so that a
    /// request that is repeated finds its answer.
    ///
    /// # Errors
    /// As [`Desk::workspaces`].
    pub async fn oldest_workspace(&mut self) -> Result<Context, Failure> {
        let oldest = self.workspaces().await?.into_iter().min_by_key(|workspace| workspace.id);
        let named = oldest.map(|workspace| workspace.name);
        let actor = user_name();
        let actor = (ActorKind::CommandLine, actor.as_str());
        Ok(workspaces::enter(self.database().await?, named.as_deref(), actor, Arc::new(SystemClock)).await?)
    }

    /// The request of a command, which is done once if it has an id.
    ///
    /// # Errors
    /// [`Failure::Service`] where the id cannot be one.
    pub fn request(&self, command: &'static str, arguments: &impl Serialize) -> Result<Request, Failure> {
        self.keyed(command, arguments, None)
    }

    /// The request of a command that reads a file: another content is another command.
    ///
    /// # Errors
    /// As [`Desk::request`].
    pub fn request_with(
        &self,
        command: &'static str,
        arguments: &impl Serialize,
        content: &[u8],
    ) -> Result<Request, Failure> {
        self.keyed(command, arguments, Some(content))
    }

    fn keyed(
        &self,
        command: &'static str,
        arguments: &impl Serialize,
        content: Option<&[u8]>,
    ) -> Result<Request, Failure> {
        let Some(id) = &self.request else { return Ok(Request::unkeyed()) };
        let content = content.map(fingerprint);
        let canonical = serde_json::to_string(&(command, arguments, content))
            .map_err(crate::services::ServiceError::from)?;
        Ok(Request::keyed(id, canonical)?)
    }

    /// Closes the database, so that nothing of it is left in a journal.
    pub async fn close(&mut self) {
        if let Some(database) = self.database.take() {
            database.close().await;
        }
    }
}

/// Logs to standard error: standard output is for answers.
pub fn start_log(directives: &str) {
    let filter = EnvFilter::try_new(directives).unwrap_or_default();
    // A second start in one process keeps the first.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// Who the operating system says it is.
pub fn user_name() -> String {
    let named = ["USER", "USERNAME"].into_iter().filter_map(|variable| std::env::var(variable).ok());
    let name = named.map(|name| name.trim().to_owned()).find(|name| !name.is_empty());
    name.unwrap_or_else(|| "shell".to_owned()).chars().take(LONGEST_NAME).collect()
}

/// A file that somebody hands over, of so many megabytes at most; or standard input for `-`.
///
/// # Errors
/// [`Failure::File`] or [`Failure::TooLarge`].
pub fn read_file(path: &Path, most_megabytes: u64) -> Result<Vec<u8>, Failure> {
    let failed = |cause| Failure::File { path: path.to_path_buf(), done: "read", cause };
    let most = most_megabytes * 1_000_000;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        std::fs::File::open(path)
            .and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
            .map_err(failed)?;
    }
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) {
        return Err(Failure::TooLarge { path: path.to_path_buf(), most: most_megabytes });
    }
    Ok(bytes)
}

/// Writes a file whole or not at all: beside its place first, then in it.
///
/// # Errors
/// [`Failure::File`].
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let failed = |cause| Failure::File { path: path.to_path_buf(), done: "written", cause };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".writing");
    let written = std::fs::File::create(&beside).and_then(|mut file| {
        file.write_all(content)?;
        file.sync_all()
    });
    let done = written.and_then(|()| std::fs::rename(&beside, path));
    if done.is_err() {
        // The reason is what counts.
        let _ = std::fs::remove_file(&beside);
    }
    done.map_err(failed)
}

/// The SHA-256 of a file's content.
fn fingerprint(content: &[u8]) -> String {
    Sha256::digest(content).iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
