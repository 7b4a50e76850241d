//! `ctb backup` and `ctb restore`.

use super::answer::Answer;
use super::desk::Desk;
use super::failure::Failure;
use super::progress;
use crate::store::replacing;
use clap::Args;
use std::path::PathBuf;

/// Copies the database, consistently, while others work with it.
#[derive(Debug, Args)]
pub struct Backup {
    /// The new file; one that exists is never overwritten
    file: PathBuf,
}

/// Checks a backup, then puts it in the database's place; what was there is kept beside it.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    file: PathBuf,
}

impl Backup {
    /// Copies, and proves the copy.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let database = desk.database().await?;
        let copied = async {
            database.copy_to(&self.file).await?;
            replacing::prove_sound(&self.file).await
        };
        progress::during("Copying the database\u{2026}", copied).await?;
        let file = self.file.display().to_string();
        Answer::new(&serde_json::json!({"backup": file}), format!("The database was copied to {file}."))
    }
}

impl Restore {
    /// Proves the backup, then replaces the database by it in one step.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let target = desk.config().database.value.path().to_path_buf();
        let replaced = async {
            replacing::prove_sound(&self.file).await?;
            replacing::replace(&self.file, &target).await
        };
        let kept = progress::during("Checking and restoring the backup\u{2026}", replaced).await?;
        let kept = kept.map(|path| path.display().to_string());
        let (file, target) = (self.file.display().to_string(), target.display().to_string());
        let beside =
            kept.as_ref().map_or(String::new(), |kept| format!(" What was there is kept as {kept}."));
        Answer::new(
            &serde_json::json!({"restored": file, "database": target, "kept": kept}),
            format!("{target} is now what {file} was.{beside}"),
        )
    }
}
