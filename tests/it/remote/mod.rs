//! The real client against a server that behaves like GitHub, limits and failures included.

mod failures;
mod guard;
mod limits;
mod mouser;
mod reading;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use ctb::remote::{BomPath, CommitId, GitHost, GitHub, GitHubSettings, GitRef, RemoteError, RepositoryUrl};
use jiff::Timestamp;

use crate::github_stand_in::GitHubStandIn;

const FIRST: &str = "1111111111111111111111111111111111111111";
const SECOND: &str = "2222222222222222222222222222222222222222";
const TAG: &str = "abababababababababababababababababababab";
const BOM: &[u8] = b"\"Reference\",\"Qty\",\"Value\"\n\"R1\",\"1\",\"10k\"\n";
const TOKEN: &str = "github_pat_not_a_real_one";

/// A stand-in and the client that was configured for it, with a clock that tests turn.
struct Fixture {
    github: GitHubStandIn,
    client: GitHub,
    now: Arc<AtomicI64>,
}

impl Fixture {
    async fn start() -> Self {
        Self::start_with(None).await
    }

    async fn start_with(token: Option<&str>) -> Self {
        let github = GitHubStandIn::start().await;
        github.repository("maker", "lfo").commit(FIRST, &[("lfo.csv", BOM)]).branch("main", FIRST);
        let now = Arc::new(AtomicI64::new(1_800_000_000));
        let client = GitHub::new(settings(&github, token, &now)).expect("a client");
        Self { github, client, now }
    }

    async fn resolve(&self, git_ref: &str) -> Result<String, RemoteError> {
        let git_ref = GitRef::parse(git_ref).expect("a ref");
        self.client.resolve(&lfo(), &git_ref).await.map(|commit| commit.to_string())
    }

    async fn read(&self, path: &str) -> Result<Vec<u8>, RemoteError> {
        self.client.read_file(&lfo(), &commit(FIRST), &BomPath::parse(path).expect("a path")).await
    }

    fn set_time(&self, seconds: i64) {
        self.now.store(seconds, Ordering::SeqCst);
    }
}

fn settings(github: &GitHubStandIn, token: Option<&str>, now: &Arc<AtomicI64>) -> GitHubSettings {
    let now = now.clone();
    let clock = move || Timestamp::from_second(now.load(Ordering::SeqCst)).expect("a time");
    let mut settings = GitHubSettings::new(Arc::new(clock));
    settings.base_url = Some(github.base_url().parse().expect("an address"));
    settings.token = token.map(Into::into);
    settings.limits.pauses = vec![Duration::ZERO; 2];
    settings
}

fn lfo() -> RepositoryUrl {
    RepositoryUrl::parse("https://github.com/maker/lfo").expect("an address")
}

fn commit(sha: &str) -> CommitId {
    CommitId::parse(sha).expect("a commit")
}
