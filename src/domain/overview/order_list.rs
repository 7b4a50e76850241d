//! Which orders a list shows, and in what order: one rule for the page and for what is exported.

use super::{OrderList, OrderRow};
use crate::domain::lists::ListQuery;
use crate::domain::orders::OrderStatus;
use std::cmp::Ordering;

impl OrderList {
    /// The orders that are asked for: those that stand as `show` says, have all the words in their number,
    /// vendor or builds, and are sorted by `number`, `vendor`, `lines`, `total` or `age`.
    #[must_use]
    pub fn asked(&self, query: &ListQuery) -> Vec<&OrderRow> {
        let status = OrderStatus::from_name(&query.show);
        let stands = |row: &&OrderRow| status.is_none_or(|status| row.status == status);
        let holds = |row: &&OrderRow| query.has_words(&[&row.text()]);
        let mut rows: Vec<&OrderRow> = self.orders.iter().filter(stands).filter(holds).collect();
        query.sort(&mut rows, |key, one, other| compared(key, one, other));
        rows
    }

    /// How many orders stand so.
    #[must_use]
    pub fn count(&self, status: OrderStatus) -> usize {
        self.orders.iter().filter(|row| row.status == status).count()
    }
}

impl OrderRow {
    fn text(&self) -> String {
        let builds: String = self.builds.iter().map(|build| format!(" build {build}")).collect();
        format!("order {} {}{builds}", self.number, self.vendor)
    }
}

fn compared(key: &str, one: &OrderRow, other: &OrderRow) -> Ordering {
    let placed = |row: &OrderRow| row.times.placed.unwrap_or(row.times.created);
    // Currency by currency; what is not known comes last.
    let total = |row: &OrderRow| (row.total.is_none(), row.currency, row.total);
    match key {
        "number" => one.number.cmp(&other.number),
        "vendor" => one.vendor.to_lowercase().cmp(&other.vendor.to_lowercase()),
        "lines" => one.lines.cmp(&other.lines),
        "total" => total(one).cmp(&total(other)),
        "age" => placed(one).cmp(&placed(other)),
        _ => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::{Currency, Micros};
    use crate::domain::overview::OrderTimes;
    use crate::domain::time::Timestamp;

    fn row(number: i64, vendor: &str, status: OrderStatus, total: Option<i64>, builds: &[i64]) -> OrderRow {
        OrderRow {
            number,
            vendor: vendor.to_owned(),
            status,
            currency: Currency::USD,
            lines: 1,
            open_lines: 1,
            total: total.map(Micros::new),
            builds: builds.to_vec(),
            times: OrderTimes { created: Timestamp::from_millis(100 - number), placed: None, expected: None },
        }
    }

    fn numbers(q: &str, show: &str, sort: &str) -> Vec<i64> {
        let orders = vec![
            row(3, "Tayda", OrderStatus::Draft, None, &[2]),
            row(2, "mouser", OrderStatus::Placed, Some(5), &[2, 7]),
            row(1, "Reichelt", OrderStatus::Draft, Some(3), &[]),
        ];
        let list = OrderList { orders, now: Timestamp::from_millis(0) };
        assert_eq!(list.count(OrderStatus::Draft), 2);
        let query = ListQuery { q: q.to_owned(), sort: sort.to_owned(), show: show.to_owned() };
        list.asked(&query).iter().map(|row| row.number).collect()
    }

    #[test]
    fn a_list_shows_what_is_asked_for() {
        assert_eq!(numbers("", "", ""), [3, 2, 1]);
        assert_eq!(numbers("", "draft", ""), [3, 1]);
        assert_eq!(numbers("BUILD 2 ", "", ""), [3, 2]);
        assert_eq!(numbers("mou", "", ""), [2]);
        assert_eq!(numbers("", "nothing", ""), [3, 2, 1], "what it does not know says nothing");
    }

    #[test]
    fn a_list_is_sorted_as_asked() {
        assert_eq!(numbers("", "", "vendor"), [2, 1, 3]);
        assert_eq!(numbers("", "", "total"), [1, 2, 3], "what is not known comes last");
        assert_eq!(numbers("", "", "age"), [3, 2, 1]);
        assert_eq!(numbers("", "", "number"), [1, 2, 3]);
        assert_eq!(numbers("", "", "-vendor"), [3, 1, 2]);
    }
}
