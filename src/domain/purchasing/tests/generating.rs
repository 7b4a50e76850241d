//! Drafts, as they are generated again and again.

use super::*;

const FIRST: BuildId = BuildId::new(1);
const SECOND: BuildId = BuildId::new(2);

fn missing(build: BuildId, part: i64, pieces: u64) -> BuildMissing {
    let part = PartId::new(part);
    BuildMissing { build, part, quantity: quantity(pieces), any_of: vec![part] }
}

fn line(id: i64, stage: Stage, items: u64, pegs: &[(BuildId, u64)]) -> OpenLine {
    let part = PartId::new(1);
    let pegs = pegs.iter().map(|(build, pieces)| Peg {
        build: *build,
        part,
        quantity: quantity(*pieces),
        live: true,
    });
    OpenLine {
        id: OrderLineId::new(id),
        stage,
        vendor: VendorId::new(1),
        currency: Currency::USD,
        part,
        offer: Some(OfferId::new(1)),
        items: quantity(items),
        pack: Quantity::ONE,
        unit_price: Some(Micros::new(UNIT)),
        received: Quantity::ZERO,
        pegs: pegs.collect(),
    }
}

fn shelf() -> Shelf {
    Shelf::new(vec![offer(&[(1, 1)])], vec![vendor(1, 0, None)])
}

fn generate(shelf: &Shelf, chosen: &[BuildId], missing: &[BuildMissing], open: &[OpenLine]) -> Drafting {
    draft(chosen, missing, open, shelf.market(), Effort::default())
}

/// The open lines after it was written.
fn written(open: &[OpenLine], drafting: &Drafting) -> Vec<OpenLine> {
    let peg = |((build, part), pieces): (&(BuildId, PartId), &Quantity)| Peg {
        build: *build,
        part: *part,
        quantity: *pieces,
        live: true,
    };
    let mut after: Vec<OpenLine> = open
        .iter()
        .filter(|line| !drafting.removed.contains(&line.id))
        .filter(|line| drafting.lines.iter().all(|drawn| drawn.line != Some(line.id)))
        .map(|line| {
            let pegs = drafting.repegged.get(&line.id).map(|pegs| pegs.iter().map(peg).collect());
            OpenLine { pegs: pegs.unwrap_or_else(|| line.pegs.clone()), ..line.clone() }
        })
        .collect();
    let mut next = open.iter().map(|line| line.id.get()).max().unwrap_or_default();
    for drawn in &drafting.lines {
        next += 1;
        after.push(OpenLine {
            id: drawn.line.unwrap_or(OrderLineId::new(next)),
            stage: Stage::Draft,
            vendor: drawn.vendor,
            currency: drawn.currency,
            part: drawn.part,
            offer: Some(drawn.offer),
            items: drawn.purchase.items,
            pack: drawn.pack,
            unit_price: drawn.purchase.unit_price,
            received: Quantity::ZERO,
            pegs: drawn.pegs.iter().map(peg).collect(),
        });
    }
    after.sort_by_key(|line| line.id);
    after
}

#[test]
fn a_smaller_need_makes_a_smaller_draft_and_none_makes_none() {
    let open = [line(1, Stage::Draft, 9, &[(FIRST, 5), (SECOND, 4)])];
    let smaller = generate(&shelf(), &[FIRST], &[missing(FIRST, 1, 2)], &open);
    assert_eq!(smaller.lines[0].purchase.items, quantity(6));
    let none = generate(&shelf(), &[FIRST, SECOND], &[], &open);
    assert_eq!((none.lines.len(), none.removed.as_slice()), (0, [OrderLineId::new(1)].as_slice()));
}

#[test]
fn what_is_on_its_way_counts_for_its_need_first_and_then_for_whoever_comes() {
    let mut placed = line(1, Stage::Placed, 10, &[(SECOND, 4)]);
    placed.received = quantity(2);
    // Eight are open: four for the second build, which is not asked, and four for nobody.
    let drafting = generate(&shelf(), &[FIRST], &[missing(FIRST, 1, 5)], &[placed.clone()]);
    assert_eq!(drafting.lines[0].purchase.items, quantity(1));
    assert_eq!(drafting.repegged[&placed.id][&(FIRST, PartId::new(1))], quantity(4));
    let theirs = generate(&shelf(), &[SECOND], &[missing(SECOND, 1, 9)], &[placed.clone()]);
    assert_eq!(theirs.lines[0].purchase.items, quantity(1));
    assert_eq!(theirs.repegged[&placed.id][&(SECOND, PartId::new(1))], quantity(8));
}

#[test]
fn pieces_for_a_build_that_is_over_are_for_nobody() {
    let mut placed = line(1, Stage::Placed, 5, &[(SECOND, 5)]);
    placed.pegs[0].live = false;
    let drafting = generate(&shelf(), &[FIRST], &[missing(FIRST, 1, 5)], &[placed]);
    assert!(drafting.lines.is_empty());
}

#[test]
fn a_line_drafted_by_hand_stays_and_counts() {
    let drafting = generate(&shelf(), &[FIRST], &[missing(FIRST, 1, 3)], &[line(1, Stage::Draft, 5, &[])]);
    assert!(drafting.lines.is_empty() && drafting.removed.is_empty() && drafting.repegged.is_empty());
    let more = generate(&shelf(), &[FIRST], &[missing(FIRST, 1, 8)], &[line(1, Stage::Draft, 5, &[])]);
    assert_eq!((more.lines[0].line, more.lines[0].purchase.items), (None, quantity(3)));
}

#[test]
fn a_stand_in_is_bought_only_where_nobody_sells_the_part() {
    let mut need = missing(FIRST, 7, 3);
    need.any_of.push(PartId::new(1));
    let drafting = generate(&shelf(), &[FIRST], &[need, missing(FIRST, 8, 1)], &[]);
    assert_eq!(drafting.lines[0].part, PartId::new(1));
    assert_eq!(drafting.lines[0].pegs[&(FIRST, PartId::new(7))], quantity(3));
    assert_eq!(drafting.no_offer, [PartId::new(8)]);
}

fn any_line(id: i64) -> impl Strategy<Value = OpenLine> {
    let pegs = prop::collection::btree_map(1_i64..4, 1_u64..6, 0..3);
    (any::<bool>(), pegs, 0_u64..4, 0_u64..4).prop_map(move |(placed, pegs, more, received)| {
        let pegs: Vec<(BuildId, u64)> =
            pegs.into_iter().map(|(build, pieces)| (BuildId::new(build), pieces)).collect();
        let pegged: u64 = pegs.iter().map(|(_, pieces)| pieces).sum();
        let items = (pegged + more).max(1);
        let stage = if placed { Stage::Placed } else { Stage::Draft };
        let received = if placed { quantity(received.min(items)) } else { Quantity::ZERO };
        OpenLine { received, ..line(id, stage, items, &pegs) }
    })
}

fn open_pieces_for(open: &[OpenLine], build: BuildId) -> u64 {
    let of_line = |line: &OpenLine| {
        let open = (line.items.get() * line.pack.get()).saturating_sub(line.received.get());
        let pegged: u64 = line.pegs.iter().map(|peg| peg.quantity.get()).sum();
        let mut came = pegged.saturating_sub(open);
        let mut sum = 0;
        for peg in &line.pegs {
            let filled = peg.quantity.get().min(came);
            came -= filled;
            if peg.build == build {
                sum += peg.quantity.get() - filled;
            }
        }
        sum
    };
    open.iter().map(of_line).sum()
}

proptest! {
    #[test]
    fn generating_again_orders_nothing_again(
        lines in (any_line(1), any_line(2), any_line(3)), first in 0_u64..12, second in 0_u64..12, multiple in 1_u64..6,
    ) {
        let packed = Offer { multiple: quantity(multiple), ..offer(&[(1, 3), (10, 2)]) };
        let shelf = Shelf::new(vec![packed], vec![vendor(1, 4, Some(20))]);
        // One draft line per offer, as the service keeps it.
        let mut open = vec![lines.0, lines.1, lines.2];
        open[0].stage = Stage::Placed;
        open[1].stage = Stage::Placed;
        let missing = [missing(FIRST, 1, first), missing(SECOND, 1, second)];
        let chosen = [FIRST, SECOND];
        let third = open_pieces_for(&open, BuildId::new(3));
        let once = generate(&shelf, &chosen, &missing, &open);
        let after = written(&open, &once);
        let again = written(&after, &generate(&shelf, &chosen, &missing, &after));
        prop_assert_eq!(&after, &again);
        let by_hand = if open[2].pegs.is_empty() { open[2].items.get() } else { 0 };
        let (for_first, for_second) = (open_pieces_for(&after, FIRST), open_pieces_for(&after, SECOND));
        prop_assert!(for_first <= first && for_second <= second);
        prop_assert!(for_first + for_second + by_hand >= first + second);
        prop_assert!(open_pieces_for(&after, BuildId::new(3)) <= third);
        for line in after.iter().filter(|line| line.stage == Stage::Placed) {
            let before = open.iter().find(|before| before.id == line.id).unwrap();
            prop_assert_eq!((line.items, line.received), (before.items, before.received));
        }
    }
}
