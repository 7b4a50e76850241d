//! Parts: made, changed, archived, looked at.

use super::{annex, build, conflict, faulty, missing, named, refused, resistor, workshop};
use crate::sql::Sql;
use crate::workshop::sound;
use ctb::domain::catalog::{Direction, LineRole, PartEntry, PartUse, Spares, StandInKind};
use ctb::domain::quantity::Quantity;
use ctb::services::catalog::parts;
use ctb::services::{Request, ServiceError, builds, vendor_orders};

fn once(id: &str, what: &str) -> Request {
    Request::keyed(id, what.to_owned()).unwrap()
}

#[tokio::test]
async fn a_part_without_a_key_gets_one_of_its_name_that_no_other_has() {
    let fixture = workshop().await;
    let context = fixture.context();
    let entry = resistor("22k 1% 0805", "22k", "0805");
    for key in ["22k-1-0805", "22k-1-0805-2", "22k-1-0805-3"] {
        let made = parts::create(context, &Request::unkeyed(), None, &entry).await.unwrap();
        assert_eq!((made.name.as_str(), made.edit), (key, 0));
    }
    let given = parts::create(context, &Request::unkeyed(), Some(" R 22k! "), &entry).await.unwrap();
    assert_eq!(given.name, "R 22k!");
    let page = parts::page(context, "22k-1-0805-2").await.unwrap();
    assert_eq!((page.part.name.as_str(), page.package.as_deref()), ("22k 1% 0805", Some("0805")));
    sound(context, "parts made").await;
}

#[tokio::test]
async fn every_bad_field_is_named_and_nothing_is_made() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let before = fixture.export().await;
    let long = |length: usize| "x".repeat(length);
    type Spoil = fn(&mut PartEntry, String);
    let cases: [(&str, usize, Spoil); 10] = [
        ("name", 301, |entry, text| entry.name = text),
        ("symbol", 21, |entry, text| entry.symbol = text),
        ("value", 301, |entry, text| entry.value = text),
        ("tolerance", 201, |entry, text| entry.tolerance = Some(text)),
        ("rating", 201, |entry, text| entry.rating = Some(text)),
        ("mpn", 201, |entry, text| entry.mpn = Some(text)),
        ("manufacturer", 201, |entry, text| entry.manufacturer = Some(text)),
        ("description", 2001, |entry, text| entry.description = text),
        ("unit", 21, |entry, text| entry.unit = text),
        ("tags/0", 101, |entry, text| entry.tags = vec![text]),
    ];
    for (field, length, spoil) in cases {
        for text in [long(length), "bell\u{7}".to_owned(), "zero\0".to_owned()] {
            let mut entry = named("Thing");
            spoil(&mut entry, text);
            assert_eq!(faulty(parts::create(context, &ask, None, &entry).await), [field]);
            assert_eq!(faulty(parts::change(context, &ask, "spare", &entry, None).await), [field]);
        }
        let mut entry = named("Thing");
        spoil(&mut entry, long(length - 1));
        assert!(entry.checked().is_ok(), "{field} holds {} characters", length - 1);
    }
    let spares = Some(Spares { percent: 1001, ..Spares::default() });
    let entry = PartEntry { spares, ..named("Thing") };
    assert_eq!(faulty(parts::create(context, &ask, None, &entry).await), ["spares/percent"]);
    let entry = PartEntry { package: Some("0402".into()), ..named("Thing") };
    assert_eq!(faulty(parts::create(context, &ask, None, &entry).await), ["package"]);
    let entry = PartEntry { fields: [("a".into(), long(2001))].into(), ..named("Thing") };
    assert_eq!(faulty(parts::create(context, &ask, None, &entry).await), ["fields/a"]);
    let entry = PartEntry { fields: [(long(101), "x".into())].into(), ..named("Thing") };
    assert!(!faulty(parts::create(context, &ask, None, &entry).await).is_empty());
    let many = (0..51).map(|number| number.to_string());
    let entry = PartEntry { tags: many.clone().collect(), ..named("Thing") };
    assert_eq!(faulty(parts::create(context, &ask, None, &entry).await), ["tags"]);
    let fields = many.map(|name| (name, String::new())).collect();
    let entry = PartEntry { fields, ..named("Thing") };
    assert_eq!(faulty(parts::create(context, &ask, None, &entry).await), ["fields"]);
    for key in ["", "r-10k", &long(201)] {
        assert_eq!(faulty(parts::create(context, &ask, Some(key), &named("Thing")).await), ["key"], "{key}");
    }
    assert_eq!(fixture.export().await, before);
}

#[tokio::test]
async fn a_change_says_everything_but_the_key() {
    let fixture = workshop().await;
    let context = fixture.context();
    fixture.sql("UPDATE parts SET placeholder = 1 WHERE key = 'r-10k'").await;
    let entry = PartEntry {
        description: "two\nlines".into(),
        low_stock: Some(Quantity::of(20)),
        tags: vec!["smd".into()],
        fields: [("drawer".to_owned(), "left".to_owned())].into(),
        spares: Some(Spares { percent: 5, ..Spares::default() }),
        ..resistor("10k", "10k", "dip-14")
    };
    let saved = parts::change(context, &Request::unkeyed(), "r-10k", &entry, Some(0)).await.unwrap();
    assert_eq!((saved.name.as_str(), saved.edit), ("r-10k", 1));
    let page = parts::page(context, "r-10k").await.unwrap();
    assert_eq!(page.fields, entry.fields);
    assert_eq!(page.package.as_deref(), Some("DIP-14"), "a package is found in any letters");
    let part = page.part;
    assert_eq!((part.mpn, part.tolerance, part.low_stock), (None, None, Some(Quantity::of(20))));
    assert_eq!((part.tags, part.spares, part.placeholder), (entry.tags, entry.spares, false));
    sound(context, "a part changed").await;
}

#[tokio::test]
async fn a_change_that_is_based_on_an_earlier_state_is_refused() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    parts::change(context, &ask, "spare", &named("First"), Some(0)).await.unwrap();
    conflict(parts::change(context, &ask, "spare", &named("Second"), Some(0)).await);
    conflict(parts::archive(context, &ask, "spare", true, Some(0)).await);
    assert_eq!(parts::page(context, "spare").await.unwrap().part.name, "First");
    parts::change(context, &ask, "spare", &named("Second"), Some(1)).await.unwrap();
    parts::change(context, &ask, "spare", &named("Third"), None).await.unwrap();
}

#[tokio::test]
async fn the_same_request_makes_one_part() {
    let fixture = workshop().await;
    let context = fixture.context();
    let first = parts::create(context, &once("1", "make"), None, &named("Knob")).await.unwrap();
    let again = parts::create(context, &once("1", "make"), None, &named("Knob")).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(fixture.number("SELECT count(*) FROM parts WHERE name = 'Knob'").await, 1);
    let reused = parts::archive(context, &once("1", "archive"), "knob", true, None).await;
    assert!(matches!(reused, Err(ServiceError::RequestReused(_))), "{reused:?}");
    let changed =
        parts::change(context, &once("2", "change"), "knob", &named("Dial"), Some(0)).await.unwrap();
    let again = parts::change(context, &once("2", "change"), "knob", &named("Dial"), Some(0)).await.unwrap();
    assert_eq!(changed, again, "its first answer, although the edit it was based on is gone");
    let events = "SELECT count(*) FROM events WHERE kind = 'part'";
    assert_eq!(fixture.number(events).await, 2, "one for each thing that was done");
}

#[tokio::test]
async fn what_lies_somewhere_or_is_used_is_not_archived() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    for (part, because) in [
        ("r-10k", "40 pieces lie in Cabinet A/Drawer 3; 5 pieces lie in Shelf"),
        ("board", "Lfo v0 has it as an own line"),
        ("socket", "it comes with the package DIP-14"),
        ("lfo", "Lfo v0 produces it"),
    ] {
        refused(parts::archive(context, &ask, part, true, None).await, because);
    }
    let fallback =
        builds::Edit { fallbacks: vec![("r-10k".into(), Some("spare".into()))], ..builds::Edit::default() };
    let number = build(context, 60).await;
    builds::edit(context, &ask, &number, &fallback).await.unwrap();
    refused(parts::archive(context, &ask, "spare", true, None).await, "build 1 needs it");
    refused(parts::archive(context, &ask, "board", true, None).await, "build 1 needs it; Lfo v0 has");
    builds::clear(context, &ask, &number, None).await.unwrap();
    vendor_orders::generate(context, &ask, &vendor_orders::For::AllOpen).await.unwrap();
    refused(parts::archive(context, &ask, "r-10k", true, None).await, "it is in order 1");
    builds::cancel(context, &ask, &number).await.unwrap();
    parts::archive(context, &ask, "spare", true, None).await.unwrap();
    sound(context, "archiving refused and done").await;
}

#[tokio::test]
async fn an_archived_part_is_taken_back() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let archived = parts::archive(context, &ask, "spare", true, Some(0)).await.unwrap();
    assert_eq!(archived.edit, 1);
    assert!(parts::page(context, "spare").await.unwrap().part.archived);
    let again = parts::archive(context, &ask, "spare", true, None).await.unwrap();
    assert_eq!(again.edit, 1, "it was archived already");
    parts::archive(context, &ask, "spare", false, Some(1)).await.unwrap();
    assert!(!parts::page(context, "spare").await.unwrap().part.archived);
    sound(context, "a part archived and taken back").await;
}

#[tokio::test]
async fn a_part_shows_everything_around_it() {
    let fixture = workshop().await;
    let context = fixture.context();
    let number = build(context, 2).await;
    builds::clear(context, &Request::unkeyed(), &number, Some(true)).await.unwrap();
    let page = parts::page(context, "RC0805FR-0710KL").await.unwrap();
    assert_eq!((page.part.key.as_str(), page.fields["reel"].as_str()), ("r-10k", "7"));
    let stock: Vec<_> = page
        .stock
        .iter()
        .map(|line| (line.location.as_str(), line.on_hand.get(), line.reserved.get(), line.free.get()))
        .collect();
    assert_eq!(stock, [("Cabinet A/Drawer 3", 40, 0, 40), ("Shelf", 5, 4, 1)]);
    let [offer] = page.offers.as_slice() else { panic!("{:?}", page.offers) };
    let breaks: Vec<_> = offer.offer.prices.iter().map(|price| price.quantity.get()).collect();
    assert_eq!((offer.vendor_name.as_str(), breaks), ("Mouser", vec![1, 100]));
    let beside: Vec<_> = page
        .stand_ins
        .iter()
        .map(|other| (other.part.as_str(), other.direction, other.kind, other.asks))
        .collect();
    let alternative = StandInKind::Alternative { rank: 2 };
    assert_eq!(
        beside,
        [
            ("r-10k-b", Direction::BothWays, StandInKind::Equivalent, false),
            ("r-9k1", Direction::ForThis, alternative, true)
        ]
    );
    let other = &parts::page(context, "r-9k1").await.unwrap().stand_ins[0];
    assert_eq!((other.part.as_str(), other.direction, other.free.get()), ("r-10k", Direction::ForOther, 41));
    let other = &parts::page(context, "r-10k-b").await.unwrap().stand_ins[0];
    assert_eq!((other.part.as_str(), other.direction), ("r-10k", Direction::BothWays));
    let (project, revision) = ("Lfo".to_owned(), "v0".to_owned());
    let is_line = |place: &&PartUse| matches!(place, PartUse::Line { .. });
    let Some(PartUse::Line { at, .. }) = page.uses.iter().find(is_line) else { panic!("{:?}", page.uses) };
    let at = *at;
    let line = PartUse::Line {
        at,
        project: project.clone(),
        revision: revision.clone(),
        line: 1,
        references: vec!["R1".into(), "R2".into()],
        quantity: Quantity::of(2),
        role: LineRole::Part,
    };
    assert_eq!(
        page.uses,
        [PartUse::Build { build: 1, project: project.clone(), revision: revision.clone() }, line]
    );
    let uses = parts::page(context, "socket").await.unwrap().uses;
    assert!(
        uses.contains(&PartUse::ComesWith { package: "DIP-14".into(), quantity: Quantity::ONE }),
        "{uses:?}"
    );
    let is_implicit = |place: &PartUse| matches!(place, PartUse::Line { role: LineRole::Implicit, .. });
    assert!(uses.iter().any(is_implicit), "{uses:?}");
    let uses = parts::page(context, "lfo").await.unwrap().uses;
    assert_eq!(uses, [PartUse::Product { at, project, revision }]);
}

#[tokio::test]
async fn nobody_reaches_another_workspace() {
    let fixture = workshop().await;
    let (annex, ask) = (annex(&fixture).await, Request::unkeyed());
    let before = fixture.export().await;
    missing(parts::page(&annex, "r-10k").await);
    missing(parts::change(&annex, &ask, "r-10k", &named("Mine"), None).await);
    missing(parts::archive(&annex, &ask, "spare", true, None).await);
    let entry = resistor("Mine", "10k", "0805");
    assert_eq!(faulty(parts::create(&annex, &ask, None, &entry).await), ["package"]);
    let made = parts::create(&annex, &ask, Some("r-10k"), &named("Mine")).await.unwrap();
    assert_eq!(made.name, "r-10k", "keys are a workspace's own");
    assert_eq!(fixture.export().await, before);
    sound(&annex, "a part in the annex").await;
}
