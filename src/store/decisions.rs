//! What people said about lines of a version, and what is remembered for the workspace.

use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::{BomId, PartId, VersionId};
use crate::domain::matching::{Decision, LineKey, Remembered, Word};
use serde::Serialize;
use sqlx::FromRow;
use std::collections::BTreeMap;

const OF_VERSIONS: &str = "SELECT d.version, d.kind, d.reference, d.line_text, d.occurrence, d.part \
    FROM json_each(?2) given CROSS JOIN line_decisions d ON d.workspace = ?1 AND d.version = given.value ORDER BY d.id";
const SAY: &str = "INSERT INTO line_decisions (workspace, version, kind, reference, line_text, occurrence, part, actor, at) \
    SELECT ?1, ?2, ?3, value ->> 'reference', value ->> 'text', value ->> 'occurrence', ?5, ?6, ?7 FROM jsonb_each(?4) WHERE true \
    ON CONFLICT (version, kind, reference, line_text, occurrence) \
    DO UPDATE SET part = excluded.part, actor = excluded.actor, at = excluded.at";
const UNSAY: &str = "DELETE FROM line_decisions WHERE workspace = ?1 AND version = ?2 AND kind = ?3 \
    AND (reference, line_text, occurrence) IN \
      (SELECT value ->> 'reference', value ->> 'text', value ->> 'occurrence' FROM jsonb_each(?4))";
const COPY: &str = "INSERT INTO line_decisions (workspace, version, kind, reference, line_text, occurrence, part, actor, at) \
    SELECT workspace, ?3, kind, reference, line_text, occurrence, part, actor, at FROM line_decisions \
    WHERE workspace = ?1 AND version = ?2 ORDER BY id";
/// A substitute that a bundle gave a line is a person's word, though no decision came with it.
const ADOPT: &str = "INSERT INTO line_decisions (workspace, version, kind, reference, part, actor, at) \
    SELECT ?1, ?2, 'substitute', reference.value, r.substitute, ?4, ?5 \
    FROM bom_lines l JOIN resolutions r ON r.workspace = l.workspace AND r.bom_line = l.id \
    JOIN json_each(r.reference_list) reference \
    WHERE l.workspace = ?1 AND l.bom = ?3 AND r.reason = 'bundle' AND r.implicit = 0 AND r.substitute IS NOT NULL \
    ON CONFLICT (version, kind, reference, line_text, occurrence) DO NOTHING";
const REMEMBER: &str = "INSERT INTO remembered_matches (workspace, kind, key, part) VALUES (?1, ?2, ?3, ?4) \
    ON CONFLICT (workspace, kind, key) DO UPDATE SET part = excluded.part";
/// The body that a value was remembered in: `R value:10000ohm 0805`. Of a footprint without its
/// library it is told by what follows the colon.
const RENAME_BODY: &str = "WITH bodies (key, body) AS ( \
      SELECT m.key, substr(m.key, instr(substr(m.key, instr(m.key, ' ') + 1), ' ') + instr(m.key, ' ') + 1) \
      FROM remembered_matches m WHERE m.workspace = ?1 AND m.kind = 'value' AND m.key LIKE '% % %' \
    ) \
    UPDATE OR IGNORE remembered_matches SET key = substr(b.key, 1, length(b.key) - length(b.body)) || ?3 FROM bodies b \
    WHERE workspace = ?1 AND kind = 'value' AND remembered_matches.key = b.key \
      AND (b.body = ?2 OR substr(b.body, instr(b.body, ':') + 1) = ?2)";
const PART: &str = "SELECT id FROM parts WHERE workspace = ?1 AND key = ?2";
const PARTS_NAMED: &str = "SELECT id FROM parts WHERE workspace = ?1 AND name = ?2 AND archived = 0 LIMIT 2";

/// The kinds of words, as the store names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    /// [`Word::Match`].
    Match,
    /// [`Word::Substitute`].
    Substitute,
    /// [`Word::LeaveOut`].
    LeaveOut,
    /// [`Word::Ignore`].
    Ignore,
}

impl WordKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Substitute => "substitute",
            Self::LeaveOut => "leave_out",
            Self::Ignore => "ignore",
        }
    }
}

/// A line's key as three columns.
#[derive(Serialize)]
struct KeyColumns<'a> {
    reference: &'a str,
    text: &'a str,
    occurrence: u32,
}

impl<'a> From<&'a LineKey> for KeyColumns<'a> {
    fn from(key: &'a LineKey) -> Self {
        match key {
            LineKey::Reference(reference) => Self { reference, text: "", occurrence: 0 },
            LineKey::Text { text, occurrence } => Self { reference: "", text, occurrence: *occurrence },
        }
    }
}

#[derive(FromRow)]
struct Row {
    version: i64,
    kind: String,
    reference: String,
    line_text: String,
    occurrence: u32,
    part: Option<i64>,
}

impl TryFrom<Row> for Decision {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let part = row.part.map(PartId::new);
        let word = match row.kind.as_str() {
            "match" => Word::Match(part),
            "substitute" => Word::Substitute(part),
            "leave_out" => Word::LeaveOut,
            "ignore" => Word::Ignore,
            other => return Err(StoreError::Corrupt(format!("a decision of kind {other}"))),
        };
        let whose = if row.reference.is_empty() {
            LineKey::Text { text: row.line_text, occurrence: row.occurrence }
        } else {
            LineKey::Reference(row.reference)
        };
        Ok(Self { whose, word })
    }
}

fn columns(keys: &[LineKey]) -> Result<String, StoreError> {
    super::json(&keys.iter().map(KeyColumns::from).collect::<Vec<_>>())
}

/// All decisions of a version.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_version(tx: &mut Tx, version: VersionId) -> Result<Vec<Decision>, StoreError> {
    Ok(of_versions(tx, &[version]).await?.remove(&version).unwrap_or_default())
}

/// All decisions of each of these versions.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_versions(
    tx: &mut Tx,
    versions: &[VersionId],
) -> Result<BTreeMap<VersionId, Vec<Decision>>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(OF_VERSIONS)
        .bind(workspace)
        .bind(super::json(versions)?)
        .fetch_all(tx.connection())
        .await?;
    let mut said: BTreeMap<VersionId, Vec<Decision>> = BTreeMap::new();
    for row in rows {
        said.entry(VersionId::new(row.version)).or_default().push(row.try_into()?);
    }
    Ok(said)
}

/// Writes a word about each of the keys, in place of an earlier one of its kind.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn say(
    tx: &mut WriteTx,
    version: VersionId,
    keys: &[LineKey],
    word: Word,
) -> Result<(), StoreError> {
    let (workspace, actor, at) = (tx.workspace(), tx.actor(), tx.at());
    let (kind, part) = match word {
        Word::Match(part) => (WordKind::Match, part),
        Word::Substitute(part) => (WordKind::Substitute, part),
        Word::LeaveOut => (WordKind::LeaveOut, None),
        Word::Ignore => (WordKind::Ignore, None),
    };
    let said = sqlx::query(SAY)
        .bind(workspace)
        .bind(version.get())
        .bind(kind.name())
        .bind(columns(keys)?)
        .bind(part.map(PartId::get))
        .bind(actor)
        .bind(at)
        .execute(tx.connection())
        .await?;
    super::error::expect_rows("decisions", keys.len() as u64, said.rows_affected())
}

/// Takes a kind of word about the keys back.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn unsay(
    tx: &mut WriteTx,
    version: VersionId,
    keys: &[LineKey],
    kind: WordKind,
) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    sqlx::query(UNSAY)
        .bind(workspace)
        .bind(version.get())
        .bind(kind.name())
        .bind(columns(keys)?)
        .execute(tx.connection())
        .await?;
    Ok(())
}

/// Gives a new version a copy of another one's decisions.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn copy(tx: &mut WriteTx, from: VersionId, to: VersionId) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    sqlx::query(COPY).bind(workspace).bind(from.get()).bind(to.get()).execute(tx.connection()).await?;
    Ok(())
}

/// Makes decisions of the substitutes that a bundle gave the lines of a BOM, before a sync replaces it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn adopt_substitutes(tx: &mut WriteTx, version: VersionId, bom: BomId) -> Result<(), StoreError> {
    let (workspace, actor, at) = (tx.workspace(), tx.actor(), tx.at());
    sqlx::query(ADOPT)
        .bind(workspace)
        .bind(version.get())
        .bind(bom.get())
        .bind(actor)
        .bind(at)
        .execute(tx.connection())
        .await?;
    Ok(())
}

/// Remembers a match for the whole workspace.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn remember(tx: &mut WriteTx, remembered: &Remembered) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    sqlx::query(REMEMBER)
        .bind(workspace)
        .bind(remembered.key.kind())
        .bind(remembered.key.text())
        .bind(remembered.part.get())
        .execute(tx.connection())
        .await?;
    Ok(())
}

/// Lets what was remembered of values in one body hold in another: a package got a new name, or a
/// footprint got a package. Both are in small letters.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn rename_body(tx: &mut WriteTx, from: &str, to: &str) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    sqlx::query(RENAME_BODY).bind(workspace).bind(from).bind(to).execute(tx.connection()).await?;
    Ok(())
}

/// The part of that key; else the only one of that name.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn part_called(tx: &mut Tx, name: &str) -> Result<Option<PartId>, StoreError> {
    let workspace = tx.workspace();
    let by_key: Option<i64> =
        sqlx::query_scalar(PART).bind(workspace).bind(name).fetch_optional(tx.connection()).await?;
    if by_key.is_some() {
        return Ok(by_key.map(PartId::new));
    }
    let named: Vec<i64> =
        sqlx::query_scalar(PARTS_NAMED).bind(workspace).bind(name).fetch_all(tx.connection()).await?;
    Ok(match named[..] {
        [only] => Some(PartId::new(only)),
        _ => None,
    })
}
