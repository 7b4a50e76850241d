//! What the check boxes of a build's form decide. Each names references: `R1,R2,R14` is what is built
//! with unless the box is cleared, `+C3` is optional and built with only if it is checked.

use crate::domain::bom::Reference;
use std::collections::BTreeSet;

/// Starts the name of a box that takes optional references in.
const OPTIONAL: char = '+';

/// A check box, which says yes or no to all its references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckBox {
    /// Cleared, it leaves them out.
    LeavesOut(Vec<Reference>),
    /// Checked, it takes them in, which are optional.
    Includes(Vec<Reference>),
}

/// Which references are left out, and which optional ones are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Left out.
    pub left_out: BTreeSet<Reference>,
    /// Optional, and wanted.
    pub included: BTreeSet<Reference>,
}

impl CheckBox {
    /// Its value in the form.
    #[must_use]
    pub fn name(&self) -> String {
        let names = self.references().iter().map(Reference::as_str).collect::<Vec<_>>().join(",");
        match self {
            Self::LeavesOut(_) => names,
            Self::Includes(_) => format!("{OPTIONAL}{names}"),
        }
    }

    fn named(name: &str) -> Self {
        let references = |names: &str| names.split(',').map(Reference::new).collect();
        match name.strip_prefix(OPTIONAL) {
            Some(names) => Self::Includes(references(names)),
            None => Self::LeavesOut(references(name)),
        }
    }

    /// What it says yes or no to.
    #[must_use]
    pub fn references(&self) -> &[Reference] {
        match self {
            Self::LeavesOut(references) | Self::Includes(references) => references,
        }
    }

    /// Whether it is checked: some of it is built with.
    #[must_use]
    pub fn is_checked(&self, chosen: &Chosen) -> bool {
        self.references().iter().any(|reference| match self {
            Self::LeavesOut(_) => !chosen.left_out.contains(reference),
            Self::Includes(_) => chosen.takes_in(reference),
        })
    }
}

impl Chosen {
    /// Whether an optional reference is built with.
    #[must_use]
    pub fn takes_in(&self, reference: &Reference) -> bool {
        self.included.contains(reference) && !self.left_out.contains(reference)
    }

    /// Checks or clears a box. A box that is checked already, of which only some is built with, stays so.
    pub fn set(&mut self, check_box: &CheckBox, checked: bool) {
        if checked && check_box.is_checked(self) {
            return;
        }
        let references = check_box.references();
        match (check_box, checked) {
            (CheckBox::LeavesOut(_), false) => self.left_out.extend(references.iter().cloned()),
            (CheckBox::LeavesOut(_), true) => {
                self.left_out.retain(|reference| !references.contains(reference))
            }
            (CheckBox::Includes(_), false) => {
                self.included.retain(|reference| !references.contains(reference))
            }
            (CheckBox::Includes(_), true) => {
                self.included.extend(references.iter().cloned());
                self.left_out.retain(|reference| !references.contains(reference));
            }
        }
    }

    /// Says of these references what `other` says of them.
    pub fn take_over(&mut self, references: &[Reference], other: &Self) {
        for (mine, theirs) in [(&mut self.left_out, &other.left_out), (&mut self.included, &other.included)] {
            mine.retain(|reference| !references.contains(reference));
            mine.extend(references.iter().filter(|reference| theirs.contains(*reference)).cloned());
        }
    }

    /// What is chosen after a form that showed the boxes `lines`, those in `with` checked; what it did
    /// not show stays.
    #[must_use]
    pub fn after(&self, lines: &[String], with: &[String]) -> Self {
        let mut chosen = self.clone();
        for line in lines {
            chosen.set(&CheckBox::named(line), with.contains(line));
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(references: &[&str]) -> BTreeSet<Reference> {
        references.iter().map(|text| Reference::new(*text)).collect()
    }

    fn boxes(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn chosen(left_out: &[&str], included: &[&str]) -> Chosen {
        Chosen { left_out: set(left_out), included: set(included) }
    }

    #[test]
    fn what_a_form_does_not_show_stays() {
        assert_eq!(chosen(&["D9"], &["C3"]).after(&[], &[]), chosen(&["D9"], &["C3"]));
    }

    #[test]
    fn an_unchecked_box_leaves_out_all_its_references() {
        let after = chosen(&["D9"], &[]).after(&boxes(&["R1,R2", "U1"]), &boxes(&["U1"]));
        assert_eq!(after, chosen(&["D9", "R1", "R2"], &[]));
    }

    #[test]
    fn a_checked_box_takes_in_what_was_left_out_whole_and_keeps_what_was_in_part() {
        let lines = boxes(&["R1,R2", "C1,C2"]);
        assert_eq!(chosen(&["R1", "R2", "C1"], &[]).after(&lines, &lines), chosen(&["C1"], &[]));
    }

    #[test]
    fn optional_references_are_built_with_only_where_their_box_is_checked() {
        let lines = boxes(&["R1", "+C3,C4", "+D1"]);
        let with = boxes(&["R1", "+C3,C4"]);
        assert_eq!(chosen(&[], &["D1"]).after(&lines, &with), chosen(&[], &["C3", "C4"]));
        assert_eq!(chosen(&[], &["C3"]).after(&lines, &with), chosen(&[], &["C3"]), "in part, as it was");
        assert_eq!(chosen(&["C3"], &["C3"]).after(&lines, &with), chosen(&[], &["C3", "C4"]));
    }

    #[test]
    fn a_box_is_named_as_it_is_read() {
        for name in ["R1,R2", "+C3"] {
            assert_eq!(CheckBox::named(name).name(), name);
        }
    }
}
