//! Orders and the ledger of a bundle.

use super::*;

impl Reader<'_> {
    pub(super) fn order(&self, row: &OrderRow) -> Read<Order> {
        let lines = of(&self.order_lines, row.id).iter().map(|line| self.order_line(row, line));
        Ok(Order {
            key: row.key.clone(),
            number: Some(small(row.number)?),
            vendor: self.vendor_name(row.vendor)?,
            status: row.status.clone(),
            currency: Some(currency(&row.currency)?),
            shipping: row.shipping.map(Micros::new),
            note: row.note.clone(),
            created: Some(moment(row.created)),
            placed: row.placed.map(moment),
            expected: row.expected.map(moment),
            lines: lines.collect::<Read<_>>()?,
        })
    }

    pub(super) fn order_line(&self, order: &OrderRow, row: &OrderLineRow) -> Read<OrderLine> {
        let own = self.offers_by_name.get(&(row.part, order.vendor, row.item_number.as_str())).copied();
        let other = row.offer.filter(|offer| Some(*offer) != own);
        let pegs = of(&self.pegs, row.id).iter().map(|peg| self.peg(row, peg));
        let mut pegs = pegs.collect::<Read<Vec<_>>>()?;
        pegs.sort_by(|a, b| (&a.build, &a.part).cmp(&(&b.build, &b.part)));
        let receipts = of(&self.receipts, row.id).iter().map(|receipt| self.receipt(row, receipt));
        Ok(OrderLine {
            line: Some(small(row.line)?),
            item_number: row.item_number.clone(),
            part: self.key(row.part)?,
            offer: other.map(|offer| self.offer_name(offer)).transpose()?,
            no_offer: row.offer.is_none() && own.is_some(),
            quantity: quantity(row.quantity.saturating_mul(row.pack))?,
            pack: Some(quantity(row.pack)?),
            unit_price: row.unit_price.map(Micros::new),
            received: quantity(row.received)?,
            pegs,
            receipts: receipts.collect::<Read<_>>()?,
        })
    }

    pub(super) fn offer_name(&self, offer: i64) -> Read<OfferName> {
        let row = self.offers_by_id.get(&offer).ok_or_else(missing("offer", offer))?;
        let (part, vendor) = (self.key(row.part)?, self.vendor_name(row.vendor)?);
        Ok(OfferName { part, vendor, item_number: row.item_number.clone() })
    }

    pub(super) fn peg(&self, line: &OrderLineRow, row: &PegRow) -> Read<Peg> {
        let other = Some(row.part).filter(|part| *part != line.part);
        let (build, part) = (self.build_reference(row.build)?, self.optional_key(other)?);
        Ok(Peg { build, part, quantity: quantity(row.quantity)? })
    }

    pub(super) fn receipt(&self, line: &OrderLineRow, row: &ReceiptRow) -> Read<Receipt> {
        let stock = self.stock_line(row.stock_line)?;
        let other = Some(stock.part).filter(|part| *part != line.part);
        Ok(Receipt {
            part: self.optional_key(other)?,
            location: self.location_name(stock.location)?,
            lot: stock.lot.clone(),
            quantity: quantity(row.quantity)?,
            over: row.over,
            actor: self.actor(row.actor)?,
            at: Some(moment(row.at)),
        })
    }

    pub(super) fn movement(&self, row: &MovementRow) -> Read<Movement> {
        let stock = self.stock_line(row.stock_line)?;
        let completion = row.completion.map(|completion| {
            let name = self.completions_by_id.get(&completion).cloned();
            name.ok_or_else(missing("completion", completion))
        });
        Ok(Movement {
            part: self.key(stock.part)?,
            location: self.location_name(stock.location)?,
            lot: stock.lot.clone(),
            on_hand: row.on_hand_change,
            reserved: row.reserved_change,
            reason: row.reason.clone(),
            reservation: row.allocation.map(|allocation| self.reservation(allocation)).transpose()?,
            completion: completion.transpose()?,
            order_line: row.order_line.map(|line| self.order_line_name(line)).transpose()?,
            note: row.note.clone(),
            unit_cost: row.unit_cost.map(Micros::new),
            currency: row.currency.as_deref().map(currency).transpose()?,
            actor: self.actor(row.actor)?,
            at: Some(moment(row.at)),
        })
    }

    pub(super) fn reservation(&self, allocation: i64) -> Read<ReservationName> {
        let share = self.allocations_by_id.get(&allocation).ok_or_else(missing("allocation", allocation))?;
        let row = self.reservations_by_id.get(&share.reservation);
        let row = row.ok_or_else(missing("reservation", share.reservation))?;
        let (build, part) = (self.build_reference(row.build)?, self.key(row.part)?);
        Ok(ReservationName { build, part, variant: row.variant.clone() })
    }

    pub(super) fn order_line_name(&self, line: i64) -> Read<OrderLineName> {
        let row = self.order_lines_by_id.get(&line).ok_or_else(missing("order line", line))?;
        let order = self.orders_by_id.get(&row.order_id).ok_or_else(missing("order", row.order_id))?;
        let order = match &order.key {
            Some(key) => Reference::Key(key.clone()),
            None => Reference::Number(small(order.number)?),
        };
        Ok(OrderLineName { order, line: small(row.line)? })
    }
}
