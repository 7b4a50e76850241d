//! Vendor orders.

use super::Checker;
use crate::domain::bundle::{Order, OrderLine};
use crate::domain::quantity::Quantity;
use std::collections::{HashMap, HashSet};

impl<'a> Checker<'a> {
    pub(super) fn orders(&mut self) {
        let (mut keys, mut numbers, mut drafts) = (HashSet::new(), HashSet::new(), HashMap::new());
        for (at, order) in self.bundle.orders.iter().enumerate() {
            let pointer = format!("/orders/{at}");
            if let Some(key) = &order.key {
                self.text(&format!("{pointer}/key"), key, 1, 200);
                self.once(&mut keys, key.as_str(), format!("{pointer}/key"), "the order", key);
            }
            if let Some(number) = order.number {
                self.once(
                    &mut numbers,
                    number,
                    format!("{pointer}/number"),
                    "the order",
                    &number.to_string(),
                );
                if number == 0 {
                    self.report(format!("{pointer}/number"), "an order's number counts from 1");
                }
            }
            if order.status == "draft" && drafts.insert((order.vendor.as_str(), order.currency), at).is_some()
            {
                let message =
                    format!("\u{201c}{}\u{201d} has two drafts in one currency: make them one", order.vendor);
                self.report(format!("{pointer}/status"), message);
            }
            self.order_itself(&pointer, order);
        }
    }

    fn order_itself(&mut self, pointer: &str, order: &'a Order) {
        self.vendor(format!("{pointer}/vendor"), &order.vendor);
        let states = ["draft", "placed", "part_received", "received", "cancelled"];
        self.one_of(format!("{pointer}/status"), &order.status, &states);
        self.not_negative(format!("{pointer}/shipping"), order.shipping);
        self.text(&format!("{pointer}/note"), &order.note, 0, 1000);
        let mut numbers = HashSet::new();
        for (at, line) in order.lines.iter().enumerate() {
            let pointer = format!("{pointer}/lines/{at}");
            if let Some(number) = line.line {
                self.once(&mut numbers, number, format!("{pointer}/line"), "the line", &number.to_string());
                if number == 0 {
                    self.report(format!("{pointer}/line"), "a line's number counts from 1");
                }
            }
            self.order_line(&pointer, order, line);
        }
        self.status_and_receipts(pointer, order);
    }

    /// What came agrees with where the order stands. An order of which nothing is said to have come
    /// although it stands there as received is told at its lines.
    fn status_and_receipts(&mut self, pointer: &str, order: &Order) {
        let is_open = |line: &OrderLine| line.received < line.quantity;
        match order.status.as_str() {
            "part_received" if order.lines.iter().all(|line| line.received.is_zero()) => {
                self.report(format!("{pointer}/status"), "nothing of it was received: it is placed");
            }
            "part_received" if !order.lines.iter().any(is_open) => {
                self.report(format!("{pointer}/status"), "all of it was received: it is received");
            }
            "received" => {
                for (at, line) in order.lines.iter().enumerate().filter(|(_, line)| is_open(line)) {
                    let message = format!(
                        "of {} only {} were received: the order is part_received, or cancelled if the rest will not come",
                        line.quantity, line.received
                    );
                    self.report(format!("{pointer}/lines/{at}/received"), message);
                }
            }
            _ => {}
        }
    }

    fn order_line(&mut self, pointer: &str, order: &Order, line: &'a OrderLine) {
        self.part(format!("{pointer}/part"), &line.part);
        self.text(&format!("{pointer}/item_number"), &line.item_number, 1, 200);
        self.within(format!("{pointer}/quantity"), line.quantity, 1, Quantity::MAX.get());
        let pack = line.pack.unwrap_or(Quantity::ONE);
        self.within(format!("{pointer}/pack"), pack, 1, Quantity::MAX.get());
        if !pack.is_zero() && !line.quantity.get().is_multiple_of(pack.get()) {
            let message = format!("{} pieces are no whole number of items of {pack} pieces", line.quantity);
            self.report(format!("{pointer}/quantity"), message);
        }
        self.not_negative(format!("{pointer}/unit_price"), line.unit_price);
        if let Some(offer) = &line.offer {
            let names = (offer.part.as_str(), offer.vendor.as_str(), offer.item_number.as_str());
            let known = self.index.offers.contains_key(&names);
            self.known(format!("{pointer}/offer"), known, "offer", &offer.item_number);
        }
        if matches!(order.status.as_str(), "draft" | "placed") && !line.received.is_zero() {
            let message = format!(
                "{} were received, but the order is only \u{201c}{}\u{201d}",
                line.received, order.status
            );
            self.report(format!("{pointer}/received"), message);
        }
        self.pegs(pointer, line);
        self.receipts(pointer, line);
    }

    fn pegs(&mut self, pointer: &str, line: &'a OrderLine) {
        let mut seen = HashSet::new();
        for (at, peg) in line.pegs.iter().enumerate() {
            let pointer = format!("{pointer}/pegs/{at}");
            let build = self.build(format!("{pointer}/build"), &peg.build);
            let part = peg.part.as_ref().unwrap_or(&line.part);
            self.optional_part(format!("{pointer}/part"), peg.part.as_ref());
            self.within(format!("{pointer}/quantity"), peg.quantity, 1, Quantity::MAX.get());
            if let Some(build) = build {
                self.once(&mut seen, (build, part), pointer, "the peg for", part);
            }
        }
        let pegged: Quantity = line.pegs.iter().map(|peg| peg.quantity).sum();
        if pegged > line.quantity {
            self.report(
                format!("{pointer}/pegs"),
                format!("they are of {pegged} pieces, the line of {}", line.quantity),
            );
        }
    }

    fn receipts(&mut self, pointer: &str, line: &'a OrderLine) {
        for (at, receipt) in line.receipts.iter().enumerate() {
            let pointer = format!("{pointer}/receipts/{at}");
            let part = receipt.part.as_ref().unwrap_or(&line.part);
            self.stock_line(&pointer, (part, &receipt.location, &receipt.lot));
            self.within(format!("{pointer}/quantity"), receipt.quantity, 1, Quantity::MAX.get());
            if *part != line.part {
                let message =
                    format!("\u{201c}{}\u{201d} was ordered, not \u{201c}{part}\u{201d}", line.part);
                self.report(format!("{pointer}/part"), message);
            }
        }
        let came: Quantity = line.receipts.iter().map(|receipt| receipt.quantity).sum();
        if !line.receipts.is_empty() && came != line.received {
            let message = format!("{} are said to be received, its receipts are of {came}", line.received);
            self.report(format!("{pointer}/received"), message);
        }
    }
}
