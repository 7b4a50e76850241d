//! What somebody changed about a build, beside what is stored of it.

use crate::api::boxes::CheckBox;
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

    /// The edit as it is now.
    pub(super) fn now(self) -> BuildEdit {
        self.edit.get_untracked()
    }

    pub(super) fn quantity(self) -> Signal<u64> {
        Signal::derive(move || self.edit.with(|edit| edit.quantity))
    }

    pub(super) fn set_quantity(self, quantity: u64) {
        self.edit.update(|edit| edit.quantity = quantity);
    }

    /// Checks or clears a row's box; checked again, it is as it is stored where only some of it is built
    /// with there.
    pub(super) fn set(self, check_box: &CheckBox, checked: bool) {
        let saved = self.saved.with_untracked(|saved| saved.chosen.clone());
        self.edit.update(|edit| {
            if checked && check_box.is_checked(&saved) {
                edit.chosen.take_over(check_box.references(), &saved);
            } else {
                edit.chosen.set(check_box, checked);
            }
        });
    }

    pub(super) fn undo(self) {
        self.edit.set(self.saved.get_untracked());
    }

    /// Takes in what is stored now. What was edited since `sent` stays; `None` keeps all of it.
    pub(super) fn stored(self, saved: BuildEdit, sent: Option<&BuildEdit>) {
        let untouched = self.edit.with_untracked(|edit| {
            sent == Some(edit) || self.saved.with_untracked(|earlier| earlier == edit)
        });
        if untouched {
            self.edit.set(saved.clone());
        }
        self.saved.set(saved);
    }

    /// What somebody else changed of what was stored, in words; `None` where nothing of it.
    pub(super) fn changed_to(self, stored: &BuildEdit, rows: &[NeedRow]) -> Option<String> {
        self.saved.with_untracked(|saved| in_words(saved, stored, rows))
    }

    /// Whether some row's box differs from what is stored.
    pub(super) fn chooses_otherwise(self) -> bool {
        self.saved.with(|saved| self.edit.with(|edit| saved.chosen != edit.chosen))
    }

    /// Whether a row's box differs from what is stored.
    pub(super) fn changes_row(self, row: &NeedRow) -> bool {
        let Some(check_box) = &row.check_box else { return false };
        self.saved.with(|saved| {
            self.edit.with(|edit| {
                [(true, false), (false, true)].into_iter().any(|turn| turned(check_box, saved, edit, turn))
            })
        })
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
    let all = |name| query.get_all(name).unwrap_or_default();
    BuildEdit { quantity, chosen: saved.chosen.after(&all("line[]"), &all("with[]")) }
}

fn in_words(saved: &BuildEdit, edit: &BuildEdit, rows: &[NeedRow]) -> Option<String> {
    let mut changes = Vec::new();
    if saved.quantity != edit.quantity {
        changes.push(format!("Quantity {} → {}", saved.quantity, edit.quantity));
    }
    let now = |before: bool, after: bool| -> Vec<String> {
        if saved.chosen == edit.chosen {
            return Vec::new();
        }
        let changed = |row: &&NeedRow| {
            row.check_box.as_ref().is_some_and(|check_box| turned(check_box, saved, edit, (before, after)))
        };
        rows.iter().filter(changed).map(|row| row.name.to_string()).collect()
    };
    let (out, back) = (now(true, false), now(false, true));
    if !out.is_empty() {
        changes.push(format!("{} left out", few(&out)));
    }
    if !back.is_empty() {
        changes.push(format!("{} taken in", few(&back)));
    }
    (!changes.is_empty()).then(|| changes.join(", "))
}

/// Whether some reference of a box was built with before as the first says, and is now as the second says.
fn turned(check_box: &CheckBox, saved: &BuildEdit, edit: &BuildEdit, (before, after): (bool, bool)) -> bool {
    check_box.references().iter().any(|reference| {
        let built = |edit: &BuildEdit| match check_box {
            CheckBox::LeavesOut(_) => !edit.chosen.left_out.contains(reference),
            CheckBox::Includes(_) => edit.chosen.takes_in(reference),
        };
        built(saved) == before && built(edit) == after
    })
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
    use crate::api::boxes::Chosen;
    use crate::app::view::Built;
    use crate::domain::bom::Reference;
    use crate::domain::clearing::NeedState;

    fn references(texts: &[&str]) -> Vec<Reference> {
        texts.iter().map(|text| Reference::new(*text)).collect()
    }

    fn edit(quantity: u64, left_out: &[&str]) -> BuildEdit {
        let left_out = references(left_out).into_iter().collect();
        BuildEdit { quantity, chosen: Chosen { left_out, ..Chosen::default() } }
    }

    fn row(name: &str, check_box: Option<CheckBox>) -> NeedRow {
        NeedRow {
            key: name.into(),
            check_box,
            checked: true,
            name: name.into(),
            detail: "".into(),
            references: "".into(),
            needed: 0,
            reserved: 0,
            free: 0,
            others: 0,
            missing: 0,
            on_the_way: 0,
            state: NeedState::Ready,
            next: None,
            built: Built::In,
        }
    }

    fn firm(name: &str, leaves_out: &[&str]) -> NeedRow {
        row(name, Some(CheckBox::LeavesOut(references(leaves_out))))
    }

    #[test]
    fn nothing_changed_is_nothing_to_save() {
        assert_eq!(in_words(&edit(4, &["D9"]), &edit(4, &["D9"]), &[]), None);
    }

    #[test]
    fn what_is_not_saved_is_said() {
        let rows = [
            firm("TL074", &["U1", "U2"]),
            firm("1N4148", &["D9"]),
            row("Board", None),
            row("10u", Some(CheckBox::Includes(references(&["C3"])))),
        ];
        let mut edited = edit(6, &["U1", "U2"]);
        edited.chosen.included = references(&["C3"]).into_iter().collect();
        let said = in_words(&edit(4, &["D9"]), &edited, &rows);
        assert_eq!(said.as_deref(), Some("Quantity 4 → 6, TL074 left out, 1N4148, 10u taken in"));
    }

    #[test]
    fn without_scripts_the_address_holds_the_edit() {
        let saved = edit(4, &["D9"]);
        let query = |pairs: &[(&'static str, &str)]| {
            let mut map = ParamsMap::new();
            for (name, value) in pairs {
                map.insert(*name, (*value).to_owned());
            }
            map
        };
        let boxes = [("edited", "1"), ("line[]", "U1,U2"), ("line[]", "R1"), ("with[]", "R1")];
        assert_eq!(edit_in(&query(&boxes), &saved), edit(4, &["D9", "U1", "U2"]));
        let back =
            [("edited", "1"), ("line[]", "D9"), ("with[]", "D9"), ("line[]", "+C3"), ("with[]", "+C3")];
        let mut taken_in = edit(4, &[]);
        taken_in.chosen.included = references(&["C3"]).into_iter().collect();
        assert_eq!(edit_in(&query(&back), &saved), taken_in);
        let quantity = |pairs: &[(&'static str, &str)]| edit_in(&query(pairs), &saved).quantity;
        assert_eq!(quantity(&[("quantity", "9")]), 4);
        assert_eq!(quantity(&[("edited", "1"), ("quantity", "9")]), 9);
        assert_eq!(quantity(&[("edited", "1"), ("quantity", "9"), ("step", "-1")]), 8);
        assert_eq!(quantity(&[("edited", "1"), ("quantity", "0")]), 1);
        assert_eq!(quantity(&[("edited", "1"), ("quantity", "x")]), 4);
    }
}
