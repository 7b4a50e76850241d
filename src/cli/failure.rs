//! Why a command was not done: one line that says what, which and what to do.

use super::answer;
use crate::remote::SettingsError;
use crate::server::AssetsError;
use crate::server::config::ConfigError;
use crate::services::ServiceError;
use crate::services::bundle::ImportError;
use crate::store::StoreError;
use std::path::PathBuf;
use std::process::ExitCode;

/// Why a command was not done.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The use case refused.
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The site's files are not there.
    #[error(transparent)]
    Assets(#[from] AssetsError),
    /// The bundle was refused.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The git host cannot be asked with these settings.
    #[error(transparent)]
    GitHost(#[from] SettingsError),
    /// A file cannot be read or written.
    #[error("{path} cannot be {done}: {cause}")]
    File {
        /// Which file.
        path: PathBuf,
        /// `read` or `written`.
        done: &'static str,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A file is larger than any of its kind.
    #[error("{path} is larger than {most} MB: it was not read")]
    TooLarge {
        /// Which file.
        path: PathBuf,
        /// The limit.
        most: u64,
    },
    /// The address cannot be listened on.
    #[error("{address} cannot be listened on: {cause}")]
    Listen {
        /// Which address.
        address: std::net::SocketAddr,
        /// What the system said.
        cause: std::io::Error,
    },
    /// Others could reach the server, and nobody would be asked who they are.
    #[error(
        "{0} can be reached by others, and there are no accounts yet: listen on a loopback address, such as 127.0.0.1:3000"
    )]
    NotLoopback(std::net::SocketAddr),
    /// The machine refused.
    #[error("the system refused: {0}")]
    System(#[from] std::io::Error),
}

impl Failure {
    /// For programs: the line that people read, and what is wrong with a bundle, problem by problem.
    pub fn json(&self) -> String {
        let mut document = serde_json::json!({"error": self.to_string()});
        if let Self::Import(ImportError::Problems(problems)) = self {
            document["problems"] = problems
                .iter()
                .map(|problem| serde_json::json!({"pointer": problem.pointer, "message": problem.message}))
                .collect();
        }
        document.to_string()
    }

    /// How the process ends.
    pub fn exit(&self) -> ExitCode {
        ExitCode::from(answer::FAILED)
    }
}
