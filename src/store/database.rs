//! Opening, migrating and talking to one SQLite file: one writer, a pool of readers.

use super::MIGRATIONS;
use super::error::StoreError;
use crate::domain::ids::{ActorId, WorkspaceId};
use crate::domain::time::Timestamp;
use sqlx::migrate::{Migrate, MigrateError, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, SqliteConnection, Transaction};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Readers that work side by side; reading never waits for writing in WAL mode.
const READERS: u32 = 4;
/// Rows that the database's thread may be ahead of its caller: as many as a large sheet has of a kind,
/// so that the two need not wait for each other in turns.
const ROWS_AHEAD: usize = 1_000;
/// What each connection may keep of the file in memory, as SQLite counts it: 16 MiB. By default it is 2,
/// about as much as a clearing of 200 lines writes.
const CACHE: &str = "-16384";
/// How many pages of 4 KiB the write-ahead log may hold before a commit copies them into the file: 32 MiB. By
/// default it is 4, a few large clearings.
const PAGES_AHEAD: &str = "8192";
/// How long a caller queues for the one writer before it is told that the database is busy.
const WRITER_PATIENCE: Duration = Duration::from_secs(10);
/// How long SQLite itself waits for another process's lock.
const LOCK_PATIENCE: Duration = Duration::from_secs(10);

/// Where the database is: `sqlite:FILE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseUrl(PathBuf);

impl DatabaseUrl {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl std::str::FromStr for DatabaseUrl {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let path = match text.split_once(':') {
            Some(("sqlite", rest)) => rest.strip_prefix("//").unwrap_or(rest),
            _ => return Err(StoreError::BadUrl(text.to_owned())),
        };
        if path.is_empty() || path.contains(['?', '\0']) || path.starts_with(':') {
            return Err(StoreError::BadUrl(text.to_owned()));
        }
        Ok(Self(PathBuf::from(path)))
    }
}

/// An open database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Database {
    writer: SqlitePool,
    readers: SqlitePool,
    path: PathBuf,
}

impl Database {
    /// Opens the file, makes it if it does not exist, and brings its schema up to date. Before a
    /// migration of a database with data the file is copied beside itself.
    ///
    /// # Errors
    /// [`StoreError`] where the file cannot be opened, is newer than this binary, or cannot be migrated.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        Self::open_migrated(url, &MIGRATIONS).await
    }

    /// As [`Database::open`], with the schema that these migrations make: how tests see what a later
    /// ctb will do.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub async fn open_migrated(url: &DatabaseUrl, migrations: &Migrator) -> Result<Self, StoreError> {
        let path = url.path().to_path_buf();
        let writer = writer_pool(&path).await.map_err(|error| cannot_open(&path, &error))?;
        migrate(&writer, &path, migrations).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options(&path).read_only(true))
            .await
            .map_err(|error| cannot_open(&path, &error))?;
        Ok(Self { writer, readers, path })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A consistent view for reading, which never waits for writers.
    ///
    /// # Errors
    /// [`StoreError::Busy`] where all readers stay taken.
    pub async fn read(&self, workspace: WorkspaceId) -> Result<Tx, StoreError> {
        Ok(Tx { inner: self.readers.begin().await?, workspace })
    }

    /// The one way to write: queues for the writer, then `BEGIN IMMEDIATE`, so that no transaction
    /// that read first can fail when it writes. Dropped without [`WriteTx::commit`], nothing happened.
    ///
    /// # Errors
    /// [`StoreError::Busy`] where the writer stays taken for too long.
    pub async fn write(
        &self,
        workspace: WorkspaceId,
        actor: ActorId,
        at: Timestamp,
    ) -> Result<WriteTx, StoreError> {
        let inner = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        Ok(WriteTx { tx: Tx { inner, workspace }, actor, at })
    }

    /// Finishes what is under way and closes the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// A consistent copy of the whole database in a new file, while others read and write.
    ///
    /// # Errors
    /// [`StoreError::NoBackup`] where the file exists or cannot be written.
    pub async fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        copy(&mut connection, path).await
    }
}

/// A consistent view of the database, in one workspace.
#[derive(Debug)]
pub struct Tx {
    inner: Transaction<'static, Sqlite>,
    workspace: WorkspaceId,
}

impl Tx {
    /// Whose rows are meant: every query names it.
    #[must_use]
    pub fn workspace(&self) -> i64 {
        self.workspace.get()
    }

    /// The connection, for the functions of this room.
    pub(in crate::store) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.inner
    }
}

/// A transaction that writes: all of it or none.
#[derive(Debug)]
pub struct WriteTx {
    tx: Tx,
    actor: ActorId,
    at: Timestamp,
}

impl WriteTx {
    /// Who does it.
    #[must_use]
    pub fn actor(&self) -> i64 {
        self.actor.get()
    }

    /// When it is done, in milliseconds since 1970.
    #[must_use]
    pub fn at(&self) -> i64 {
        self.at.as_millis()
    }

    /// Makes it so, durably.
    ///
    /// # Errors
    /// [`StoreError`] where the database cannot; then nothing happened.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.tx.inner.commit().await?)
    }

    /// Takes everything back (as dropping it does, but waits for it).
    ///
    /// # Errors
    /// [`StoreError`] where the connection broke.
    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.tx.inner.rollback().await?)
    }
}

impl std::ops::Deref for WriteTx {
    type Target = Tx;

    fn deref(&self) -> &Tx {
        &self.tx
    }
}

impl std::ops::DerefMut for WriteTx {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.tx
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(LOCK_PATIENCE)
        .synchronous(SqliteSynchronous::Full)
        .row_buffer_size(ROWS_AHEAD)
        .pragma("cache_size", CACHE)
        .pragma("wal_autocheckpoint", PAGES_AHEAD)
        // REPLACE would slip past delete triggers without it.
        .pragma("recursive_triggers", "ON")
        .pragma("trusted_schema", "OFF")
}

async fn writer_pool(path: &Path) -> Result<SqlitePool, sqlx::Error> {
    SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(WRITER_PATIENCE)
        .connect_with(options(path).create_if_missing(true).journal_mode(SqliteJournalMode::Wal))
        .await
}

fn cannot_open(path: &Path, error: &sqlx::Error) -> StoreError {
    StoreError::CannotOpen { path: path.to_path_buf(), cause: error.to_string() }
}

async fn migrate(writer: &SqlitePool, path: &Path, migrations: &Migrator) -> Result<(), StoreError> {
    let mut connection = writer.acquire().await?;
    let failed = |error: MigrateError| StoreError::CannotMigrate {
        path: path.to_path_buf(),
        cause: error.to_string(),
    };
    let table = &migrations.table_name;
    connection.ensure_migrations_table(table).await.map_err(failed)?;
    let applied = connection.list_applied_migrations(table).await.map_err(failed)?;
    let found = applied.iter().map(|migration| migration.version).max().unwrap_or(0);
    let known = migrations.iter().map(|migration| migration.version).max().unwrap_or(0);
    if found > known {
        return Err(StoreError::Newer { path: path.to_path_buf(), found, known });
    }
    if found > 0 && found < known {
        let backup = backup_beside(path, found);
        if !backup.exists() {
            copy(&mut connection, &backup).await?;
        }
    }
    // Given back first: the writer's pool has one connection.
    drop(connection);
    migrations.run(writer).await.map_err(failed)
}

/// `ctb.db` at schema 3 is kept as `ctb.db.before-4`.
fn backup_beside(path: &Path, schema: i64) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".before-{}", schema + 1));
    PathBuf::from(name)
}

pub(super) async fn copy(connection: &mut SqliteConnection, path: &Path) -> Result<(), StoreError> {
    let failed = |cause: String| StoreError::NoBackup { path: path.to_path_buf(), cause };
    if path.exists() {
        return Err(failed("it exists already".to_owned()));
    }
    let name = path.to_str().ok_or_else(|| failed("its name is not UTF-8".to_owned()))?;
    sqlx::query("VACUUM INTO ?1")
        .bind(name)
        .execute(connection)
        .await
        .map_err(|error| failed(error.to_string()))?;
    Ok(())
}
