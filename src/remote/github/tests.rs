//! Whatever name was accepted, the address that is asked stays where it belongs.

use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;

fn client() -> GitHub {
    GitHub::new(GitHubSettings::new(Arc::new(|| Timestamp::UNIX_EPOCH))).unwrap()
}

fn repository() -> RepositoryUrl {
    RepositoryUrl::on_github("maker", "lfo").unwrap()
}

/// Any text, with the characters that could do harm made frequent.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("..".to_owned()),
        Just("/".to_owned()),
        Just("%2e".to_owned()),
        Just("\\".to_owned()),
        Just("?".to_owned()),
        Just("#".to_owned()),
        Just("&ref=x".to_owned()),
        Just("@".to_owned()),
        "[a-z0-9. %+-]{1,4}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_path_is_asked_for_below_the_contents_of_its_repository(text in hostile()) {
        let Ok(path) = BomPath::parse(&text) else { return Ok(()) };
        let commit = CommitId::parse(&"a".repeat(40)).unwrap();
        let url = client().contents_url(&repository(), &commit, path.as_str());
        prop_assert_eq!(url.origin().ascii_serialization(), PUBLIC_API);
        prop_assert!(url.path().starts_with("/repos/maker/lfo/contents/"), "{}", url);
        prop_assert_eq!(url.path().split('/').count(), 5 + path.as_str().split('/').count());
        let expected = format!("ref={commit}");
        prop_assert_eq!(url.query(), Some(expected.as_str()));
        prop_assert_eq!(url.fragment(), None);
    }

    #[test]
    fn a_ref_is_asked_for_below_the_commits_of_its_repository(text in hostile()) {
        let Ok(git_ref) = GitRef::parse(&text) else { return Ok(()) };
        let Some(name) = git_ref.name() else { return Ok(()) };
        let url = client().commit_url(&repository(), name);
        prop_assert_eq!(url.origin().ascii_serialization(), PUBLIC_API);
        prop_assert!(url.path().starts_with("/repos/maker/lfo/commits/"), "{}", url);
        prop_assert_eq!(url.path().split('/').count(), 5 + name.split('/').count());
        prop_assert_eq!((url.query(), url.fragment()), (None, None));
    }

    #[test]
    fn an_address_of_a_repository_names_nothing_but_the_repository(text in hostile()) {
        if let Ok(parsed) = RepositoryUrl::parse(&format!("https://github.com/{text}")) {
            let url = client().url(&parsed, []);
            let expected = format!("/repos/{}/{}", parsed.owner(), parsed.name());
            prop_assert_eq!(url.path(), expected.as_str());
            prop_assert_eq!(RepositoryUrl::parse(&parsed.to_string()), Ok(parsed));
        }
    }
}
