//! `ctb offers refresh`, `ctb offers import` and `ctb offers list`.

use super::answer::Answer;
use super::desk::{Desk, MOST_MEGABYTES, read_file};
use super::failure::Failure;
use super::jobs::{self, Waiting};
use super::progress;
use super::table::{Table, counted, one_line};
use crate::domain::catalog::PriceBreak;
use crate::domain::money::Currency;
use crate::domain::price_list::Assignment;
use crate::domain::time::Timestamp;
use crate::services::offers::{self, OfferWithHistory, PriceListAnswer, Refreshed, Wanted, Which};
use crate::services::{Context, Request};
use clap::{Args, Subcommand};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Problems that people are shown of a price list; programs get more.
const SHOWN: usize = 20;

/// Keeps offers fresh.
#[derive(Debug, Subcommand)]
pub enum Offers {
    /// Look offers up again at vendors that can be asked
    Refresh(Refresh),
    /// Take in a vendor's price list (CSV): its columns are proposed, bad rows are named
    Import(Import),
    /// List a part's offers, with what they cost before
    List(List),
}

/// Which offers.
#[derive(Debug, Args, Serialize)]
pub struct Refresh {
    /// Those of a part, by its key, name or manufacturer part number
    #[arg(long, value_name = "PART", conflicts_with_all = ["build", "all"])]
    part: Option<String>,
    /// Those of all that a build needs, by its number or key
    #[arg(long, value_name = "BUILD", conflicts_with = "all")]
    build: Option<String>,
    /// Only those that were looked up this many days ago, or never
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    older_than: Option<u32>,
    /// All offers
    #[arg(long)]
    all: bool,
    /// Those too that were looked up within the last day
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    #[serde(skip)]
    waiting: Waiting,
}

/// A price list.
#[derive(Debug, Args, Serialize)]
pub struct Import {
    /// The list as CSV; - for standard input
    #[serde(skip)]
    file: PathBuf,
    /// Whose it is
    #[arg(long, value_name = "NAME")]
    vendor: String,
    /// What columns mean, by header, letter or number, where it is not what is proposed: number=A,price@1=F,price@100=G,mpn=none
    #[arg(long, value_name = "NAME=COLUMN,…", default_value = "", hide_default_value = true)]
    columns: Columns,
    /// Say what would change, and change nothing
    #[arg(long)]
    preview: bool,
}

/// A part.
#[derive(Debug, Args)]
pub struct List {
    /// Its key, name or manufacturer part number
    part: String,
}

/// What columns mean, as it is typed.
#[derive(Debug, Clone, Serialize)]
struct Columns(Assignment);

impl std::str::FromStr for Columns {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|error: crate::domain::price_list::AssignmentError| error.to_string())
    }
}

impl Offers {
    /// Refreshes, imports or lists.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        match self {
            Self::Refresh(command) => command.run(desk).await,
            Self::Import(command) => command.run(desk).await,
            Self::List(command) => command.run(desk).await,
        }
    }
}

impl Refresh {
    async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("offers refresh", self)?;
        let context = desk.context().await?;
        let came = refreshed(&context, &request, &self.wanted(), self.waiting).await?;
        let left = jobs::left_over(&context, u64::try_from(came.queued).unwrap_or(u64::MAX)).await?;
        Answer::new(&came, told(&came) + &left)
    }

    fn wanted(&self) -> Wanted {
        let which = match (&self.part, &self.build) {
            (Some(part), _) => Which::Part(part.clone()),
            (_, Some(build)) => Which::Build(build.clone()),
            (None, None) => Which::All,
        };
        Wanted { which, older_than: self.older_than, force: self.force }
    }
}

/// Asks vendors about offers, and stays for the answers unless nobody is to wait.
pub async fn refreshed(
    context: &Context,
    request: &Request,
    wanted: &Wanted,
    waiting: Waiting,
) -> Result<Refreshed, Failure> {
    let asked = offers::ask(context, request, wanted).await?;
    if !waiting.no_wait && !asked.offers.is_empty() {
        let far = async || match offers::outcome(context, &asked).await {
            Ok(so_far) => {
                format!(
                    "Asking vendors\u{2026} {} of {}",
                    asked.offers.len() - so_far.queued,
                    asked.offers.len()
                )
            }
            Err(_) => "Asking vendors\u{2026}".to_owned(),
        };
        progress::telling("Asking vendors\u{2026}", jobs::drain(context), far).await?;
    }
    Ok(offers::outcome(context, &asked).await?)
}

/// What refreshing came to, in words.
pub fn told(came: &Refreshed) -> String {
    let offers = |count: usize| counted(count, "offer", "offers");
    let mut text = format!(
        "{} with new prices, {} as before, {} unknown to the vendor, {} failed; {} looked up lately already.\n",
        offers(came.refreshed),
        came.unchanged,
        came.unknown,
        came.failed,
        came.fresh
    );
    for vendor in &came.not_asked {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} not looked up: {}.", offers(vendor.offers), one_line(&vendor.why));
    }
    text
}

impl Import {
    async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let bytes = read_file(&self.file, MOST_MEGABYTES)?;
        let request = desk.request_with("offers import", self, &bytes)?;
        let context = desk.context().await?;
        let columns = &self.columns.0;
        let answer = if self.preview {
            offers::preview(&context, &self.vendor, &bytes, columns).await?
        } else {
            let import = offers::import(&context, &request, &self.vendor, &bytes, columns);
            progress::during("Reading the price list\u{2026}", import).await?
        };
        Answer::new(&answer, taken_in(&answer, self.preview))
    }
}

fn taken_in(answer: &PriceListAnswer, preview: bool) -> String {
    let mut text = String::new();
    if preview {
        let mut table = Table::new(&["column", "header", "is", "sure"]);
        for column in &answer.columns {
            let meaning = column.meaning.clone();
            let sure = meaning.as_ref().map(|_| column.confidence.to_string()).unwrap_or_default();
            let meaning = meaning.unwrap_or_else(|| "not used".to_owned());
            table.row([column.column.clone(), column.header.clone(), meaning, sure]);
        }
        text.push_str(&table.to_string());
    }
    let would = if preview { "would be " } else { "" };
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{} of {}: {} {would}new, {} {would}changed ({} with new prices), {} as before, {} of no part here.",
        counted(answer.items, "item", "items"),
        answer.vendor,
        counted(answer.added, "offer", "offers"),
        answer.changed,
        answer.repriced,
        answer.unchanged,
        answer.unmatched.len() + answer.more_unmatched
    );
    if answer.lines_changed > 0 {
        let lines = counted(answer.lines_changed, "BOM line means", "BOM lines mean");
        let _ = writeln!(text, "{lines} something else now.");
    }
    for item in answer.unmatched.iter().take(SHOWN) {
        let _ = writeln!(text, "Row {}, {}: {}.", item.row, one_line(&item.item_number), one_line(&item.why));
    }
    more(&mut text, answer.unmatched.len() + answer.more_unmatched);
    for problem in answer.problems.iter().take(SHOWN) {
        let _ = writeln!(text, "Not used: {}.", one_line(&problem.to_string()));
    }
    more(&mut text, answer.problems.len() + answer.more_problems);
    text
}

fn more(text: &mut String, all: usize) {
    if all > SHOWN {
        text.push_str(&format!("\u{2026} and {} more.\n", all - SHOWN));
    }
}

impl List {
    async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let context = desk.context().await?;
        let offers = offers::list(&context, &self.part).await?;
        Answer::new(&offers, listed(&offers))
    }
}

fn listed(offers: &[OfferWithHistory]) -> String {
    let mut table = Table::new(&["vendor", "item", "prices", "looked up", "note"]);
    for offer in offers {
        let now = &offer.offer;
        let note = if now.archived { "archived" } else { "" };
        table.row([
            now.vendor_name.clone(),
            now.offer.item_number.clone(),
            prices(&now.offer.prices, now.offer.currency),
            now.offer.checked.map_or_else(|| "never".to_owned(), day),
            note.to_owned(),
        ]);
        for former in offer.history.iter().rev() {
            let prices = prices(&former.prices, former.currency);
            table.row([String::new(), String::new(), prices, day(former.checked), "history".to_owned()]);
        }
    }
    if table.is_empty() { "No offers.".to_owned() } else { table.to_string() }
}

fn prices(prices: &[PriceBreak], currency: Currency) -> String {
    let each: Vec<String> =
        prices.iter().map(|price| format!("{} from {}", price.unit_price, price.quantity)).collect();
    if each.is_empty() { "no price".to_owned() } else { format!("{} {currency}", each.join(", ")) }
}

fn day(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.as_millis())
        .map_or_else(|_| at.as_millis().to_string(), |at| at.strftime("%Y-%m-%d").to_string())
}
