//! What a drafting costs, and what pieces are worth.

use super::*;
use std::collections::BTreeSet;

const BUILD: BuildId = BuildId::new(1);
const OTHER: BuildId = BuildId::new(2);

fn offer_of(id: i64, part: i64, vendor: i64, price: i64) -> Offer {
    Offer {
        id: OfferId::new(id),
        part: PartId::new(part),
        vendor: VendorId::new(vendor),
        ..offer(&[(1, price)])
    }
}

fn missing(part: i64, pieces: u64) -> BuildMissing {
    let part = PartId::new(part);
    BuildMissing { build: BUILD, part, quantity: quantity(pieces), any_of: vec![part] }
}

fn cost(shelf: &Shelf, missing: &[BuildMissing], open: &[OpenLine]) -> (Drafting, Outlay) {
    let drafting = draft(&[BUILD], missing, open, shelf.market(), Effort::default());
    let outlay = outlay(BUILD, &drafting, open, shelf.market());
    (drafting, outlay)
}

fn sums(outlay: &Outlay) -> Vec<(String, i64)> {
    outlay.added.each().map(|sum| (sum.currency.code().to_owned(), units(sum.amount))).collect()
}

/// A draft line of part 1 by vendor 1 at 2 a piece, for another build.
fn drafted_for_other(items: u64) -> OpenLine {
    OpenLine {
        id: OrderLineId::new(1),
        stage: Stage::Draft,
        vendor: VendorId::new(1),
        currency: Currency::USD,
        part: PartId::new(1),
        offer: Some(OfferId::new(1)),
        items: quantity(items),
        pack: Quantity::ONE,
        unit_price: Some(Micros::new(2 * UNIT)),
        received: Quantity::ZERO,
        pegs: vec![Peg { build: OTHER, part: PartId::new(1), quantity: quantity(items), live: true }],
    }
}

#[test]
fn shipping_is_paid_once_for_each_vendor_and_not_again_on_a_draft_that_is_there() {
    let offers = vec![offer_of(1, 1, 1, 2), offer_of(2, 2, 1, 3), offer_of(3, 3, 2, 10)];
    let shelf = Shelf::new(offers, vec![vendor(1, 5, None), vendor(2, 7, None)]);
    let needs = [missing(1, 4), missing(2, 1), missing(3, 1)];
    let (_, alone) = cost(&shelf, &needs, &[]);
    assert_eq!(sums(&alone), [("USD".to_owned(), 8 + 3 + 5 + 10 + 7)]);
    assert_eq!(alone.vendors, BTreeSet::from([VendorId::new(1), VendorId::new(2)]));
    let (_, joined) = cost(&shelf, &needs, &[drafted_for_other(2)]);
    assert_eq!(sums(&joined), [("USD".to_owned(), 8 + 3 + 10 + 7)]);
}

#[test]
fn what_is_drafted_for_the_build_already_adds_nothing() {
    let shelf = Shelf::new(vec![offer_of(1, 1, 1, 2)], vec![vendor(1, 5, None)]);
    let mut own = drafted_for_other(4);
    own.pegs[0].build = BUILD;
    let (_, same) = cost(&shelf, &[missing(1, 4)], &[own.clone()]);
    assert_eq!(same.added.one(&shelf.rates).map(|sum| sum.amount), Some(Micros::ZERO));
    let (_, more) = cost(&shelf, &[missing(1, 6)], &[own]);
    assert_eq!(sums(&more), [("USD".to_owned(), 4)]);
}

#[test]
fn a_draft_in_another_currency_is_left_alone() {
    let mut theirs = drafted_for_other(3);
    theirs.currency = "EUR".parse().unwrap();
    theirs.offer = None;
    let shelf = Shelf::new(vec![offer_of(1, 1, 1, 2)], vec![vendor(1, 5, None)]);
    assert_eq!(sums(&cost(&shelf, &[missing(1, 1)], &[theirs]).1), [("USD".to_owned(), 7)]);
}

#[test]
fn what_has_no_price_is_named_and_in_no_sum() {
    let unpriced = Offer { prices: Vec::new(), ..offer_of(2, 2, 1, 1) };
    let shelf = Shelf::new(vec![offer_of(1, 1, 1, 2), unpriced], vec![vendor(1, 5, None)]);
    let (drafting, outlay) = cost(&shelf, &[missing(1, 1), missing(2, 1), missing(3, 1)], &[]);
    assert_eq!(sums(&outlay), [("USD".to_owned(), 7)]);
    assert_eq!(outlay.unpriced, BTreeSet::from([PartId::new(2)]));
    assert_eq!(drafting.no_offer, [PartId::new(3)]);
}

#[test]
fn pieces_are_worth_their_share_of_a_pack_at_the_price_that_so_many_have() {
    let rates = Rates::new(Currency::USD, [("EUR".parse().unwrap(), 2_000_000)]);
    let bag = Offer { pack: quantity(100), ..offer(&[(1, 12)]) };
    let euros = Offer { currency: "EUR".parse().unwrap(), ..offer(&[(1, 1)]) };
    let francs = Offer { currency: "CHF".parse().unwrap(), ..offer(&[(1, 1)]) };
    let of = |offers: &[Offer], pieces: u64| {
        worth(offers, quantity(pieces), &rates).map(|sum| (sum.currency.code().to_owned(), sum.amount.get()))
    };
    assert_eq!(of(&[bag], 25), Some(("USD".to_owned(), 3 * UNIT)));
    assert_eq!(of(&[offer(&[(1, 9), (10, 6)])], 10), Some(("USD".to_owned(), 60 * UNIT)));
    assert_eq!(of(&[francs.clone(), euros.clone(), offer(&[(1, 3)])], 1), Some(("EUR".to_owned(), UNIT)));
    assert_eq!(of(&[francs], 1), Some(("CHF".to_owned(), UNIT)));
    let scarce = Offer { in_stock: Some(quantity(3)), ..offer(&[(1, 2)]) };
    assert_eq!(of(&[scarce], 5), Some(("USD".to_owned(), 10 * UNIT)), "what the vendor has now is no matter");
    assert_eq!(of(&[Offer { prices: Vec::new(), ..offer(&[]) }], 5), None);
}

proptest! {
    /// Without drafts of others a build pays what the chosen purchases cost with their shipping.
    #[test]
    fn the_outlay_is_the_total_of_what_is_drafted(
        offered in prop::collection::vec((1_i64..6, 1_i64..4, 1_i64..20, 1_u64..5, 1_u64..4), 1..12),
        needs in prop::collection::vec((1_i64..6, 1_u64..30), 1..6),
        terms in prop::collection::vec((0_i64..9, prop::option::of(1_i64..60)), 3..4),
    ) {
        let offers = offered.iter().zip(1_i64..).map(|((part, vendor, price, multiple, pack), id)| Offer {
            multiple: quantity(*multiple), pack: quantity(*pack), ..offer_of(id, *part, *vendor, *price)
        }).collect();
        let vendors = terms.iter().zip(1_i64..).map(|((shipping, free), id)| vendor(id, *shipping, *free)).collect();
        let shelf = Shelf::new(offers, vendors);
        let needs: Vec<BuildMissing> = needs.into_iter().map(|(part, pieces)| missing(part, pieces)).collect();
        let (drafting, outlay) = cost(&shelf, &needs, &[]);
        let mut goods: BTreeMap<VendorId, i64> = BTreeMap::new();
        for line in &drafting.lines {
            *goods.entry(line.vendor).or_default() += units(line.purchase.total.unwrap());
        }
        let with_shipping: i64 = goods.iter().map(|(vendor, goods)| {
            let (shipping, free) = terms[usize::try_from(vendor.get()).unwrap() - 1];
            goods + if free.is_some_and(|free| *goods >= free) { 0 } else { shipping }
        }).sum();
        prop_assert_eq!(outlay.added.one(&shelf.rates).map(|sum| units(sum.amount)), Some(with_shipping));
        let demand: Vec<(PartId, Quantity)> = needs.iter()
            .filter(|need| !drafting.no_offer.contains(&need.part))
            .map(|need| (need.part, need.quantity)).collect();
        prop_assert_eq!(shelf.choose(&demand).total.map(|total| units(total.amount)), Some(with_shipping));
        prop_assert_eq!(outlay.vendors.len(), goods.len());
    }
}
