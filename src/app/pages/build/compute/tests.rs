//! The page's numbers follow the edit, explain themselves, and what is left out stays in sight.

mod buying;
mod lookup;
mod optional;

use super::*;
use crate::api::boxes::{CheckBox, Chosen};
use crate::app::view::{Built, NeedRow, Piece, Sign};
use crate::domain::bom::{Reference, parse_references};
use crate::domain::catalog::{Offer, PriceBreak, Vendor};
use crate::domain::clearing::{BuildSheet, Meaning, Origin, SheetLine, SheetPart, SheetStock};
use crate::domain::ids::{
    BomId, BuildId, LocationId, OfferId, PartId, ProjectId, StockLineId, VendorId, VersionId,
};
use crate::domain::money::{Currency, Micros};
use crate::domain::overview::{Ahead, Buying};
use crate::domain::purchasing::Rates;
use crate::domain::quantity::Quantity;
use crate::domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

const TL074: PartId = PartId::new(1);
const SOCKET: PartId = PartId::new(2);

fn references(text: &str) -> Vec<Reference> {
    if text.is_empty() { Vec::new() } else { parse_references(text).unwrap() }
}

fn line(number: u32, origin: Origin, refs: &str, meaning: Meaning) -> SheetLine {
    let references = references(refs);
    let quantity = Quantity::clamped(references.len().max(1) as u64);
    SheetLine { line: number, origin, references, quantity, meaning, optional: false, do_not_populate: false }
}

fn meant(part: PartId) -> Meaning {
    Meaning::Part { part, meeting: Vec::new() }
}

fn part(name: &str, offers: Vec<Offer>) -> SheetPart {
    SheetPart {
        key: name.to_owned(),
        name: name.to_owned(),
        detail: String::new(),
        not_counted: false,
        spares: None,
        offers,
    }
}

fn offer(currency: &str, pack: u16, prices: &[(u16, &str)]) -> Offer {
    Offer {
        id: OfferId::new(1),
        part: TL074,
        vendor: VendorId::new(1),
        item_number: "1".to_owned(),
        url: None,
        minimum: Quantity::ONE,
        multiple: Quantity::ONE,
        pack: Quantity::of(pack),
        currency: currency.parse().unwrap(),
        checked: None,
        in_stock: None,
        lead_days: None,
        prices: prices
            .iter()
            .map(|(from, price)| PriceBreak {
                quantity: Quantity::of(*from),
                unit_price: price.parse::<Micros>().unwrap(),
            })
            .collect(),
    }
}

fn stock(id: i64, part: PartId, on_hand: u16) -> SheetStock {
    SheetStock {
        stock_line: StockLineId::new(id),
        part,
        location: LocationId::new(id),
        location_name: format!("Drawer {id}"),
        lot: String::new(),
        on_hand: Quantity::of(on_hand),
        reserved_by_others: Quantity::ZERO,
        deprioritized: false,
    }
}

/// Four pieces of a board with three TL074 in sockets; ten TL074 are there.
fn page() -> BuildPage {
    let sheet = BuildSheet {
        synced: true,
        lines: vec![
            line(1, Origin::Bom, "U1-U3", meant(TL074)),
            line(1, Origin::Implicit, "U1-U3", meant(SOCKET)),
            line(2, Origin::Bom, "SW1", Meaning::Unmatched("Range".to_owned())),
        ],
        parts: [
            (TL074, part("TL074", vec![offer("USD", 1, &[(1, "0.90"), (10, "0.60")])])),
            (SOCKET, part("Socket", Vec::new())),
        ]
        .into(),
        stock: vec![stock(1, TL074, 6), stock(2, TL074, 4), stock(3, SOCKET, 40)],
        ..BuildSheet::default()
    };
    let build = Build {
        id: BuildId::new(1),
        number: 12,
        key: None,
        version: VersionId::new(1),
        project: "LFO".to_owned(),
        revision: "v2".to_owned(),
        newest_bom: Some(BomId::new(1)),
        produces: None,
        quantity: Quantity::of(4),
        completed: Quantity::ZERO,
        priority: 0,
        status: BuildStatus::Open,
        partial: false,
        bom: None,
        created: Timestamp::from_millis(0),
        edit: 0,
        left_out: BTreeSet::new(),
        included: BTreeSet::new(),
        fallbacks: BTreeMap::new(),
    };
    BuildPage {
        seen: 0,
        build,
        sheet,
        project: ProjectId::new(1),
        commit: None,
        ahead: Ahead::default(),
        buying: Buying {
            vendors: [(VendorId::new(1), vendor(1, "0"))].into(),
            rates: Rates::new(Currency::USD, []),
            open: Vec::new(),
        },
    }
}

fn vendor(id: i64, shipping: &str) -> Vendor {
    Vendor {
        id: VendorId::new(id),
        name: format!("Vendor {id}"),
        base_url: None,
        currency: Currency::USD,
        shipping: shipping.parse().unwrap(),
        free_shipping_over: None,
    }
}

fn edit(quantity: u64, left_out: &str) -> BuildEdit {
    let left_out = references(left_out).into_iter().collect();
    BuildEdit { quantity, chosen: Chosen { left_out, ..Chosen::default() } }
}

fn view(edit: &BuildEdit) -> BuildView {
    shown(page(), edit)
}

fn shown(page: BuildPage, edit: &BuildEdit) -> BuildView {
    shown_by(&Rule::new(Arc::new(page)), edit)
}

fn shown_by(rule: &Rule, edit: &BuildEdit) -> BuildView {
    rule.view(&worked(rule, edit))
}

fn worked(rule: &Rule, edit: &BuildEdit) -> Worked {
    rule.work_out(edit, &rule.demand(&edit.chosen))
}

/// The terms of each row.
fn terms(edit: &BuildEdit) -> Vec<Vec<Term>> {
    let rule = Rule::new(Arc::new(page()));
    let worked = worked(&rule, edit);
    let rows = rule.view(&worked).rows.len();
    assert_eq!(rule.terms(&worked, rows), [], "there is no row more");
    (0..rows).map(|row| rule.terms(&worked, row)).collect()
}

#[test]
fn every_number_of_a_row_is_the_sum_of_its_terms() {
    for quantity in [1, 3, 4, 9] {
        let edit = edit(quantity, "");
        for (row, terms) in view(&edit).rows.iter().zip(terms(&edit)) {
            let mut sum = 0;
            for term in &terms {
                let number = i64::try_from(term.number.unwrap_or(0)).unwrap();
                match term.sign {
                    Sign::Plus => sum += number,
                    Sign::Minus => sum -= number,
                    Sign::Equals => assert_eq!(sum, number, "{}", row.name),
                    Sign::Remark => {}
                }
            }
            assert_eq!(u64::try_from(sum).unwrap(), row.missing, "{}", row.name);
        }
    }
}

#[test]
fn missing_and_cost_follow_the_quantity() {
    let four = view(&edit(4, "SW1"));
    assert_eq!(four.rows[0].missing, 2);
    assert_eq!(four.status.word, "1 part missing");
    assert_eq!(four.buildable.value, "3");
    assert_eq!(four.to_buy.value, "$1.80");
    assert_eq!(four.cost.value, "$1.80 each");
    assert_eq!(four.next_steps, NextSteps { order: true, reserve: Some(Reserving::WhatIsHere) });
    let three = view(&edit(3, "SW1"));
    assert_eq!(three.rows[0].missing, 0);
    assert_eq!(three.status, Status::new(Tone::Clear, "everything is here"));
    assert_eq!(three.next_steps, NextSteps { order: false, reserve: Some(Reserving::All) });
    // Nine cost less as ten at 0.60.
    assert_eq!(three.cost.value, "$1.80 each");
}

#[test]
fn what_is_left_out_stays_in_its_place_and_takes_its_socket_along() {
    let whole = view(&edit(4, ""));
    let without = view(&edit(4, "U1-U3"));
    let keys = |view: &BuildView| view.rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&whole), keys(&without));
    let built = without.rows.iter().map(|row| row.built).collect::<Vec<_>>();
    assert_eq!(built, [Built::LeftOut, Built::LeftOut, Built::In]);
    assert_eq!(whole.rows[0].check_box, Some(CheckBox::LeavesOut(references("U1-U3"))));
    assert_eq!(whole.rows[1].check_box, None, "a socket goes with its part");
    assert_eq!(whole.rows[2].check_box, Some(CheckBox::LeavesOut(references("SW1"))));
}

#[test]
fn a_need_left_out_in_part_is_built_with_the_rest() {
    let rows = view(&edit(4, "U2")).rows;
    assert_eq!((rows[0].needed, rows[0].built), (8, Built::In));
    assert_eq!(&*rows[0].detail, "without U2");
}

#[test]
fn a_line_without_a_part_is_named_until_it_is_left_out() {
    let with = view(&edit(3, ""));
    assert_eq!(with.status, Status::new(Tone::Missing, "1 line without a part"));
    assert_eq!(&*with.rows[2].name, "Range");
    let remark = &terms(&edit(3, ""))[2][2].text;
    assert_eq!(remark[0].text, "no part is known for it, which keeps the build from being clear: ");
    let fix = "/projects/1/versions/1?show=unmatched&fix=2";
    assert_eq!(remark[1], Piece::link("find one", fix));
    assert_eq!(view(&edit(3, "SW1")).status.tone, Tone::Clear);
}

#[test]
fn currencies_are_never_mixed() {
    let mut page = page();
    page.sheet.parts.insert(SOCKET, part("Socket", vec![offer("EUR", 100, &[(1, "12.00")])]));
    let view = shown(page, &edit(4, "SW1"));
    // 12 sockets out of a bag of a hundred.
    assert_eq!(view.cost.note, "€1.44 + $7.20 for 4");
    assert_eq!(view.to_buy.value, "$1.80");
}

#[test]
fn a_build_that_is_clear_says_so_until_it_is_edited() {
    let mut page = page();
    page.build.status = BuildStatus::Cleared;
    page.build.bom = page.build.newest_bom;
    let rule = Rule::new(Arc::new(page));
    let saved = shown_by(&rule, &edit(4, ""));
    assert_eq!((saved.status.word.as_str(), saved.next_steps), ("clear to build", NextSteps::default()));
    let edited = shown_by(&rule, &edit(5, ""));
    assert_ne!(edited.next_steps, NextSteps::default());
    assert!(edited.follows[0].word.starts_with("Saved, it is open again"));
}

#[test]
fn a_build_that_is_over_counts_nothing_that_could_still_be_done() {
    let mut page = page();
    page.build.status = BuildStatus::Completed;
    page.build.completed = page.build.quantity;
    let view = shown(page, &edit(4, "SW1"));
    let words: Vec<_> = view.rows[..2].iter().map(|row| row.next.as_ref().unwrap().word.as_str()).collect();
    assert_eq!(words, ["used", "used"]);
    assert_eq!(view.lines_ready, Figure::new("—", "all pieces are made"));
    assert_eq!(view.buildable, Figure::new("—", "nothing is left to make"));
    assert_eq!(view.cost, Figure::new("—", "of what is left to make"));
}

#[test]
fn only_what_is_there_is_counted() {
    assert_eq!(view(&edit(3, "SW1")).lines_ready, Figure::new("2 of 2", "nothing is missing"));
    assert_eq!(view(&edit(4, "")).lines_ready, Figure::new("1 of 3", "1 missing · 1 unmatched"));
}
