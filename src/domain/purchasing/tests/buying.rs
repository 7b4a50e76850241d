//! One offer, against every number of items.

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
