//! A workshop with a small catalogue, and a git host that stands in for GitHub.

use crate::github_stand_in::GitHubStandIn;
use ctb::domain::ids::{ActorId, WorkspaceId};
use ctb::domain::matching::{BomLine, LineKey, Word};
use ctb::domain::money::Currency;
use ctb::domain::workspace::ActorKind;
use ctb::remote::GitHub;
use ctb::services::bom_sync::{self, Source, SyncAnswer};
use ctb::services::decisions::{DecideLine, LineDecided, LineWord, decide};
use ctb::services::{Clock, Context, Request, ServiceError, SystemClock, projects};
use ctb::store::resolutions::LineMeanings;
use ctb::store::{self, Database, DatabaseUrl};
use std::sync::Arc;

pub const FIRST: &str = "1111111111111111111111111111111111111111";
pub const SECOND: &str = "2222222222222222222222222222222222222222";
pub const BOM_HEAD: &str =
    "\"#\",\"Reference\",\"Qty\",\"Value\",\"Footprint\",\"DNP\",\"Vendor\",\"PartNum\"\n";

/// Two packages, resistors, a diode, an amplifier and its socket.
const CATALOG: &str = "
    INSERT INTO packages (id, workspace, name, technology) VALUES (1, 1, '0805', 'smd'), (2, 1, 'DIP-14', 'tht');
    INSERT INTO footprints (workspace, package, name) VALUES
      (1, 1, 'Resistor_SMD:R_0805_2012Metric'), (1, 2, 'Package_DIP:DIP-14_W7.62mm');
    INSERT INTO parts (id, workspace, key, name, symbol, value, package) VALUES
      (1, 1, 'r-10k', '10k 0805', 'R', '10k', 1), (2, 1, 'r-47k', '47k 0805', 'R', '47k', 1),
      (3, 1, 'r-9k1', '9.1k 0805', 'R', '9k1', 1), (4, 1, 'tl074', 'TL074CN', 'U', 'TL074', 2),
      (5, 1, 'socket', 'Socket DIP-14', '', '', NULL), (6, 1, 'odd', 'Odd', '', '', NULL);
    INSERT INTO vendors (id, workspace, name, currency) VALUES (1, 1, 'Mouser', 'USD');
    INSERT INTO offers (workspace, part, vendor, item_number, currency) VALUES (1, 4, 1, '595-TL074CN', 'USD');
    INSERT INTO implicit_parts (workspace, package, part, quantity) VALUES (1, 2, 5, 1);
";

pub struct Workshop {
    pub github: GitHubStandIn,
    pub client: GitHub,
    pub context: Context,
    folder: tempfile::TempDir,
}

impl Workshop {
    pub async fn new() -> Self {
        let workshop = Self::empty().await;
        workshop.sql(CATALOG).await;
        workshop
    }

    /// Without a catalogue of its own.
    pub async fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url: DatabaseUrl = format!("sqlite:{}", folder.path().join("ctb.db").display()).parse().unwrap();
        let database = Database::open(&url).await.unwrap();
        let mut tx = database.write(WorkspaceId::new(0), ActorId::new(0), SystemClock.now()).await.unwrap();
        let who = (ActorKind::CommandLine, "ctb");
        let (workspace, actor) =
            store::workspaces::add(&mut tx, "Workshop", Currency::USD, who).await.unwrap();
        tx.commit().await.unwrap();
        let context = Context::new(database, workspace, actor, Arc::new(SystemClock));
        let github = GitHubStandIn::start().await;
        let client = github.client();
        Self { github, client, context, folder }
    }

    /// With project Lfo, whose version `main` follows the branch of that name.
    pub async fn with_lfo(bom: &str) -> Self {
        let workshop = Self::new().await;
        workshop.github.repository("maker", "lfo").push("main", FIRST, &[("lfo.csv", bom.as_bytes())]);
        workshop.add("Lfo", "https://github.com/maker/lfo", "main").await;
        workshop
    }

    pub async fn add(&self, project: &str, repository: &str, revision: &str) {
        let request = Request::unkeyed();
        let mut tx = self.context.read().await.unwrap();
        if store::projects::project(&mut tx, project).await.unwrap().is_none() {
            projects::add_project(&self.context, &request, project, Some(repository)).await.unwrap();
        }
        drop(tx);
        let version = projects::NewVersion {
            project: project.into(),
            revision: revision.into(),
            ..projects::NewVersion::default()
        };
        projects::add_version(&self.context, &request, &version).await.unwrap();
    }

    pub fn push(&self, sha: &str, bom: &str) {
        self.github.repository("maker", "lfo").push("main", sha, &[("lfo.csv", bom.as_bytes())]);
    }

    pub async fn sync(&self) -> Result<SyncAnswer, ServiceError> {
        self.sync_version("Lfo", "main").await
    }

    pub async fn sync_version(&self, project: &str, revision: &str) -> Result<SyncAnswer, ServiceError> {
        let version = (project, revision);
        bom_sync::sync(&self.context, &self.client, &Request::unkeyed(), version, Source::Repository).await
    }

    pub async fn decide(&self, reference: &str, word: LineWord) -> LineDecided {
        let decision = DecideLine {
            project: "Lfo".into(),
            revision: "main".into(),
            reference: reference.into(),
            words: vec![word],
        };
        decide(&self.context, &Request::unkeyed(), &decision).await.unwrap()
    }

    /// The lines of Lfo's `main` and what they mean; none if it was never synced.
    pub async fn state(&self) -> Option<(Vec<BomLine>, Vec<LineMeanings>)> {
        let mut tx = self.context.read().await.unwrap();
        let version = store::projects::version(&mut tx, "Lfo", "main").await.unwrap().unwrap();
        let bom = version.bom?;
        let lines = store::boms::lines(&mut tx, bom).await.unwrap();
        Some((lines, store::resolutions::of_bom(&mut tx, bom).await.unwrap()))
    }

    /// Each meaning as `references: part or wanted -> substitute`, implicit ones with a plus.
    pub async fn meanings(&self) -> Vec<String> {
        let keys = ["", "r-10k", "r-47k", "r-9k1", "tl074", "socket", "odd"];
        let key = |part: ctb::domain::ids::PartId| keys[usize::try_from(part.get()).unwrap()].to_owned();
        let (_, meanings) = self.state().await.unwrap();
        let each = meanings.into_iter().flat_map(|line| line.resolutions);
        each.map(|resolution| {
            let sign = if resolution.implicit { "+" } else { "" };
            let ignored = if resolution.ignored { " ignored" } else { "" };
            let what = resolution.part.map(key).or(resolution.wanted).unwrap_or_default();
            let substitute =
                resolution.substitute.map(|part| format!(" -> {}", key(part))).unwrap_or_default();
            format!("{sign}{}: {what}{substitute}{ignored}", resolution.references.join(" "))
        })
        .collect()
    }

    /// References that Lfo's `main` leaves out of every build.
    pub async fn left_out(&self) -> Vec<String> {
        let mut tx = self.context.read().await.unwrap();
        let version = store::projects::version(&mut tx, "Lfo", "main").await.unwrap().unwrap();
        let said = store::decisions::of_version(&mut tx, version.id).await.unwrap();
        let left_out = said.into_iter().filter(|decision| decision.word == Word::LeaveOut);
        left_out
            .filter_map(|decision| match decision.whose {
                LineKey::Reference(reference) => Some(reference),
                LineKey::Text { .. } => None,
            })
            .collect()
    }

    /// Everything in the tables that a sync writes, to compare.
    pub async fn everything(&self) -> String {
        let counts: Vec<(String,)> = sqlx::query_as(
            "SELECT 'boms ' || count(*) FROM boms UNION ALL SELECT 'lines ' || count(*) FROM bom_lines \
             UNION ALL SELECT 'resolutions ' || count(*) || ' ' || max(id) FROM resolutions \
             UNION ALL SELECT 'decisions ' || count(*) FROM line_decisions \
             UNION ALL SELECT 'events ' || max(id) FROM events \
             UNION ALL SELECT 'version ' || id || ' ' || coalesce(bom, 0) || ' ' || edit FROM versions",
        )
        .fetch_all(&self.raw().await)
        .await
        .unwrap();
        counts.into_iter().map(|row| row.0).collect::<Vec<_>>().join(", ")
    }

    pub async fn sql(&self, statements: &'static str) {
        sqlx::raw_sql(statements).execute(&self.raw().await).await.unwrap();
    }

    async fn raw(&self) -> sqlx::SqlitePool {
        let url = format!("sqlite:{}", self.folder.path().join("ctb.db").display());
        sqlx::SqlitePool::connect(&url).await.unwrap()
    }
}
