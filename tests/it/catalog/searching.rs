//! The list of parts: what a search finds, page by page.

use super::{annex, build, faulty, named, workshop};
use crate::workshop::sound;
use ctb::domain::catalog::{PartEntry, PartQuery};
use ctb::services::catalog::parts;
use ctb::services::{Context, Request, builds};

async fn found(context: &Context, search: &str) -> Vec<String> {
    let query = PartQuery { search: search.into(), ..PartQuery::default() };
    let list = parts::list(context, &query).await.unwrap();
    let mut keys: Vec<String> = list.parts.into_iter().map(|part| part.part).collect();
    keys.sort();
    keys
}

#[tokio::test]
async fn a_value_is_found_in_any_notation() {
    let fixture = workshop().await;
    let context = fixture.context();
    for notation in ["4k7", "4.7k", "4K7", "4700", "4,7 k\u{3a9}", "4.7kOhm"] {
        assert_eq!(found(context, notation).await, ["r-4k7"], "{notation}");
    }
    for notation in ["100n", "0.1uF", "0\u{b5}1", "100 nF"] {
        assert_eq!(found(context, notation).await, ["c-100n"], "{notation}");
    }
    assert_eq!(found(context, "10k").await, ["r-10k", "r-10k-b"]);
    assert_eq!(found(context, "10k 0805").await, ["r-10k", "r-10k-b"], "a value in a package");
    assert_eq!(found(context, "10k yageo").await, ["r-10k"]);
    assert_eq!(found(context, "10k DIP-14").await, [""; 0]);
}

#[tokio::test]
async fn parts_are_found_by_whatever_tells_them() {
    let fixture = workshop().await;
    let context = fixture.context();
    for (search, keys) in [
        ("TL074", &["tl074"][..]),
        ("tl07", &["tl074"]),
        ("rc0805fr-0710kl", &["r-10k"]),
        ("603-RC0805", &["r-10k"]),
        ("603-rc0805fr-0710kl", &["r-10k"]),
        ("R-9K1", &["r-9k1"]),
        ("jelly bean", &["r-10k"]),
        ("dip-14", &["socket", "tl074"]),
        ("shelf", &["r-10k", "tl074"]),
        ("Cabinet A/Drawer 3", &["r-10k"]),
        ("cabinet a", &["r-10k"]),
        ("shelf TL074", &["tl074"]),
        ("finish", &["lfo"]),
        ("nothing-like-it", &[]),
    ] {
        assert_eq!(found(context, search).await, keys, "{search}");
    }
}

#[tokio::test]
async fn custom_fields_are_searched_as_they_are_now() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let knob = |fields: &[(&str, &str)]| PartEntry {
        fields: fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        ..named("Knob")
    };
    let entry = knob(&[("colour", "dark crimson"), ("shaft", "6.35 mm")]);
    parts::create(context, &ask, Some("knob"), &entry).await.unwrap();
    for search in ["crimson", "CRIM", "knob crimson", "crimson 6.35", "dark crimson"] {
        assert_eq!(found(context, search).await, ["knob"], "{search}");
    }
    for search in ["colour", "crimson shelf", "imson"] {
        assert_eq!(found(context, search).await, [""; 0], "{search}");
    }
    let entry = knob(&[("colour", "ivory"), ("shaft", "6.35 mm")]);
    parts::change(context, &ask, "knob", &entry, None).await.unwrap();
    assert_eq!(found(context, "crimson").await, [""; 0]);
    assert_eq!(found(context, "ivory 6.35").await, ["knob"]);
    parts::change(context, &ask, "knob", &knob(&[]), None).await.unwrap();
    assert_eq!(found(context, "ivory").await, [""; 0]);
    sound(context, "fields that came and went").await;
}

#[tokio::test]
async fn nothing_that_is_typed_is_an_operator_or_an_error() {
    let fixture = workshop().await;
    let context = fixture.context();
    let entry = PartEntry { description: "says \"hello\" AND (x*)".into(), ..named("Odd one") };
    parts::create(context, &Request::unkeyed(), Some("odd"), &entry).await.unwrap();
    let corpus = [
        "\"",
        "\"\"",
        "'",
        "*",
        "**",
        "^",
        "^odd",
        "+",
        "-",
        ":",
        "(",
        ")",
        "()",
        "{",
        "}",
        "{a b}:c",
        "[",
        "\\",
        "%",
        "_",
        ";",
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR(",
        "NEAR(a b, 5)",
        "a AND",
        "OR b",
        "NOT NOT",
        "name:odd",
        "name : odd",
        "-name:odd",
        "\"odd",
        "odd\"",
        "o\"dd",
        "odd*",
        "odd OR board",
        "a\0b",
        "\u{301}",
        "\u{fe0f}",
        "\u{20dd}",
        "\u{10ffff}",
        "\u{202e}",
        "'; DROP TABLE parts; --",
        "' OR 1=1 --",
        "parts_search",
        "rowid",
        "rank MATCH 'bm25(10)'",
        "%00",
        "\u{1f600}",
        "..",
        "/",
        "--",
        "null",
        "?9",
        "$9",
    ];
    for search in corpus {
        let keys = found(context, search).await;
        assert!(!keys.contains(&"r-10k".to_owned()), "{search:?} found {keys:?}");
    }
    assert_eq!(found(context, "\"hello\"").await, ["odd"]);
    assert_eq!(found(context, "and").await, ["odd"], "a word like any other");
    assert_eq!(found(context, "odd OR board").await, [""; 0], "OR is a word, too");
    assert_eq!(found(context, "name:odd").await, [""; 0], "no column is named");
    let query = PartQuery { search: "x".repeat(201), ..PartQuery::default() };
    assert_eq!(faulty(parts::list(context, &query).await), ["search"]);
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let fixture = workshop().await;
    let context = fixture.context();
    for key in ["same-1", "same-2", "same-3", "same-4"] {
        parts::create(context, &Request::unkeyed(), Some(key), &named("Same name")).await.unwrap();
    }
    for search in ["", "same"] {
        let all = PartQuery { search: search.into(), ..PartQuery::default() };
        let whole = parts::list(context, &all).await.unwrap();
        assert_eq!((whole.next, whole.parts.len()), (None, if search.is_empty() { 14 } else { 4 }));
        for limit in [1, 3] {
            let mut query = PartQuery { limit: Some(limit), ..all.clone() };
            let mut seen = Vec::new();
            loop {
                let page = parts::list(context, &query).await.unwrap();
                assert!(!page.parts.is_empty(), "no page is empty");
                seen.extend(page.parts);
                match page.next {
                    Some(next) => query.after = Some(next),
                    None => break,
                }
            }
            assert_eq!(seen, whole.parts, "{search} by {limit}");
        }
    }
    for limit in [0, 501] {
        let query = PartQuery { limit: Some(limit), ..PartQuery::default() };
        assert_eq!(faulty(parts::list(context, &query).await), ["limit"]);
    }
}

#[tokio::test]
async fn a_list_shows_what_lies_of_each_part() {
    let fixture = workshop().await;
    let context = fixture.context();
    let number = build(context, 2).await;
    builds::clear(context, &Request::unkeyed(), &number, Some(true)).await.unwrap();
    let query = PartQuery { tag: Some("jelly bean".into()), ..PartQuery::default() };
    let list = parts::list(context, &query).await.unwrap();
    let [part] = list.parts.as_slice() else { panic!("{list:?}") };
    assert_eq!((part.part.as_str(), part.package.as_deref()), ("r-10k", Some("0805")));
    assert_eq!((part.on_hand.get(), part.reserved.get(), part.free.get()), (45, 4, 41));
    let query = PartQuery { tag: Some("jelly".into()), ..PartQuery::default() };
    assert!(parts::list(context, &query).await.unwrap().parts.is_empty(), "a tag is meant whole");
}

#[tokio::test]
async fn archived_parts_are_listed_where_they_are_asked_for() {
    let fixture = workshop().await;
    let context = fixture.context();
    parts::archive(context, &Request::unkeyed(), "spare", true, None).await.unwrap();
    assert_eq!(found(context, "unused").await, [""; 0]);
    let query = PartQuery { search: "unused".into(), archived: true, ..PartQuery::default() };
    assert!(parts::list(context, &query).await.unwrap().parts[0].archived);
}

#[tokio::test]
async fn a_search_stays_in_its_workspace() {
    let fixture = workshop().await;
    let annex = annex(&fixture).await;
    for search in ["", "10k", "tl074", "603-RC0805", "shelf", "0805", "r-10k"] {
        assert_eq!(found(&annex, search).await, [""; 0], "{search}");
    }
    parts::create(&annex, &Request::unkeyed(), None, &named("TL074 of the annex")).await.unwrap();
    assert_eq!(found(&annex, "tl074").await, ["tl074-of-the-annex"]);
    assert_eq!(found(fixture.context(), "tl074").await, ["tl074"]);
}
