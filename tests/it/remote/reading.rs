//! Refs, files and directories as they should be.

use ctb::remote::{FileEntry, FileKind};

use super::*;

#[tokio::test]
async fn branches_tags_and_commits_resolve_to_the_commit() {
    let f = Fixture::start().await;
    f.github
        .repository("maker", "lfo")
        .push("feature/new-pots/2", SECOND, &[("lfo.csv", BOM)])
        .tag("v1.0", SECOND)
        .tag("release/2", SECOND)
        .annotated_tag("v0", TAG, FIRST);
    for (name, sha) in [
        ("main", FIRST),
        ("heads/main", FIRST),
        ("refs/heads/main", FIRST),
        ("feature/new-pots/2", SECOND),
        ("heads/feature/new-pots/2", SECOND),
        ("v1.0", SECOND),
        ("release/2", SECOND),
        ("tags/release/2", SECOND),
        ("v0", FIRST),
        ("tags/v0", FIRST),
        (SECOND, SECOND),
        ("2222222", SECOND),
    ] {
        assert_eq!(f.resolve(name).await.as_deref(), Ok(sha), "{name}");
    }
}

#[tokio::test]
async fn slashes_of_a_ref_are_segments_and_everything_else_is_encoded() {
    let f = Fixture::start().await;
    f.github.repository("maker", "lfo").branch("a/50%/é", FIRST);
    assert_eq!(f.resolve("a/50%/é").await.as_deref(), Ok(FIRST));
    assert_eq!(f.github.targets(), ["/repos/maker/lfo/commits/a/50%25/%C3%A9"]);
}

#[tokio::test]
async fn no_ref_and_head_mean_the_default_branch_whatever_it_is_called() {
    let f = Fixture::start().await;
    f.github
        .repository("maker", "lfo")
        .push("trunk", SECOND, &[])
        .tag("trunk", FIRST)
        .default_branch("trunk");
    assert_eq!(f.resolve("").await.as_deref(), Ok(SECOND));
    assert_eq!(f.resolve("HEAD").await.as_deref(), Ok(SECOND));
    assert_eq!(f.client.default_branch(&lfo()).await.as_deref(), Ok("trunk"));
}

#[tokio::test]
async fn a_push_is_seen_and_an_old_commit_stays_readable() {
    let f = Fixture::start().await;
    assert_eq!(f.resolve("main").await.as_deref(), Ok(FIRST));
    f.github.repository("maker", "lfo").push("main", SECOND, &[("lfo.csv", b"new")]);
    assert_eq!(f.resolve("main").await.as_deref(), Ok(SECOND));
    assert_eq!(f.read("lfo.csv").await.as_deref(), Ok(BOM));
}

#[tokio::test]
async fn a_file_arrives_byte_for_byte_from_paths_with_odd_characters() {
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let path = "hardware/rev 2/50% é #1?+&.csv";
    let f = Fixture::start().await;
    f.github.repository("maker", "lfo").commit(FIRST, &[(path, &bytes), ("empty.csv", b"")]);
    assert_eq!(f.read(path).await, Ok(bytes));
    assert_eq!(f.read("empty.csv").await, Ok(Vec::new()));
}

#[tokio::test]
async fn a_web_page_that_lies_in_the_repository_is_a_file() {
    let page = b"<!DOCTYPE html><html></html>";
    let f = Fixture::start().await;
    f.github
        .repository("maker", "lfo")
        .commit(FIRST, &[("ibom.html", page), ("list.json", b"[{\"path\": \"x\"}]")]);
    assert_eq!(f.read("ibom.html").await.as_deref(), Ok(&page[..]));
    assert_eq!(f.read("list.json").await.as_deref(), Ok(&b"[{\"path\": \"x\"}]"[..]));
}

#[tokio::test]
async fn directories_are_listed_to_propose_a_path() {
    let f = Fixture::start().await;
    f.github
        .repository("maker", "lfo")
        .commit(FIRST, &[("lfo.csv", BOM), ("fab/bom.csv", b"12"), ("fab/x/y.csv", b"")]);
    let entry = |path: &str, kind, size| FileEntry { path: path.into(), kind, size };
    let root = f.client.list_files(&lfo(), &commit(FIRST), "").await;
    assert_eq!(
        root,
        Ok(vec![entry("lfo.csv", FileKind::File, BOM.len() as u64), entry("fab", FileKind::Directory, 0)])
    );
    let fab = f.client.list_files(&lfo(), &commit(FIRST), "fab/").await;
    assert_eq!(
        fab,
        Ok(vec![entry("fab/bom.csv", FileKind::File, 2), entry("fab/x", FileKind::Directory, 0)])
    );
    let file = f.client.list_files(&lfo(), &commit(FIRST), "lfo.csv").await;
    assert!(matches!(file, Err(RemoteError::NotADirectory { .. })), "{file:?}");
    assert!(matches!(f.client.list_files(&lfo(), &commit(FIRST), "../x").await, Err(RemoteError::Name(_))));
}

#[tokio::test]
async fn a_private_repository_is_read_with_its_token_and_hidden_without() {
    let f = Fixture::start_with(Some(TOKEN)).await;
    f.github.repository("maker", "lfo").private_to(TOKEN);
    assert_eq!(f.resolve("main").await.as_deref(), Ok(FIRST));
    assert_eq!(f.read("lfo.csv").await.as_deref(), Ok(BOM));

    let anonymous = GitHub::new(settings(&f.github, None, &f.now)).expect("a client");
    let hidden = anonymous.resolve(&lfo(), &GitRef::default()).await.expect_err("hidden");
    assert_eq!(
        hidden,
        RemoteError::NoRepositoryOrAccess { repository: "maker/lfo".into(), with_token: false }
    );
    assert!(hidden.to_string().contains("CTB_GITHUB_TOKEN"), "{hidden}");
}

#[tokio::test]
async fn requests_say_who_asks_and_in_which_version() {
    let f = Fixture::start_with(Some(TOKEN)).await;
    f.github.accept_token(TOKEN);
    f.read("lfo.csv").await.expect("the file");
    let asked = f.github.requests().remove(0);
    assert_eq!(asked.target, format!("/repos/maker/lfo/contents/lfo.csv?ref={FIRST}"));
    assert_eq!(asked.header("user-agent"), Some(concat!("clear-to-build/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(asked.header("accept"), Some("application/vnd.github.raw+json"));
    assert_eq!(asked.header("x-github-api-version"), Some("2022-11-28"));
    assert_eq!(asked.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
}

#[tokio::test]
async fn a_renamed_repository_is_read_on_and_tells_its_new_name() {
    let f = Fixture::start().await;
    f.github.rename("maker", "lfo", "workshop", "eurorack-lfo");
    assert_eq!(f.resolve("main").await.as_deref(), Ok(FIRST));
    assert_eq!(f.read("lfo.csv").await.as_deref(), Ok(BOM));
    let facts = f.client.describe(&lfo()).await.expect("facts");
    assert_eq!(facts.current.to_string(), "https://github.com/workshop/eurorack-lfo");
}

#[tokio::test]
async fn what_github_confirms_is_not_sent_again() {
    let f = Fixture::start_with(Some(TOKEN)).await;
    f.github.accept_token(TOKEN);
    f.github.limit(0, 3, 1_800_003_600);
    for _ in 0..5 {
        assert_eq!(f.resolve("main").await.as_deref(), Ok(FIRST));
        assert_eq!(f.read("lfo.csv").await.as_deref(), Ok(BOM));
    }
    let statuses: Vec<u16> = f.github.requests().iter().map(|asked| asked.status).collect();
    assert_eq!(statuses, [200, 200, 304, 304, 304, 304, 304, 304, 304, 304]);
    assert!(f.github.requests()[2].header("if-none-match").is_some());
}

#[test]
fn the_stand_in_loads_folders_of_boms_and_serves_programs_without_a_runtime() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("Lfo");
    std::fs::create_dir_all(project.join("v0")).expect("a folder");
    std::fs::write(project.join("v0/lfo.csv"), BOM).expect("a file");
    let refs = serde_json::json!({"owner": "maker", "repo": "EurorackLfo",
        "refs": {"v0": {"kind": "tag", "sha": FIRST, "tag_sha": TAG, "files": ["lfo.csv"]}}});
    std::fs::write(project.join("refs.json"), refs.to_string()).expect("a file");

    let github = GitHubStandIn::start_blocking();
    github.load_folder(folder.path());
    let now = Arc::new(AtomicI64::new(0));
    let client = GitHub::new(settings(&github, None, &now)).expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let repository = RepositoryUrl::parse("github.com/maker/eurorackLFO").expect("an address");
        let found = client.resolve(&repository, &GitRef::parse("v0").expect("a ref")).await;
        assert_eq!(found, Ok(commit(FIRST)));
        let file =
            client.read_file(&repository, &commit(FIRST), &BomPath::parse("lfo.csv").expect("a path")).await;
        assert_eq!(file.as_deref(), Ok(BOM));
    });
}
