//! A small workshop in a database file of its own, seeded by SQL.

use ctb::domain::ids::{ActorId, PartId, StockLineId, WorkspaceId};
use ctb::domain::ledger::Movement;
use ctb::domain::quantity::Quantity;
use ctb::domain::time::Timestamp;
use ctb::services::{Clock, Context};
use ctb::store::movements::{Entry, book};
use ctb::store::{Database, DatabaseUrl};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};
use std::sync::Arc;

/// It is always the same moment.
struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000)
    }
}

pub struct Workshop {
    pub context: Context,
    directory: tempfile::TempDir,
}

impl Workshop {
    /// Workspace 1 (USD) with actor 1, version 1 of a project, and nothing else.
    pub async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url: DatabaseUrl =
            format!("sqlite:{}", directory.path().join("ctb.db").display()).parse().unwrap();
        let database = Database::open(&url).await.unwrap();
        let context = Context::new(database, WorkspaceId::new(1), ActorId::new(1), Arc::new(Stopped));
        let workshop = Self { context, directory };
        workshop
            .sql(
                "INSERT INTO workspaces (id, name, currency) VALUES (1, 'Workshop', 'USD'); \
                 INSERT INTO actors (id, workspace, kind, name) VALUES (1, 1, 'command_line', 'ctb'); \
                 INSERT INTO projects (id, workspace, name) VALUES (1, 1, 'Lfo'); \
                 INSERT INTO versions (id, workspace, project, revision) VALUES (1, 1, 1, 'v0');",
            )
            .await;
        workshop
    }

    pub async fn connection(&self) -> SqliteConnection {
        SqliteConnectOptions::new()
            .filename(self.directory.path().join("ctb.db"))
            .foreign_keys(true)
            .pragma("recursive_triggers", "ON")
            .connect()
            .await
            .unwrap()
    }

    /// Runs statements, as seeding or as somebody else's tampering.
    pub async fn sql(&self, statements: &str) {
        self.try_sql(statements).await.unwrap();
    }

    pub async fn try_sql(&self, statements: &str) -> Result<(), sqlx::Error> {
        let mut connection = self.connection().await;
        let done = sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut connection).await;
        connection.close().await.unwrap();
        done.map(|_| ())
    }

    /// One number from the database.
    pub async fn number(&self, query: &str) -> i64 {
        let mut connection = self.connection().await;
        let number =
            sqlx::query_scalar(AssertSqlSafe(query.to_owned())).fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        number
    }

    /// A part, by its id and key.
    pub async fn part(&self, id: i64, key: &str) -> PartId {
        self.sql(&format!("INSERT INTO parts (id, workspace, key, name) VALUES ({id}, 1, '{key}', '{key}')"))
            .await;
        PartId::new(id)
    }

    /// A location and a line of a part in it, of the same id, with so many pieces.
    pub async fn stock(&self, id: i64, part: PartId, location: &str, on_hand: u16) -> StockLineId {
        self.sql(&format!(
            "INSERT INTO locations (id, workspace, name) VALUES ({id}, 1, '{location}'); \
             INSERT INTO stock_lines (id, workspace, part, location) VALUES ({id}, 1, {part}, {id});"
        ))
        .await;
        let line = StockLineId::new(id);
        let mut tx = self.context.write().await.unwrap();
        let opening = Movement::Opening { quantity: Quantity::of(on_hand), cost: None };
        book(&mut tx, &[Entry::new(line, opening)]).await.unwrap();
        tx.commit().await.unwrap();
        line
    }

    /// An open build of version 1; its number is its id.
    pub async fn build(&self, id: i64) {
        self.sql(&format!(
            "INSERT INTO builds (id, workspace, number, version, quantity, created) VALUES ({id}, 1, {id}, 1, 1, 0)"
        ))
        .await;
    }
}
