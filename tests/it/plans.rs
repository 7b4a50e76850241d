//! How the database answers statements: a set that travels as one parameter is read once, not again
//! for each row of a table.

use crate::fixture::Fixture;
use crate::sql::Sql;
use sqlx::{AssertSqlSafe, Connection};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn files(below: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(below).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.into_iter().chain(folders.iter().flat_map(|folder| self::files(folder))).collect()
}

/// The statements of a file, by the names of their constants; those that macros put together are not
/// among them.
fn statements(code: &str) -> Vec<(String, String)> {
    let constants = code.split("\nconst ").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once(": &str =")?;
        let literal = rest.trim_start().strip_prefix('"')?;
        let (literal, _) = literal.split_once("\";")?;
        let lines: Vec<&str> = literal.split("\\\n").map(str::trim_start).collect();
        Some((name.to_owned(), lines.concat()))
    });
    constants.collect()
}

/// The steps of a plan: its loops, each with the loop around it.
type Step = (i64, i64, i64, String);

/// The first step that walks a parameter inside a loop over something else. Steps of one parent are
/// loops in each other.
fn walked_again(plan: &[Step]) -> Option<&str> {
    let mut outermost: BTreeMap<i64, i64> = BTreeMap::new();
    plan.iter().find_map(|(id, parent, _, what)| {
        if !(what.starts_with("SCAN") || what.starts_with("SEARCH")) {
            return None;
        }
        let first = *outermost.entry(*parent).or_insert(*id);
        // INDEX 1 takes the whole of its parameter, INDEX 3 a part of what an outer loop came to.
        (what.contains("VIRTUAL TABLE INDEX 1") && first != *id).then_some(what.as_str())
    })
}

#[tokio::test]
async fn no_statement_reads_its_set_again_for_each_row() {
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let fixture = Fixture::new().await;
    let mut connection = fixture.connection().await;
    let (mut seen, mut found) = (0, Vec::new());
    for file in files(&store) {
        for (name, statement) in statements(&fs::read_to_string(&file).unwrap()) {
            if !statement.contains("_each(?") {
                continue;
            }
            seen += 1;
            let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
            let plan: Vec<Step> = sqlx::query_as(explain).fetch_all(&mut connection).await.unwrap();
            if walked_again(&plan).is_some() {
                found.push(format!("{name} in {}: {plan:#?}", file.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(seen > 30, "only {seen} statements were found");
    connection.close().await.unwrap();
}

#[test]
fn a_set_inside_a_loop_is_noticed() {
    let step = |id, parent, what: &str| (id, parent, 0, what.to_owned());
    let inside =
        [step(4, 0, "SEARCH r USING INDEX reservations_once"), step(12, 0, "SCAN w VIRTUAL TABLE INDEX 1:")];
    assert_eq!(walked_again(&inside), Some("SCAN w VIRTUAL TABLE INDEX 1:"));
    let outside =
        [step(4, 0, "SCAN w VIRTUAL TABLE INDEX 1:"), step(12, 0, "SEARCH r USING INDEX reservations_once")];
    assert_eq!(walked_again(&outside), None);
}
