//! Which orders a list shows, and in what order: one rule for the page and for what is exported.

use super::{OrderList, OrderRow};
use crate::domain::orders::OrderStatus;

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrderSort {
    /// The newest first.
    #[default]
    Number,
    /// By the vendor's name.
    Vendor,
    /// By how many lines there are.
    Lines,
    /// By what it comes to, currency by currency; what is not known comes last.
    Total,
    /// By when it was placed, or drafted: the longest ago first.
    Age,
}

/// What somebody asks of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrdersAsked {
    /// Only those that stand so.
    pub status: Option<OrderStatus>,
    /// Only those that hold all of these words: in their number, vendor or builds.
    pub words: String,
    /// What they are sorted by.
    pub sort: OrderSort,
    /// The other way round.
    pub turned: bool,
}

impl OrderSort {
    /// The order of that name in an address.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "vendor" => Self::Vendor,
            "lines" => Self::Lines,
            "total" => Self::Total,
            "age" => Self::Age,
            _ => Self::Number,
        }
    }
}

impl OrderList {
    /// The orders that are asked for.
    #[must_use]
    pub fn asked(&self, asked: &OrdersAsked) -> Vec<&OrderRow> {
        let words: Vec<String> = asked.words.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let holds = |row: &&OrderRow| words.iter().all(|word| row.text().contains(word.as_str()));
        let stands = |row: &&OrderRow| asked.status.is_none_or(|status| row.status == status);
        let mut rows: Vec<&OrderRow> = self.orders.iter().filter(holds).filter(stands).collect();
        match asked.sort {
            OrderSort::Number => {}
            OrderSort::Vendor => rows.sort_by_key(|row| row.vendor.to_lowercase()),
            OrderSort::Lines => rows.sort_by_key(|row| row.lines),
            OrderSort::Total => rows.sort_by_key(|row| (row.total.is_none(), row.currency, row.total)),
            OrderSort::Age => rows.sort_by_key(|row| row.times.placed.unwrap_or(row.times.created)),
        }
        if asked.turned {
            rows.reverse();
        }
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
        format!("order {} {}{builds}", self.number, self.vendor.to_lowercase())
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

    fn list() -> OrderList {
        let orders = vec![
            row(3, "Tayda", OrderStatus::Draft, None, &[2]),
            row(2, "mouser", OrderStatus::Placed, Some(5), &[2, 7]),
            row(1, "Reichelt", OrderStatus::Draft, Some(3), &[]),
        ];
        OrderList { orders, now: Timestamp::from_millis(0) }
    }

    fn numbers(asked: &OrdersAsked) -> Vec<i64> {
        list().asked(asked).iter().map(|row| row.number).collect()
    }

    #[test]
    fn a_list_shows_what_is_asked_for() {
        let all = OrdersAsked::default();
        assert_eq!(numbers(&all), [3, 2, 1]);
        assert_eq!(numbers(&OrdersAsked { status: Some(OrderStatus::Draft), ..all.clone() }), [3, 1]);
        assert_eq!(numbers(&OrdersAsked { words: "BUILD 2 ".to_owned(), ..all.clone() }), [3, 2]);
        assert_eq!(numbers(&OrdersAsked { words: "mou".to_owned(), ..all }), [2]);
        assert_eq!(list().count(OrderStatus::Draft), 2);
    }

    #[test]
    fn a_list_is_sorted_as_asked() {
        let by = |sort, turned| numbers(&OrdersAsked { sort, turned, ..OrdersAsked::default() });
        assert_eq!(by(OrderSort::Vendor, false), [2, 1, 3]);
        assert_eq!(by(OrderSort::Total, false), [1, 2, 3], "what is not known comes last");
        assert_eq!(by(OrderSort::Age, false), [3, 2, 1]);
        assert_eq!(by(OrderSort::Number, true), [1, 2, 3]);
        assert_eq!(by(OrderSort::from_name("lines"), false), [3, 2, 1]);
    }
}
