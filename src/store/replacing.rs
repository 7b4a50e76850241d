//! Checking a database file before it is trusted, and replacing one by another.

use super::{Database, MIGRATIONS, StoreError};
use sqlx::migrate::Migrate;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sqlx::{ConnectOptions, Connection};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another process may hold a file that is to be replaced.
const PATIENCE: Duration = Duration::from_secs(2);
const INTEGRITY: &str = "PRAGMA integrity_check(3)";
const REFERENCES: &str = "SELECT COUNT(*) FROM pragma_foreign_key_check";
const TABLES: &str =
    "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('workspaces', 'movements')";

/// Proves that a file is a sound database of ours, and not a newer one, changing nothing.
///
/// # Errors
/// [`StoreError::NotSound`] or [`StoreError::Newer`].
pub async fn prove_sound(path: &Path) -> Result<(), StoreError> {
    if !path.is_file() {
        return Err(unsound(path, "there is no such file"));
    }
    let mut connection =
        options(path).read_only(true).connect().await.map_err(|error| unsound(path, error))?;
    let proof = prove(&mut connection, path).await;
    connection.close().await.map_err(|error| unsound(path, error))?;
    proof
}

async fn prove(connection: &mut SqliteConnection, path: &Path) -> Result<(), StoreError> {
    let failed = |error: sqlx::Error| unsound(path, error);
    let told: Vec<String> =
        sqlx::query_scalar(INTEGRITY).fetch_all(&mut *connection).await.map_err(failed)?;
    if told != ["ok"] {
        return Err(unsound(path, told.join(", ")));
    }
    let tables: i64 = sqlx::query_scalar(TABLES).fetch_one(&mut *connection).await.map_err(failed)?;
    if tables != 2 {
        return Err(unsound(path, "it is no database of ctb"));
    }
    let broken: i64 = sqlx::query_scalar(REFERENCES).fetch_one(&mut *connection).await.map_err(failed)?;
    if broken > 0 {
        return Err(unsound(path, format!("{broken} of its rows refer to rows that are not there")));
    }
    let applied = connection
        .list_applied_migrations(&MIGRATIONS.table_name)
        .await
        .map_err(|error| unsound(path, error))?;
    let found = applied.iter().map(|migration| migration.version).max().unwrap_or(0);
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    if found > known {
        return Err(StoreError::Newer { path: path.to_path_buf(), found, known });
    }
    Ok(())
}

/// Replaces a database by another one that was proved sound, in one step. What was there is kept
/// beside it; its name is answered.
///
/// # Errors
/// [`StoreError`] where somebody uses the target, or the file system refuses; then the target is as it was.
pub async fn replace(source: &Path, target: &Path) -> Result<Option<PathBuf>, StoreError> {
    let staged = beside(target, ".restoring");
    let failed = |error: std::io::Error| StoreError::CannotReplace {
        path: target.to_path_buf(),
        cause: error.to_string(),
    };
    remove_if_there(&staged).map_err(failed)?;
    let done = stage_and_swap(source, &staged, target).await;
    if done.is_err() {
        // The reason is what counts; a leftover is removed by the next attempt.
        let _ = remove_if_there(&staged);
    }
    done
}

async fn stage_and_swap(source: &Path, staged: &Path, target: &Path) -> Result<Option<PathBuf>, StoreError> {
    let failed = |error: std::io::Error| StoreError::CannotReplace {
        path: target.to_path_buf(),
        cause: error.to_string(),
    };
    let mut connection = options(source).read_only(true).connect().await?;
    let copied = super::database::copy(&mut connection, staged).await;
    connection.close().await?;
    copied?;
    migrate_alone(staged).await?;
    prove_sound(staged).await?;
    fs::File::open(staged).and_then(|file| file.sync_all()).map_err(failed)?;
    let kept = set_aside(target).await?;
    fs::rename(staged, target).map_err(failed)?;
    sync_folder(target).map_err(failed)?;
    Ok(kept)
}

/// Brings the copy up to date before anybody sees it, and leaves it as one file.
async fn migrate_alone(staged: &Path) -> Result<(), StoreError> {
    let url = format!("sqlite:{}", staged.display()).parse()?;
    Database::open(&url).await?.close().await;
    leave_one_file(staged).await
}

/// Keeps what is at the target under another name as well, with its journal if that could not be
/// folded in (a broken database is what people restore over).
async fn set_aside(target: &Path) -> Result<Option<PathBuf>, StoreError> {
    if !target.exists() {
        return Ok(None);
    }
    // Any other error: it is no database, and is kept as it is.
    if let Err(StoreError::Busy) = leave_one_file(target).await {
        return Err(StoreError::InUse(target.to_path_buf()));
    }
    let kept = free_name(target);
    let failed = |error: std::io::Error| StoreError::CannotReplace {
        path: target.to_path_buf(),
        cause: error.to_string(),
    };
    fs::hard_link(target, &kept).or_else(|_| fs::copy(target, &kept).map(|_| ())).map_err(failed)?;
    for ending in ["-wal", "-shm"] {
        let journal = beside(target, ending);
        if journal.exists() {
            fs::rename(&journal, beside(&kept, ending)).map_err(failed)?;
        }
    }
    Ok(Some(kept))
}

/// Leaving WAL mode folds the journal in, and is only possible for whoever is alone: `BUSY` otherwise.
async fn leave_one_file(path: &Path) -> Result<(), StoreError> {
    let mut connection = options(path).journal_mode(SqliteJournalMode::Delete).connect().await?;
    let told: Result<String, _> = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut connection).await;
    connection.close().await?;
    if told? == "delete" { Ok(()) } else { Err(StoreError::Busy) }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).busy_timeout(PATIENCE).pragma("trusted_schema", "OFF")
}

fn unsound(path: &Path, cause: impl ToString) -> StoreError {
    StoreError::NotSound { path: path.to_path_buf(), cause: cause.to_string() }
}

/// `ctb.db.before-restore`, then `ctb.db.before-restore-2`: nothing that was kept is lost.
fn free_name(target: &Path) -> PathBuf {
    let first = beside(target, ".before-restore");
    if !first.exists() {
        return first;
    }
    (2..)
        .map(|number: u32| beside(target, &format!(".before-restore-{number}")))
        .find(|name| !name.exists())
        .unwrap_or(first)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn remove_if_there(path: &Path) -> std::io::Result<()> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        match fs::remove_file(beside(path, ending)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// A renaming is durable once its folder is.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder)?.sync_all()
}
