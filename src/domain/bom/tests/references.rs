//! Lists and ranges of references, and their order.

use super::*;
use proptest::prelude::*;

fn names(cell: &str) -> Vec<String> {
    parse_references(cell).unwrap().iter().map(ToString::to_string).collect()
}

#[test]
fn references_are_separated_by_commas_semicolons_and_space() {
    assert_eq!(names("C1, C11,\tC2;C3  C4,"), ["C1", "C2", "C3", "C4", "C11"]);
    assert_eq!(names("  "), Vec::<String>::new());
    assert_eq!(names("-"), Vec::<String>::new());
    assert_eq!(names("R1,R1"), ["R1"]);
}

#[test]
fn ranges_are_expanded_whatever_their_sign() {
    for range in [
        "R8-R11",
        "R8-11",
        "R8–R11",
        "R8~R11",
        "R8..R11",
        "R8...R11",
        "R8:R11",
        "R8 - R11",
        "R8- R11",
        "R8—R11",
        "R8‑R11",
        "R8−R11",
        "R8 ‒ 11",
        "R8～R11",
    ] {
        assert_eq!(names(range), ["R8", "R9", "R10", "R11"], "{range}");
    }
    assert_eq!(names("R001-R003"), ["R001", "R002", "R003"]);
    assert_eq!(names("SW_A1-SW_A2"), ["SW_A1", "SW_A2"]);
    assert_eq!(names("R1-R1001").len(), 1001);
}

#[test]
fn what_only_looks_like_a_range_is_kept_as_it_is() {
    for text in ["R5-R1", "R1-C3", "R1-R1002", "R1-R1", "J1-A", "1-3", "R1-R99999999999", "PCB", "Ω1-Ω3"] {
        assert_eq!(names(text), [text], "{text}");
    }
    assert_eq!(names("R1, -R3"), ["-R3", "R1"]);
}

#[test]
fn one_cell_cannot_name_more_than_the_limit() {
    let cell = |ranges: u32| {
        let range = |at| format!("R{}-R{}", at * 1000, at * 1000 + 999);
        (0..ranges).map(range).collect::<Vec<_>>().join(",")
    };
    assert_eq!(parse_references(&cell(10)).unwrap().len(), 10_000);
    assert_eq!(parse_references(&cell(11)), Err(ReferencesError::TooMany { limit: 10_000 }));
}

#[test]
fn references_sort_as_people_count() {
    assert_eq!(names("R10,R2,C9,RV1,R2A,R"), ["C9", "R", "R2", "R2A", "R10", "RV1"]);
    assert_eq!(names("R02,R3,R2,R1"), ["R1", "R02", "R2", "R3"]);
}

#[test]
fn the_prefix_tells_the_kind_of_part() {
    for (name, prefix) in
        [("R12", "R"), ("RV3", "RV"), ("R?", "R"), ("SW_A1", "SW_A"), ("PCB", "PCB"), ("12", "")]
    {
        assert_eq!(Reference::new(name).prefix(), prefix);
    }
}

#[test]
fn one_reference_is_exactly_one() {
    assert_eq!(" R1 ".parse(), Ok(Reference::new("R1")));
    for text in ["", "R1,R2", "R1-R3"] {
        assert!(text.parse::<Reference>().is_err(), "{text}");
    }
}

#[test]
fn three_in_a_row_are_shown_as_a_range() {
    let shown = |cell: &str| format_references(&parse_references(cell).unwrap());
    assert_eq!(shown("R7,R4,R3,R2,R1"), "R1–R4, R7");
    assert_eq!(shown("R1,R2,C1,R4"), "C1, R1, R2, R4");
    assert_eq!(shown("R01,R02,R03"), "R01, R02, R03");
    assert_eq!(shown(""), "");
}

#[test]
fn unannotated_references_count_but_identify_nothing() {
    let file = bom("Ref,Qty,Value\n\"R?,R?,R1\",3,10k\nR?,1,1k\n");
    assert_eq!(summary(&file), ["R1 ×3 10k", " ×1 1k"]);
    assert_eq!(
        file.warnings,
        [
            BomWarning::Unannotated { row: 2, reference: "R?".into(), count: 2 },
            BomWarning::Unannotated { row: 3, reference: "R?".into(), count: 1 },
        ]
    );
}

#[test]
fn a_reference_twice_in_a_row_counts_once_and_is_reported() {
    let file = bom("Ref,Qty,Value\n\"R1,R1,R1,R2\",2,10k\n");
    assert_eq!(summary(&file), ["R1 R2 ×2 10k"]);
    assert_eq!(file.warnings, [BomWarning::RepeatedReference { row: 2, reference: "R1".into() }]);
}

#[test]
fn a_reference_in_two_rows_is_refused_with_both() {
    let error = refused("Ref,Qty,Value\nR1-R3,3,10k\nC1,1,1u\nR2,1,22k\n");
    assert_eq!(error, BomError::DuplicateReference { reference: Reference::new("R2"), first: 2, second: 4 });
    let shown = error.to_string();
    assert!(shown.contains("R2") && shown.contains("row 2") && shown.contains("row 4"), "{shown}");
}

fn reference() -> impl Strategy<Value = Reference> {
    ("[A-C]{1,2}", 0..30_u32).prop_map(|(prefix, number)| Reference::new(format!("{prefix}{number}")))
}

proptest! {
    #[test]
    fn what_is_shown_to_people_reads_back(mut all in proptest::collection::vec(reference(), 0..40)) {
        let shown = format_references(&all);
        all.sort();
        all.dedup();
        prop_assert_eq!(parse_references(&shown).unwrap(), all);
    }

    #[test]
    fn the_order_is_total(a in "[A0?b1_]{0,6}", b in "[A0?b1_]{0,6}", c in "[A0?b1_]{0,6}") {
        let [a, b, c] = [a, b, c].map(Reference::new);
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
    }
}
