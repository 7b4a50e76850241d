//! Each failure has an error of its own.

use super::*;
use crate::github_stand_in::Fault;

fn repository() -> String {
    "maker/lfo".into()
}

#[tokio::test]
async fn what_does_not_exist_is_told_apart() {
    let f = Fixture::start().await;
    let no_ref = RemoteError::NoSuchRef { repository: repository(), git_ref: "no/such".into() };
    assert_eq!(f.resolve("no/such").await, Err(no_ref));

    let path = "fab/none.csv".to_owned();
    let no_path = RemoteError::NoSuchPath { repository: repository(), commit: commit(FIRST), path };
    assert_eq!(f.read("fab/none.csv").await, Err(no_path));

    let nowhere = RepositoryUrl::on_github("maker", "none").expect("names");
    let found = f.client.resolve(&nowhere, &GitRef::parse("main").expect("a ref")).await;
    let none = RemoteError::NoRepositoryOrAccess { repository: "maker/none".into(), with_token: false };
    assert_eq!(found, Err(none.clone()));
    assert_eq!(f.client.resolve(&nowhere, &GitRef::default()).await, Err(none));

    f.github.repository("maker", "none");
    let empty = Err(RemoteError::EmptyRepository { repository: "maker/none".into() });
    assert_eq!(f.client.resolve(&nowhere, &GitRef::default()).await, empty);
    assert_eq!(f.client.resolve(&nowhere, &GitRef::parse("v1").expect("a ref")).await, empty);
}

#[tokio::test]
async fn a_commit_that_is_not_in_the_repository_is_no_such_ref() {
    let f = Fixture::start().await;
    let path = BomPath::parse("lfo.csv").expect("a path");
    let found = f.client.read_file(&lfo(), &commit(SECOND), &path).await;
    assert_eq!(found, Err(RemoteError::NoSuchRef { repository: repository(), git_ref: SECOND.into() }));
}

#[tokio::test]
async fn what_is_not_a_bom_file_is_told_apart() {
    let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n";
    let f = Fixture::start().await;
    f.github
        .repository("maker", "lfo")
        .commit(FIRST, &[("fab/bom.csv", BOM), ("big.csv", pointer), ("huge.csv", BOM)]);
    let directory = RemoteError::IsDirectory { repository: repository(), path: "fab".into() };
    assert_eq!(f.read("fab").await, Err(directory));
    let lfs = RemoteError::LfsPointer { repository: repository(), path: "big.csv".into() };
    assert_eq!(f.read("big.csv").await, Err(lfs));
    f.github.refuse_files_beyond(10);
    let error = f.read("huge.csv").await.expect_err("too large");
    assert_eq!(
        error,
        RemoteError::TooLarge { repository: repository(), what: "huge.csv".into(), limit: 100 * 1024 * 1024 }
    );
}

#[tokio::test]
async fn ten_megabytes_are_read_and_a_byte_more_is_not() {
    const LIMIT: usize = 10 * 1024 * 1024;
    let most = vec![b'x'; LIMIT];
    let more = vec![b'x'; LIMIT + 1];
    let f = Fixture::start().await;
    f.github.repository("maker", "lfo").commit(FIRST, &[("most.csv", &most), ("more.csv", &more)]);
    assert_eq!(f.read("most.csv").await.map(|body| body.len()), Ok(LIMIT));
    let too_large = RemoteError::TooLarge { repository: repository(), what: "more.csv".into(), limit: LIMIT };
    assert_eq!(f.read("more.csv").await, Err(too_large.clone()));
    // Without a declared length it is stopped while it streams.
    f.github.fail_next(Fault::Endless(10 * LIMIT));
    assert_eq!(f.read("more.csv").await, Err(too_large));
}

#[tokio::test]
async fn a_wrong_token_is_said_and_never_shown() {
    let f = Fixture::start_with(Some(TOKEN)).await;
    let error = f.resolve("main").await.expect_err("401");
    assert_eq!(error, RemoteError::BadToken { repository: repository() });

    f.github.accept_token(TOKEN);
    let echo = format!("{{\"message\": \"what is Bearer {TOKEN}?\"}}").into_bytes();
    f.github.fail_next(Fault::Answer(403, "application/json", echo));
    let echoed = f.resolve("main").await.expect_err("403");
    f.github.fail_next(Fault::RedirectTo(format!("https://127.0.0.1/{TOKEN}")));
    let redirected = f.resolve("main").await.expect_err("redirect");
    let settings = settings(&f.github, Some(TOKEN), &f.now);
    let shown = format!(
        "{error} {error:?} {echoed} {echoed:?} {redirected} {redirected:?} {:?} {settings:?}",
        f.client
    );
    assert!(!shown.contains(TOKEN), "{shown}");
}

#[tokio::test]
async fn a_proxys_page_is_not_an_answer() {
    let f = Fixture::start().await;
    for body in ["<!DOCTYPE html><p>", "\u{feff}\n <HTML>"] {
        for content_type in ["text/html", "text/plain", "application/json"] {
            f.github.fail_times(2, Fault::Answer(200, content_type, body.into()));
            let resolved = f.resolve("main").await;
            assert!(matches!(resolved, Err(RemoteError::NotAnAnswer { .. })), "{resolved:?}");
            let read = f.read("lfo.csv").await;
            assert!(matches!(read, Err(RemoteError::NotAnAnswer { .. })), "{read:?}");
        }
    }
    f.github.fail_next(Fault::Html);
    assert!(matches!(f.read("lfo.csv").await, Err(RemoteError::NotAnAnswer { .. })));
}

#[tokio::test]
async fn json_that_is_none_and_statuses_that_make_no_sense_are_not_answers() {
    let f = Fixture::start().await;
    f.github.fail_times(3, Fault::NotJson);
    let not_an_answer = |error: &RemoteError| matches!(error, RemoteError::NotAnAnswer { .. });
    assert!(f.resolve("main").await.is_err_and(|e| not_an_answer(&e)));
    assert!(f.client.describe(&lfo()).await.is_err_and(|e| not_an_answer(&e)));
    assert!(f.client.list_files(&lfo(), &commit(FIRST), "").await.is_err_and(|e| not_an_answer(&e)));
    for status in [204, 206, 304, 300, 418] {
        f.github.fail_next(Fault::Answer(status, "application/json", Vec::new()));
        let found = f.resolve("main").await;
        assert!(found.as_ref().is_err_and(not_an_answer), "{status}: {found:?}");
    }
}

#[tokio::test]
async fn an_answer_that_was_cut_short_is_not_taken_for_the_file() {
    let f = Fixture::start().await;
    f.github.fail_next(Fault::CutBody);
    assert_eq!(f.read("lfo.csv").await, Err(RemoteError::CutShort { repository: repository() }));
    assert_eq!(f.read("lfo.csv").await.as_deref(), Ok(BOM), "half an answer must not be remembered");
}

#[tokio::test]
async fn a_host_that_never_answers_is_given_up() {
    let f = Fixture::start().await;
    let mut settings = settings(&f.github, None, &f.now);
    settings.limits.whole = Duration::from_millis(150);
    let client = GitHub::new(settings).expect("a client");
    f.github.fail_next(Fault::Silent);
    let found = client.resolve(&lfo(), &GitRef::parse("main").expect("a ref")).await;
    assert_eq!(found, Err(RemoteError::TimedOut { repository: repository() }));
}

#[tokio::test]
async fn brief_failures_are_tried_again_twice() {
    for fault in [Fault::Status(502), Fault::Status(503), Fault::Status(504), Fault::Reset] {
        let f = Fixture::start().await;
        f.github.fail_times(2, fault.clone());
        assert_eq!(f.resolve("main").await.as_deref(), Ok(FIRST), "{fault:?}");
        assert_eq!(f.github.requests().len(), 3);
    }
}

#[test]
fn an_outgoing_request_has_its_times() {
    let ctb::remote::Limits { connect, whole, redirects, pauses } = ctb::remote::Limits::default();
    assert_eq!((connect.as_secs(), whole.as_secs(), redirects, pauses.len()), (10, 30, 5, 2));
}

#[tokio::test]
async fn lasting_failures_are_given_up() {
    let f = Fixture::start().await;
    f.github.fail_times(3, Fault::Status(503));
    assert_eq!(
        f.resolve("main").await,
        Err(RemoteError::ServerError { repository: repository(), status: 503 })
    );
    f.github.fail_times(3, Fault::Reset);
    let broken = f.resolve("main").await;
    assert!(matches!(broken, Err(RemoteError::Unreachable { .. })), "{broken:?}");
    assert_eq!(f.github.requests().len(), 6);
    // What is no gateway's hiccup is not repeated.
    f.github.fail_next(Fault::Status(500));
    assert_eq!(
        f.resolve("main").await,
        Err(RemoteError::ServerError { repository: repository(), status: 500 })
    );
    assert_eq!(f.github.requests().len(), 7);
}

#[tokio::test]
async fn a_host_that_is_not_there_is_unreachable() {
    let f = Fixture::start().await;
    let settings = settings(&f.github, None, &f.now);
    drop(f.github);
    let client = GitHub::new(settings).expect("a client");
    let found = client.resolve(&lfo(), &GitRef::default()).await;
    assert!(matches!(found, Err(RemoteError::Unreachable { .. })), "{found:?}");
}

#[tokio::test]
async fn redirects_leave_neither_the_host_nor_go_on_for_ever() {
    let elsewhere = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    elsewhere.set_nonblocking(true).expect("a listener");
    let address = elsewhere.local_addr().expect("an address");
    let f = Fixture::start().await;
    for target in
        [format!("http://{address}/"), "http://169.254.169.254/".into(), "file:///etc/passwd".into()]
    {
        f.github.fail_next(Fault::RedirectTo(target.clone()));
        let found = f.resolve("main").await;
        assert!(matches!(found, Err(RemoteError::Refused { .. })), "{target}: {found:?}");
    }
    assert!(elsewhere.accept().is_err(), "it connected elsewhere");

    let asked_before = f.github.requests().len();
    f.github.fail_path("commits", Fault::RedirectTo("/repos/maker/lfo/commits/main".into()));
    assert_eq!(f.resolve("main").await, Err(RemoteError::TooManyRedirects { repository: repository() }));
    assert_eq!(f.github.requests().len() - asked_before, 6);
}
