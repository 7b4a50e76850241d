//! `ctb clear`.

use super::answer::{Answer, NOT_CLEAR};
use super::desk::Desk;
use super::failure::Failure;
use super::table::Table;
use crate::domain::bom::format_references;
use crate::domain::clearing::report::ClearingReport;
use crate::services::builds;
use clap::Args;
use serde::Serialize;

/// A build to clear.
#[derive(Debug, Args, Serialize)]
pub struct Clear {
    /// The build's number or key
    build: String,
    /// Reserve what is here, even of parts that cannot be covered in full
    #[arg(long)]
    partial: bool,
}

impl Clear {
    /// Reserves; what is missing is told by the exit code too.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("clear", self)?;
        let context = desk.context().await?;
        // Without the flag, what was said of the build before stands.
        let partial = self.partial.then_some(true);
        let report = builds::clear(&context, &request, &self.build, partial).await?;
        let answer = Answer::new(&report, told(&self.build, &report))?;
        Ok(if report.cleared { answer } else { answer.ending(NOT_CLEAR) })
    }
}

fn told(build: &str, report: &ClearingReport) -> String {
    let parts = [
        headline(build, report),
        report.notes.iter().map(|note| format!("Note: {note}.\n")).collect(),
        section("Missing", &shortages(report)),
        section("Lines without a part", &unmatched(report)),
        section("An exchange with another build would do", &exchanges(report)),
        section("Reserved", &reserved(report)),
    ];
    parts.concat()
}

fn headline(build: &str, report: &ClearingReport) -> String {
    if report.cleared {
        return format!("Build {build} is clear to build.\n");
    }
    if !report.synced {
        return format!("Build {build} is not clear to build: its version was never synced.\n");
    }
    format!("Build {build} is not clear to build; {} could be built now.\n", report.buildable)
}

fn section(title: &str, table: &Table) -> String {
    if table.is_empty() { String::new() } else { format!("\n{title}:\n{table}") }
}

fn shortages(report: &ClearingReport) -> Table {
    let mut table = Table::new(&["part", "needed#", "missing#", "references", "fallback"]);
    for short in &report.shortages {
        table.row([
            short.part.clone(),
            short.needed.to_string(),
            short.short.to_string(),
            format_references(&short.references),
            short.fallback.clone().unwrap_or_default(),
        ]);
    }
    table
}

fn unmatched(report: &ClearingReport) -> Table {
    let mut table = Table::new(&["line#", "references", "wanted"]);
    for line in &report.unmatched {
        table.row([line.line.to_string(), format_references(&line.references), line.wanted.clone()]);
    }
    table
}

fn exchanges(report: &ClearingReport) -> Table {
    let mut table = Table::new(&["part", "build#", "quantity#"]);
    for exchange in &report.exchanges {
        table.row([exchange.part.clone(), exchange.build.to_string(), exchange.quantity.to_string()]);
    }
    table
}

fn reserved(report: &ClearingReport) -> Table {
    let mut table = Table::new(&["for", "quantity#", "part", "location"]);
    for reservation in &report.reservations {
        for from in &reservation.from {
            table.row([&reservation.part, &from.quantity.to_string(), &from.part, &from.location]);
        }
    }
    table
}
