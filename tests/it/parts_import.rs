//! Somebody's list of parts comes in: again and again, by halves, and out again.

use crate::faults::at_every_write;
use crate::fixture::Fixture;
use crate::listening::statements;
use crate::sql::Sql;
use crate::workshop::{cleared, sound, workshop};
use crate::xlsx::{STRINGS, files, number, row, text, zipped};
use ctb::domain::parts_list::{Field, Imported, Packages};
use ctb::services::parts_import::{self, Fixing, Selection, Stated};
use ctb::services::{Context, Request, ServiceError, inventory};

/// A list as people have it: values in every notation, places, a vendor, and now and then a slip.
fn messy(rows: usize) -> String {
    let mut text =
        "Part;Description;Footprint;Manufacturer;MPN;Total stock;Storage;Supplier;SKU;Price;Colour\r\n"
            .to_owned();
    for row in 0..rows {
        let quantity = match row % 50 {
            7 => "~50".to_owned(),
            9 => "lots".to_owned(),
            11 => String::new(),
            _ => format!("{}", row % 400),
        };
        let name = if row % 97 == 5 { String::new() } else { format!("Part {row}") };
        let mpn = if row % 3 == 0 { format!("MPN-{row}") } else { String::new() };
        text.push_str(&format!(
            "{name};what {row} is;{};Maker;{mpn};{quantity};Drawer {};Reichelt;SKU{row};0,12;{}\r\n",
            ["R_0805_2012Metric", "SOT-23", "DIP-8"][row % 3],
            row % 40,
            ["red", ""][row % 2]
        ));
    }
    text
}

async fn import(context: &Context, text: &str) -> Imported {
    let list = parts_import::read("parts.csv", text.as_bytes()).unwrap();
    parts_import::apply(context, &Request::unkeyed(), &list, &Stated::default()).await.unwrap()
}

#[tokio::test]
async fn three_thousand_messy_rows_come_in_with_the_statements_of_three_hundred() {
    let mut counts = Vec::new();
    for rows in [300, 3000] {
        let fixture = Fixture::new().await;
        let text = messy(rows);
        let count = statements(async {
            let imported = import(fixture.context(), &text).await;
            assert_eq!(imported.made + imported.waiting, rows, "{imported:?}");
            assert!(imported.waiting > rows / 50 && imported.waiting < rows / 10, "{imported:?}");
        });
        counts.push(count.await);
        sound(fixture.context(), "after the import").await;
    }
    assert!(counts[0] > 0 && counts[0] == counts[1], "300 and 3000 rows: {counts:?}");
}

#[tokio::test]
async fn the_same_list_again_changes_nothing_and_a_newer_one_updates() {
    let fixture = Fixture::new().await;
    let text = "Name,MPN,Qty,Place,Supplier,SKU,Price,Colour\nOp amp,TL072CP,10,A1,Mouser,595-TL072CP,0.90,black\nKnob,,4,A2,,,,red\n";
    let first = import(fixture.context(), text).await;
    assert_eq!((first.made, first.counted, first.items, first.waiting), (2, 2, 1, 0));
    let export = fixture.export().await;
    let again = import(fixture.context(), text).await;
    assert_eq!((again.batch, again.unchanged), (None, 2), "{again:?}");
    assert!(fixture.export().await == export, "the second import changed something");
    let newer = "Name,MPN,Qty,Place,Supplier,SKU,Price,Colour\nDual op amp,tl072cp,7,A1,Mouser,595-TL072CP,0.95,black\nKnob,,4,A3,,,,blue\n";
    let newer = import(fixture.context(), newer).await;
    assert_eq!((newer.made, newer.updated, newer.counted, newer.items), (0, 2, 2, 1));
    let knobs = fixture
        .number(
            "SELECT sum(s.on_hand) FROM stock_lines s JOIN parts p ON p.id = s.part WHERE p.name = 'Knob'",
        )
        .await;
    assert_eq!(knobs, 8, "another place is another count");
    let prices = fixture.numbers("SELECT unit_price FROM offer_prices").await;
    assert_eq!(prices, [950_000]);
    sound(fixture.context(), "after three imports").await;
}

#[tokio::test]
async fn undoing_brings_back_what_was_to_the_last_byte() {
    let fixture = workshop().await;
    let before = fixture.export().await;
    let text = "Name,Package,Supplier,SKU,Description,Shelf life\nTL074,DIP-14,Mouser,U9,quad,9\nNE555,DIP-8,Reichelt,NE 555,timer,\nLM358,SOIC-8,,,,\n";
    let imported = import(fixture.context(), text).await;
    assert_eq!((imported.made, imported.updated), (2, 1), "{imported:?}");
    assert!(fixture.export().await != before);
    let batch = imported.batch.unwrap();
    let undone = parts_import::undo(fixture.context(), &Request::unkeyed(), batch).await.unwrap();
    assert_eq!((undone.removed, undone.restored, undone.kept.len()), (2, 1, 0), "{undone:?}");
    assert!(fixture.export().await == before, "something of the import is left");
    sound(fixture.context(), "after undoing").await;
    let again = parts_import::undo(fixture.context(), &Request::unkeyed(), batch).await.unwrap_err();
    assert!(matches!(again, ServiceError::Refused(_)), "{again}");
}

#[tokio::test]
async fn counts_are_booked_back_and_the_ledger_keeps_both() {
    let fixture = workshop().await;
    let text = "Key,Name,Qty,Place\nr-10k,10k,33,A1\n,Knob,12,B1\n,Jack,5,C7\n";
    let imported = import(fixture.context(), text).await;
    assert_eq!((imported.made, imported.counted), (2, 3), "{imported:?}");
    let on_hand = "SELECT s.on_hand FROM stock_lines s JOIN parts p ON p.id = s.part JOIN locations l ON l.id = s.location \
        WHERE p.key = 'r-10k' AND l.name = 'A1'";
    assert_eq!(fixture.number(on_hand).await, 33);
    let undone =
        parts_import::undo(fixture.context(), &Request::unkeyed(), imported.batch.unwrap()).await.unwrap();
    assert_eq!((undone.counted_back, undone.archived, undone.removed), (3, 2, 0), "{undone:?}");
    assert_eq!(fixture.number(on_hand).await, 40);
    sound(fixture.context(), "after undoing").await;
    // And once more: what is archived is taken back, not made twice.
    let again = import(fixture.context(), text).await;
    assert_eq!((again.made, again.updated, again.counted), (0, 2, 3), "{again:?}");
    sound(fixture.context(), "after importing once more").await;
}

#[tokio::test]
async fn what_was_used_or_changed_since_stays_and_is_told() {
    let fixture = workshop().await;
    let context = fixture.context();
    let imported = import(context, "Key,Name,Qty,Place\ntl074,TL074,20,A2\n,Knob,12,B1\n,Nut,3,B1\n").await;
    let place = inventory::Place { part: "knob".into(), location: Some("B1".into()), lot: None };
    let seven = "7".parse().unwrap();
    inventory::count(context, &Request::unkeyed(), &place, seven).await.unwrap();
    cleared(context, 15).await;
    let undone = parts_import::undo(context, &Request::unkeyed(), imported.batch.unwrap()).await.unwrap();
    assert_eq!((undone.archived, undone.counted_back), (1, 1), "the nut alone: {undone:?}");
    assert_eq!(undone.kept.len(), 3, "{undone:?}");
    sound(context, "after undoing by halves").await;
}

#[tokio::test]
async fn rows_wait_are_fixed_in_bulk_and_undone_with_their_import() {
    let fixture = Fixture::new().await;
    let context = fixture.context();
    let before = fixture.export().await;
    let text = "Name,Qty,Place,Footprint,SKU\nA,~5,A1,,\nB,~6,A1,,\n,7,A1,,\nC,8,A1,SOT-23,\nD,many,A1,,\nE,1,A1,,SKU1\nF,2,A1,,SKU2\nD,3,A1,,\n";
    let list = parts_import::read("parts.csv", text.as_bytes()).unwrap();
    let stated = Stated { packages: Packages::Ask, ..Stated::default() };
    let imported = parts_import::apply(context, &Request::unkeyed(), &list, &stated).await.unwrap();
    assert_eq!((imported.made, imported.waiting), (1, 7), "{imported:?}");
    let batch = imported.batch.unwrap();
    let page = parts_import::tray(context, None, "", None).await.unwrap();
    assert_eq!((page.waiting, page.rows.len()), (7, 7));
    let fix = async |which: Selection, fixing: Fixing| {
        parts_import::fix(context, &Request::unkeyed(), batch, &which, &fixing).await
    };
    let kind = |kind: &str| Selection::Kind(kind.to_owned());
    // What has no suggestion goes on waiting.
    let done = fix(kind("quantity"), Fixing::Accept).await.unwrap();
    assert_eq!((done.entered, done.waiting), (3, 0), "{done:?}");
    let done = fix(kind("package"), Fixing::Accept).await.unwrap();
    assert_eq!(done.entered, 1);
    let done = fix(kind("vendor"), Fixing::Set(Field::Vendor, "Tayda".into())).await.unwrap();
    assert_eq!((done.entered, done.waiting), (2, 0), "{done:?}");
    let nobody = fix(kind("no_name"), Fixing::Match("nobody".into())).await.unwrap();
    assert_eq!((nobody.entered, nobody.waiting), (0, 1));
    let done = fix(Selection::Kind(String::new()), Fixing::Match("b".into())).await.unwrap();
    assert_eq!(done.entered, 1, "{done:?}");
    assert_eq!(parts_import::tray(context, Some(batch), "", None).await.unwrap().waiting, 0);
    let sum = fixture.number("SELECT sum(on_hand) FROM stock_lines").await;
    assert_eq!(sum, 5 + 7 + 8 + 3 + 1 + 2);
    sound(context, "after the tray").await;
    let undone = parts_import::undo(context, &Request::unkeyed(), batch).await.unwrap();
    assert_eq!((undone.archived, undone.kept.len()), (6, 0), "{undone:?}");
    assert_eq!(fixture.number("SELECT sum(on_hand) FROM stock_lines").await, 0);
    sound(context, "after undoing").await;
    assert!(fixture.export().await != before, "the ledger keeps what happened");
}

#[tokio::test]
async fn rows_that_wait_wait_once_however_often_their_list_comes() {
    let fixture = Fixture::new().await;
    let context = fixture.context();
    let text = "Name,Qty\nA,many\nB,some\nC,3\n";
    let first = import(context, text).await;
    assert_eq!((first.made, first.waiting), (1, 2), "{first:?}");
    let again = import(context, text).await;
    assert_eq!((again.batch, again.unchanged, again.waiting), (None, 1, 2), "{again:?}");
    let newer = import(context, "Name,Qty\nA,many\nB,none\nC,3\n").await;
    assert_eq!((newer.batch.is_some(), newer.waiting), (true, 2), "{newer:?}");
    assert_eq!(parts_import::tray(context, newer.batch, "", None).await.unwrap().waiting, 1);
    let otherwise = import(context, "Name,Total stock\nA,many\n").await;
    assert!(otherwise.batch.is_some(), "other columns may mean something else: {otherwise:?}");
}

#[tokio::test]
async fn a_workbook_is_read_from_its_first_sheet_with_a_header_and_a_damaged_one_is_a_sentence() {
    let fixture = Fixture::new().await;
    let bytes = workbook();
    let list = parts_import::read("stock.xlsx", &bytes).unwrap();
    let imported =
        parts_import::apply(fixture.context(), &Request::unkeyed(), &list, &Stated::default()).await.unwrap();
    assert_eq!((imported.made, imported.counted, imported.waiting), (2, 2, 0), "{imported:?}");
    let on_hand = "SELECT s.on_hand FROM parts p JOIN stock_lines s ON s.part = p.id WHERE p.name IN ('4700', 'Op amp') ORDER BY p.name";
    assert_eq!(fixture.numbers(on_hand).await, [12, 3]);
    let damaged = parts_import::read("stock.xlsx", &bytes[..bytes.len() / 2]).unwrap_err().to_string();
    assert!(damaged.contains("damaged"), "{damaged}");
}

/// A workbook with notes first, and stock on its second sheet.
pub fn workbook() -> Vec<u8> {
    let notes = row(1, &[text("A1", "Counted in spring")]);
    let stock = [
        row(2, &[text("A2", "Name"), text("B2", "Qty"), text("C2", "Place")]),
        row(3, &[number("A3", "4700"), number("B3", "12"), text("C3", "A1")]),
        row(4, &[text("A4", "Op amp"), number("B4", "3"), text("C4", "A2")]),
    ];
    zipped(&files(STRINGS, &[("Notes", &notes), ("Stock", &stock.concat())]))
}

#[tokio::test]
async fn a_skipped_row_does_nothing_and_no_rows_are_a_sentence() {
    let fixture = Fixture::new().await;
    let imported = import(fixture.context(), "Name,Qty\nA,many\nB,some\n").await;
    let batch = imported.batch.unwrap();
    let fix = async |which: Selection| {
        parts_import::fix(fixture.context(), &Request::unkeyed(), batch, &which, &Fixing::Skip).await
    };
    assert_eq!(fix(Selection::Kind(String::new())).await.unwrap().skipped, 2);
    let error = fix(Selection::Rows(vec![1])).await.unwrap_err();
    assert!(error.to_string().contains("no rows are chosen"), "{error}");
    assert_eq!(fixture.number("SELECT count(*) FROM parts").await, 0);
}

#[tokio::test]
async fn fewer_than_are_reserved_wait_and_no_build_is_torn_open() {
    let fixture = workshop().await;
    cleared(fixture.context(), 5).await;
    let imported = import(fixture.context(), "Key,Name,Qty,Place\nboard,Lfo board,2,B1\n").await;
    assert_eq!((imported.counted, imported.waiting), (0, 1), "{imported:?}");
    sound(fixture.context(), "after a count below what is reserved").await;
}

#[tokio::test]
async fn a_fault_in_the_middle_leaves_nothing_behind() {
    let fixture = workshop().await;
    let text = "Name,Footprint,Qty,Place,Supplier,SKU,Price,Colour\nTL074,DIP-14,30,A2,Mouser,U1,0.95,black\nKnob,Big,12,Z1,Knobs,K1,1.20,red\nJack,,many,Z1,,,,\n";
    at_every_write(&fixture, "importing a list", async || {
        let list = parts_import::read("parts.csv", text.as_bytes()).map_err(|error| error.to_string())?;
        let done =
            parts_import::apply(fixture.context(), &Request::unkeyed(), &list, &Stated::default()).await;
        done.map(|_| ()).map_err(|error| error.to_string())
    })
    .await;
    at_every_write(&fixture, "undoing an import", async || {
        let done = parts_import::undo(fixture.context(), &Request::unkeyed(), 1).await;
        done.map(|_| ()).map_err(|error| error.to_string())
    })
    .await;
}

#[tokio::test]
async fn the_same_request_is_done_once() {
    let fixture = Fixture::new().await;
    let list = parts_import::read("parts.csv", b"Name,Qty\nA,many\nB,3\n").unwrap();
    let request = || Request::keyed("r1", "import".to_owned()).unwrap();
    let first = parts_import::apply(fixture.context(), &request(), &list, &Stated::default()).await.unwrap();
    let again = parts_import::apply(fixture.context(), &request(), &list, &Stated::default()).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(fixture.number("SELECT count(*) FROM part_imports").await, 1);
}
