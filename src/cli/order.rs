//! `ctb order`, `ctb place`, `ctb cancel-order` and `ctb receive`.

use super::answer::Answer;
use super::desk::Desk;
use super::failure::Failure;
use super::jobs::Waiting;
use super::offers;
use super::table::{Table, counted};
use crate::domain::money::{Currency, Micros};
use crate::domain::quantity::Quantity;
use crate::services::offers::{Refreshed, Wanted, Which};
use crate::services::vendor_orders::{
    self, Delivery, For, OrderAnswer, OrdersAnswer, PlacedAnswer, ReceivedAnswer,
};
use crate::services::{Context, Request};
use clap::Args;
use serde::Serialize;

/// What to order for.
#[derive(Debug, Args, Serialize)]
pub struct Order {
    /// Numbers or keys of builds; all open builds, if none is given
    builds: Vec<String>,
    /// For all open builds
    #[arg(long, conflicts_with = "builds")]
    all: bool,
    /// First look up again what is to be bought and was not looked up within the last day
    #[arg(long)]
    refresh: bool,
    #[command(flatten)]
    #[serde(skip)]
    waiting: Waiting,
}

/// What ordering answers, with what refreshing came to.
#[derive(Debug, Serialize)]
struct Ordered {
    #[serde(flatten)]
    answer: OrdersAnswer,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh: Option<Refreshed>,
}

/// A draft to place.
#[derive(Debug, Args, Serialize)]
pub struct Place {
    /// The order's number or key
    order: String,
}

/// An order to end.
#[derive(Debug, Args, Serialize)]
pub struct CancelOrder {
    /// The order's number or key
    order: String,
}

/// A delivery.
#[derive(Debug, Args, Serialize)]
pub struct Receive {
    /// The order's number or key
    order: String,
    /// What came of one line, by its place in the order counted from 1; all that is open, if none is given
    #[arg(long = "line", value_name = "N=QUANTITY")]
    lines: Vec<LineQuantity>,
    /// Where it is put; where each part lies already, if not given
    #[arg(long, value_name = "L")]
    location: Option<String>,
}

impl Order {
    /// Drafts orders for what is short.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("order", self)?;
        let context = desk.context().await?;
        let which =
            if self.all || self.builds.is_empty() { For::AllOpen } else { For::Builds(self.builds.clone()) };
        let refresh =
            if self.refresh { Some(refreshed(&context, &which, self.waiting).await?) } else { None };
        let answer = vendor_orders::generate(&context, &request, &which).await?;
        let text = refresh.as_ref().map(offers::told).unwrap_or_default() + &drafted(&answer);
        Answer::new(&Ordered { answer, refresh }, text)
    }
}

impl Place {
    /// Freezes a draft's prices.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("place", self)?;
        let context = desk.context().await?;
        let placed = vendor_orders::place(&context, &request, &self.order).await?;
        Answer::new(&placed, ended(&placed, "is placed"))
    }
}

impl CancelOrder {
    /// Ends an order.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("cancel-order", self)?;
        let context = desk.context().await?;
        let ended_order = vendor_orders::cancel(&context, &request, &self.order).await?;
        Answer::new(&ended_order, ended(&ended_order, "is cancelled"))
    }
}

impl Receive {
    /// Books a delivery in.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("receive", self)?;
        let context = desk.context().await?;
        let lines = self.lines.iter().map(|came| (came.line, came.quantity)).collect();
        let delivery = Delivery {
            lines: (!self.lines.is_empty()).then_some(lines),
            location: self.location.clone(),
            ..Delivery::default()
        };
        let received = vendor_orders::receive(&context, &request, &self.order, &delivery).await?;
        Answer::new(&received, booked_in(&received))
    }
}

async fn refreshed(context: &Context, which: &For, waiting: Waiting) -> Result<Refreshed, Failure> {
    let wanted = Wanted { which: Which::Missing(which.clone()), older_than: None, force: false };
    offers::refreshed(context, &Request::unkeyed(), &wanted, waiting).await
}

fn drafted(answer: &OrdersAnswer) -> String {
    if answer.orders.is_empty() && answer.no_offer.is_empty() {
        return "Nothing is to be bought.\n".to_owned();
    }
    let mut text: String = answer.orders.iter().map(one_order).collect();
    if !answer.no_offer.is_empty() {
        text.push_str(&format!("Nobody sells: {}.\n", answer.no_offer.join(", ")));
    }
    for caution in &answer.cautions {
        text.push_str(&format!(
            "Mind {} at {} ({}): {}.\n",
            caution.item_number, caution.vendor, caution.part, caution.says
        ));
    }
    text.push_str(&ages(answer));
    let proof = if answer.proven_optimal { "nothing is cheaper" } else { "cheaper ways may exist" };
    text.push_str(&format!(
        "In all {}, shipping included; {proof}.\n",
        amount(answer.total, answer.currency)
    ));
    text
}

fn ages(answer: &OrdersAnswer) -> String {
    let mut text = String::new();
    if let Some(oldest) = &answer.oldest_price {
        let days = usize::try_from(oldest.days).unwrap_or(usize::MAX);
        let age = if days == 0 { "less than a day".to_owned() } else { counted(days, "day", "days") };
        text.push_str(&format!(
            "The oldest price is {age} old ({} {}).\n",
            oldest.vendor, oldest.item_number
        ));
    }
    if answer.prices_without_age > 0 {
        let lines = counted(answer.prices_without_age, "line has a price", "lines have prices");
        text.push_str(&format!("{lines} of unknown age: nobody looked it up.\n"));
    }
    text
}

fn one_order(order: &OrderAnswer) -> String {
    let mut table = Table::new(&["item", "part", "pieces#", "price#", "total#"]);
    for line in &order.lines {
        table.row([
            line.item_number.clone(),
            line.part.clone(),
            line.quantity.to_string(),
            plain(line.unit_price),
            plain(line.total),
        ]);
    }
    format!(
        "Order {} at {} ({}), {} with shipping of {}:\n{table}\n",
        order.order,
        order.vendor,
        order.status,
        amount(order.total, order.currency),
        amount(order.shipping, order.currency),
    )
}

fn ended(answer: &PlacedAnswer, what: &str) -> String {
    let order = &answer.order;
    let mut text = format!(
        "Order {} at {} {what}: {}.\n",
        order.order,
        order.vendor,
        amount(order.total, order.currency)
    );
    if !answer.without_price.is_empty() {
        text.push_str(&format!("No price is known for {}.\n", answer.without_price.join(", ")));
    }
    text
}

fn booked_in(answer: &ReceivedAnswer) -> String {
    let mut table = Table::new(&["line#", "part", "pieces#", "location", "note"]);
    for line in &answer.received {
        let note = if line.over { "more than was ordered" } else { "" };
        table.row([
            line.line.to_string(),
            line.part.clone(),
            line.quantity.to_string(),
            line.location.clone(),
            note.to_owned(),
        ]);
    }
    let builds: Vec<String> = answer.for_builds.iter().map(ToString::to_string).collect();
    let for_builds = if builds.is_empty() {
        String::new()
    } else {
        format!("For build {}: clear again.\n", builds.join(", "))
    };
    format!("Order {} is {}:\n{table}{for_builds}", answer.order.order, answer.order.status)
}

fn plain(price: Option<Micros>) -> String {
    price.map_or_else(|| "unknown".to_owned(), Micros::plain)
}

fn amount(sum: Option<Micros>, currency: Currency) -> String {
    sum.map_or_else(|| "an unknown sum".to_owned(), |sum| format!("{} {currency}", sum.rounded()))
}

/// `N=QUANTITY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LineQuantity {
    line: u32,
    quantity: Quantity,
}

impl std::str::FromStr for LineQuantity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let form = || format!("write N=QUANTITY, such as 1=100, not {text}");
        let (line, quantity) = text.split_once('=').ok_or_else(form)?;
        let line = line.trim().parse().ok().filter(|line| *line > 0).ok_or_else(form)?;
        Ok(Self { line, quantity: quantity.parse().map_err(|error| format!("{error}"))? })
    }
}
