//! Several parts and shops, against every way of buying.

use super::*;

fn of(part: i64, by: i64, id: i64, offer: Offer) -> Offer {
    Offer { id: OfferId::new(id), part: PartId::new(part), vendor: VendorId::new(by), ..offer }
}

/// The one offer that a part is bought of.
fn only_offer(plan: &PurchasePlan, part: i64) -> OfferId {
    let shares = &plan.chosen[&PartId::new(part)];
    assert_eq!(shares.len(), 1, "{shares:?}");
    shares[0].offer
}

#[test]
fn what_nobody_has_enough_of_is_bought_of_several() {
    let has = |stock: u64, offer: Offer| Offer { in_stock: Some(quantity(stock)), ..offer };
    let offers = vec![of(1, 1, 1, has(5, offer(&[(1, 2)]))), of(1, 2, 2, has(4, offer(&[(1, 3)])))];
    let shelf = Shelf::new(offers, vec![vendor(1, 1, None), vendor(2, 1, None)]);
    let plan = shelf.choose(&[(PartId::new(1), quantity(8))]);
    let share = |offer: i64, pieces: u64| Share { offer: OfferId::new(offer), pieces: quantity(pieces) };
    assert_eq!(plan.chosen[&PartId::new(1)], [share(1, 5), share(2, 3)]);
    assert_eq!((units(plan.total.unwrap().amount), plan.proven_optimal), (21, true));
    let too_many = shelf.choose(&[(PartId::new(1), quantity(10))]);
    assert_eq!((too_many.chosen.len(), too_many.no_offer), (0, vec![PartId::new(1)]));
}

#[test]
fn the_only_offer_is_proven_whatever_its_pack() {
    let bag = Offer { pack: quantity(10), minimum: quantity(2), ..offer(&[(1, 3)]) };
    let shelf = Shelf::new(vec![bag], vec![vendor(1, 4, None)]);
    let plan = shelf.choose(&[(PartId::new(1), quantity(3))]);
    assert_eq!((units(plan.total.unwrap().amount), plan.proven_optimal), (10, true));
}

#[test]
fn shipping_is_part_of_the_price() {
    let offers =
        vec![of(1, 1, 1, offer(&[(1, 10)])), of(1, 2, 2, offer(&[(1, 9)])), of(2, 1, 3, offer(&[(1, 5)]))];
    let shelf = Shelf::new(offers, vec![vendor(1, 4, None), vendor(2, 4, None)]);
    let plan = shelf.choose(&[(PartId::new(1), quantity(2)), (PartId::new(2), quantity(1))]);
    assert_eq!(only_offer(&plan, 1), OfferId::new(1));
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
    let offers =
        vec![of(1, 1, 1, offer(&[(1, 40)])), of(2, 1, 2, offer(&[(1, 10)])), of(2, 2, 3, offer(&[(1, 9)]))];
    let shelf = Shelf::new(offers, vec![vendor(1, 8, Some(50)), vendor(2, 0, None)]);
    let plan = shelf.choose(&[(PartId::new(1), quantity(1)), (PartId::new(2), quantity(1))]);
    assert_eq!(units(plan.total.unwrap().amount), 50);
}

#[test]
fn an_offer_without_a_price_is_used_only_where_none_has_one() {
    let offers = vec![of(1, 1, 1, offer(&[])), of(1, 2, 2, offer(&[(1, 9)])), of(2, 1, 3, offer(&[]))];
    let shelf = Shelf::new(offers, vec![vendor(1, 0, None), vendor(2, 0, None)]);
    let both = shelf.choose(&[(PartId::new(1), quantity(1)), (PartId::new(2), quantity(1))]);
    assert_eq!(only_offer(&both, 1), OfferId::new(2));
    assert_eq!(only_offer(&both, 2), OfferId::new(3));
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
    assert_eq!((only_offer(&without, 1), without.proven_optimal), (OfferId::new(1), false));
    shelf.rates = Rates::new(Currency::USD, [(euro, 1_100_000)]);
    let with = shelf.choose(&needs);
    assert_eq!((only_offer(&with, 1), with.proven_optimal), (OfferId::new(2), true));
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

/// The parts of which one offer has all that is wanted.
fn sold_whole(case: &Case) -> Vec<PartId> {
    let is_sold = |(part, pieces): &&(PartId, Quantity)| {
        case.offers.iter().any(|offer| offer.part == *part && cheapest(offer, *pieces).is_some())
    };
    case.needs.iter().filter(is_sold).map(|(part, _)| *part).collect()
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
        prop_assume!(plan.chosen.keys().copied().collect::<Vec<_>>() == sold_whole(&case));
        let best = cheapest_assignment(&case);
        prop_assert!(bound <= best, "{} {}", bound, best);
        prop_assert_eq!(plan.proven_optimal, bound == total);
        if case.vendors.iter().all(|vendor| vendor.free_shipping_over.is_none()) {
            prop_assert!(total <= best, "{} {}", total, best);
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
        if case.vendors.iter().all(|vendor| vendor.free_shipping_over.is_none()) {
            prop_assert_eq!((total, bound), (best, best));
        }
    }

    #[test]
    fn little_effort_still_gives_a_plan_and_a_true_bound(case in case(4, 9)) {
        let shelf = Shelf::new(case.offers.clone(), case.vendors.clone());
        let plan = choose(&case.needs, &[], shelf.market(), Effort { subsets: 1 });
        prop_assume!(plan.chosen.keys().copied().collect::<Vec<_>>() == sold_whole(&case));
        let best = cheapest_assignment(&case);
        prop_assert!(plan.bound.unwrap() <= plan.total.unwrap().amount);
        prop_assert!(plan.bound.unwrap().get() <= best);
    }
}
