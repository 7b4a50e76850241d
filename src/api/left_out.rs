//! Which references a form leaves out. A check box stands for a need, and names all references of
//! it: `R1,R2,R14`.

use crate::domain::bom::Reference;
use std::collections::BTreeSet;

/// References as a check box names them.
#[must_use]
pub fn named(references: &[Reference]) -> String {
    references.iter().map(Reference::as_str).collect::<Vec<_>>().join(",")
}

/// What is left out after a form that showed the check boxes `lines`, those in `with` checked. What
/// it did not show stays, and so does a need that is checked and of which some is left out.
#[must_use]
pub fn left_out_by(saved: &BTreeSet<Reference>, lines: &[String], with: &[String]) -> BTreeSet<Reference> {
    let mut left_out = saved.clone();
    for line in lines {
        let references: Vec<Reference> = line.split(',').map(Reference::new).collect();
        if !with.contains(line) {
            left_out.extend(references);
        } else if references.iter().all(|reference| saved.contains(reference)) {
            left_out.retain(|reference| !references.contains(reference));
        }
    }
    left_out
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

    #[test]
    fn what_a_form_does_not_show_stays() {
        assert_eq!(left_out_by(&set(&["D9"]), &[], &[]), set(&["D9"]));
    }

    #[test]
    fn an_unchecked_box_leaves_out_all_its_references() {
        let left_out = left_out_by(&set(&["D9"]), &boxes(&["R1,R2", "U1"]), &boxes(&["U1"]));
        assert_eq!(left_out, set(&["D9", "R1", "R2"]));
    }

    #[test]
    fn a_checked_box_takes_in_what_was_left_out_whole_and_keeps_what_was_in_part() {
        let lines = boxes(&["R1,R2", "C1,C2"]);
        let left_out = left_out_by(&set(&["R1", "R2", "C1"]), &lines, &lines);
        assert_eq!(left_out, set(&["C1"]));
    }
}
