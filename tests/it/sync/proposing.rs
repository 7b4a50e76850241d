//! Looking at a repository before anything is stored.

use super::workshop::{FIRST, SECOND, Workshop};
use crate::github_stand_in::Fault;
use ctb::domain::repository::BomFileKind;
use ctb::remote::RemoteError;
use ctb::services::{ServiceError, bom_sync};

const ADDRESS: &str = "https://github.com/maker/lfo";
const TAG: &str = "abababababababababababababababababababab";

async fn workshop() -> Workshop {
    let workshop = Workshop::empty().await;
    let files: [(&str, &[u8]); 7] = [
        ("README.md", b"x"),
        ("hw/lfo.kicad_pro", b"{}"),
        ("hw/lfo.kicad_sch", b"(kicad_sch)"),
        ("hw/core.kicad_sch", b"(kicad_sch)"),
        ("hw/lfo.csv", b"Reference,Value"),
        ("hw/positions.csv", b"x"),
        ("fab/bom.xlsx", b"PK"),
    ];
    let repository = workshop.github.repository("maker", "lfo");
    repository.push("main", FIRST, &files).push("old", SECOND, &[("README.md", b"x")]);
    workshop
}

fn remote(error: ServiceError) -> RemoteError {
    let ServiceError::Remote(error) = error else { panic!("{error}") };
    error
}

#[tokio::test]
async fn likely_boms_are_listed_at_the_commit_with_a_word_why() {
    let workshop = workshop().await;
    let found = bom_sync::propose(&workshop.client, ADDRESS, "", "Lfo").await.unwrap();
    assert_eq!((found.commit.as_str(), found.git_ref.as_str()), (FIRST, ""));
    let told: Vec<_> = found.files.iter().map(|file| (file.path.as_str(), file.kind)).collect();
    assert_eq!(
        told,
        [
            ("hw/lfo.kicad_sch", BomFileKind::Schematic),
            ("hw/lfo.csv", BomFileKind::Table),
            ("fab/bom.xlsx", BomFileKind::Workbook)
        ]
    );
    assert_eq!(found.files[0].why, "the schematic of the KiCad project lfo");
    assert_eq!(found.notes, [] as [&str; 0]);
    assert!(
        workshop.github.targets().iter().any(|asked| asked.ends_with(&format!("trees/{FIRST}?recursive=1")))
    );

    let none = bom_sync::propose(&workshop.client, ADDRESS, "old", "").await.unwrap();
    assert_eq!((none.git_ref.as_str(), none.files.len(), none.notes.len()), ("old", 0, 1));
}

#[tokio::test]
async fn branches_and_tags_are_offered_in_the_order_of_people() {
    let workshop = workshop().await;
    let repository = workshop.github.repository("maker", "lfo");
    repository.tag("v2", FIRST).tag("v10", SECOND).annotated_tag("v9", TAG, FIRST).branch("a", FIRST);
    let refs = bom_sync::refs(&workshop.client, "git@github.com:Maker/LFO.git").await.unwrap();
    assert_eq!(refs.repository, "maker/lfo");
    assert_eq!(refs.address, ADDRESS);
    let names = |refs: &[ctb::domain::repository::RefName]| -> Vec<String> {
        refs.iter().map(|named| format!("{} {}", named.name, &named.commit[..2])).collect()
    };
    assert_eq!(names(&refs.branches), ["main 11", "a 11", "old 22"]);
    assert_eq!(names(&refs.tags), ["v10 22", "v9 11", "v2 11"]);
    assert_eq!(refs.notes, [] as [&str; 0]);
}

#[tokio::test]
async fn a_thousand_branches_are_listed_and_that_there_are_more_is_said() {
    let workshop = workshop().await;
    let repository = workshop.github.repository("maker", "lfo");
    for number in 0..999 {
        repository.branch(&format!("b{number}"), FIRST).tag(&format!("t{number}"), FIRST);
    }
    let refs = bom_sync::refs(&workshop.client, ADDRESS).await.unwrap();
    assert_eq!((refs.branches.len(), refs.tags.len()), (1000, 999));
    assert_eq!(refs.branches[0].name, "main");
    assert_eq!(refs.notes, ["There are more branches than these 1000: type the name of another."]);
}

#[tokio::test]
async fn at_most_fifty_files_are_proposed_and_a_cut_list_is_said() {
    let workshop = workshop().await;
    let names: Vec<String> = (0..60).map(|number| format!("x/bom{number}.csv")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    workshop.github.repository("maker", "lfo").push("main", FIRST, &files);
    let found = bom_sync::propose(&workshop.client, ADDRESS, "main", "").await.unwrap();
    assert_eq!(found.files.len(), 50);
    assert!(found.notes[0].starts_with("10 more files"), "{:?}", found.notes);
    workshop.github.cut_trees_beyond(20);
    let found = bom_sync::propose(&workshop.client, ADDRESS, "main", "").await.unwrap();
    assert_eq!(found.files.len(), 19);
    assert!(found.notes[0].contains("not all were looked at"), "{:?}", found.notes);
}

#[tokio::test]
async fn a_tree_that_is_too_large_is_looked_at_at_its_top() {
    let workshop = workshop().await;
    workshop.github.repository("maker", "lfo").push("main", FIRST, &[("lfo.csv", b"x")]);
    workshop.github.fail_path("/git/trees/", Fault::Endless(11 * 1024 * 1024));
    let found = bom_sync::propose(&workshop.client, ADDRESS, "main", "").await.unwrap();
    assert_eq!(found.files[0].path, "lfo.csv");
    assert_eq!(found.notes.len(), 1);
}

#[tokio::test]
async fn failures_are_told_apart() {
    let workshop = workshop().await;
    let propose = |address: &'static str, git_ref: &'static str| {
        let client = &workshop.client;
        async move { bom_sync::propose(client, address, git_ref, "").await.unwrap_err() }
    };
    assert!(matches!(propose("https://example.com/x", "").await, ServiceError::Invalid(_)));
    assert!(matches!(propose(ADDRESS, "a..b").await, ServiceError::Invalid(_)));
    assert!(matches!(remote(propose(ADDRESS, "none").await), RemoteError::NoSuchRef { .. }));
    let nowhere = "https://github.com/maker/none";
    assert!(matches!(remote(propose(nowhere, "").await), RemoteError::NoRepositoryOrAccess { .. }));
    let refs = bom_sync::refs(&workshop.client, nowhere).await.unwrap_err();
    assert!(matches!(remote(refs), RemoteError::NoRepositoryOrAccess { .. }));
    workshop.github.repository("maker", "none").branch("main", FIRST);
    assert!(matches!(remote(propose(nowhere, "main").await), RemoteError::EmptyRepository { .. }));

    for (fault, is_it) in [
        (Fault::NotJson, (|e| matches!(e, RemoteError::NotAnAnswer { .. })) as fn(RemoteError) -> bool),
        (Fault::Html, |e| matches!(e, RemoteError::NotAnAnswer { .. })),
        (Fault::Status(503), |e| matches!(e, RemoteError::ServerError { .. })),
        (Fault::Status(404), |e| matches!(e, RemoteError::NoSuchRef { .. })),
    ] {
        workshop.github.recover();
        workshop.github.fail_path("/git/trees/", fault);
        assert!(is_it(remote(propose(ADDRESS, "main").await)));
    }
}

#[tokio::test]
async fn branches_that_cannot_be_listed_leave_the_tags() {
    let workshop = workshop().await;
    workshop.github.repository("maker", "lfo").tag("v1", FIRST);
    workshop.github.fail_path("/branches?", Fault::Status(500));
    let refs = bom_sync::refs(&workshop.client, ADDRESS).await.unwrap();
    assert_eq!((refs.branches.len(), refs.tags.len()), (0, 1));
    assert!(
        refs.notes[0].starts_with("The branches could not be listed (the git host failed"),
        "{:?}",
        refs.notes
    );
}
