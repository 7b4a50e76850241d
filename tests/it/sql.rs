//! Statements beside the program's own: to seed what no bundle says, to look, and to tamper.

use crate::fixture::Fixture;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};

/// What tests do to the file by SQL.
pub trait Sql {
    /// A connection of its own.
    async fn connection(&self) -> SqliteConnection;

    /// Runs statements, or says why not.
    async fn try_sql(&self, statements: &str) -> Result<(), sqlx::Error> {
        let mut connection = self.connection().await;
        let done = sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut connection).await;
        connection.close().await.unwrap();
        done.map(|_| ())
    }

    /// Runs statements that are in order.
    async fn sql(&self, statements: &str) {
        self.try_sql(statements).await.unwrap();
    }

    /// Numbers from the database.
    async fn numbers(&self, query: &str) -> Vec<i64> {
        let mut connection = self.connection().await;
        let numbers =
            sqlx::query_scalar(AssertSqlSafe(query.to_owned())).fetch_all(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        numbers
    }

    /// One number from the database.
    async fn number(&self, query: &str) -> i64 {
        let mut connection = self.connection().await;
        let number =
            sqlx::query_scalar(AssertSqlSafe(query.to_owned())).fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        number
    }
}

impl Sql for Fixture {
    async fn connection(&self) -> SqliteConnection {
        SqliteConnectOptions::new()
            .filename(self.file())
            .foreign_keys(true)
            .pragma("recursive_triggers", "ON")
            .connect()
            .await
            .unwrap()
    }
}
