//! `ctb part list` and `ctb part show`.

use super::answer::Answer;
use super::desk::Desk;
use super::failure::Failure;
use super::table::Table;
use crate::domain::catalog::{PartPage, PartQuery, PartSummary, PartUse};
use crate::services::catalog::parts;
use crate::services::{Context, ServiceError};
use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Parts that one question to the service answers.
const AT_ONCE: u32 = 500;

/// Lists parts, or shows one.
#[derive(Debug, Subcommand)]
pub enum Part {
    /// List parts with their stock, all or those that are searched for
    List(List),
    /// Show a part: where it lies, offers, stand-ins, where it is used
    Show(Show),
}

/// Which parts.
#[derive(Debug, Args)]
pub struct List {
    /// Words, a value in any notation (4k7), a number, a place
    query: Vec<String>,
    /// Archived ones too
    #[arg(long)]
    archived: bool,
}

/// Which part.
#[derive(Debug, Args)]
pub struct Show {
    /// Its key, name or manufacturer part number
    part: String,
}

impl Part {
    /// Lists or shows.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let context = desk.context().await?;
        match self {
            Self::List(list) => list.run(&context).await,
            Self::Show(show) => {
                let page = parts::page(&context, &show.part).await?;
                Answer::new(&document(&page)?, told(&page))
            }
        }
    }
}

impl List {
    async fn run(&self, context: &Context) -> Result<Answer, Failure> {
        let mut query = PartQuery {
            search: self.query.join(" "),
            archived: self.archived,
            limit: Some(AT_ONCE),
            ..PartQuery::default()
        };
        let mut found: Vec<PartSummary> = Vec::new();
        loop {
            let page = parts::list(context, &query).await?;
            found.extend(page.parts);
            match page.next {
                Some(next) => query.after = Some(next),
                None => return Answer::new(&found, table(&found)),
            }
        }
    }
}

/// A part's page as programs know it: an offer's fields lie beside what else is known of it, and a place of use says
/// its kind as `use`.
fn document(page: &PartPage) -> Result<Value, Failure> {
    let mut document = serde_json::to_value(page).map_err(ServiceError::from)?;
    let entries = |list: &mut Value| list.as_array_mut().map(std::mem::take).unwrap_or_default();
    let offers = entries(&mut document["offers"]).into_iter().map(|mut offer| {
        let own = offer.as_object_mut().and_then(|fields| fields.remove("offer"));
        merged(own.unwrap_or_default(), offer)
    });
    document["offers"] = offers.collect();
    let uses = entries(&mut document["uses"]).into_iter().flat_map(|place| match place {
        Value::Object(kinds) => kinds,
        _ => Map::new(),
    });
    document["uses"] = uses.map(|(kind, place)| merged(json!({"use": kind}), place)).collect();
    Ok(document)
}

/// One object with the fields of both.
fn merged(one: Value, other: Value) -> Value {
    let fields = [one, other].into_iter().filter_map(|value| match value {
        Value::Object(fields) => Some(fields),
        _ => None,
    });
    Value::Object(fields.flatten().collect())
}

fn table(parts: &[PartSummary]) -> String {
    let mut table = Table::new(&["part", "name", "package", "on hand#", "reserved#", "free#"]);
    for part in parts {
        let package = part.package.clone().unwrap_or_default();
        let pieces = [part.on_hand, part.reserved, part.free].map(|pieces| pieces.to_string());
        table.row([part.part.clone(), part.name.clone(), package].into_iter().chain(pieces));
    }
    if table.is_empty() { "No parts.".to_owned() } else { table.to_string() }
}

fn told(page: &PartPage) -> String {
    let part = &page.part;
    let said = [Some(part.name.clone()), page.package.clone(), part.mpn.clone(), part.manufacturer.clone()];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let mut text =
        format!("{}: {}{}\n", part.key, said.join(", "), if part.archived { " (archived)" } else { "" });
    for line in &page.stock {
        let lot = if line.lot.is_empty() { String::new() } else { format!(" lot {}", line.lot) };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {}{lot}: {} on hand, {} free", line.location, line.on_hand, line.free);
    }
    for offer in &page.offers {
        let prices: Vec<String> = offer
            .offer
            .prices
            .iter()
            .map(|price| format!("{} from {}", price.unit_price, price.quantity))
            .collect();
        let number = &offer.offer.item_number;
        let _ = writeln!(
            text,
            "  {} {number}: {} {}",
            offer.vendor_name,
            prices.join(", "),
            offer.offer.currency
        );
    }
    for other in &page.stand_ins {
        let _ = writeln!(text, "  stand-in {}: {} free", other.part, other.free);
    }
    for place in &page.uses {
        let _ = writeln!(text, "  used: {}", used(place));
    }
    text
}

fn used(place: &PartUse) -> String {
    match place {
        PartUse::Build { build, project, revision } => format!("build {build} of {project} {revision}"),
        PartUse::Order { order, vendor, pieces } => format!("order {order} at {vendor}, {pieces} to come"),
        PartUse::OwnLine { project, revision, .. } => format!("own line of {project} {revision}"),
        PartUse::ComesWith { package, quantity } => format!("{quantity} with each {package}"),
        PartUse::Product { project, revision, .. } => format!("made by {project} {revision}"),
        PartUse::Line { project, revision, line, references, .. } => {
            format!("{project} {revision} line {line} {}", references.join(" "))
        }
    }
}
