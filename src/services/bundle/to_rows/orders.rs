//! Orders and the ledger become rows.

use super::*;
use crate::services::bundle::ledger::Ledger;

impl Writer<'_> {
    pub(super) fn orders(&mut self) -> Done {
        for (place, order) in self.ground.bundle.orders.iter().enumerate() {
            let order_id = id(self.ground.last.orders, place);
            let row = OrderRow {
                id: order_id,
                number: order.number.unwrap_or(0).into(),
                key: order.key.clone(),
                vendor: self.vendor(&order.vendor)?,
                status: order.status.clone(),
                currency: order.currency.unwrap_or(self.ground.bundle.currency()).code().to_owned(),
                shipping: micros(order.shipping),
                note: order.note.clone(),
                created: self.at(order.created),
                placed: order.placed.map(|at| at.timestamp().as_millis()),
                expected: order.expected.map(|at| at.timestamp().as_millis()),
            };
            self.rows.orders.push(row);
            for line in &order.lines {
                self.order_line((place, order_id), order, line)?;
            }
        }
        Ok(())
    }

    pub(super) fn order_line(
        &mut self,
        (place, order_id): (usize, i64),
        order: &Order,
        line: &OrderLine,
    ) -> Done {
        let line_id = id(self.ground.last.order_lines, self.rows.order_lines.len());
        let part = self.part(&line.part)?;
        let own = (line.part.as_str(), order.vendor.as_str(), line.item_number.as_str());
        let named = line.offer.as_ref().map(|o| (o.part.as_str(), o.vendor.as_str(), o.item_number.as_str()));
        let offer = self.index.offers.get(&named.unwrap_or(own)).filter(|_| !line.no_offer);
        let number = line.line.unwrap_or(0);
        let pack = line.pack.map_or(1, i64::from).max(1);
        self.rows.order_lines.push(OrderLineRow {
            id: line_id,
            order_id,
            line: number.into(),
            part,
            offer: offer.map(|place| id(self.ground.last.offers, *place)),
            item_number: line.item_number.clone(),
            quantity: i64::from(line.quantity) / pack,
            pack,
            unit_price: micros(line.unit_price),
            received: line.received.into(),
        });
        self.order_lines.insert((place, number), line_id);
        for peg in &line.pegs {
            let (build, quantity) = (self.build(&peg.build)?, peg.quantity.into());
            let part = self.part(peg.part.as_ref().unwrap_or(&line.part))?;
            self.rows.pegs.push(PegRow { order_line: line_id, build, part, quantity });
        }
        for receipt in &line.receipts {
            let part = receipt.part.as_ref().unwrap_or(&line.part);
            let row = ReceiptRow {
                order_line: line_id,
                stock_line: self.stock_line(part, &receipt.location, &receipt.lot)?,
                quantity: receipt.quantity.into(),
                over: receipt.over,
                actor: self.actor(receipt.actor.as_ref())?,
                at: self.at(receipt.at),
            };
            self.rows.receipts.push(row);
        }
        Ok(())
    }

    pub(super) fn movements(&mut self) -> Done {
        let mut ledger = Ledger::default();
        for movement in &self.ground.bundle.movements {
            let stock_line = self.stock_line(&movement.part, &movement.location, &movement.lot)?;
            let allocation = self.allocation(&mut ledger, stock_line, movement)?;
            let balance = ledger.after(stock_line, movement.on_hand, movement.reserved);
            let completion = match &movement.completion {
                Some(name) => {
                    self.completions.get(&(self.build_place(&name.build)?, name.completion)).copied()
                }
                None => None,
            };
            let order_line = movement.order_line.as_ref().and_then(|name| {
                let order = self.index.order(&name.order)?;
                self.order_lines.get(&(order, name.line)).copied()
            });
            let row = MovementRow {
                stock_line,
                sequence: balance.sequence,
                on_hand_change: movement.on_hand,
                reserved_change: movement.reserved,
                on_hand_after: balance.on_hand,
                reserved_after: balance.reserved,
                reason: movement.reason.clone(),
                allocation,
                completion,
                order_line,
                note: movement.note.clone(),
                unit_cost: micros(movement.unit_cost),
                currency: code(movement.currency),
                actor: self.actor(movement.actor.as_ref())?,
                at: self.at(movement.at),
            };
            self.rows.movements.push(row);
        }
        Ok(())
    }

    /// The allocation that a movement changes: a reservation's share of its stock line.
    pub(super) fn allocation(
        &mut self,
        ledger: &mut Ledger,
        stock_line: i64,
        movement: &Movement,
    ) -> Result<Option<i64>, ServiceError> {
        let Some(name) = &movement.reservation else { return Ok(None) };
        let (build, part) = (self.build(&name.build)?, self.part(&name.part)?);
        let last = self.ground.last;
        let (reservation, is_new) =
            ledger.reservation(last.reservations, (build, part, name.variant.clone()));
        if is_new {
            let variant = name.variant.clone();
            self.rows.reservations.push(ReservationRow { id: reservation, build, part, variant });
        }
        let (allocation, is_new) = ledger.allocation(last.allocations, (reservation, stock_line));
        if is_new {
            self.rows.allocations.push(AllocationRow { id: allocation, reservation, stock_line });
        }
        Ok(Some(allocation))
    }
}
