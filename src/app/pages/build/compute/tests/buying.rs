//! The page's sums are what `domain::purchasing` drafts for the same sheet.

use super::*;
use crate::domain::clearing::work_out;
use crate::domain::ids::OrderLineId;
use crate::domain::purchasing::{
    BuildMissing, Effort, Market, OpenLine, Peg, Stage, Totals, draft, shipping_for,
};
use proptest::prelude::*;

/// What `ctb order` would answer as the sum of its drafts: their goods, and each vendor's shipping.
fn drafted(page: &BuildPage, edit: &BuildEdit) -> (Totals, usize) {
    let readiness = work_out(&page.sheet, &choices(&page.build, edit));
    let offers: BTreeMap<PartId, Vec<Offer>> =
        page.sheet.parts.iter().map(|(id, part)| (*id, part.offers.clone())).collect();
    let market = Market { offers: &offers, vendors: &page.buying.vendors, rates: &page.buying.rates };
    let missing: Vec<BuildMissing> = readiness
        .needs
        .iter()
        .map(|need| BuildMissing {
            build: page.build.id,
            part: need.part,
            quantity: need.missing,
            any_of: need.acceptable.clone(),
        })
        .collect();
    let drafting = draft(&[page.build.id], &missing, &[], market, Effort::default());
    let mut goods: BTreeMap<(VendorId, Currency), Micros> = BTreeMap::new();
    for line in &drafting.lines {
        *goods.entry((line.vendor, line.currency)).or_default() += line.purchase.total.unwrap();
    }
    let mut totals = Totals::default();
    for ((vendor, currency), amount) in &goods {
        let money = crate::domain::money::Money { amount: *amount, currency: *currency };
        let shipping = shipping_for(&page.buying.vendors[vendor], money, &page.buying.rates).unwrap();
        totals.add(crate::domain::money::Money { amount: *amount + shipping, currency: *currency });
    }
    (totals, goods.len())
}

#[test]
fn shipping_minimum_multiple_and_pack_are_in_the_sum() {
    let mut page = page();
    let mut bag = offer("USD", 5, &[(1, "2.00")]);
    bag.minimum = Quantity::of(2);
    page.sheet.parts.insert(TL074, part("TL074", vec![bag]));
    page.buying.vendors.insert(VendorId::new(1), vendor(1, "7.99"));
    // Two are missing: two bags of five at 2.00, and shipping.
    let view = shown(page, &edit(4, "SW1"));
    assert_eq!(
        (view.to_buy.value.as_str(), view.to_buy.note.as_str()),
        ("$11.99", "1 vendor, shipping included")
    );
    assert_eq!(view.cost.value, "$1.20 each", "what goes into one is three pieces of a bag of five");
}

#[test]
fn currencies_are_added_only_at_the_rates_that_the_workspace_states() {
    let mut page = page();
    let euros = Offer { id: OfferId::new(2), part: SOCKET, ..offer("EUR", 1, &[(1, "1.00")]) };
    page.sheet.parts.insert(SOCKET, part("Socket", vec![euros]));
    page.sheet.stock.retain(|stock| stock.part != SOCKET);
    let to_buy = |page: &BuildPage| shown(page.clone(), &edit(4, "SW1")).to_buy;
    // Two TL074 for 1.80 and twelve sockets.
    assert_eq!(to_buy(&page).value, "€12.00 + $1.80");
    page.buying.rates = Rates::new(Currency::USD, [("EUR".parse().unwrap(), 1_100_000)]);
    assert_eq!(to_buy(&page).value, "$15.00");
    assert_eq!(to_buy(&page).note, "1 vendor, shipping included · at the stated rates");
}

#[test]
fn what_nobody_sells_or_prices_is_named_and_never_ordered() {
    let mut page = page();
    page.sheet.stock.retain(|stock| stock.part != SOCKET);
    let view = |page: &BuildPage| shown(page.clone(), &edit(4, "SW1"));
    assert_eq!(view(&page).to_buy.note, "1 vendor, shipping included · nobody sells Socket");
    assert!(view(&page).next_steps.order);
    page.sheet.parts.insert(TL074, part("TL074", Vec::new()));
    assert_eq!(
        (view(&page).to_buy.value.as_str(), view(&page).to_buy.note.as_str()),
        ("—", "nobody sells TL074, Socket")
    );
    assert!(!view(&page).next_steps.order, "there is nothing that ordering could draft");
    page.sheet.parts.insert(TL074, part("TL074", vec![offer("USD", 1, &[])]));
    let note = view(&page).to_buy.note;
    assert_eq!(note, "1 vendor, shipping included · no price for TL074 · nobody sells Socket");
}

#[test]
fn what_is_drafted_is_not_to_buy_again_and_more_of_it_pays_no_shipping_twice() {
    let mut page = page();
    page.buying.vendors.insert(VendorId::new(1), vendor(1, "7.99"));
    page.buying.open.push(OpenLine {
        id: OrderLineId::new(1),
        stage: Stage::Draft,
        vendor: VendorId::new(1),
        currency: Currency::USD,
        part: TL074,
        offer: Some(OfferId::new(1)),
        items: Quantity::of(2),
        pack: Quantity::ONE,
        unit_price: Some("0.90".parse().unwrap()),
        received: Quantity::ZERO,
        pegs: vec![Peg { build: page.build.id, part: TL074, quantity: Quantity::of(2), live: true }],
    });
    page.sheet.incoming.push(crate::domain::clearing::Incoming {
        part: TL074,
        order: 7,
        vendor: "Vendor 1".to_owned(),
        placed: false,
        quantity: Quantity::of(2),
        for_this_build: Quantity::of(2),
    });
    let rule = Rule::new(Arc::new(page.clone()));
    let saved = shown_by(&rule, &edit(4, "SW1"));
    assert_eq!((saved.to_buy.note.as_str(), saved.next_steps.order), ("all of it is drafted", false));
    assert_eq!(shown_by(&rule, &edit(5, "SW1")).to_buy.value, "$2.70", "three more");
    // Of the rest nobody sells anything: no sum of nothing, at shops that it is not bought from.
    page.sheet.stock.retain(|stock| stock.part != SOCKET);
    assert_eq!(shown(page, &edit(4, "SW1")).to_buy, Figure::new("—", "nobody sells Socket"));
}

proptest! {
    #[test]
    fn to_buy_is_what_purchasing_drafts(
        quantity in 1_u64..40,
        offered in prop::collection::vec((1_i64..3, 1_i64..4, 1_u16..300, 1_u16..5, 1_u16..4, 1_u16..6), 1..7),
        shipping in prop::collection::vec(0_u16..900, 3..4),
    ) {
        let mut page = page();
        page.buying.vendors.clear();
        for (cents, id) in shipping.iter().zip(1_i64..) {
            page.buying.vendors.insert(VendorId::new(id), vendor(id, &format!("{}.{:02}", cents / 100, cents % 100)));
        }
        page.sheet.parts.insert(TL074, part("TL074", Vec::new()));
        for ((of, vendor, cents, multiple, pack, minimum), id) in offered.iter().zip(1_i64..) {
            let price = format!("{}.{:02}", cents / 100, cents % 100);
            let half = format!("{}.{:02}", cents / 200, cents / 2 % 100);
            let offer = Offer {
                id: OfferId::new(id), part: PartId::new(*of), vendor: VendorId::new(*vendor),
                multiple: Quantity::of(*multiple), minimum: Quantity::of(*minimum),
                ..offer("USD", *pack, &[(1, &price), (10, &half)])
            };
            page.sheet.parts.get_mut(&PartId::new(*of)).unwrap().offers.push(offer);
        }
        let edit = edit(quantity, "SW1");
        let (totals, vendors) = drafted(&page, &edit);
        let shown = shown(page, &edit).to_buy;
        if vendors == 0 {
            prop_assert_eq!(shown.value, "—");
        } else {
            let sum = totals.each().next().unwrap().amount.rounded();
            prop_assert_eq!(shown.value, format!("${sum}"));
            let words = if vendors == 1 { "1 vendor, ".to_owned() } else { format!("{vendors} vendors, ") };
            prop_assert!(shown.note.starts_with(&words), "{}", shown.note);
        }
    }
}
