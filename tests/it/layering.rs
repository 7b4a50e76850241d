//! The folders are the architecture: arrows between them go one way, and what a room must not know
//! it does not name.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms a room may use.
const ARROWS: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("store", &["domain"]),
    ("remote", &["domain"]),
    ("services", &["domain", "store", "remote"]),
    ("api", &["domain", "services"]),
    ("app", &["domain", "api"]),
    // These two assemble.
    ("server", &["domain", "store", "remote", "services", "api", "app"]),
    ("cli", &["domain", "store", "remote", "services", "api", "app", "server"]),
    ("main.rs", &["cli"]),
];

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(below: &Path) -> Vec<PathBuf> {
    if below.is_file() {
        return vec![below.to_path_buf()];
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(below).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// Code without its comments; strings stay, since none of ours holds a path to a module.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The rooms that a file names: `crate::room`, in groups too, or `ctb::room` from outside.
fn rooms_named(text: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for start in ["crate::", "ctb::"] {
        for (at, _) in text.match_indices(start) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|character| character.is_alphanumeric() || character == '_') {
                continue;
            }
            let rest = &text[at + start.len()..];
            if let Some(group) = rest.strip_prefix('{') {
                rooms.extend(heads_of_group(group));
            } else {
                rooms.insert(word(rest));
            }
        }
    }
    rooms
}

/// The first word of each branch of `{a::b, c::{d, e}}`.
fn heads_of_group(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut fresh) = (0, Vec::new(), true);
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            _ if fresh && character.is_alphabetic() => {
                heads.push(word(&group[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    heads
}

fn word(text: &str) -> String {
    text.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect()
}

#[test]
fn arrows_go_one_way() {
    let all: BTreeSet<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    let mut wrong = Vec::new();
    let mut looked_at = 0;
    for (room, allowed) in ARROWS {
        for file in rust_files(&sources().join(room)) {
            looked_at += 1;
            for named in rooms_named(&code(&fs::read_to_string(&file).unwrap())) {
                let is_room = all.contains(named.as_str());
                if is_room && named != room && !allowed.contains(&named.as_str()) {
                    wrong.push(format!("{} uses {named}", file.display()));
                }
            }
        }
    }
    assert!(looked_at > 50, "only {looked_at} files were found");
    assert!(wrong.is_empty(), "arrows that go back:\n{}", wrong.join("\n"));
}

#[test]
fn an_arrow_that_goes_back_would_be_seen() {
    let text = code(
        "use crate::store::Tx;\n// crate::cli\nuse crate::{domain::ids, api::{a, b}};\nuse mycrate::app;",
    );
    let rooms: Vec<String> = rooms_named(&text).into_iter().collect();
    assert_eq!(rooms, ["api", "domain", "store"]);
}

#[test]
fn every_folder_is_a_room() {
    let known: BTreeSet<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    for entry in fs::read_dir(sources()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(name.as_str()) || name == "lib.rs", "{name} has no place among the rooms");
    }
}

#[test]
fn sql_stands_in_the_store_alone() {
    for file in rust_files(&sources()) {
        let text = code(&fs::read_to_string(&file).unwrap());
        let in_store = file.starts_with(sources().join("store"));
        assert!(in_store || !text.contains("sqlx::"), "{} talks to the database", file.display());
        assert!(!text.contains("AssertSqlSafe"), "{} puts text together as SQL", file.display());
    }
}

#[test]
fn the_domain_is_pure_and_exact() {
    let banned = [
        "async fn",
        "tokio::",
        "reqwest",
        "std::fs",
        "std::net",
        "std::env",
        "SystemTime",
        "Instant::now",
        "f32",
        "f64",
        "cfg(feature",
    ];
    for file in rust_files(&sources().join("domain")) {
        if file.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs") {
            continue;
        }
        let text = code(&fs::read_to_string(&file).unwrap());
        for word in banned {
            assert!(!text.contains(word), "{} has {word}", file.display());
        }
    }
}

#[test]
fn no_page_has_a_bare_textarea() {
    for file in rust_files(&sources().join("app")) {
        // Our own component is the one place that may.
        if file.ends_with("tests.rs") || file.ends_with("components/text.rs") {
            continue;
        }
        let text = code(&fs::read_to_string(&file).unwrap());
        // The server does not escape what stands inside one.
        assert!(!text.contains("<textarea"), "{} has a bare <textarea>", file.display());
    }
}
