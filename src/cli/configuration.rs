//! `ctb config`: what is in force, and from where.

use super::answer::Answer;
use super::desk::Desk;
use super::table::Table;
use crate::server::config::Shown;
use std::collections::BTreeMap;

/// Shows every setting; secrets are masked.
pub fn run(desk: &Desk) -> Answer {
    let shown = desk.config().shown();
    let mut table = Table::new(&["setting", "value", "from"]);
    for Shown { setting, value, from } in &shown {
        table.row([*setting, value.as_deref().unwrap_or("-"), from]);
    }
    let by_name: BTreeMap<&str, serde_json::Value> = shown
        .iter()
        .map(|shown| (shown.setting, serde_json::json!({"value": shown.value, "from": shown.from})))
        .collect();
    Answer::ready(serde_json::json!(by_name).to_string(), table.to_string())
}
