//! Packages with their footprints, and what comes with them.

use super::{annex, conflict, faulty, missing, named, package, refused, resistor, workshop};
use crate::sql::Sql;
use crate::workshop::sound;
use ctb::domain::catalog::{PackageEntry, Technology};
use ctb::domain::quantity::Quantity;
use ctb::services::catalog::{implicit_parts, packages, parts};
use ctb::services::{Context, Request};

async fn footprints(context: &Context, name: &str) -> Vec<String> {
    packages::page(context, name).await.unwrap().footprints
}

#[tokio::test]
async fn a_package_is_made_filled_and_deleted() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let made = packages::create(context, &ask, &package(" 0603 ")).await.unwrap();
    assert_eq!((made.name.as_str(), made.edit), ("0603", 0));
    for footprint in ["Resistor_SMD:R_0603", "Capacitor_SMD:C_0603"] {
        packages::add_footprint(context, &ask, "0603", footprint).await.unwrap();
    }
    assert_eq!(footprints(context, "0603").await, ["Capacitor_SMD:C_0603", "Resistor_SMD:R_0603"]);
    let saved = packages::remove_footprint(context, &ask, "0603", "Capacitor_SMD:C_0603").await.unwrap();
    assert_eq!(saved.edit, 3, "each footprint is an edit");
    missing(packages::remove_footprint(context, &ask, "0603", "Capacitor_SMD:C_0603").await);
    parts::create(context, &ask, Some("r"), &resistor("1k", "1k", "0603")).await.unwrap();
    refused(packages::delete(context, &ask, "0603").await, "1 part is in it");
    parts::change(context, &ask, "r", &named("1k"), None).await.unwrap();
    implicit_parts::set(context, &ask, "0603", "spare", Quantity::of(2)).await.unwrap();
    refused(packages::delete(context, &ask, "0603").await, "spare comes with it");
    implicit_parts::remove(context, &ask, "0603", "spare").await.unwrap();
    packages::delete(context, &ask, "0603").await.unwrap();
    missing(packages::page(context, "0603").await);
    assert_eq!(fixture.number("SELECT count(*) FROM footprints WHERE name LIKE '%0603'").await, 0);
    sound(context, "a package made and deleted").await;
}

#[tokio::test]
async fn a_package_is_renamed_and_mounted_otherwise() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let entry = PackageEntry { name: "SOIC-14".into(), technology: Technology::Smd };
    let saved = packages::change(context, &ask, "dip-14", &entry, Some(0)).await.unwrap();
    assert_eq!((saved.name.as_str(), saved.edit), ("SOIC-14", 1));
    conflict(packages::change(context, &ask, "SOIC-14", &entry, Some(0)).await);
    let page = packages::page(context, "SOIC-14").await.unwrap();
    assert_eq!((page.technology, page.parts), (Technology::Smd, 1));
    assert_eq!(page.implicit[0].part, "socket");
    let names: Vec<String> =
        packages::list(context).await.unwrap().into_iter().map(|page| page.package).collect();
    assert_eq!(names, ["0805", "SOIC-14"]);
    let lower = PackageEntry { name: "soic-14".into(), ..entry };
    packages::change(context, &ask, "SOIC-14", &lower, None).await.unwrap();
    sound(context, "a package renamed").await;
}

#[tokio::test]
async fn names_that_cannot_be_are_refused_by_field() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let before = fixture.export().await;
    for name in ["", "dip-14", "a\nb", &"x".repeat(201)] {
        assert_eq!(faulty(packages::create(context, &ask, &package(name)).await), ["name"], "{name}");
        let is_own = name == "dip-14";
        if !is_own {
            assert_eq!(
                faulty(packages::change(context, &ask, "DIP-14", &package(name), None).await),
                ["name"]
            );
        }
    }
    assert_eq!(faulty(packages::change(context, &ask, "0805", &package("DIP-14"), None).await), ["name"]);
    for footprint in [" ", "Package_DIP:DIP-14", &"x".repeat(301)] {
        let answer = packages::add_footprint(context, &ask, "0805", footprint).await;
        assert_eq!(faulty(answer), ["footprint"], "{footprint}");
    }
    missing(packages::add_footprint(context, &ask, "0402", "x").await);
    missing(packages::delete(context, &ask, "0402").await);
    for quantity in [0, 1_000_001] {
        let quantity = Quantity::new(quantity).unwrap();
        assert_eq!(faulty(implicit_parts::set(context, &ask, "0805", "spare", quantity).await), ["quantity"]);
    }
    assert_eq!(faulty(implicit_parts::set(context, &ask, "0805", "r-10k", Quantity::ONE).await), ["part"]);
    missing(implicit_parts::set(context, &ask, "0402", "spare", Quantity::ONE).await);
    missing(implicit_parts::set(context, &ask, "0805", "nothing", Quantity::ONE).await);
    missing(implicit_parts::remove(context, &ask, "0805", "spare").await);
    assert_eq!(fixture.export().await, before);
}

#[tokio::test]
async fn an_archived_part_comes_with_nothing() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    parts::archive(context, &ask, "spare", true, None).await.unwrap();
    refused(implicit_parts::set(context, &ask, "0805", "spare", Quantity::ONE).await, "archived");
}

#[tokio::test]
async fn the_same_request_adds_one_footprint() {
    let fixture = workshop().await;
    let context = fixture.context();
    let ask = Request::keyed("f", "add".to_owned()).unwrap();
    let first = packages::add_footprint(context, &ask, "0805", "C_0805").await.unwrap();
    assert_eq!(packages::add_footprint(context, &ask, "0805", "C_0805").await.unwrap(), first);
    assert_eq!(footprints(context, "0805").await, ["C_0805", "Resistor_SMD:R_0805"]);
}

#[tokio::test]
async fn packages_stay_in_their_workspace() {
    let fixture = workshop().await;
    let (annex, ask) = (annex(&fixture).await, Request::unkeyed());
    missing(packages::page(&annex, "0805").await);
    missing(packages::delete(&annex, &ask, "0805").await);
    missing(packages::add_footprint(&annex, &ask, "0805", "x").await);
    assert!(packages::list(&annex).await.unwrap().is_empty());
    packages::create(&annex, &ask, &package("0805")).await.unwrap();
    missing(implicit_parts::set(&annex, &ask, "0805", "socket", Quantity::ONE).await);
    packages::add_footprint(&annex, &ask, "0805", "Resistor_SMD:R_0805").await.unwrap();
}
