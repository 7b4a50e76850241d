use super::*;
use crate::domain::catalog::{Offer, PriceBreak, Vendor};
use crate::domain::ids::{BuildId, OfferId, OrderLineId, PartId, VendorId};
use crate::domain::money::{Currency, Micros, Money};
use crate::domain::quantity::Quantity;
use proptest::prelude::*;
use std::collections::BTreeMap;

const UNIT: i64 = 1_000_000;

fn quantity(pieces: u64) -> Quantity {
    Quantity::clamped(pieces)
}

/// An offer of part 1 by vendor 1; prices in whole units.
fn offer(prices: &[(u64, i64)]) -> Offer {
    Offer {
        id: OfferId::new(1),
        part: PartId::new(1),
        vendor: VendorId::new(1),
        item_number: "X".to_owned(),
        url: None,
        minimum: Quantity::ONE,
        multiple: Quantity::ONE,
        pack: Quantity::ONE,
        currency: Currency::USD,
        checked: None,
        in_stock: None,
        lead_days: None,
        prices: prices
            .iter()
            .map(|(from, price)| PriceBreak {
                quantity: quantity(*from),
                unit_price: Micros::new(price * UNIT),
            })
            .collect(),
    }
}

fn vendor(id: i64, shipping: i64, free_over: Option<i64>) -> Vendor {
    Vendor {
        id: VendorId::new(id),
        name: format!("Vendor {id}"),
        base_url: None,
        currency: Currency::USD,
        shipping: Micros::new(shipping * UNIT),
        free_shipping_over: free_over.map(|amount| Micros::new(amount * UNIT)),
    }
}

#[derive(Debug)]
struct Shelf {
    offers: BTreeMap<PartId, Vec<Offer>>,
    vendors: BTreeMap<VendorId, Vendor>,
    rates: Rates,
}

impl Shelf {
    fn new(offers: Vec<Offer>, vendors: Vec<Vendor>) -> Self {
        let mut by_part: BTreeMap<PartId, Vec<Offer>> = BTreeMap::new();
        for offer in offers {
            by_part.entry(offer.part).or_default().push(offer);
        }
        let vendors = vendors.into_iter().map(|vendor| (vendor.id, vendor)).collect();
        Self { offers: by_part, vendors, rates: Rates::new(Currency::USD, []) }
    }

    fn market(&self) -> Market<'_> {
        Market { offers: &self.offers, vendors: &self.vendors, rates: &self.rates }
    }

    fn choose(&self, needs: &[(PartId, Quantity)]) -> PurchasePlan {
        choose(needs, &[], self.market(), Effort::default())
    }
}

fn units(amount: Micros) -> i64 {
    assert_eq!(amount.get() % UNIT, 0);
    amount.get() / UNIT
}

mod buying {
    use super::*;

    #[test]
    fn a_higher_break_is_bought_where_it_costs_less() {
        let bought = cheapest(&offer(&[(1, 10), (10, 7)]), quantity(8)).unwrap();
        assert_eq!((bought.items, bought.total), (quantity(10), Some(Micros::new(70 * UNIT))));
        let bought = cheapest(&offer(&[(1, 10), (10, 7)]), quantity(7)).unwrap();
        assert_eq!((bought.items, bought.unit_price), (quantity(7), Some(Micros::new(10 * UNIT))));
    }

    #[test]
    fn minimum_multiple_and_breaks_count_packs() {
        let bags = Offer {
            minimum: quantity(2),
            multiple: quantity(4),
            pack: quantity(100),
            ..offer(&[(1, 3), (8, 1)])
        };
        let bought = cheapest(&bags, quantity(150)).unwrap();
        assert_eq!((bought.items, bought.pieces), (quantity(8), quantity(800)));
        assert_eq!(bought.total, Some(Micros::new(8 * UNIT)));
    }

    #[test]
    fn what_the_vendor_has_is_a_limit() {
        let few = Offer { in_stock: Some(quantity(9)), ..offer(&[(1, 10), (10, 1)]) };
        assert_eq!(cheapest(&few, quantity(9)).unwrap().total, Some(Micros::new(90 * UNIT)));
        assert_eq!(cheapest(&few, quantity(10)), None);
        let unpriced = cheapest(&offer(&[]), quantity(3)).unwrap();
        assert_eq!((unpriced.items, unpriced.total), (quantity(3), None));
    }

    fn any_offer() -> impl Strategy<Value = Offer> {
        let prices = prop::collection::btree_map(1_u64..40, 0_i64..20, 1..4);
        (prices, 1_u64..12, 1_u64..6, 1_u64..6, prop::option::of(0_u64..40)).prop_map(
            |(prices, minimum, multiple, pack, in_stock)| Offer {
                minimum: quantity(minimum),
                multiple: quantity(multiple),
                pack: quantity(pack),
                in_stock: in_stock.map(quantity),
                ..offer(&prices.into_iter().collect::<Vec<_>>())
            },
        )
    }

    proptest! {
        #[test]
        fn no_number_of_items_is_cheaper(offer in any_offer(), pieces in 1_u64..120) {
            let price = |items: u64| {
                offer.prices.iter().rev().find(|price| price.quantity.get() <= items).map(|price| price.unit_price.get())
            };
            let best = (1..=200_u64)
                .filter(|items| items * offer.pack.get() >= pieces && items % offer.multiple.get() == 0)
                .filter(|items| *items >= offer.minimum.get())
                .filter(|items| offer.in_stock.is_none_or(|stock| *items <= stock.get()))
                .filter_map(|items| Some((price(items)? * items.cast_signed(), items)))
                .min();
            let found = cheapest(&offer, quantity(pieces));
            prop_assert_eq!(found.map(|bought| (bought.total.unwrap().get(), bought.items.get())), best);
        }
    }
}

mod choosing {
    use super::*;

    fn of(part: i64, by: i64, id: i64, offer: Offer) -> Offer {
        Offer { id: OfferId::new(id), part: PartId::new(part), vendor: VendorId::new(by), ..offer }
    }

    #[test]
    fn shipping_is_part_of_the_price() {
        let offers = vec![
            of(1, 1, 1, offer(&[(1, 10)])),
            of(1, 2, 2, offer(&[(1, 9)])),
            of(2, 1, 3, offer(&[(1, 5)])),
        ];
        let shelf = Shelf::new(offers, vec![vendor(1, 4, None), vendor(2, 4, None)]);
        let plan = shelf.choose(&[(PartId::new(1), quantity(2)), (PartId::new(2), quantity(1))]);
        assert_eq!(plan.chosen[&PartId::new(1)], OfferId::new(1));
        assert_eq!(units(plan.total.unwrap().amount), 29);
        assert!(plan.proven_optimal);
    }

    #[test]
    fn a_threshold_within_reach_is_a_stated_gap() {
        let shelf = Shelf::new(vec![offer(&[(1, 5)])], vec![vendor(1, 8, Some(50))]);
        let near = shelf.choose(&[(PartId::new(1), quantity(9))]);
        assert_eq!((units(near.total.unwrap().amount), units(near.bound.unwrap())), (53, 50));
        assert!(!near.proven_optimal);
        let far = shelf.choose(&[(PartId::new(1), quantity(2))]);
        assert!(far.proven_optimal);
        let free = shelf.choose(&[(PartId::new(1), quantity(10))]);
        assert_eq!(units(free.total.unwrap().amount), 50);
        assert!(free.proven_optimal);
    }

    #[test]
    fn a_dearer_offer_is_taken_where_it_makes_shipping_free() {
        let offers = vec![
            of(1, 1, 1, offer(&[(1, 40)])),
            of(2, 1, 2, offer(&[(1, 10)])),
            of(2, 2, 3, offer(&[(1, 9)])),
        ];
        let shelf = Shelf::new(offers, vec![vendor(1, 8, Some(50)), vendor(2, 0, None)]);
        let plan = shelf.choose(&[(PartId::new(1), quantity(1)), (PartId::new(2), quantity(1))]);
        assert_eq!(units(plan.total.unwrap().amount), 50);
    }

    #[test]
    fn an_offer_without_a_price_is_used_only_where_none_has_one() {
        let offers = vec![of(1, 1, 1, offer(&[])), of(1, 2, 2, offer(&[(1, 9)])), of(2, 1, 3, offer(&[]))];
        let shelf = Shelf::new(offers, vec![vendor(1, 0, None), vendor(2, 0, None)]);
        let both = shelf.choose(&[(PartId::new(1), quantity(1)), (PartId::new(2), quantity(1))]);
        assert_eq!(both.chosen[&PartId::new(1)], OfferId::new(2));
        assert_eq!(both.chosen[&PartId::new(2)], OfferId::new(3));
        assert_eq!((both.total, both.proven_optimal), (None, false));
        let neither = shelf.choose(&[(PartId::new(3), quantity(1))]);
        assert_eq!(neither.no_offer, [PartId::new(3)]);
    }

    #[test]
    fn currencies_are_compared_at_stated_rates_only() {
        let euro: Currency = "EUR".parse().unwrap();
        let offers =
            vec![of(1, 1, 1, offer(&[(1, 10)])), of(1, 2, 2, Offer { currency: euro, ..offer(&[(1, 8)]) })];
        let mut shelf = Shelf::new(offers, vec![vendor(1, 0, None), vendor(2, 0, None)]);
        let needs = [(PartId::new(1), quantity(1))];
        let without = shelf.choose(&needs);
        assert_eq!((without.chosen[&PartId::new(1)], without.proven_optimal), (OfferId::new(1), false));
        shelf.rates = Rates::new(Currency::USD, [(euro, 1_100_000)]);
        let with = shelf.choose(&needs);
        assert_eq!((with.chosen[&PartId::new(1)], with.proven_optimal), (OfferId::new(2), true));
        assert_eq!(with.total, Some(Money { amount: Micros::new(8 * UNIT), currency: euro }));
    }

    #[derive(Debug, Clone)]
    struct Case {
        needs: Vec<(PartId, Quantity)>,
        offers: Vec<Offer>,
        vendors: Vec<Vendor>,
    }

    fn case(parts: usize, most: u64) -> impl Strategy<Value = Case> {
        let one = (1_u64..=most, prop::collection::vec(any_priced(most), 3), 1_u8..8);
        let vendors = prop::collection::vec((0_i64..9, prop::option::of(1_i64..40)), 3);
        (prop::collection::vec(one, 1..=parts), vendors).prop_map(|(parts, vendors)| {
            let mut case = Case { needs: Vec::new(), offers: Vec::new(), vendors: Vec::new() };
            for (number, (shipping, free_over)) in (1..).zip(vendors) {
                case.vendors.push(vendor(number, shipping, free_over));
            }
            let mut id = 0;
            for (part, (pieces, offers, sold_by)) in (1..).zip(parts) {
                case.needs.push((PartId::new(part), quantity(pieces)));
                for (by, offer) in (1..).zip(offers) {
                    id += 1;
                    if sold_by >> (by - 1) & 1 == 1 {
                        case.offers.push(of(part, by, id, offer));
                    }
                }
            }
            case
        })
    }

    fn any_priced(most: u64) -> impl Strategy<Value = Offer> {
        let prices = prop::collection::btree_map(2_u64..=most + 2, 0_i64..12, 0..3);
        (1_i64..15, prices, 1_u64..3, 1_u64..3, 1_u64..3, prop::option::weighted(0.2, 0_u64..6)).prop_map(
            |(single, mut prices, minimum, multiple, pack, in_stock)| {
                prices.insert(1, single);
                Offer {
                    minimum: quantity(minimum),
                    multiple: quantity(multiple),
                    pack: quantity(pack),
                    in_stock: in_stock.map(quantity),
                    ..offer(&prices.into_iter().collect::<Vec<_>>())
                }
            },
        )
    }

    fn with_shipping(case: &Case, goods: &BTreeMap<VendorId, i64>) -> i64 {
        let shipped = goods.iter().map(|(id, goods)| {
            let vendor = case.vendors.iter().find(|vendor| vendor.id == *id).unwrap();
            let free = vendor.free_shipping_over.is_some_and(|over| *goods >= over.get());
            goods + if free { 0 } else { vendor.shipping.get() }
        });
        shipped.sum()
    }

    /// Every assignment of one offer to each part that has one which covers it.
    fn cheapest_assignment(case: &Case) -> i64 {
        let mut totals: Vec<BTreeMap<VendorId, i64>> = vec![BTreeMap::new()];
        for (part, pieces) in &case.needs {
            let ways: Vec<(VendorId, i64)> = case
                .offers
                .iter()
                .filter(|offer| offer.part == *part)
                .filter_map(|offer| Some((offer.vendor, cheapest(offer, *pieces)?.total?.get())))
                .collect();
            if ways.is_empty() {
                continue;
            }
            totals = totals
                .iter()
                .flat_map(|goods| {
                    ways.iter().map(|(vendor, cost)| {
                        let mut goods = goods.clone();
                        *goods.entry(*vendor).or_default() += cost;
                        goods
                    })
                })
                .collect();
        }
        totals.iter().map(|goods| with_shipping(case, goods)).min().unwrap()
    }

    /// Every number of items of every offer: parts split, and more bought than needed.
    fn cheapest_of_all(case: &Case, covered: &[PartId]) -> i64 {
        let offers: Vec<&Offer> = case.offers.iter().filter(|offer| covered.contains(&offer.part)).collect();
        let mut best = i64::MAX;
        let mut items = vec![0_u64; offers.len()];
        loop {
            if let Some(total) = price_of(case, covered, &offers, &items) {
                best = best.min(total);
            }
            let Some(at) = items.iter().position(|count| *count < 7) else { return best };
            items[at] += 1;
            items[..at].fill(0);
        }
    }

    fn price_of(case: &Case, covered: &[PartId], offers: &[&Offer], items: &[u64]) -> Option<i64> {
        let mut goods: BTreeMap<VendorId, i64> = BTreeMap::new();
        let mut pieces: BTreeMap<PartId, u64> = BTreeMap::new();
        for (offer, items) in offers.iter().zip(items).filter(|(_, items)| **items > 0) {
            let sold = *items >= offer.minimum.get()
                && items % offer.multiple.get() == 0
                && offer.in_stock.is_none_or(|stock| *items <= stock.get());
            if !sold {
                return None;
            }
            let price = offer.prices.iter().rev().find(|price| price.quantity.get() <= *items)?;
            *goods.entry(offer.vendor).or_default() += price.unit_price.get() * items.cast_signed();
            *pieces.entry(offer.part).or_default() += items * offer.pack.get();
        }
        let enough = |(part, wanted): &(PartId, Quantity)| {
            !covered.contains(part) || pieces.get(part).copied().unwrap_or_default() >= wanted.get()
        };
        case.needs.iter().all(enough).then(|| with_shipping(case, &goods))
    }

    proptest! {
        #[test]
        fn no_assignment_of_offers_is_cheaper(case in case(4, 9)) {
            let shelf = Shelf::new(case.offers.clone(), case.vendors.clone());
            let plan = shelf.choose(&case.needs);
            let (total, bound) = (plan.total.unwrap().amount.get(), plan.bound.unwrap().get());
            let best = cheapest_assignment(&case);
            prop_assert!(bound <= best && best <= total, "{} {} {}", bound, best, total);
            prop_assert_eq!(plan.proven_optimal, bound == total);
            if case.vendors.iter().all(|vendor| vendor.free_shipping_over.is_none()) {
                prop_assert_eq!(total, best);
            }
        }

        #[test]
        fn nothing_at_all_is_cheaper_than_the_bound(case in case(2, 4)) {
            prop_assume!(case.offers.len() <= 4);
            let shelf = Shelf::new(case.offers.clone(), case.vendors.clone());
            let plan = shelf.choose(&case.needs);
            let covered: Vec<PartId> = plan.chosen.keys().copied().collect();
            let best = cheapest_of_all(&case, &covered);
            let (total, bound) = (plan.total.unwrap().amount.get(), plan.bound.unwrap().get());
            prop_assert!(bound <= best && best <= total, "{} {} {}", bound, best, total);
        }

        #[test]
        fn little_effort_still_gives_a_plan_and_a_true_bound(case in case(4, 9)) {
            let shelf = Shelf::new(case.offers.clone(), case.vendors.clone());
            let plan = choose(&case.needs, &[], shelf.market(), Effort { subsets: 1 });
            let best = cheapest_assignment(&case);
            prop_assert!(plan.bound.unwrap().get() <= best && best <= plan.total.unwrap().amount.get());
        }
    }
}

mod generating {
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
        let drafting =
            generate(&shelf(), &[FIRST], &[missing(FIRST, 1, 3)], &[line(1, Stage::Draft, 5, &[])]);
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
}
