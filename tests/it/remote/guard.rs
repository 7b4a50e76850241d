//! Nothing outside the rules is connected to (design.md §9).

use std::net::{IpAddr, TcpListener};
use std::sync::atomic::AtomicUsize;

use ctb::remote::{Ask, Guard, Limits, NameLookup, OutgoingError};
use futures::future::BoxFuture;

use super::*;
use crate::github_stand_in::Fault;

/// Every name has these addresses.
struct Names {
    addresses: Vec<&'static str>,
    asked: AtomicUsize,
}

impl NameLookup for Names {
    fn look_up(&self, _name: String) -> BoxFuture<'static, std::io::Result<Vec<IpAddr>>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let found = self.addresses.iter().map(|text| text.parse().expect("an address")).collect();
        Box::pin(async move { Ok(found) })
    }
}

fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a listener");
    let port = listener.local_addr().expect("an address").port();
    (listener, port)
}

fn ask(url: &str) -> Ask {
    Ask::get(url.parse().expect("an address"), 1000)
}

#[tokio::test]
async fn private_addresses_are_refused_in_every_spelling_and_nothing_connects() {
    let (listener, port) = listener();
    let guard = Guard::new(&[], Limits::default());
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "１２７.0.0.1",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "10.0.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "[fe80::1]",
        "[fd00::1]",
        "localhost",
    ] {
        let found = guard.send(&ask(&format!("https://{host}:{port}/"))).await;
        assert!(matches!(found, Err(OutgoingError::Refused { .. })), "{host}: {found:?}");
    }
    assert!(listener.accept().is_err(), "something connected");
}

#[tokio::test]
async fn only_https_is_spoken_and_no_other_scheme() {
    let (listener, port) = listener();
    let guard = Guard::new(&[], Limits::default());
    for url in [
        format!("http://127.0.0.1:{port}/"),
        "http://github.com/".into(),
        "file:///etc/passwd".into(),
        format!("gopher://127.0.0.1:{port}/"),
        "ftp://github.com/".into(),
        "data:text/plain,x".into(),
        "https://me:secret@github.com/".into(),
    ] {
        let found = guard.send(&ask(&url)).await;
        assert!(matches!(found, Err(OutgoingError::Refused { .. })), "{url}: {found:?}");
        assert!(!format!("{found:?}").contains("secret"));
    }
    assert!(listener.accept().is_err(), "something connected");
}

#[tokio::test]
async fn a_name_that_leads_to_private_addresses_is_refused_after_it_was_resolved() {
    let (listener, port) = listener();
    for addresses in
        [vec!["127.0.0.1"], vec!["::1", "10.0.0.1"], vec!["::ffff:127.0.0.1"], vec!["169.254.169.254"]]
    {
        let names = Arc::new(Names { addresses, asked: AtomicUsize::new(0) });
        let guard = Guard::with_names(&[], Limits::default(), names.clone());
        let found = guard.send(&ask(&format!("https://public.example:{port}/"))).await;
        assert!(matches!(found, Err(OutgoingError::Refused { .. })), "{found:?}");
        // Once: the connection would use what was checked, not a second answer.
        assert_eq!(names.asked.load(Ordering::SeqCst), 1);
    }
    assert!(listener.accept().is_err(), "something connected");
}

#[tokio::test]
async fn a_base_allows_its_own_host_and_port_and_nothing_beside_it() {
    let f = Fixture::start().await;
    let (listener, port) = listener();
    let base = f.github.base_url().parse().expect("an address");
    let guard = Guard::new(&[base], Limits::default());
    let answer =
        guard.send(&ask(&format!("{}/repos/maker/lfo", f.github.base_url()))).await.expect("an answer");
    assert_eq!(answer.status.as_u16(), 200);
    for url in [
        format!("http://127.0.0.1:{port}/"),
        f.github.base_url().replace("http:", "https:"),
        f.github.base_url().replace("127.0.0.1", "localhost"),
    ] {
        let found = guard.send(&ask(&url)).await;
        assert!(matches!(found, Err(OutgoingError::Refused { .. })), "{url}: {found:?}");
    }
    assert!(listener.accept().is_err(), "something connected");
}

#[tokio::test]
async fn a_base_may_be_a_name_of_the_operators_own_network() {
    let f = Fixture::start().await;
    let mut settings = settings(&f.github, None, &f.now);
    let named = f.github.base_url().replace("127.0.0.1", "localhost");
    settings.base_url = Some(named.parse().expect("an address"));
    let client = GitHub::new(settings).expect("a client");
    assert_eq!(client.resolve(&lfo(), &GitRef::default()).await, Ok(commit(FIRST)));
}

#[test]
fn a_base_must_be_a_plain_web_address_and_a_token_must_fit_a_header() {
    let clock: ctb::remote::Clock = Arc::new(|| Timestamp::UNIX_EPOCH);
    for base in ["ftp://x/", "file:///x", "http://me:secret@x/", "http://x/?a=b", "http://x/#a", "data:x"] {
        let mut settings = GitHubSettings::new(clock.clone());
        settings.base_url = base.parse().ok();
        assert!(settings.base_url.is_some() && GitHub::new(settings).is_err(), "{base} passed");
    }
    let mut settings = GitHubSettings::new(clock);
    settings.token = Some("two\nlines".to_owned().into());
    assert!(GitHub::new(settings).is_err());
}

#[tokio::test]
async fn a_base_below_a_path_keeps_it() {
    let f = Fixture::start().await;
    let mut settings = settings(&f.github, None, &f.now);
    settings.base_url = Some(format!("{}/api/v3/", f.github.base_url()).parse().expect("an address"));
    let client = GitHub::new(settings).expect("a client");
    // The stand-in has nothing there; what counts is where it was asked.
    assert!(client.resolve(&lfo(), &GitRef::parse("main").expect("a ref")).await.is_err());
    assert_eq!(f.github.targets(), ["/api/v3/repos/maker/lfo/commits/main"]);
}

#[tokio::test]
async fn a_redirect_to_another_host_is_not_even_looked_up_so_that_no_token_follows_it() {
    let f = Fixture::start().await;
    f.github.accept_token(TOKEN);
    let names = Arc::new(Names { addresses: vec!["127.0.0.1"], asked: AtomicUsize::new(0) });
    let mut settings = settings(&f.github, Some(TOKEN), &f.now);
    settings.names = names.clone();
    let client = GitHub::new(settings).expect("a client");
    f.github.fail_next(Fault::RedirectTo("https://elsewhere.example/repos/maker/lfo".into()));
    let found = client.describe(&lfo()).await.expect_err("a redirect");
    assert!(matches!(&found, RemoteError::Refused { why } if why.contains("elsewhere.example")), "{found:?}");
    assert_eq!(names.asked.load(Ordering::SeqCst), 0);
}
