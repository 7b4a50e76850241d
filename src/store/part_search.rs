//! The list of parts, searched and paged by key, with the sums over their stock.

use super::{StoreError, Tx};
use crate::domain::catalog::{PartCursor, PartSummary, Search, SearchTerm};
use crate::domain::ids::PartId;
use crate::domain::quantity::Quantity;
use serde::Serialize;
use sqlx::FromRow;

/// A page of the parts that `$from` gives as `p`, with their stock. The page is cut before stock is
/// summed.
macro_rules! page_of {
    ($with:expr, $from:literal) => {
        concat!(
            "WITH ",
            $with,
            "page AS ( \
               SELECT p.id, p.key, p.name, p.symbol, p.value, p.package, p.mpn, p.tags, p.low_stock, p.not_counted, \
                 p.placeholder, p.archived FROM ",
            $from,
            " p.workspace = ?1 AND p.archived <= ?2 AND (p.name, p.id) > (?3, ?4) \
                 AND (?6 IS NULL OR EXISTS (SELECT 1 FROM json_each(p.tags) tag WHERE tag.value = ?6)) \
               ORDER BY p.name, p.id LIMIT ?5 \
             ) \
             SELECT p.id, p.key, p.name, p.symbol, p.value, k.name AS package, p.mpn, p.tags, p.low_stock, p.not_counted, \
               p.placeholder, p.archived, coalesce(sum(s.on_hand), 0) AS on_hand, coalesce(sum(s.reserved), 0) AS reserved \
             FROM page p LEFT JOIN packages k ON k.workspace = ?1 AND k.id = p.package \
             LEFT JOIN stock_lines s ON s.workspace = ?1 AND s.part = p.id GROUP BY p.id ORDER BY p.name, p.id"
        )
    };
}

const LIST: &str = page_of!("", "parts p WHERE");

/// Which parts are meant by the terms `$terms`, of which `$words` are words: the table `matched (part)`.
///
/// A part is found if each word means it: by full text, a custom field's too, a value in any notation, key, manufacturer's
/// or vendor's number, package, or the place where it lies; or if the whole text does (word −1).
macro_rules! matching {
    ($terms:literal, $words:literal) => {
        concat!(
            "terms (word, phrase, choices, text, beyond) AS MATERIALIZED ( \
       SELECT value ->> 'word', value ->> 'phrase', value -> 'values', value ->> 'text', value ->> 'text' || char(1114111) \
       FROM json_each(",
            $terms,
            ") \
     ), \
     hits (word, part) AS ( \
       SELECT t.word, f.rowid FROM terms t CROSS JOIN parts_search f WHERE t.word >= 0 AND f.parts_search MATCH t.phrase \
       UNION SELECT t.word, c.part FROM terms t CROSS JOIN fields_search f CROSS JOIN part_fields c \
         WHERE f.fields_search MATCH t.phrase AND c.id = f.rowid AND c.workspace = ?1 \
       UNION SELECT t.word, p.id FROM terms t CROSS JOIN json_each(t.choices) v \
         CROSS JOIN parts p WHERE p.workspace = ?1 AND p.value_key = v.value \
       UNION SELECT t.word, p.id FROM terms t CROSS JOIN parts p \
         WHERE p.workspace = ?1 AND p.key >= lower(t.text) AND p.key < lower(t.beyond) \
       UNION SELECT t.word, p.id FROM terms t CROSS JOIN parts p WHERE p.workspace = ?1 AND p.mpn = t.text COLLATE NOCASE \
       UNION SELECT t.word, o.part FROM terms t CROSS JOIN offers o WHERE o.workspace = ?1 \
         AND o.item_number COLLATE NOCASE >= t.text AND o.item_number COLLATE NOCASE < t.beyond \
       UNION SELECT t.word, p.id FROM terms t CROSS JOIN parts p WHERE p.workspace = ?1 AND p.package IN \
         (SELECT k.id FROM packages k WHERE k.workspace = ?1 AND k.name = t.text COLLATE NOCASE) \
       UNION SELECT t.word, s.part FROM terms t CROSS JOIN stock_lines s WHERE s.workspace = ?1 AND s.on_hand > 0 AND s.location IN \
         (SELECT l.id FROM locations l WHERE l.workspace = ?1 \
           AND (l.name = t.text COLLATE NOCASE OR substr(l.name, 1, length(t.text) + 1) = t.text || '/' COLLATE NOCASE)) \
     ), \
     matched (part) AS (SELECT part FROM hits GROUP BY part HAVING min(word) < 0 OR count(*) = ",
            $words,
            "), "
        )
    };
}
pub(in crate::store) use matching;

const SEARCH: &str = page_of!(matching!("?7", "?8"), "matched m CROSS JOIN parts p WHERE p.id = m.part AND");

/// A term as the statement takes it.
#[derive(Serialize)]
struct Term<'a> {
    word: i64,
    phrase: String,
    text: &'a str,
    values: Vec<&'a str>,
}

impl<'a> Term<'a> {
    fn new(word: i64, term: &'a SearchTerm) -> Self {
        let values = term.values.iter().map(String::as_str).collect();
        Self { word, phrase: phrase(&term.text), text: &term.text, values }
    }
}

/// The terms of a search and the number of its words, as [`matching!`] takes them.
pub(super) fn terms(search: &Search) -> Result<(String, i64), StoreError> {
    let words = (0..).zip(&search.words).map(|(word, term)| Term::new(word, term));
    let whole = search.whole.iter().map(|term| Term::new(-1, term));
    let terms: Vec<Term<'_>> = words.chain(whole).collect();
    Ok((super::json(&terms)?, i64::try_from(search.words.len()).unwrap_or(i64::MAX)))
}

/// What begins with these words, in the language of full-text search: quoted, nothing in it is an
/// operator.
fn phrase(text: &str) -> String {
    format!("\"{}\"*", text.replace('"', "\"\""))
}

/// A part with the sums over its stock, as lists read it.
#[derive(FromRow)]
pub(super) struct Row {
    id: i64,
    key: String,
    name: String,
    symbol: String,
    value: String,
    package: Option<String>,
    mpn: Option<String>,
    tags: String,
    low_stock: Option<i64>,
    not_counted: bool,
    placeholder: bool,
    archived: bool,
    on_hand: i64,
    reserved: i64,
}

impl TryFrom<Row> for PartSummary {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |what: &dyn std::fmt::Display| StoreError::Corrupt(format!("part {}: {what}", row.id));
        // A sum over many places may be beyond what one of them holds.
        let pieces = |sum: i64| Quantity::clamped(u64::try_from(sum).unwrap_or(0));
        Ok(Self {
            id: PartId::new(row.id),
            tags: serde_json::from_str(&row.tags).map_err(|error| corrupt(&error))?,
            low_stock: row.low_stock.map(Quantity::try_from).transpose().map_err(|error| corrupt(&error))?,
            part: row.key,
            name: row.name,
            symbol: row.symbol,
            value: row.value,
            package: row.package,
            mpn: row.mpn,
            not_counted: row.not_counted,
            placeholder: row.placeholder,
            archived: row.archived,
            on_hand: pieces(row.on_hand),
            reserved: pieces(row.reserved),
            free: pieces(row.on_hand - row.reserved),
        })
    }
}

/// Which part of the list is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Those after this one.
    pub after: Option<&'a PartCursor>,
    /// At most so many.
    pub limit: u32,
    /// Archived ones too.
    pub archived: bool,
    /// Only those with this tag.
    pub tag: Option<&'a str>,
}

/// The parts that are meant, by name.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn find(tx: &mut Tx, search: &Search, page: Page<'_>) -> Result<Vec<PartSummary>, StoreError> {
    let workspace = tx.workspace();
    let after = page.after.map_or(("", 0), |after| (after.name.as_str(), after.id.get()));
    let query = if search.is_empty() { sqlx::query_as(LIST) } else { sqlx::query_as(SEARCH) };
    let mut query =
        query.bind(workspace).bind(page.archived).bind(after.0).bind(after.1).bind(page.limit).bind(page.tag);
    if !search.is_empty() {
        let (terms, words) = terms(search)?;
        query = query.bind(terms).bind(words);
    }
    let rows: Vec<Row> = query.fetch_all(tx.connection()).await?;
    rows.into_iter().map(PartSummary::try_from).collect()
}
