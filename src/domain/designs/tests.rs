use super::*;
use crate::domain::matching::{BomLine, Reason, Resolution};

fn line(references: &[&str], value: &str) -> BomLine {
    BomLine {
        line: 1,
        references: references.iter().map(|text| (*text).to_owned()).collect(),
        quantity: Quantity::clamped(references.len() as u64),
        value: value.to_owned(),
        ..BomLine::default()
    }
}

fn meaning(part: Option<i64>) -> Resolution {
    Resolution {
        references: Vec::new(),
        quantity: Quantity::ONE,
        part: part.map(PartId::new),
        wanted: part.is_none().then(|| "a thing".to_owned()),
        substitute: None,
        by_requirement: false,
        reason: Reason::Requirement,
        candidates: Vec::new(),
        implicit: false,
        ignored: false,
    }
}

fn version_line(line: BomLine, meanings: Vec<Resolution>) -> VersionLine {
    VersionLine { line, meanings, left_out: false, can_be_remembered: false, new_part: None }
}

#[test]
fn a_change_is_told_by_the_cells_that_differ() {
    let (before, after) = (line(&["R1", "R2"], "10k"), line(&["R1", "R2", "R3"], "12k"));
    let change = LineChange::between(Some(&before), Some(&after)).unwrap();
    let told: Vec<(&str, &str, &str)> = change
        .cells
        .iter()
        .map(|cell| (cell.cell.as_str(), cell.before.as_str(), cell.after.as_str()))
        .collect();
    assert_eq!(told, [("references", "R1, R2", "R1–R3"), ("quantity", "2", "3"), ("value", "10k", "12k")]);
    assert_eq!((change.what, change.references.as_str()), (LineMove::Changed, "R1–R3"));
}

#[test]
fn a_new_line_says_all_that_it_says_and_a_removed_one_all_that_it_said() {
    let new = line(&["C1"], "100n");
    let added = LineChange::between(None, Some(&new)).unwrap();
    assert_eq!(added.what, LineMove::Added);
    assert!(added.cells.iter().all(|cell| cell.before.is_empty()), "{added:?}");
    let removed = LineChange::between(Some(&new), None).unwrap();
    assert!(removed.cells.iter().all(|cell| cell.after.is_empty()), "{removed:?}");
    assert_eq!(removed.cells.len(), 2, "quantity and value: {removed:?}");
    assert_eq!(LineChange::between(None, None), None);
}

#[test]
fn a_line_counts_as_unmatched_only_where_it_is_built_with() {
    let unmatched = version_line(line(&["U1"], "TL074"), vec![meaning(None)]);
    assert_eq!(unmatched.standing(), LineStanding::Unmatched);
    let mut empty = unmatched.clone();
    empty.line.do_not_populate = true;
    assert_eq!(empty.standing(), LineStanding::DoNotPopulate);
    let out = VersionLine { left_out: true, ..unmatched.clone() };
    assert_eq!(out.standing(), LineStanding::LeftOut);
    let ignored = version_line(line(&["H1"], ""), vec![Resolution { ignored: true, ..meaning(None) }]);
    assert_eq!(ignored.standing(), LineStanding::Ignored);
    let split = version_line(line(&["R1", "R2"], "10k"), vec![meaning(Some(1)), meaning(None)]);
    assert_eq!(split.standing(), LineStanding::Unmatched, "a part of it has none");
}

#[test]
fn a_line_is_found_by_words_of_any_of_its_cells() {
    let mut line = line(&["R1", "R14"], "10k");
    line.footprint = "Resistor_SMD:R_0805".to_owned();
    let line = version_line(line, vec![meaning(Some(1))]);
    assert!(line.says("") && line.says("r14") && line.says("0805 10K"));
    assert!(!line.says("0805 12k"));
    assert_eq!(line.called(), "R1");
}

#[test]
fn a_board_is_told_by_whole_words() {
    assert!(is_board(&["LFO board v2"]) && is_board(&["x", "PCB, 2 layers"]));
    assert!(!is_board(&["Breadboardish thing", "Keyboard stand"]));
}

#[test]
fn a_project_is_named_after_its_repository() {
    for (address, name) in [
        ("https://github.com/maker/EurorackKickDrum", "Eurorack Kick Drum"),
        ("https://github.com/maker/kick-drum.git", "kick drum"),
        ("git@github.com:maker/LFO_v2.git", "LFO v2"),
        ("", ""),
    ] {
        assert_eq!(suggested_name(address), name);
    }
}
