//! A workshop of its own for each test: a real database in a folder that goes away, and a clock
//! that stands still until it is told otherwise.

use ctb::domain::ids::ActorId;
use ctb::domain::ids::WorkspaceId;
use ctb::domain::money::Currency;
use ctb::domain::time::Timestamp;
use ctb::domain::workspace::ActorKind;
use ctb::services::bundle::{ImportError, Imported};
use ctb::services::{Clock, Context, Request};
use ctb::store::{Database, DatabaseUrl, workspaces};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// 2026-11-24T00:00:00Z.
const START: i64 = 1_795_478_400_000;

/// A clock that tests turn.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// A database with one empty workspace, and a caller in it.
pub struct Fixture {
    context: Context,
    actor: ActorId,
    clock: Arc<TestClock>,
    folder: tempfile::TempDir,
}

impl Fixture {
    /// An empty workshop.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ctb.db");
        let database = Self::open(&file).await;
        let clock = Arc::new(TestClock(AtomicI64::new(START)));
        let nobody = (WorkspaceId::new(0), ActorId::new(0));
        let mut tx = database.write(nobody.0, nobody.1, clock.now()).await.unwrap();
        let who = (ActorKind::CommandLine, "ctb");
        let (workspace, actor) = workspaces::add(&mut tx, "Workshop", Currency::USD, who).await.unwrap();
        tx.commit().await.unwrap();
        let context = Context::new(database, workspace, actor, clock.clone());
        Self { context, actor, clock, folder }
    }

    /// A copy of a workshop whose database is closed, to be treated badly.
    pub async fn copy(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ctb.db");
        std::fs::copy(self.file(), &file).unwrap();
        let database = Self::open(&file).await;
        let (clock, workspace) = (self.clock.clone(), self.context.workspace());
        let context = Context::new(database, workspace, self.actor, clock.clone());
        Self { context, actor: self.actor, clock, folder }
    }

    /// Another caller of the same file with connections of its own, as another process has them.
    pub async fn another(&self) -> Context {
        let database = Self::open(&self.file()).await;
        Context::new(database, self.context.workspace(), self.actor, self.clock.clone())
    }

    async fn open(file: &std::path::Path) -> Database {
        let url: DatabaseUrl = format!("sqlite:{}", file.display()).parse().unwrap();
        Database::open(&url).await.unwrap()
    }

    /// A workshop with a bundle in it.
    pub async fn with(bundle: &str) -> Self {
        let fixture = Self::new().await;
        fixture.import(bundle).await;
        fixture
    }

    /// The caller.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Where the database is.
    pub fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("ctb.db")
    }

    /// Lets time pass.
    pub fn wait_seconds(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// Imports a bundle that is in order.
    pub async fn import(&self, bundle: &str) -> Imported {
        self.try_import(bundle).await.unwrap()
    }

    /// Imports a bundle, or says why not.
    pub async fn try_import(&self, bundle: &str) -> Result<Imported, ImportError> {
        ctb::services::bundle::import(&self.context, &Request::unkeyed(), bundle.as_bytes()).await
    }

    /// The workspace as a bundle.
    pub async fn export(&self) -> String {
        ctb::services::bundle::export(&self.context).await.unwrap()
    }

    /// The working state.
    pub async fn state(&self) -> ctb::domain::state::State {
        ctb::services::state::state(&self.context).await.unwrap()
    }
}
