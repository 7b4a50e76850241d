//! `ctb state`: the whole working state.

use super::answer::Answer;
use super::desk::Desk;
use super::failure::Failure;
use super::progress;
use super::table::Table;
use crate::domain::state::State;
use crate::services::state::state;

/// Prints it; for programs sorted by key, so that equal states are equal bytes.
pub async fn run(desk: &mut Desk) -> Result<Answer, Failure> {
    let context = desk.context().await?;
    let state = progress::during("Reading the state\u{2026}", state(&context)).await?;
    Answer::new(&state, told(&state))
}

fn told(state: &State) -> String {
    let sections = [
        ("Stock", stock(state)),
        ("Versions", versions(state)),
        ("Builds", builds(state)),
        ("Missing", missing(state)),
        ("Orders", orders(state)),
    ];
    let told = sections.into_iter().filter(|(_, table)| !table.is_empty());
    let told: Vec<String> = told.map(|(title, table)| format!("{title}:\n{table}")).collect();
    if told.is_empty() {
        return "There is nothing yet: ctb demo fills in a workshop, ctb import takes a bundle in."
            .to_owned();
    }
    told.join("\n")
}

fn stock(state: &State) -> Table {
    let mut table = Table::new(&["part", "location", "on hand#", "reserved#", "free#", "note"]);
    for line in &state.stock {
        table.row([
            line.part.clone(),
            line.location.clone(),
            line.on_hand.to_string(),
            line.reserved.to_string(),
            line.available.to_string(),
            if line.deprioritized { "don't use automatically".to_owned() } else { String::new() },
        ]);
    }
    table
}

fn versions(state: &State) -> Table {
    let mut table = Table::new(&["project", "revision", "commit", "lines#", "without a part#"]);
    for version in &state.versions {
        table.row([
            version.project.clone(),
            version.revision.clone(),
            version.commit.clone().unwrap_or_default(),
            version.lines.len().to_string(),
            version.lines.iter().filter(|line| line.part.is_none()).count().to_string(),
        ]);
    }
    table
}

fn builds(state: &State) -> Table {
    let mut table =
        Table::new(&["build#", "key", "project", "revision", "quantity#", "status", "completed#"]);
    for build in &state.builds {
        table.row([
            build.build.to_string(),
            build.key.clone().unwrap_or_default(),
            build.project.clone(),
            build.revision.clone(),
            build.quantity.to_string(),
            build.status.clone(),
            build.completed.map(|pieces| pieces.to_string()).unwrap_or_default(),
        ]);
    }
    table
}

fn missing(state: &State) -> Table {
    let mut table = Table::new(&["build#", "part", "needed#", "missing#", "references"]);
    for build in &state.builds {
        for short in &build.shortages {
            table.row([
                build.build.to_string(),
                short.part.clone(),
                short.needed.to_string(),
                short.short.to_string(),
                short.references.join(", "),
            ]);
        }
    }
    table
}

fn orders(state: &State) -> Table {
    let mut table =
        Table::new(&["order#", "vendor", "status", "item", "part", "quantity#", "received#", "each#"]);
    for order in &state.orders {
        for line in &order.lines {
            table.row([
                order.order.to_string(),
                order.vendor.clone(),
                order.status.clone(),
                line.item_number.clone(),
                line.part.clone(),
                line.quantity.to_string(),
                line.received.to_string(),
                line.unit_price.map(|price| price.to_string()).unwrap_or_default(),
            ]);
        }
    }
    table
}
