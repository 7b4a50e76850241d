//! Databases of every schema that was released are migrated with what they hold; newer ones are
//! refused; before a migration the file is kept, and one that fails changes nothing.
//!
//! `tests/it/databases/` holds a dump of a used database per schema, and what it exported.
//! `CTB_WRITE_DATABASES=1` writes those of the newest schema; add them to `RELEASED`.

use crate::fixture::Fixture;
use crate::jobs::shop::{Shop, asking, runner};
use crate::workshop::{bom, cleared, found, pieces, raw, workshop};
use ctb::domain::catalog::PartQuery;
use ctb::domain::ids::{ActorId, WorkspaceId};
use ctb::services::catalog::parts;
use ctb::services::parts_import::Stated;
use ctb::services::{Context, Request, SystemClock, bom_sync, builds, bundle, jobs, parts_import, tokens};
use ctb::store::{Database, DatabaseUrl, MIGRATIONS};
use secrecy::SecretString;
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};
use std::path::{Path, PathBuf};
use std::sync::Arc;

struct Released {
    schema: &'static str,
    dump: &'static str,
    /// What its database exported when the dump was made.
    exported: &'static str,
    /// Its background jobs, and where each stood.
    jobs: &'static [&'static str],
    /// Lists of parts that came in, and what waits of each.
    imports: &'static [&'static str],
    /// Parts that a word of a custom field finds.
    crimson: &'static [&'static str],
    /// Projects with a token that is kept.
    tokens: i64,
}

const RELEASED: [Released; 3] = [
    Released {
        schema: "0001",
        dump: include_str!("databases/0001.sql"),
        exported: include_str!("databases/0001.json"),
        jobs: &[],
        imports: &[],
        crimson: &[],
        tokens: 0,
    },
    Released {
        schema: "0005",
        dump: include_str!("databases/0005.sql"),
        exported: include_str!("databases/0005.json"),
        jobs: &["Mouser 1-AAA: done", "Mouser 2-BBB: cancelled", "Mouser 3-CCC: queued"],
        imports: &[],
        crimson: &[],
        tokens: 0,
    },
    Released {
        schema: "0007",
        dump: include_str!("databases/0007.sql"),
        exported: include_str!("databases/0007.json"),
        jobs: &["Mouser 1-AAA: done", "Mouser 2-BBB: cancelled", "Mouser 3-CCC: queued"],
        imports: &["parts.csv: 2 made, 1 waiting"],
        crimson: &["knob"],
        tokens: 1,
    },
];

fn url(file: &Path) -> DatabaseUrl {
    format!("sqlite:{}", file.display()).parse().unwrap()
}

async fn restored(folder: &Path, dump: &str) -> PathBuf {
    let file = folder.join("ctb.db");
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(&file).create_if_missing(true).foreign_keys(false);
    let mut raw = SqliteConnection::connect_with(&options).await.unwrap();
    raw.execute(AssertSqlSafe(dump.to_owned())).await.unwrap();
    raw.close().await.unwrap();
    file
}

fn caller(database: Database) -> Context {
    Context::new(database, WorkspaceId::new(1), ActorId::new(1), Arc::new(SystemClock))
}

#[tokio::test]
async fn a_database_of_every_released_schema_is_migrated_with_what_it_holds() {
    if std::env::var_os("CTB_WRITE_DATABASES").is_some() {
        write_newest().await;
        return;
    }
    for Released { schema, dump, exported, jobs, imports, crimson, tokens } in RELEASED {
        let folder = tempfile::tempdir().unwrap();
        let file = restored(folder.path(), dump).await;
        let context = caller(Database::open(&url(&file)).await.unwrap());
        assert_eq!(found(&context).await, Vec::<String>::new(), "{schema}");
        assert!(bundle::export(&context).await.unwrap() == exported, "{schema}: something was lost");
        assert_eq!(standing(&context).await, jobs, "{schema}");
        assert_eq!(came_in(&context).await, imports, "{schema}");
        let query = PartQuery { search: "crimson".into(), ..PartQuery::default() };
        let crimsons = parts::list(&context, &query).await.unwrap().parts;
        assert!(
            crimsons.iter().map(|part| part.part.as_str()).eq(crimson.iter().copied()),
            "{schema}: {crimsons:?}"
        );
        let mut raw = raw(&file).await;
        let kept: i64 =
            sqlx::query_scalar("SELECT count(*) FROM project_tokens").fetch_one(&mut raw).await.unwrap();
        assert_eq!(kept, tokens, "{schema}");
        raw.close().await.unwrap();
        finish_jobs(&context, schema).await;
        assert!(builds::clear(&context, &Request::unkeyed(), "1", None).await.unwrap().cleared, "{schema}");
        assert_eq!(found(&context).await, Vec::<String>::new(), "{schema}, in use");
    }
}

/// Each job and where it stands, the oldest first.
async fn standing(context: &Context) -> Vec<String> {
    let mut all = jobs::list(context).await.unwrap().jobs;
    all.sort_by_key(|job| job.job);
    all.iter().map(|job| format!("{}: {}", job.subject, job.status.name())).collect()
}

/// Each list that came in, the newest first, and what waits of it.
async fn came_in(context: &Context) -> Vec<String> {
    let batches = parts_import::batches(context, None).await.unwrap().batches;
    batches
        .iter()
        .map(|batch| format!("{}: {} made, {} waiting", batch.file, batch.made, batch.waiting))
        .collect()
}

/// Work that an older ctb left is taken up.
async fn finish_jobs(context: &Context, schema: &str) {
    let fixture = Fixture::new().await;
    let shop = Shop::usual(&fixture);
    shop.sells("3-CCC", "CCC");
    assert_eq!(runner(&fixture).drain(&asking(context, &shop)).await.unwrap(), 0, "{schema}");
    let left = standing(context).await;
    assert!(!left.iter().any(|job| job.ends_with("queued")), "{schema}: {left:?}");
}

#[tokio::test]
async fn a_newer_database_is_refused_and_left_alone() {
    let fixture = workshop().await;
    fixture.context().database().close().await;
    let mut past = raw(&fixture.file()).await;
    past.execute("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)")
        .await
        .unwrap();
    past.close().await.unwrap();
    let before = std::fs::read(fixture.file()).unwrap();
    let error = Database::open(&url(&fixture.file())).await.unwrap_err();
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap();
    assert_eq!(
        error.to_string(),
        format!(
            "the database {} was written by a newer ctb (its schema is 9999, this ctb knows {known}): use that newer ctb, or restore a backup",
            fixture.file().display()
        )
    );
    assert_eq!(std::fs::read(fixture.file()).unwrap(), before);
}

/// The migrations of a later ctb: today's and one more.
async fn later(folder: &Path, sql: &str) -> Migrator {
    for migration in MIGRATIONS.iter() {
        let name = format!("{:04}_{}.sql", migration.version, migration.description.replace(' ', "_"));
        std::fs::write(folder.join(name), migration.sql.as_str()).unwrap();
    }
    std::fs::write(folder.join("9000_later.sql"), sql).unwrap();
    Migrator::new(folder).await.unwrap()
}

fn kept(fixture: &Fixture) -> PathBuf {
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap();
    let mut name = fixture.file().into_os_string();
    name.push(format!(".before-{}", known + 1));
    PathBuf::from(name)
}

#[tokio::test]
async fn before_a_migration_the_database_is_kept_beside_itself() {
    let fixture = workshop().await;
    cleared(fixture.context(), 2).await;
    let exported = fixture.export().await;
    fixture.context().database().close().await;
    let folder = tempfile::tempdir().unwrap();
    let later = later(
        folder.path(),
        "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT; INSERT INTO later VALUES (7);",
    )
    .await;
    let migrated = caller(Database::open_migrated(&url(&fixture.file()), &later).await.unwrap());
    assert_eq!(bundle::export(&migrated).await.unwrap(), exported);
    migrated.database().close().await;
    let error = Database::open(&url(&fixture.file())).await.unwrap_err();
    assert!(error.to_string().contains("written by a newer ctb"), "{error}");
    let before = caller(Database::open(&url(&kept(&fixture))).await.unwrap());
    assert_eq!(bundle::export(&before).await.unwrap(), exported);
    assert_eq!(found(&before).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_migration_that_fails_leaves_the_old_database_intact() {
    let fixture = workshop().await;
    let exported = fixture.export().await;
    fixture.context().database().close().await;
    let folder = tempfile::tempdir().unwrap();
    let broken = "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT; DELETE FROM shortages; INSERT INTO nowhere VALUES (1);";
    let later = later(folder.path(), broken).await;
    let error = Database::open_migrated(&url(&fixture.file()), &later).await.unwrap_err();
    assert!(error.to_string().contains("cannot be migrated"), "{error}");
    let old = caller(Database::open(&url(&fixture.file())).await.unwrap());
    assert_eq!(bundle::export(&old).await.unwrap(), exported);
    assert_eq!(found(&old).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_new_database_has_nothing_to_keep() {
    let fixture = Fixture::new().await;
    assert!(!kept(&fixture).exists());
}

/// Writes the dump of a used database of the newest schema.
async fn write_newest() {
    let fixture = workshop().await;
    let context = fixture.context();
    let ask = Request::unkeyed();
    cleared(context, 2).await;
    let partly = cleared(context, 3).await;
    builds::complete(context, &ask, &partly, Some(pieces(1))).await.unwrap();
    let done = cleared(context, 1).await;
    builds::complete(context, &ask, &done, None).await.unwrap();
    let over = cleared(context, 1).await;
    builds::cancel(context, &ask, &over).await.unwrap();
    leave_jobs(&fixture).await;
    let list = "Name,Qty,Place,Colour\nKnob,4,A1,crimson\nNut,9,A1,steel\nBolt,some,A1,steel\n";
    let list = parts_import::read("parts.csv", list.as_bytes()).unwrap();
    parts_import::apply(context, &ask, &list, &Stated::default()).await.unwrap();
    tokens::give(context, "Vca", &SecretString::from("a_token_of_this_project")).await.unwrap();
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/databases"));
    std::fs::create_dir_all(&folder).unwrap();
    let newest = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap();
    std::fs::write(folder.join(format!("{newest:04}.json")), fixture.export().await).unwrap();
    let mut raw = raw(&fixture.file()).await;
    std::fs::write(folder.join(format!("{newest:04}.sql")), dump(&mut raw).await).unwrap();
}

/// A job that is done, one that was cancelled, and one that waits.
async fn leave_jobs(fixture: &Fixture) {
    let shop = Shop::usual(fixture);
    shop.sells("1-AAA", "AAA");
    let context = asking(fixture.context(), &shop);
    let numbers = [("U7", "1-AAA"), ("U8", "2-BBB"), ("U9", "3-CCC")];
    for count in 1..=numbers.len() {
        let cells: Vec<String> = numbers.iter().map(|(_, number)| format!(",Mouser,{number}")).collect();
        let rows: Vec<(&str, &str, &str, &str)> =
            (0..count).map(|index| (numbers[index].0, "", "", cells[index].as_str())).collect();
        let fetched = bom_sync::from_file("bom.csv", bom(&rows).as_bytes()).unwrap();
        bom_sync::apply(&context, &Request::unkeyed(), ("Vca", "v0"), &fetched).await.unwrap();
        match count {
            1 => assert_eq!(runner(fixture).drain(&context).await.unwrap(), 0),
            2 => {
                let waiting =
                    jobs::list(&context).await.unwrap().jobs.iter().map(|job| job.job).max().unwrap();
                jobs::cancel(&context, &Request::unkeyed(), waiting).await.unwrap();
            }
            _ => {}
        }
    }
}

/// Tables, rows, then what would get in the way of rows.
async fn dump(raw: &mut SqliteConnection) -> String {
    let schema: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'parts_search_%' \
         AND name NOT LIKE 'fields_search_%' OR type = 'trigger' ORDER BY rowid",
    )
    .fetch_all(&mut *raw)
    .await
    .unwrap();
    let mut text = String::from("BEGIN;\n");
    let mut later = String::new();
    for (kind, name, sql) in &schema {
        if kind != "table" {
            later.push_str(&format!("{sql};\n"));
            continue;
        }
        text.push_str(&format!("{sql};\n"));
        if name.ends_with("_search") {
            later.push_str(&format!("INSERT INTO {name} ({name}) VALUES ('rebuild');\n"));
            continue;
        }
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?1)")
            .bind(name)
            .fetch_all(&mut *raw)
            .await
            .unwrap();
        let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
        let rows = format!("SELECT {} FROM \"{name}\"", quoted.join(" || ', ' || "));
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(rows)).fetch_all(&mut *raw).await.unwrap();
        for row in rows {
            text.push_str(&format!("INSERT INTO \"{name}\" VALUES ({row});\n"));
        }
    }
    text + &later + "COMMIT;\n"
}
