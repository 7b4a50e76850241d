//! Rows of real BOMs that name Mouser's numbers, filled in by the real client from a server that
//! behaves like Mouser's.

use super::shop::runner;
use crate::fixture::Fixture;
use crate::mouser_stand_in::{MouserStandIn, part};
use crate::sql::Sql;
use crate::workshop::sound;
use ctb::remote::{Mouser, MouserSettings, Vendors};
use ctb::services::projects::{NewVersion, add_project, add_version};
use ctb::services::{Request, bom_sync, demo, jobs};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const KEY: &str = "11111111-2222-3333-4444-555555555555";

/// The folder lies beside the repository; without it there is nothing to test.
fn folder() -> Option<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let places = [here.join("../shared/boms"), here.join("../../shared/boms")];
    places.into_iter().find(|place| place.is_dir())
}

fn csv_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let is_csv = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "csv");
    let mut found: Vec<PathBuf> =
        files.into_iter().filter(is_csv).chain(folders.iter().flat_map(|folder| csv_files(folder))).collect();
    found.sort();
    found
}

/// Mouser's numbers in a file: the cells after that vendor's.
fn numbers(text: &str) -> Vec<String> {
    let of_row = |row: &str| {
        let cells: Vec<&str> = row.split("\",\"").collect();
        let vendor = cells.iter().position(|cell| *cell == "Mouser")?;
        Some(cells.get(vendor + 1)?.trim_end_matches('"').to_owned())
    };
    text.lines().filter_map(of_row).collect()
}

/// Everything that is there, without what a sync is to add.
async fn existing(fixture: &Fixture, parts: i64, offers: i64) -> Vec<i64> {
    let sums = format!(
        "SELECT sum(unicode(key) + length(name || symbol || value || coalesce(mpn, '') || coalesce(manufacturer, '') || description) + edit) FROM parts WHERE id <= {parts} \
         UNION ALL SELECT sum(length(item_number || coalesce(url, '')) + minimum + multiple + coalesce(in_stock, 0) + coalesce(checked, 0) + edit) FROM offers WHERE id <= {offers} \
         UNION ALL SELECT sum(quantity + unit_price) FROM offer_prices WHERE offer <= {offers} \
         UNION ALL SELECT sum(on_hand + reserved) FROM stock_lines"
    );
    fixture.numbers(&sums).await
}

#[tokio::test]
async fn rows_that_name_mousers_numbers_are_filled_in_and_nothing_that_was_there_changes() {
    let Some(folder) = folder() else { return };
    let fixture = Fixture::new().await;
    demo::fill(fixture.context()).await.unwrap();
    let mouser = MouserStandIn::start(KEY);
    let settings = MouserSettings {
        base_url: Some(mouser.base_url().parse().unwrap()),
        ..MouserSettings::new(KEY.to_owned().into())
    };
    let client = Arc::new(Mouser::new(settings).unwrap());
    let context = fixture.context().clone().with_vendors(Vendors::none().with(client));
    let last = |table: &str| format!("SELECT max(id) FROM {table}");
    let (parts, offers) = (fixture.number(&last("parts")).await, fixture.number(&last("offers")).await);
    let known = |numbers: &str| format!("SELECT count(*) FROM offers WHERE item_number = '{numbers}'");
    let before = existing(&fixture, parts, offers).await;
    let mut unknown: BTreeSet<String> = BTreeSet::new();
    let ask = Request::unkeyed();
    add_project(&context, &ask, "Real", None).await.unwrap();
    for (place, file) in csv_files(&folder).iter().enumerate() {
        let bytes = std::fs::read(file).unwrap();
        let named = numbers(&String::from_utf8(bytes.clone()).unwrap());
        for number in &named {
            if fixture.number(&known(number)).await == 0 && unknown.insert(number.clone()) {
                mouser.add(part(number, &format!("MPN-{number}")));
            }
        }
        let revision = place.to_string();
        let version =
            NewVersion { project: "Real".to_owned(), revision: revision.clone(), ..NewVersion::default() };
        add_version(&context, &ask, &version).await.unwrap();
        let fetched = bom_sync::from_file("bom.csv", &bytes).unwrap();
        let told = bom_sync::apply(&context, &ask, ("Real", &revision), &fetched).await.unwrap();
        let wanted: Vec<&str> = told.unmatched.iter().map(|line| line.wanted.as_str()).collect();
        assert!(!wanted.iter().any(|wanted| wanted.starts_with("Mouser ")), "{}: {wanted:?}", file.display());
    }
    assert!(unknown.len() > 5, "{unknown:?}");
    assert_eq!(runner(&fixture).drain(&context).await.unwrap(), 0);
    let asked = mouser.asked();
    assert_eq!(asked.len(), unknown.len(), "each once: {asked:?}");
    assert_eq!(asked.into_iter().collect::<BTreeSet<_>>(), unknown);
    let filled = "SELECT count(DISTINCT o.id) FROM offers o JOIN offer_prices c ON c.offer = o.id AND c.quantity = 1000 \
        WHERE o.status = 'known' AND o.mpn = 'MPN-' || o.item_number AND o.datasheet IS NOT NULL";
    assert_eq!(fixture.number(filled).await, i64::try_from(unknown.len()).unwrap());
    assert_eq!(fixture.number("SELECT count(*) FROM parts WHERE placeholder = 1").await, 0);
    assert_eq!(existing(&fixture, parts, offers).await, before);
    assert_eq!(jobs::queued(&context).await.unwrap(), 0);
    sound(&context, "real BOMs filled in").await;
    let exported = fixture.export().await;
    assert!(!exported.contains(KEY));
    assert!(
        Fixture::with(&exported).await.export().await == exported,
        "another bundle came out than went in"
    );
}
