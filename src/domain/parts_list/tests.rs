//! Whole lists, as people have them.

use super::*;
use crate::domain::catalog::PartEntry;
use crate::domain::csv_export::{Cell, CsvTable};
use crate::domain::ids::{PartId, StockLineId};
use crate::domain::money::Currency;
use crate::domain::quantity::Quantity;
use proptest::prelude::*;

fn known() -> Known {
    Known {
        parts: Vec::new(),
        items: Vec::new(),
        lines: Vec::new(),
        packages: vec!["0805".to_owned(), "DIP-8".to_owned()],
        footprints: vec![("Package_DIP:DIP-8_W7.62mm".to_owned(), "DIP-8".to_owned())],
        vendors: Vec::new(),
        kits: Vec::new(),
        currency: Currency::USD,
    }
}

fn columns(table: &Table) -> Columns {
    Columns::new(&propose(table), &[]).unwrap()
}

fn plan(known: &Known, text: &str) -> Plan {
    let table = Table::read(text.as_bytes()).unwrap();
    let rows: Vec<(TableRow, Fix)> = table.rows.iter().map(|row| (row.clone(), Fix::default())).collect();
    Plan::of(known, &rows, &columns(&table), Packages::Make)
}

fn uses(header: &str) -> Vec<String> {
    let cells = vec!["x"; header.split(',').count()].join(",");
    let table = Table::read(format!("{header}\n{cells}\n").as_bytes()).unwrap();
    propose(&table).iter().map(|column| column.becomes.to_string()).collect()
}

/// What is known once a plan is done.
fn after(known: &Known, plan: &Plan) -> Known {
    let mut after = known.clone();
    for made in &plan.made {
        let id = PartId::new(1000 + i64::try_from(after.parts.len()).unwrap());
        after.parts.push(KnownPart { id, key: made.key.clone(), entry: made.entry.clone(), archived: false });
    }
    for changed in &plan.changed {
        let part = after.parts.iter_mut().find(|part| part.id == changed.id).unwrap();
        part.entry = changed.after.clone();
        part.archived = false;
    }
    after.packages.extend(plan.packages.iter().map(|package| package.name.clone()));
    after.vendors.extend(plan.vendors.iter().map(|vendor| (vendor.name.clone(), vendor.currency, false)));
    for count in &plan.counts {
        let part = after.parts.iter().find(|part| part.key == count.part).unwrap().id;
        if let Some(line) = after.lines.iter_mut().find(|line| Some(line.id) == count.line) {
            line.on_hand = count.found;
            continue;
        }
        let id = StockLineId::new(i64::try_from(after.lines.len()).unwrap());
        let location = count.location.clone();
        after.lines.push(KnownLine {
            id,
            part,
            location,
            lot: String::new(),
            on_hand: count.found,
            reserved: Quantity::ZERO,
            kit: false,
        });
    }
    for item in &plan.items {
        let part = after.parts.iter().find(|part| part.key == item.part).unwrap().id;
        after.items.push(KnownItem {
            id: crate::domain::ids::OfferId::new(0),
            part,
            vendor: item.vendor.clone(),
            number: item.number.clone(),
            price: item.price,
            prices: usize::from(item.price.is_some()),
            currency: item.currency.unwrap_or(Currency::USD),
            archived: false,
        });
    }
    after
}

#[test]
fn the_lists_of_many_tools_are_understood() {
    assert_eq!(
        uses("Part,Description,Footprint,Manufacturer,MPN,Total stock,Storage,Tags,Notes"),
        ["name", "description", "package", "manufacturer", "mpn", "quantity", "location", "tags", "custom"]
    );
    assert_eq!(
        uses("id,name,IPN,description,category,keywords,default_location,minimum_stock,total_in_stock,units"),
        [
            "ignore",
            "name",
            "key",
            "description",
            "category",
            "tags",
            "location",
            "low_stock",
            "quantity",
            "unit"
        ]
    );
    assert_eq!(
        uses(
            "PartNumber,ManufacturerPartNumber,Quantity,LowStockThreshold,PartType,PackageType,Location,DigiKeyPartNumber,MouserPartNumber,Cost"
        ),
        [
            "custom",
            "mpn",
            "quantity",
            "low_stock",
            "category",
            "package",
            "location",
            "vendor_number",
            "vendor_number",
            "price"
        ]
    );
    assert_eq!(
        uses("Bauteil,Wert,Bauform,Anzahl,Lagerort,Lieferant,Bestellnummer,Preis"),
        ["name", "value", "package", "quantity", "location", "vendor", "vendor_number", "price"]
    );
    assert_eq!(
        uses(
            "Key,Part,Symbol,Value,Package,MPN,On hand,Reserved,Free,On the way,Low stock,Not counted,Where,Tags"
        ),
        [
            "key",
            "name",
            "symbol",
            "value",
            "package",
            "mpn",
            "quantity",
            "ignore",
            "ignore",
            "ignore",
            "low_stock",
            "ignore",
            "ignore",
            "tags"
        ]
    );
}

#[test]
fn what_is_no_list_is_refused_with_a_sentence() {
    for (bytes, wanted) in [
        (&b""[..], PartsListError::Empty),
        (b"  \n\n", PartsListError::Empty),
        (b"\x89PNG\r\n\x1a\n\0\0", PartsListError::NotAList),
        (b"%PDF-1.7", PartsListError::NotAList),
        (b"1,2,3\n4,5,6\n", PartsListError::NoHeader),
        (b"Name,Quantity\n", PartsListError::NoRows(1)),
    ] {
        assert_eq!(Table::read(bytes), Err(wanted));
    }
}

#[test]
fn a_list_of_names_alone_is_one() {
    let plan = plan(&known(), "Name\nTL072\n\nNE555\n");
    assert_eq!((plan.made.len(), plan.doubtful.len()), (2, 0));
}

#[test]
fn limits_hold_to_the_last_row_and_column() {
    let rows = |count: usize| format!("Name,Qty\n{}", "a,1\n".repeat(count));
    assert!(Table::read(rows(MOST_ROWS).as_bytes()).is_ok());
    assert_eq!(Table::read(rows(MOST_ROWS + 1).as_bytes()), Err(PartsListError::TooManyRows));
    let wide = |count: usize| format!("Name{}\nx\n", ",Qty".repeat(count - 1));
    assert!(Table::read(wide(MOST_COLUMNS).as_bytes()).is_ok());
    assert_eq!(Table::read(wide(MOST_COLUMNS + 1).as_bytes()), Err(PartsListError::TooManyColumns(1)));
    assert_eq!(Table::read(&vec![b'x'; MOST_BYTES + 1]), Err(PartsListError::TooLarge(MOST_BYTES + 1)));
}

#[test]
fn a_list_brings_fifty_custom_fields() {
    let names: String = (0..60).map(|number| format!(",own {number}")).collect();
    let table = Table::read(format!("Name,Qty{names}\nx{}\n", ",1".repeat(61)).as_bytes()).unwrap();
    let custom = propose(&table).iter().filter(|column| column.becomes == ColumnUse::Custom).count();
    assert_eq!(custom, 50);
}

#[test]
fn a_header_stands_within_the_first_fifty_rows() {
    let above = |rows: usize| format!("{}Name,Qty\na,1\n", "remark\n".repeat(rows));
    assert!(Table::read(above(49).as_bytes()).is_ok());
    assert_eq!(Table::read(above(50).as_bytes()), Err(PartsListError::NoHeader));
}

#[test]
fn good_rows_enter_and_doubtful_ones_say_why() {
    let text = "Name,Value,Package,Qty,Place,Notes\n\
        R 10k,10k,R_0805_2012Metric,1'000,A1,blue\n\
        R 10k,10k,0805,50,A2,\n\
        R 10k,22k,0805,50,A3,\n\
        ,,,5,A1,\n\
        TL072,TL072,DIP-8_W7.62mm,~20,B1,\n\
        NE555,NE555,DIP-8,lots,B1,\n\
        LM358,LM358,SOIC-8,-2,B1,\n\
        Knob,,,7,,\n";
    let plan = plan(&known(), text);
    let keys: Vec<&str> = plan.made.iter().map(|made| made.key.as_str()).collect();
    assert_eq!(keys, ["r-10k", "knob"]);
    assert_eq!(plan.made[0].entry.package.as_deref(), Some("0805"));
    assert_eq!(plan.made[0].entry.fields.get("Notes").map(String::as_str), Some("blue"));
    let counts: Vec<(&str, u64)> =
        plan.counts.iter().map(|count| (count.location.as_str(), count.found.get())).collect();
    assert_eq!(counts, [("A1", 1000), ("A2", 50), ("Received", 7)]);
    let doubts: Vec<(u32, &str)> =
        plan.doubtful.iter().map(|row| (row.row.row, row.doubts[0].kind())).collect();
    assert_eq!(doubts, [(4, "again"), (5, "no_name"), (6, "quantity"), (7, "quantity"), (8, "quantity")]);
    assert!(plan.packages.is_empty(), "what a row that waits names is not made");
}

#[test]
fn a_row_that_is_fixed_enters() {
    let table = Table::read(b"Name,Qty\nTL072,~20\nNE555,lots\n").unwrap();
    let columns = columns(&table);
    let accepted = Fix { accepted: true, ..Fix::default() };
    let set = Fix { set: [(Field::Quantity, "12".to_owned())].into(), ..Fix::default() };
    let rows = [(table.rows[0].clone(), accepted), (table.rows[1].clone(), set)];
    let plan = Plan::of(&known(), &rows, &columns, Packages::Make);
    assert!(plan.doubtful.is_empty());
    let counts: Vec<u64> = plan.counts.iter().map(|count| count.found.get()).collect();
    assert_eq!(counts, [20, 12]);
}

#[test]
fn new_packages_wait_where_somebody_wants_to_be_asked() {
    let table = Table::read(b"Name,Footprint\nLM358,SOIC-8\n").unwrap();
    let columns = columns(&table);
    let ask = |fix: Fix| Plan::of(&known(), &[(table.rows[0].clone(), fix)], &columns, Packages::Ask);
    assert_eq!(ask(Fix::default()).doubtful[0].doubts, [Doubt::Package("SOIC-8".to_owned())]);
    assert_eq!(ask(Fix { accepted: true, ..Fix::default() }).packages.len(), 1);
}

#[test]
fn the_same_part_is_told_by_its_numbers_before_its_name() {
    let part = |id: i64, key: &str, name: &str, mpn: Option<&str>| KnownPart {
        id: PartId::new(id),
        key: key.to_owned(),
        entry: PartEntry { name: name.to_owned(), mpn: mpn.map(str::to_owned), ..PartEntry::default() },
        archived: false,
    };
    let mut known = known();
    known.parts = vec![
        part(1, "opamp", "Op amp", Some("TL072CP")),
        part(2, "tl072", "TL072", None),
        part(3, "tl072-2", "TL072", Some("TL072ACP")),
    ];
    let by_mpn = plan(&known, "Name,MPN\nDual op amp,tl072cp\n");
    assert_eq!(by_mpn.changed[0].id, PartId::new(1));
    let several = plan(&known, "Name,Qty\nTL072,4\n");
    assert!(matches!(several.doubtful[0].doubts[0], Doubt::SeveralParts(_)));
    let other = plan(&known, "Name,MPN\nTL072,TL072BCP\n");
    assert_eq!(other.changed.len(), 1, "a part without a number gets it: {other:?}");
}

#[test]
fn a_formula_guard_of_our_own_export_is_taken_away() {
    let mut file = CsvTable::new(&["Part", "On hand", "Value"]);
    file.push(vec![Cell::text("-5V regulator"), Cell::whole(3), Cell::text("=A1")]);
    let plan = plan(&known(), &file.into_text());
    assert_eq!(
        (plan.made[0].entry.name.as_str(), plan.made[0].entry.value.as_str()),
        ("-5V regulator", "=A1")
    );
}

proptest! {
    /// Whatever a list says, saying it again says nothing new.
    #[test]
    fn importing_again_changes_nothing(
        rows in prop::collection::vec(("[a-c ]{0,3}", "[0-9k~.,-]{0,4}", "[AB][12]?", "[xy]{0,2}", "(0805|SOT-23|)", "(M1|M2|)"), 1..12)
    ) {
        let mut text = "Name,Qty,Place,Colour,Package,MPN\n".to_owned();
        for (name, quantity, place, colour, package, mpn) in &rows {
            text.push_str(&format!("\"{name}\",\"{quantity}\",{place},{colour},{package},{mpn}\n"));
        }
        let known = known();
        let first = plan(&known, &text);
        let again = plan(&after(&known, &first), &text);
        prop_assert!(again.made.is_empty(), "{text}\n{again:?}");
        let waiting: Vec<u32> = first.doubtful.iter().map(|row| row.row.row).collect();
        // Rows that waited may enter once others did; those that entered say nothing new.
        let table = Table::read(text.as_bytes()).unwrap();
        let entered: Vec<(TableRow, Fix)> =
            table.rows.iter().filter(|row| !waiting.contains(&row.row)).map(|row| (row.clone(), Fix::default())).collect();
        let known = after(&known, &first);
        let again = Plan::of(&known, &entered, &columns(&table), Packages::Make);
        prop_assert!(again.is_empty(), "{text}\n{again:?}");
    }

    #[test]
    fn no_bytes_are_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Table::read(&bytes);
    }
}
