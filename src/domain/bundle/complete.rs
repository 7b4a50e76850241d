//! Filling in what a hand-written bundle leaves out and what follows from the rest of it, so that
//! everything after has one form to deal with.

use super::{Build, Bundle, Completion, Movement, Order, Stock};
use crate::domain::money::Currency;
use crate::domain::quantity::Quantity;
use std::collections::{HashMap, HashSet};

/// Fills in names, numbers, currencies, opening balances and the completions of completed builds.
/// Times and actors stay open: they are the import's.
pub fn complete(bundle: &mut Bundle) {
    let currency = bundle.currency();
    for part in bundle.parts.iter_mut().filter(|part| part.name.is_empty()) {
        part.name.clone_from(&part.key);
    }
    complete_currencies(bundle, currency);
    number(&mut bundle.builds, |build| &mut build.number);
    number(&mut bundle.orders, |order| &mut order.number);
    bundle.builds.iter_mut().for_each(complete_build);
    complete_orders(bundle);
    if bundle.movements.is_empty() {
        bundle.movements = bundle.stock.iter().filter(|line| !line.on_hand.is_zero()).map(opening).collect();
    }
}

fn complete_currencies(bundle: &mut Bundle, currency: Currency) {
    for vendor in &mut bundle.vendors {
        vendor.currency.get_or_insert(currency);
    }
    let vendors: HashMap<String, Currency> = bundle
        .vendors
        .iter()
        .map(|vendor| (vendor.name.clone(), vendor.currency.unwrap_or(currency)))
        .collect();
    let of = |vendor: &str| vendors.get(vendor).copied().unwrap_or(currency);
    for offer in bundle.parts.iter_mut().flat_map(|part| &mut part.offers) {
        let own = of(&offer.vendor);
        let own = *offer.currency.get_or_insert(own);
        for former in &mut offer.history {
            former.currency.get_or_insert(own);
        }
    }
    for order in &mut bundle.orders {
        let own = of(&order.vendor);
        order.currency.get_or_insert(own);
    }
    for line in bundle.stock.iter_mut().filter(|line| line.unit_cost.is_some()) {
        line.currency.get_or_insert(currency);
    }
    for movement in bundle.movements.iter_mut().filter(|movement| movement.unit_cost.is_some()) {
        movement.currency.get_or_insert(currency);
    }
}

/// Gives numbers to those that have none, after the largest that is taken.
fn number<T>(things: &mut [T], of: fn(&mut T) -> &mut Option<u32>) {
    let mut last = things.iter_mut().filter_map(|thing| *of(thing)).max().unwrap_or(0);
    for thing in things {
        let number = of(thing);
        if number.is_none() {
            last = last.saturating_add(1);
            *number = Some(last);
        }
    }
}

/// A completed build of a hand-written bundle was completed at once, from stock that nobody booked.
fn complete_build(build: &mut Build) {
    if build.status == "completed" && build.completions.is_empty() && build.completed.is_zero() {
        build.completed = build.quantity;
        build.completions.push(Completion {
            quantity: build.quantity,
            at: build.created,
            ..Completion::default()
        });
    }
}

fn complete_orders(bundle: &mut Bundle) {
    let packs: HashMap<(&str, &str, &str), Quantity> = bundle
        .parts
        .iter()
        .flat_map(|part| {
            part.offers.iter().map(|offer| {
                ((part.key.as_str(), offer.vendor.as_str(), offer.item_number.as_str()), offer.pack)
            })
        })
        .collect();
    for Order { vendor, status, lines, .. } in &mut bundle.orders {
        // Of a received order that says nothing else, everything came.
        if status == "received"
            && lines.iter().all(|line| line.received.is_zero() && line.receipts.is_empty())
        {
            lines.iter_mut().for_each(|line| line.received = line.quantity);
        }
        let mut taken: HashSet<u32> = lines.iter().filter_map(|line| line.line).collect();
        let mut last = 0;
        for line in lines {
            if line.line.is_none() {
                while !taken.insert(last + 1) {
                    last += 1;
                }
                last += 1;
                line.line = Some(last);
            }
            let offered = packs.get(&(line.part.as_str(), vendor.as_str(), line.item_number.as_str()));
            line.pack.get_or_insert(offered.copied().unwrap_or(Quantity::ONE));
        }
    }
}

fn opening(line: &Stock) -> Movement {
    Movement {
        part: line.part.clone(),
        location: line.location.clone(),
        lot: line.lot.clone(),
        on_hand: line.on_hand.into(),
        reason: "opening".to_owned(),
        unit_cost: line.unit_cost,
        currency: line.currency,
        ..Movement::default()
    }
}
