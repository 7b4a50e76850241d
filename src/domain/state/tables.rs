//! The state as text for people: one table for each kind of thing.

use super::{BuildState, LineState, OrderState, State};
use std::fmt;

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stock = self.stock.iter().map(|line| {
            let remark = if line.deprioritized { "not used automatically" } else { "" };
            let numbers = [line.on_hand, line.reserved, line.available].map(|pieces| pieces.to_string());
            [[line.part.clone(), line.location.clone()].as_slice(), &numbers, &[remark.to_owned()]].concat()
        });
        table(f, "Stock", &["part", "location", "on hand", "reserved", "free", ""], stock)?;
        for version in &self.versions {
            let commit = version.commit.as_ref().map_or(String::new(), |commit| format!(" at {commit}"));
            let title = format!("{} {}{commit}", version.project, version.revision);
            table(
                f,
                &title,
                &["line", "references", "quantity", "part", ""],
                version.lines.iter().map(line),
            )?;
        }
        let builds = self.builds.iter().map(build);
        table(f, "Builds", &["build", "of", "quantity", "state", "reserved", "missing"], builds)?;
        table(f, "Orders", &["order", "vendor", "state", "items"], self.orders.iter().map(order))
    }
}

fn line(line: &LineState) -> Vec<String> {
    let part = line.substitute.as_ref().or(line.part.as_ref());
    let missing = line.unmatched.as_ref().map(|wanted| format!("no part: {wanted}"));
    let remarks =
        [(line.implicit, "comes with"), (line.optional, "optional"), (line.do_not_populate, "not populated")];
    let said = remarks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, remark)| remark.to_owned());
    let remark: Vec<String> = missing.into_iter().chain(said).collect();
    vec![
        line.line.to_string(),
        line.references.join(" "),
        line.quantity.to_string(),
        part.cloned().unwrap_or_default(),
        remark.join(", "),
    ]
}

fn build(build: &BuildState) -> Vec<String> {
    let name = build.key.as_ref().map_or(build.build.to_string(), |key| format!("{} ({key})", build.build));
    let done = build.completed.map_or(String::new(), |done| format!(", {done} completed"));
    let reserved = build.reservations.iter().map(|part| format!("{} {}", part.quantity, part.part));
    let missing = build.shortages.iter().map(|part| format!("{} {}", part.short, part.part));
    vec![
        name,
        format!("{} {}", build.project, build.revision),
        build.quantity.to_string(),
        format!("{}{done}", build.status),
        reserved.collect::<Vec<_>>().join(", "),
        missing.collect::<Vec<_>>().join(", "),
    ]
}

fn order(order: &OrderState) -> Vec<String> {
    let name = order.key.as_ref().map_or(order.order.to_string(), |key| format!("{} ({key})", order.order));
    let items = order.lines.iter().map(|line| {
        let price = line.unit_price.map_or(String::new(), |price| format!(" at {price}"));
        format!("{} {} ({}){price}", line.quantity, line.item_number, line.part)
    });
    vec![name, order.vendor.clone(), order.status.clone(), items.collect::<Vec<_>>().join(", ")]
}

/// A titled table with columns as wide as their widest cell; nothing where it has no rows.
fn table(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    head: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> fmt::Result {
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let mut widths = vec![0; head.len()];
    for row in rows.iter().chain([&head]) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    writeln!(f, "{title}")?;
    for row in std::iter::once(&head).chain(&rows) {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        writeln!(f, "  {}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    writeln!(f)
}
