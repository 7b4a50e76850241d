//! What can go wrong in the store, and what the database's named refusals mean.

use crate::domain::ids::StockLineId;
use crate::domain::ledger::LedgerError;
use std::path::PathBuf;

/// An error of the store. Callers show it; only [`StoreError::Busy`] is worth another try.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The `--database` text is not one of ours.
    #[error("\u{201c}{0}\u{201d} is not a database: give sqlite:FILE, such as sqlite:ctb.db")]
    BadUrl(String),
    /// The file cannot be opened or made.
    #[error("the database {path} cannot be opened: {cause}")]
    CannotOpen {
        /// Which file.
        path: PathBuf,
        /// What the database said.
        cause: String,
    },
    /// Written by a newer ctb.
    #[error(
        "the database {path} was written by a newer ctb (its schema is {found}, this ctb knows {known}): use that newer ctb, or restore a backup"
    )]
    Newer {
        /// Which file.
        path: PathBuf,
        /// The newest migration that was applied to it.
        found: i64,
        /// The newest migration that this binary has.
        known: i64,
    },
    /// A migration that was applied is not the one that this binary has.
    #[error("the database {path} cannot be migrated: {cause}")]
    CannotMigrate {
        /// Which file.
        path: PathBuf,
        /// Why.
        cause: String,
    },
    /// The copy that was asked for, or is made before a migration, failed; nothing was changed.
    #[error("the copy {path} of the database could not be written, nothing was changed: {cause}")]
    NoBackup {
        /// The backup's name.
        path: PathBuf,
        /// Why.
        cause: String,
    },
    /// A file that was to be trusted is no sound database of ours.
    #[error("{path} cannot be restored, nothing was changed: {cause}")]
    NotSound {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// Somebody has the database open that was to be replaced.
    #[error("the database {0} is in use, nothing was changed: stop the server first")]
    InUse(PathBuf),
    /// The file system refused to replace a database.
    #[error("the database {path} was not replaced: {cause}")]
    CannotReplace {
        /// Which file.
        path: PathBuf,
        /// Why.
        cause: String,
    },
    /// Others held the database for too long.
    #[error("the database is busy: try again in a moment")]
    Busy,
    /// No room is left on the disk.
    #[error("the disk is full: nothing was written; free some room and try again")]
    DiskFull,
    /// A named constraint or trigger refused it.
    #[error("{}", explain(.0))]
    Refused(String),
    /// What was to be changed is not there, or not once.
    #[error("{what}: {expected} rows were to be written, {written} were")]
    RowCount {
        /// Which write.
        what: &'static str,
        /// How many rows it meant.
        expected: u64,
        /// How many it met.
        written: u64,
    },
    /// A movement cannot happen to its stock line as that is now.
    #[error("stock line {stock_line}: {cause}")]
    Ledger {
        /// Which line.
        stock_line: StockLineId,
        /// Why not.
        cause: LedgerError,
    },
    /// A row that the domain refuses: the database was changed by something else.
    #[error("the database holds what it must not: {0}; run ctb check")]
    Corrupt(String),
    /// Anything else that the database says.
    #[error("the database failed: {0}")]
    Database(#[source] sqlx::Error),
}

impl StoreError {
    /// The name of the constraint or trigger that refused, where one did.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Refused(name) => Some(name),
            _ => None,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::Busy;
        }
        let Some(database) = error.as_database_error() else {
            return Self::Database(error);
        };
        // SQLite's primary result codes: 5 BUSY, 6 LOCKED, 13 FULL, 19 CONSTRAINT.
        let code: i64 = database.code().and_then(|code| code.parse().ok()).unwrap_or(0);
        match code & 0xff {
            5 | 6 => Self::Busy,
            13 => Self::DiskFull,
            19 => Self::Refused(constraint_name(database.message())),
            _ => Self::Database(error),
        }
    }
}

/// SQLite says "CHECK constraint failed: name", "UNIQUE constraint failed: table.column, …" or, for
/// our triggers, the name alone.
fn constraint_name(message: &str) -> String {
    let name = message.rsplit_once("constraint failed: ").map_or(message, |(_, name)| name);
    name.trim().to_owned()
}

/// Checks that a statement met exactly the rows that it meant.
///
/// # Errors
/// [`StoreError::RowCount`] where it did not.
pub fn expect_rows(what: &'static str, expected: u64, written: u64) -> Result<(), StoreError> {
    if expected == written { Ok(()) } else { Err(StoreError::RowCount { what, expected, written }) }
}

/// A sentence for a constraint's name.
fn explain(name: &str) -> String {
    let sentence = match name {
        "stock_lines_reserved_at_most_on_hand" => "that would reserve more than lies there",
        "stock_lines_on_hand_limit" => "a place cannot hold more than 1000000000 pieces",
        "movements_never_updated" | "movements_never_deleted" => {
            "the ledger is never rewritten: correct a mistake by another movement"
        }
        "movements_follow_on" => "the stock changed in the meantime: try again",
        "bom_lines_never_edited" => "a BOM that was read is never edited: decide its lines instead",
        "FOREIGN KEY" => "something that this refers to does not exist, or is still referred to",
        _ => return format!("the database refused it ({name})"),
    };
    sentence.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_constraint_is_found_in_every_form() {
        assert_eq!(constraint_name("CHECK constraint failed: parts_key"), "parts_key");
        assert_eq!(
            constraint_name("UNIQUE constraint failed: parts.workspace, parts.key"),
            "parts.workspace, parts.key"
        );
        assert_eq!(constraint_name("movements_never_updated"), "movements_never_updated");
    }
}
