//! What a change of the catalogue does to what BOM lines mean.

use super::{BOM, meanings, named, offer, package, resistor, sync, synced, vendor, workshop};
use crate::fixture::Fixture;
use crate::sql::Sql;
use crate::workshop::sound;
use ctb::domain::catalog::{OfferEntry, PartEntry};
use ctb::domain::quantity::Quantity;
use ctb::services::Request;
use ctb::services::catalog::{implicit_parts, offers, packages, parts, vendors};
use ctb::services::decisions::{DecideLine, LineWord, decide};

const SYNCED: [&str; 7] = ["R1 R2: r-10k", "R3: ?", "R4: ?", "U1: tl074", "+U1: socket", "U2: ?", "U3: ?"];

/// Lfo v1 means what it meant after the sync, but for these lines.
async fn only_changed(fixture: &Fixture, changed: &[(usize, &str)]) {
    let mut expected = SYNCED.map(str::to_owned).to_vec();
    for (place, meaning) in changed {
        expected[*place] = (*meaning).to_owned();
    }
    assert_eq!(meanings(fixture, "v1").await, expected);
    sound(fixture.context(), "resolved anew").await;
}

async fn edit_of_v1(fixture: &Fixture) -> i64 {
    fixture.number("SELECT edit FROM versions WHERE revision = 'v1'").await
}

fn ask() -> Request {
    Request::unkeyed()
}

#[tokio::test]
async fn a_line_is_the_missing_part_as_soon_as_there_is_one() {
    let fixture = synced().await;
    only_changed(&fixture, &[]).await;
    let before = edit_of_v1(&fixture).await;
    let entry = resistor("22k", "22000", "0805");
    let made = parts::create(fixture.context(), &ask(), Some("r-22k"), &entry).await.unwrap();
    assert_eq!(made.lines_changed, 1);
    only_changed(&fixture, &[(1, "R3: r-22k")]).await;
    assert_eq!(edit_of_v1(&fixture).await, before + 1);
    let told = "SELECT count(*) FROM events WHERE kind = 'version' AND edit = \
        (SELECT edit FROM versions WHERE revision = 'v1') AND subject = (SELECT id FROM versions WHERE revision = 'v1')";
    assert_eq!(fixture.number(told).await, 1, "whoever looks at the version is told");
    let other = parts::create(fixture.context(), &ask(), None, &named("Unrelated")).await.unwrap();
    assert_eq!(
        (other.lines_changed, edit_of_v1(&fixture).await),
        (0, before + 1),
        "nobody is told of nothing"
    );
}

#[tokio::test]
async fn a_line_is_the_part_with_its_number() {
    let fixture = synced().await;
    let context = fixture.context();
    let saved = offers::add(context, &ask(), "spare", "Mouser", &offer("926-lm13700m")).await.unwrap();
    assert_eq!(saved.lines_changed, 1);
    only_changed(&fixture, &[(5, "U2: spare")]).await;
    let entry = OfferEntry { prices: vec![super::price(1, 5)], ..offer("926-lm13700m") };
    assert_eq!(offers::change(context, &ask(), saved.id, &entry, None).await.unwrap().lines_changed, 0);
    offers::change(context, &ask(), saved.id, &offer("other"), None).await.unwrap();
    only_changed(&fixture, &[]).await;
    offers::change(context, &ask(), saved.id, &offer("926-LM13700M"), None).await.unwrap();
    only_changed(&fixture, &[(5, "U2: spare")]).await;
    let archived = offers::archive(context, &ask(), saved.id, true, None).await.unwrap();
    assert_eq!(archived.lines_changed, 1);
    only_changed(&fixture, &[]).await;
    offers::archive(context, &ask(), saved.id, false, None).await.unwrap();
    only_changed(&fixture, &[(5, "U2: spare")]).await;
}

#[tokio::test]
async fn a_changed_part_is_another_lines() {
    let fixture = synced().await;
    let context = fixture.context();
    let entry = PartEntry { mpn: Some("that4301p20-u".into()), ..named("Unused thing") };
    assert_eq!(parts::change(context, &ask(), "spare", &entry, None).await.unwrap().lines_changed, 1);
    only_changed(&fixture, &[(6, "U3: spare")]).await;
    parts::change(context, &ask(), "spare", &named("Unused thing"), None).await.unwrap();
    only_changed(&fixture, &[]).await;
    parts::change(context, &ask(), "r-4k7", &resistor("22k 0805", "22k", "0805"), None).await.unwrap();
    only_changed(&fixture, &[(1, "R3: r-4k7")]).await;
    parts::archive(context, &ask(), "r-4k7", true, None).await.unwrap();
    only_changed(&fixture, &[]).await;
    parts::archive(context, &ask(), "r-4k7", false, None).await.unwrap();
    only_changed(&fixture, &[(1, "R3: r-4k7")]).await;
}

#[tokio::test]
async fn a_footprint_tells_a_lines_package() {
    let fixture = synced().await;
    let context = fixture.context();
    packages::create(context, &ask(), &package("0603")).await.unwrap();
    parts::create(context, &ask(), Some("r-0603"), &resistor("10k 0603", "10k", "0603")).await.unwrap();
    only_changed(&fixture, &[]).await;
    let saved = packages::add_footprint(context, &ask(), "0603", "Resistor_SMD:R_0603").await.unwrap();
    assert_eq!(saved.lines_changed, 1);
    only_changed(&fixture, &[(2, "R4: r-0603")]).await;
    packages::remove_footprint(context, &ask(), "0603", "Resistor_SMD:R_0603").await.unwrap();
    only_changed(&fixture, &[]).await;
    packages::change(context, &ask(), "0603", &package("Resistor_SMD:R_0603"), None).await.unwrap();
    only_changed(&fixture, &[(2, "R4: r-0603")]).await;
}

#[tokio::test]
async fn what_comes_with_a_package_comes_with_its_lines() {
    let fixture = synced().await;
    let context = fixture.context();
    for revision in ["v0", "v1"] {
        assert!(meanings(&fixture, revision).await.contains(&"+U1: socket".to_owned()));
    }
    let saved = implicit_parts::set(context, &ask(), "DIP-14", "spare", Quantity::of(2)).await.unwrap();
    assert_eq!(saved.lines_changed, 2, "of v0, whose BOM a bundle brought, too");
    let pieces = "SELECT sum(r.quantity) FROM resolutions r JOIN parts p ON p.id = r.part \
        JOIN bom_lines l ON l.id = r.bom_line JOIN versions v ON v.bom = l.bom WHERE p.key = 'spare' AND r.implicit = 1";
    assert_eq!(fixture.number(pieces).await, 4);
    implicit_parts::set(context, &ask(), "DIP-14", "spare", Quantity::of(3)).await.unwrap();
    assert_eq!(fixture.number(pieces).await, 6);
    implicit_parts::remove(context, &ask(), "DIP-14", "spare").await.unwrap();
    implicit_parts::remove(context, &ask(), "DIP-14", "socket").await.unwrap();
    for revision in ["v0", "v1"] {
        let lines = meanings(&fixture, revision).await;
        assert!(lines.iter().all(|line| !line.starts_with('+')), "{lines:?}");
    }
    sound(context, "nothing comes with a package").await;
    // A part in another body brings along what comes with that.
    implicit_parts::set(context, &ask(), "0805", "socket", Quantity::ONE).await.unwrap();
    let smd = PartEntry {
        package: Some("0805".into()),
        symbol: "U".into(),
        value: "TL074".into(),
        ..named("TL074")
    };
    parts::change(context, &ask(), "tl074", &smd, None).await.unwrap();
    assert!(
        meanings(&fixture, "v0").await.contains(&"+U1: socket".to_owned()),
        "a bundle's line is still that part"
    );
    sound(context, "a part in another body").await;
}

#[tokio::test]
async fn what_a_bundle_said_that_a_line_is_stands_and_what_it_left_open_is_resolved() {
    let fixture = workshop().await;
    let context = fixture.context();
    assert_eq!(meanings(&fixture, "v0").await, ["R1 R2: r-10k", "U1: tl074", "+U1: socket", "R3: ?"]);
    parts::change(context, &ask(), "r-10k", &resistor("Not 10k", "1R", "0805"), None).await.unwrap();
    assert_eq!(meanings(&fixture, "v0").await[0], "R1 R2: r-10k");
    let made = parts::create(context, &ask(), Some("r-1m"), &resistor("1M", "1M0", "0805")).await.unwrap();
    assert_eq!(made.lines_changed, 1);
    assert_eq!(meanings(&fixture, "v0").await, ["R1 R2: r-10k", "U1: tl074", "+U1: socket", "R3: r-1m"]);
    sound(context, "a bundle's open line").await;
}

#[tokio::test]
async fn decisions_outlive_every_change_of_the_catalogue() {
    let fixture = synced().await;
    let context = fixture.context();
    let word = |reference: &str, word: LineWord| DecideLine {
        project: "Lfo".into(),
        revision: "v1".into(),
        reference: reference.into(),
        words: vec![word],
    };
    decide(context, &ask(), &word("R3", LineWord::Match("spare".into()))).await.unwrap();
    decide(context, &ask(), &word("R1", LineWord::Substitute("r-9k1".into()))).await.unwrap();
    decide(context, &ask(), &word("U3", LineWord::Ignore)).await.unwrap();
    let decided = meanings(&fixture, "v1").await;
    parts::create(context, &ask(), None, &resistor("22k", "22k", "0805")).await.unwrap();
    let entry = PartEntry { mpn: Some("THAT4301P20-U".into()), ..named("VCA") };
    parts::create(context, &ask(), None, &entry).await.unwrap();
    packages::change(context, &ask(), "0805", &package("2012"), None).await.unwrap();
    vendors::change(context, &ask(), "Mouser", &vendor("Mouser Electronics"), None).await.unwrap();
    assert_eq!(meanings(&fixture, "v1").await, decided);
    sound(context, "decisions").await;
}

#[tokio::test]
async fn what_is_remembered_of_a_value_follows_its_body() {
    let fixture = workshop().await;
    let context = fixture.context();
    sync(context, "Reference,Qty,Value,Footprint\nR1,1,22k,Resistor_SMD:R_0805\nR2,1,33k,Lib:R_0402\n").await;
    for (reference, part) in [("R1", "spare"), ("R2", "r-9k1")] {
        let decision = DecideLine {
            project: "Lfo".into(),
            revision: "v1".into(),
            reference: reference.into(),
            words: vec![LineWord::Match(part.into())],
        };
        decide(context, &ask(), &decision).await.unwrap();
    }
    assert_eq!(fixture.number("SELECT count(*) FROM remembered_matches WHERE kind = 'value'").await, 2);
    // Other references: the version's own decisions say nothing of them.
    sync(context, "Reference,Qty,Value,Footprint\nR8,1,22k,Resistor_SMD:R_0805\nR9,1,33k,Lib:R_0402\n").await;
    assert_eq!(meanings(&fixture, "v1").await, ["R8: spare", "R9: r-9k1"]);
    packages::change(context, &ask(), "0805", &package("Chip 2012"), None).await.unwrap();
    packages::create(context, &ask(), &package("0402")).await.unwrap();
    packages::add_footprint(context, &ask(), "0402", "R_0402").await.unwrap();
    assert_eq!(meanings(&fixture, "v1").await, ["R8: spare", "R9: r-9k1"]);
    sound(context, "remembered").await;
}

#[tokio::test]
async fn a_vendor_that_is_known_answers_for_its_numbers() {
    let fixture = workshop().await;
    let context = fixture.context();
    offers::add(context, &ask(), "spare", "Mouser", &offer("926-LM13700M")).await.unwrap();
    sync(context, &BOM.replace("Mouser", "Farnell")).await;
    assert_eq!(meanings(&fixture, "v1").await[5], "U2: spare", "an unknown vendor's number may be anybody's");
    let saved = vendors::create(context, &ask(), &vendor("Farnell")).await.unwrap();
    assert_eq!(saved.lines_changed, 1);
    assert_eq!(meanings(&fixture, "v1").await[5], "U2: ?");
    sound(context, "a vendor is known").await;
}
