//! What is looked up is what a walk over all lines finds.

use super::*;
use crate::app::pages::build::compute::lookup::Lookup;
use crate::domain::clearing::{HeldPieces, Incoming, ReservedElsewhere, UnmatchedLine, work_out};
use proptest::prelude::*;

fn part_id() -> impl Strategy<Value = PartId> {
    (1_i64..5).prop_map(PartId::new)
}

fn origin() -> impl Strategy<Value = Origin> {
    prop_oneof![Just(Origin::Bom), Just(Origin::Implicit), Just(Origin::Own("knob".to_owned()))]
}

fn meaning() -> impl Strategy<Value = Meaning> {
    prop_oneof![part_id().prop_map(meant), Just(Meaning::Unmatched("10k".to_owned())), Just(Meaning::Ignored)]
}

fn sheet_line() -> impl Strategy<Value = SheetLine> {
    (1_u32..6, origin(), meaning(), any::<bool>(), any::<bool>(), 1_u16..4).prop_map(
        |(number, origin, meaning, optional, do_not_populate, pieces)| SheetLine {
            quantity: Quantity::of(2 * pieces),
            optional,
            do_not_populate,
            ..line(number, origin, "", meaning)
        },
    )
}

prop_compose! {
    fn sheet()(
        lines in prop::collection::vec(sheet_line(), 0..9),
        stock in prop::collection::vec((part_id(), 0_u16..20, any::<bool>()), 0..9),
        held in prop::collection::vec((part_id(), 0_i64..9, 0_u16..9), 0..5),
        elsewhere in prop::collection::vec((part_id(), 1_u16..9), 0..5),
        incoming in prop::collection::vec((part_id(), any::<bool>(), 0_u16..3), 0..6),
    ) -> BuildSheet {
        let of = |part: &PartId| part.get();
        BuildSheet {
            synced: true,
            // No two lines of a BOM have the same reference.
            lines: (1..).zip(lines).map(|(place, line)| SheetLine {
                references: references(&format!("R{place}1,R{place}2")),
                ..line
            }).collect(),
            stock: (0..).zip(&stock).map(|(id, (part, on_hand, deprioritized))| SheetStock {
                deprioritized: *deprioritized,
                ..super::stock(id, *part, *on_hand)
            }).collect(),
            held: held.iter().map(|(part, stock_line, quantity)| HeldPieces {
                part: *part,
                variant: String::new(),
                stock_line: StockLineId::new(*stock_line),
                quantity: Quantity::of(*quantity),
            }).collect(),
            reserved_elsewhere: elsewhere.iter().map(|(part, quantity)| ReservedElsewhere {
                part: *part,
                build: of(part),
                project: "Other".to_owned(),
                quantity: Quantity::of(*quantity),
            }).collect(),
            incoming: (1..).zip(&incoming).map(|(order, (part, placed, quantity))| Incoming {
                part: *part,
                order,
                vendor: "Vendor".to_owned(),
                placed: *placed,
                quantity: Quantity::of(*quantity),
                for_this_build: Quantity::of(*quantity),
            }).collect(),
            ..BuildSheet::default()
        }
    }
}

fn walk_free(sheet: &BuildSheet, parts: &[PartId]) -> Quantity {
    let usable = sheet.stock.iter().filter(|stock| !stock.deprioritized && parts.contains(&stock.part));
    let free = usable.map(|stock| {
        let held = sheet.held.iter().filter(|held| held.stock_line == stock.stock_line);
        let held: Quantity = held.map(|held| held.quantity).sum();
        stock.on_hand.saturating_sub(stock.reserved_by_others).saturating_sub(held)
    });
    free.sum()
}

fn walk_lines(sheet: &BuildSheet, is_it: impl Fn(&SheetLine) -> bool) -> Vec<&SheetLine> {
    sheet.lines.iter().filter(|line| is_it(line)).collect()
}

fn is_of(line: &SheetLine, unmatched: &UnmatchedLine) -> bool {
    line.line == unmatched.line
        && matches!(line.meaning, Meaning::Unmatched(_))
        && unmatched.references.iter().all(|reference| line.references.contains(reference))
}

proptest! {
    #[test]
    fn finds_what_a_walk_finds(sheet in sheet(), parts in prop::collection::btree_set(part_id(), 1..3)) {
        let lookup = Lookup::of(&sheet);
        let parts: Vec<PartId> = parts.into_iter().collect();
        prop_assert_eq!(lookup.free(&parts), walk_free(&sheet, &parts));
        let others = sheet.reserved_elsewhere.iter().filter(|other| parts.contains(&other.part));
        prop_assert_eq!(lookup.others(&parts), others.map(|other| other.quantity).sum::<Quantity>());
        let order = sheet.incoming.iter().find(|coming| {
            coming.placed && !coming.for_this_build.is_zero() && parts.contains(&coming.part)
        });
        prop_assert_eq!(lookup.order_for(&sheet, &parts), order);
        for number in 1..6 {
            let is_row = |line: &SheetLine| line.line == number && line.origin == Origin::Bom;
            prop_assert_eq!(lookup.row(&sheet, number), walk_lines(&sheet, is_row).first().copied());
        }
        let readiness = work_out(&sheet, &Choices { quantity: Quantity::of(2), ..Choices::default() });
        for need in &readiness.needs {
            let found: Vec<&SheetLine> = lookup.lines_of(&sheet, need.part, &need.lines).collect();
            prop_assert_eq!(found, walk_lines(&sheet, |line| {
                !line.do_not_populate && need.lines.contains(&line.line)
                    && matches!(line.meaning, Meaning::Part { part, .. } if part == need.part)
            }));
        }
        for unmatched in &readiness.unmatched {
            let found: Vec<&SheetLine> = lookup.lines_without_part(&sheet, unmatched).collect();
            prop_assert_eq!(found, walk_lines(&sheet, |line| is_of(line, unmatched)));
        }
    }

    /// Every row of the page is one of the lines, whatever is left out, and its numbers are what was worked out.
    #[test]
    fn every_need_has_its_row(
        sheet in sheet(),
        quantity in 1_u64..5,
        left_out in prop::collection::btree_set("R[1-9][12]", 0..6),
    ) {
        let rule = Rule::new(Arc::new(BuildPage { sheet, ..page() }));
        let left_out: BTreeSet<Reference> = left_out.iter().map(|text| Reference::new(text.as_str())).collect();
        let worked = worked(&rule, &BuildEdit { quantity, chosen: Chosen { left_out, ..Chosen::default() } });
        let view = rule.view(&worked);
        let is_in = |row: &&NeedRow| row.built == Built::In;
        let mut shown: Vec<(u64, u64)> =
            view.rows.iter().filter(is_in).map(|row| (row.needed, row.missing)).collect();
        let needs = worked.readiness.needs.iter().map(|need| (need.needed.get(), need.missing.get()));
        let each = |line: &UnmatchedLine| {
            let found = rule.page.sheet.lines.iter().find(|other| is_of(other, line));
            found.map_or(0, |line| line.quantity.get() * quantity)
        };
        let unmatched = worked.readiness.unmatched.iter().map(|line| (each(line), each(line)));
        let mut wanted: Vec<(u64, u64)> = needs.chain(unmatched).collect();
        shown.sort_unstable();
        wanted.sort_unstable();
        prop_assert_eq!(shown, wanted);
    }
}
