//! What somebody changed about a build, beside what is stored of it.

use crate::app::view::{BuildEdit, NeedRow};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// An edit in progress. Starts as what the address says: without scripts each step of the editor
/// is a page of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Editor {
    saved: RwSignal<BuildEdit>,
    edit: RwSignal<BuildEdit>,
}

impl Editor {
    pub(super) fn new(saved: BuildEdit) -> Self {
        let edit = use_query_map().with_untracked(|query| edit_in(query, &saved));
        Self { saved: RwSignal::new(saved), edit: RwSignal::new(edit) }
    }

    /// Reads the edit, and follows it.
    pub(super) fn with<T>(self, read: impl FnOnce(&BuildEdit) -> T) -> T {
        self.edit.with(read)
    }

    pub(super) fn quantity(self) -> Signal<u64> {
        Signal::derive(move || self.edit.with(|edit| edit.quantity))
    }

    pub(super) fn set_quantity(self, quantity: u64) {
        self.edit.update(|edit| edit.quantity = quantity);
    }

    /// Leaves a need out, or takes it in again.
    pub(super) fn leave_out(self, key: &str, left_out: bool) {
        self.edit.update(|edit| {
            edit.left_out.retain(|other| other != key);
            if left_out {
                edit.left_out.push(key.to_owned());
                edit.left_out.sort();
            }
        });
    }

    pub(super) fn undo(self) {
        self.edit.set(self.saved.get_untracked());
    }

    /// Takes the edit as what is stored.
    pub(super) fn keep(self) {
        self.saved.set(self.edit.get_untracked());
    }

    /// What differs from what is stored, in words; `None` where nothing does.
    pub(super) fn changes(self, rows: &[NeedRow]) -> Option<String> {
        self.saved.with(|saved| self.edit.with(|edit| in_words(saved, edit, rows)))
    }
}

/// The edit that an address holds, if it comes from the form.
fn edit_in(query: &ParamsMap, saved: &BuildEdit) -> BuildEdit {
    if query.get_str("edited").is_none() {
        return saved.clone();
    }
    let typed = query.get_str("quantity").and_then(|text| text.trim().parse::<u64>().ok());
    let step = query.get_str("step").and_then(|text| text.parse::<i64>().ok()).unwrap_or(0).clamp(-1, 1);
    let quantity = typed.unwrap_or(saved.quantity).saturating_add_signed(step).clamp(1, 99_999);
    BuildEdit { quantity, left_out: left_out_in(query, saved) }
}

/// A form names each need that it shows (`line`), and those whose box is checked (`with`); what it
/// doesn't show stays as it is stored.
fn left_out_in(query: &ParamsMap, saved: &BuildEdit) -> Vec<String> {
    let (shown, with) =
        (query.get_all("line").unwrap_or_default(), query.get_all("with").unwrap_or_default());
    let kept = saved.left_out.iter().filter(|key| !shown.contains(key)).cloned();
    let mut left_out: Vec<String> =
        kept.chain(shown.iter().filter(|key| !with.contains(key)).cloned()).collect();
    left_out.sort();
    left_out.dedup();
    left_out
}

fn in_words(saved: &BuildEdit, edit: &BuildEdit, rows: &[NeedRow]) -> Option<String> {
    let mut changes = Vec::new();
    if saved.quantity != edit.quantity {
        changes.push(format!("Quantity {} → {}", saved.quantity, edit.quantity));
    }
    let called = |key: &String| rows.iter().find(|row| row.key == *key).map(|row| row.name.clone());
    let only_in = |these: &BuildEdit, those: &BuildEdit| -> Vec<String> {
        these.left_out.iter().filter(|key| !those.left_out.contains(key)).filter_map(called).collect()
    };
    let (out, back) = (only_in(edit, saved), only_in(saved, edit));
    if !out.is_empty() {
        changes.push(format!("{} left out", few(&out)));
    }
    if !back.is_empty() {
        changes.push(format!("{} back in", few(&back)));
    }
    (!changes.is_empty()).then(|| changes.join(", "))
}

/// Up to two names, then how many more.
fn few(names: &[String]) -> String {
    match names {
        [first, second, rest @ ..] if !rest.is_empty() => {
            format!("{first}, {second} and {} more", rest.len())
        }
        names => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(quantity: u64, left_out: &[&str]) -> BuildEdit {
        BuildEdit { quantity, left_out: left_out.iter().map(ToString::to_string).collect() }
    }

    #[test]
    fn nothing_changed_is_nothing_to_save() {
        assert_eq!(in_words(&edit(4, &["d9"]), &edit(4, &["d9"]), &[]), None);
    }

    #[test]
    fn what_is_not_saved_is_said() {
        let rows = crate::app::sample::build(&edit(4, &[])).rows;
        let said = in_words(&edit(4, &["d9"]), &edit(6, &["tl074"]), &rows);
        assert_eq!(said.as_deref(), Some("Quantity 4 → 6, TL074 left out, 1N4148 back in"));
    }

    #[test]
    fn without_scripts_the_address_holds_the_edit() {
        let saved = edit(4, &["d9"]);
        let query = |pairs: &[(&'static str, &str)]| {
            let mut map = ParamsMap::new();
            for (name, value) in pairs {
                map.insert(*name, (*value).to_owned());
            }
            map
        };
        let boxes = [("edited", "1"), ("line", "tl074"), ("line", "r-10k"), ("with", "r-10k")];
        assert_eq!(edit_in(&query(&boxes), &saved).left_out, ["d9", "tl074"]);
        assert_eq!(
            edit_in(&query(&[("edited", "1"), ("line", "d9"), ("with", "d9")]), &saved).left_out,
            [""; 0]
        );
        assert_eq!(edit_in(&query(&[("quantity", "9")]), &saved).quantity, 4);
        assert_eq!(edit_in(&query(&[("edited", "1"), ("quantity", "9")]), &saved).quantity, 9);
        assert_eq!(
            edit_in(&query(&[("edited", "1"), ("quantity", "9"), ("step", "-1")]), &saved).quantity,
            8
        );
        assert_eq!(edit_in(&query(&[("edited", "1"), ("quantity", "0")]), &saved).quantity, 1);
        assert_eq!(edit_in(&query(&[("edited", "1"), ("quantity", "x")]), &saved).quantity, 4);
    }
}
