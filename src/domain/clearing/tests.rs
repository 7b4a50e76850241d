//! Named after the promises of design.md §3 and §5 that they keep.

use super::report::report;
use super::*;
use crate::domain::allocation::WhenShort;
use crate::domain::bom::{Reference, parse_references};
use crate::domain::catalog::{Spares, StandIn, StandInKind};
use crate::domain::ids::{LocationId, PartId, StockLineId};
use crate::domain::quantity::Quantity;
use proptest::prelude::*;

const R10K: PartId = PartId::new(1);
const R10K_BETTER: PartId = PartId::new(2);
const TL074: PartId = PartId::new(3);
const SOCKET: PartId = PartId::new(4);

fn references(text: &str) -> Vec<Reference> {
    if text.is_empty() { Vec::new() } else { parse_references(text).unwrap() }
}

fn line(number: u32, refs: &str, quantity: u16, part: PartId) -> SheetLine {
    SheetLine {
        line: number,
        origin: Origin::Bom,
        references: references(refs),
        quantity: Quantity::of(quantity),
        meaning: Meaning::Part { part, meeting: Vec::new() },
        optional: false,
        do_not_populate: false,
    }
}

fn part(name: &str) -> SheetPart {
    SheetPart {
        key: name.to_owned(),
        name: name.to_owned(),
        detail: String::new(),
        not_counted: false,
        spares: None,
        offers: Vec::new(),
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

fn sheet(lines: Vec<SheetLine>, stock: Vec<SheetStock>) -> BuildSheet {
    let parts = [(R10K, "r-10k"), (R10K_BETTER, "r-10k-01"), (TL074, "tl074"), (SOCKET, "socket")];
    BuildSheet {
        synced: true,
        lines,
        stock,
        parts: parts.into_iter().map(|(id, name)| (id, part(name))).collect(),
        ..BuildSheet::default()
    }
}

fn pieces(quantity: u16) -> Choices {
    Choices { quantity: Quantity::of(quantity), ..Choices::default() }
}

#[test]
fn the_same_part_on_nine_lines_is_one_need() {
    let lines = (1..=9).map(|number| line(number, &format!("R{number}"), 1, R10K)).collect();
    let readiness = work_out(&sheet(lines, vec![stock(1, R10K, 20)]), &pieces(2));
    assert!(readiness.clear);
    assert_eq!(readiness.needs.len(), 1);
    assert_eq!(readiness.needs[0].needed, Quantity::of(18));
    assert_eq!(readiness.needs[0].lines.len(), 9);
    assert_eq!(readiness.buildable, Quantity::of(2));
}

#[test]
fn a_need_beyond_what_can_be_counted_is_never_clear() {
    let plenty = |id| SheetStock { on_hand: Quantity::MAX, ..stock(id, R10K, 0) };
    let lines: Vec<SheetLine> = (1..=2).map(|number| line(number, "", 50_000, R10K)).collect();
    let sheet = sheet(lines, vec![plenty(1), plenty(2)]);
    // 100,000 in each: 10,000 pieces need a billion, which is here twice.
    let most = work_out(&sheet, &pieces(10_000));
    assert_eq!((most.clear, most.uncountable, most.buildable), (true, None, Quantity::of(10_000)));
    let more = work_out(&sheet, &pieces(10_001));
    assert_eq!((more.clear, more.uncountable, more.buildable), (false, Some(R10K), Quantity::of(10_000)));
}

#[test]
fn left_out_optional_and_do_not_populate_lines_do_not_count() {
    let mut optional = line(2, "R3", 1, R10K);
    optional.optional = true;
    let mut unfitted = line(3, "R4", 1, R10K);
    unfitted.do_not_populate = true;
    let sheet = sheet(vec![line(1, "R1,R2", 2, R10K), optional, unfitted], vec![stock(1, R10K, 5)]);
    let absent = |choices: &Choices| -> Vec<_> {
        sheet.lines.iter().map(|line| absent(line, &sheet, choices)).collect()
    };
    let unfitted = Some((references("R4"), Absence::DoNotPopulate));
    let mut choices = pieces(1);
    assert_eq!(work_out(&sheet, &choices).needs[0].needed, Quantity::of(2));
    assert_eq!(absent(&choices), [None, Some((references("R3"), Absence::Optional)), unfitted.clone()]);
    choices.left_out = references("R2").into_iter().collect();
    assert_eq!(work_out(&sheet, &choices).needs[0].needed, Quantity::of(1));
    choices.included = references("R3").into_iter().collect();
    assert_eq!(work_out(&sheet, &choices).needs[0].needed, Quantity::of(2));
    assert_eq!(absent(&choices), [Some((references("R2"), Absence::LeftOut)), None, unfitted]);
}

#[test]
fn leaving_out_a_reference_leaves_out_what_its_package_brings_along() {
    let mut socket = line(1, "U1,U2", 2, SOCKET);
    socket.origin = Origin::Implicit;
    let sheet =
        sheet(vec![line(1, "U1,U2", 2, TL074), socket], vec![stock(1, TL074, 9), stock(2, SOCKET, 9)]);
    let choices = Choices { left_out: references("U2").into_iter().collect(), ..pieces(3) };
    let needed: Vec<_> = work_out(&sheet, &choices).needs.iter().map(|need| need.needed.get()).collect();
    assert_eq!(needed, [3, 3]);
}

#[test]
fn a_line_without_a_part_and_a_version_never_synced_keep_a_build_from_being_clear() {
    let mut unmatched = line(2, "J1", 1, R10K);
    unmatched.meaning = Meaning::Unmatched("jack".to_owned());
    let mut sheet = sheet(vec![line(1, "R1", 1, R10K), unmatched], vec![stock(1, R10K, 5)]);
    let readiness = work_out(&sheet, &pieces(1));
    assert!(!readiness.clear);
    assert_eq!(readiness.unmatched[0].wanted, "jack");
    assert_eq!(readiness.buildable, Quantity::ZERO);
    assert_eq!(readiness.needs[0].takes.len(), 1, "what has a part is reserved all the same");
    sheet.lines.pop();
    assert!(work_out(&sheet, &pieces(1)).clear);
    sheet.synced = false;
    assert!(!work_out(&sheet, &pieces(1)).clear);
}

#[test]
fn a_short_need_reserves_nothing_unless_the_build_takes_what_is_here() {
    let sheet = sheet(vec![line(1, "U1", 1, TL074)], vec![stock(1, TL074, 2)]);
    let mut choices = pieces(3);
    let need = &work_out(&sheet, &choices).needs[0];
    assert_eq!((need.free, need.missing, need.takes.len()), (Quantity::of(2), Quantity::of(1), 0));
    choices.when_short = WhenShort::ReserveWhatIsHere;
    assert_eq!(work_out(&sheet, &choices).needs[0].takes[0].quantity, Quantity::of(2));
}

#[test]
fn a_line_by_requirement_pools_with_a_better_part() {
    let mut loose = line(1, "R1", 4, R10K);
    loose.meaning = Meaning::Part { part: R10K, meeting: vec![R10K, R10K_BETTER] };
    let strict = line(2, "R2", 3, R10K_BETTER);
    let sheet = sheet(vec![loose, strict], vec![stock(1, R10K, 2), stock(2, R10K_BETTER, 5)]);
    let readiness = work_out(&sheet, &pieces(1));
    assert!(readiness.clear);
    assert!(readiness.needs[0].uses_stand_ins());
    assert!(!work_out(&sheet, &pieces(2)).clear);
}

#[test]
fn stand_ins_that_ask_are_offered_and_never_used() {
    let mut sheet = sheet(vec![line(1, "R1", 1, R10K)], vec![stock(1, R10K_BETTER, 5)]);
    sheet.stand_ins = vec![StandIn {
        part: R10K,
        other: R10K_BETTER,
        kind: StandInKind::Alternative { rank: 1 },
        asks: true,
    }];
    let need = work_out(&sheet, &pieces(2)).needs.remove(0);
    assert_eq!(need.missing, Quantity::of(2));
    assert_eq!(need.asks, [StandInOffer { part: R10K_BETTER, free: Quantity::of(5) }]);
    sheet.stand_ins[0].asks = false;
    assert_eq!(work_out(&sheet, &pieces(2)).needs[0].missing, Quantity::ZERO);
}

#[test]
fn deprioritized_stock_and_what_others_reserved_is_not_used() {
    let mut spare = stock(1, R10K, 10);
    spare.deprioritized = true;
    let mut shared = stock(2, R10K, 10);
    shared.reserved_by_others = Quantity::of(8);
    let readiness = work_out(&sheet(vec![line(1, "R1", 1, R10K)], vec![spare, shared]), &pieces(3));
    assert_eq!(readiness.needs[0].missing, Quantity::of(1));
    assert_eq!(readiness.buildable, Quantity::of(2));
}

#[test]
fn spares_are_needed_too_and_parts_that_nobody_counts_are_never_missing() {
    let mut sheet = sheet(vec![line(1, "R1", 1, R10K), line(2, "U1", 1, TL074)], vec![stock(1, R10K, 11)]);
    sheet.parts.get_mut(&R10K).unwrap().spares =
        Some(Spares { percent: 10, fixed: Quantity::ZERO, minimum: Quantity::of(2) });
    sheet.parts.get_mut(&TL074).unwrap().not_counted = true;
    let readiness = work_out(&sheet, &pieces(9));
    assert!(readiness.clear);
    assert_eq!((readiness.needs[0].needed, readiness.needs[0].spares), (Quantity::of(11), Quantity::of(2)));
    assert!(!readiness.needs[1].counted && readiness.needs[1].missing.is_zero());
    assert_eq!(readiness.buildable, Quantity::of(9));
}

#[test]
fn completed_pieces_need_nothing_more() {
    let sheet = sheet(vec![line(1, "R1,R2", 2, R10K)], vec![stock(1, R10K, 4)]);
    let choices = Choices { completed: Quantity::of(3), ..pieces(5) };
    assert_eq!(work_out(&sheet, &choices).needs[0].needed, Quantity::of(4));
}

#[test]
fn what_was_reserved_before_stays_where_it_fits() {
    let mut sheet = sheet(vec![line(1, "R1", 1, R10K)], vec![stock(1, R10K, 5), stock(2, R10K, 5)]);
    sheet.held = vec![HeldPieces {
        part: R10K,
        variant: String::new(),
        stock_line: StockLineId::new(2),
        quantity: Quantity::of(3),
    }];
    let need = work_out(&sheet, &pieces(3)).needs.remove(0);
    assert_eq!(need.takes[0].stock_line, StockLineId::new(2));
    assert_eq!((need.reserved, need.free), (Quantity::of(3), Quantity::ZERO));
}

#[test]
fn the_report_sums_the_needs_of_one_part() {
    let mut loose = line(1, "R1", 4, R10K);
    loose.meaning = Meaning::Part { part: R10K, meeting: vec![R10K, R10K_BETTER] };
    let sheet = sheet(vec![loose, line(2, "R9", 2, R10K)], vec![stock(1, R10K, 1)]);
    let readiness = work_out(&sheet, &pieces(1));
    let report = report(&sheet, &readiness);
    assert_eq!(report.shortages.len(), 1);
    assert_eq!((report.shortages[0].needed, report.shortages[0].short), (Quantity::of(6), Quantity::of(5)));
    assert_eq!(report.shortages[0].references, references("R1,R9"));
}

#[test]
fn a_changed_sheet_tells_what_would_newly_be_lacking_and_nothing_else() {
    let stocks = || vec![stock(1, R10K, 3), stock(2, TL074, 1)];
    let mut odd = line(3, "J1", 1, R10K);
    odd.meaning = Meaning::Unmatched("jack".to_owned());
    let mut odder = line(4, "J1,J2", 2, R10K);
    odder.meaning = Meaning::Unmatched("jack".to_owned());
    let now = sheet(vec![line(1, "R1,R2", 2, R10K), line(2, "U1", 1, TL074), odd], stocks());
    let then = sheet(vec![line(1, "U1", 1, TL074), line(2, "R1,R2,R3", 3, R10K), odder], stocks());
    let choices = pieces(2);
    let (before, after) = (work_out(&now, &choices), work_out(&then, &choices));
    let told = consequence(&before, &after, &then);
    // One 10k of four is missing now, three of six would be; the TL074 is as short as it was.
    assert_eq!(
        told.newly_missing,
        [NewlyMissing {
            part: "r-10k".to_owned(),
            name: "r-10k".to_owned(),
            short: Quantity::of(2),
            references: references("R1,R2,R3")
        }]
    );
    assert_eq!(told.unmatched.len(), 1);
    assert_eq!((told.unmatched[0].line, told.unmatched[0].references.clone()), (4, references("J2")));
    assert!(consequence(&after, &after, &then).is_none());
    assert!(consequence(&after, &before, &now).is_none(), "what gets better is no consequence to tell");
}

#[test]
fn lines_without_references_are_told_apart_by_what_they_wanted() {
    let unmatched = |wanted: &str| {
        let mut line = line(1, "", 1, R10K);
        line.meaning = Meaning::Unmatched(wanted.to_owned());
        line
    };
    let now = sheet(vec![unmatched("screws")], Vec::new());
    let then = sheet(vec![unmatched("screws"), unmatched("nuts")], Vec::new());
    let told = consequence(&work_out(&now, &pieces(1)), &work_out(&then, &pieces(1)), &then);
    assert_eq!(told.unmatched.iter().map(|line| line.wanted.as_str()).collect::<Vec<_>>(), ["nuts"]);
}

proptest! {
    /// Promise 8: every number is the sum of its terms.
    #[test]
    fn needed_is_reserved_and_free_and_missing(
        quantities in prop::collection::vec((1_u16..6, 0_i64..3), 1..6),
        stocks in prop::collection::vec((1_i64..4, 0_u16..30), 0..5),
        build in 1_u16..9,
    ) {
        let lines = quantities.iter().zip(1_u32..).map(|(&(count, id), number)| {
            line(number, &format!("X{number}"), count, PartId::new(id + 1))
        }).collect();
        let stocks = stocks.iter().zip(1_i64..).map(|(&(id, count), number)| stock(number, PartId::new(id), count)).collect();
        let sheet = sheet(lines, stocks);
        let readiness = work_out(&sheet, &pieces(build));
        prop_assert_eq!(&cover(&sheet, &pieces(build), &demand(&sheet, &pieces(build + 3))), &readiness);
        for need in &readiness.needs {
            prop_assert_eq!(need.needed, need.reserved + need.free + need.missing);
            prop_assert_eq!(need.references.len(), need.lines.len());
        }
        prop_assert_eq!(readiness.clear, readiness.needs.iter().all(|need| need.missing.is_zero()));
        prop_assert_eq!(readiness.clear, readiness.buildable >= Quantity::of(build));
    }
}
