//! How long it takes to clear a build on a real database, and in how many statements.
//!
//! `cargo bench --features ssr --bench clearing`
#![allow(clippy::expect_used)] // a bench that cannot set up is to stop

use ctb::domain::ids::{ActorId, WorkspaceId};
use ctb::domain::money::Currency;
use ctb::domain::workspace::ActorKind;
use ctb::services::{Clock, Context, Request, SystemClock, builds, bundle, overview};
use ctb::store::{Database, workspaces};
use divan::Bencher;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::runtime::Runtime;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

const PARTS: usize = 5_000;
const SIZES: [usize; 2] = [20, 200];

fn main() {
    tracing_subscriber::registry().with(Statements).init();
    let counts: Vec<usize> = SIZES.iter().map(|lines| Workshop::new(*lines).statements_to_clear()).collect();
    println!("statements to clear {} and {} lines: {} and {}", SIZES[0], SIZES[1], counts[0], counts[1]);
    assert_eq!(counts[0], counts[1], "the number of statements grows with the lines");
    divan::main();
}

/// A clear that reserves everything, and the cancel that gives it back.
#[divan::bench(args = SIZES, sample_count = 40)]
fn clear_then_cancel(bencher: Bencher, lines: usize) {
    let workshop = Workshop::new(lines);
    bencher.bench_local(|| {
        workshop.clear();
        workshop.cancel();
    });
}

/// The first clear of a build: everything is to be reserved.
#[divan::bench(args = SIZES, sample_count = 40, sample_size = 1)]
fn clear(bencher: Bencher, lines: usize) {
    let workshop = Workshop::new(lines);
    bencher.with_inputs(|| workshop.cancel()).bench_local_values(|()| workshop.clear());
}

/// Clearing again, where all fits: nothing is to be written but the frozen needs.
#[divan::bench(args = SIZES, sample_count = 40)]
fn clear_again(bencher: Bencher, lines: usize) {
    let workshop = Workshop::new(lines);
    workshop.clear();
    bencher.bench_local(|| workshop.clear());
}

/// What the build's page is drawn from.
#[divan::bench(args = SIZES, sample_count = 40)]
fn look(bencher: Bencher, lines: usize) {
    let workshop = Workshop::new(lines);
    bencher.bench_local(|| workshop.runtime.block_on(builds::look(&workshop.context, "b1")).ok());
}

/// The list of builds: how 50 open ones stand now.
#[divan::bench(args = [20, 40], sample_count = 20)]
fn list_50_builds(bencher: Bencher, lines: usize) {
    let workshop = Workshop::with_builds(lines, 50);
    bencher.bench_local(|| workshop.runtime.block_on(overview::builds(&workshop.context)).ok());
}

static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

/// Counts what the database is asked.
struct Statements;

impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Statements {
    fn enabled(
        &self,
        metadata: &tracing::Metadata<'_>,
        _: tracing_subscriber::layer::Context<'_, S>,
    ) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn on_event(&self, _: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
    }
}

struct Workshop {
    runtime: Runtime,
    context: Context,
    _folder: tempfile::TempDir,
}

impl Workshop {
    /// 5,000 parts with stock and offers, and a build of so many lines.
    fn new(lines: usize) -> Self {
        Self::with_builds(lines, 1)
    }

    fn with_builds(lines: usize, builds: usize) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("ctb.db").display());
        let context = runtime.block_on(async {
            let database = Database::open(&url.parse().expect("a database")).await.expect("a database");
            let clock: Arc<dyn Clock> = Arc::new(SystemClock);
            let mut tx = database
                .write(WorkspaceId::new(0), ActorId::new(0), clock.now())
                .await
                .expect("a transaction");
            let who = (ActorKind::CommandLine, "bench");
            let (workspace, actor) =
                workspaces::add(&mut tx, "Workshop", Currency::USD, who).await.expect("a workspace");
            tx.commit().await.expect("a commit");
            let context = Context::new(database, workspace, actor, clock);
            let bytes = workshop(lines, builds).to_string();
            bundle::import(&context, &Request::unkeyed(), bytes.as_bytes()).await.expect("an import");
            context
        });
        Self { runtime, context, _folder: folder }
    }

    fn clear(&self) {
        let report = self
            .runtime
            .block_on(builds::clear(&self.context, &Request::unkeyed(), "b1", None))
            .expect("a report");
        assert!(report.cleared, "the bench's build is to be clear: {:?}", report.shortages.first());
    }

    fn cancel(&self) {
        self.runtime.block_on(builds::cancel(&self.context, &Request::unkeyed(), "b1")).expect("a cancel");
    }

    fn statements_to_clear(&self) -> usize {
        let before = STATEMENTS.load(Ordering::Relaxed);
        self.clear();
        STATEMENTS.load(Ordering::Relaxed) - before
    }
}

fn workshop(lines: usize, builds: usize) -> Value {
    let builds: Vec<Value> = (1..=builds)
        .map(|number| json!({"key": format!("b{number}"), "project": "Large", "revision": "v1", "quantity": 40, "status": "open"}))
        .collect();
    let parts: Vec<Value> = (0..PARTS).map(part).collect();
    let stock: Vec<Value> = (0..PARTS)
        .flat_map(|index| {
            [(format!("Box {}", index % 100), 60), (format!("Drawer {}", index % 70), 60)].map(|(location, on_hand)| {
                json!({"part": format!("p{index}"), "location": location, "on_hand": on_hand})
            })
        })
        .collect();
    let places = (0..100).map(|n| json!({"name": format!("Box {n}")}));
    let places: Vec<Value> = places.chain((0..70).map(|n| json!({"name": format!("Drawer {n}")}))).collect();
    let bom: Vec<Value> = (0..lines)
        .map(|index| {
            let references = [format!("R{}", 2 * index + 1), format!("R{}", 2 * index + 2)];
            json!({"line": index + 1, "references": references, "quantity": 2, "value": format!("{}k", index + 1),
                   "part": format!("p{}", index * 7 % PARTS)})
        })
        .collect();
    json!({
        "format": "clear-to-build/1",
        "workspace": {"name": "Workshop", "currency": "USD"},
        "vendors": [{"name": "Mouser", "currency": "USD"}],
        "parts": parts, "locations": places, "stock": stock,
        "projects": [{"name": "Large", "versions": [{"revision": "v1", "bom": bom}]}],
        "builds": builds,
    })
}

/// Every fifth part has an alternative, and every part an offer.
fn part(index: usize) -> Value {
    let alternatives: Vec<Value> = (index.is_multiple_of(5) && index + 1 < PARTS)
        .then(|| json!({"part": format!("p{}", index + 1), "rank": 1, "asks": false}))
        .into_iter()
        .collect();
    json!({
        "key": format!("p{index}"), "name": format!("Part {index}"), "symbol": "R", "value": format!("{}k", index + 1),
        "alternatives": alternatives,
        "offers": [{"vendor": "Mouser", "item_number": format!("M-{index}"),
                    "prices": [{"quantity": 1, "unit_price": "0.10"}, {"quantity": 100, "unit_price": "0.02"}]}],
    })
}
