//! What is fitted, optional, excluded; and what quantities say.

use super::*;
use crate::domain::quantity::QuantityError;

#[test]
fn a_do_not_populate_cell_is_understood_in_all_its_spellings() {
    let empty =
        ["DNP", "dnf", "x", "1", "Yes", "y", "TRUE", "Do not  place", "do not fit", "Excluded", "No stuff"];
    for text in empty {
        let file = with_column("DNP", text);
        assert!(file.lines[0].do_not_populate, "{text}");
        assert_eq!(file.warnings, [], "{text}");
    }
    for text in ["", "0", "no", "N", "False", "~"] {
        assert!(!with_column("Do not populate", text).lines[0].do_not_populate, "{text}");
    }
}

#[test]
fn another_text_counts_as_set_and_is_reported() {
    let file = with_column("DNP", "Nicht bestücken");
    assert!(file.lines[0].do_not_populate);
    assert_eq!(file.warnings, [BomWarning::UnknownNotFitted { row: 2, text: "Nicht bestücken".into() }]);
}

#[test]
fn an_inverted_column_says_what_is_fitted() {
    for header in ["Populate", "Fitted", "Installed"] {
        for text in ["0", "no", "N", "false", "NU", "dnp"] {
            assert!(with_column(header, text).lines[0].do_not_populate, "{header} {text}");
        }
        for text in ["", "1", "yes", "x", "Fitted"] {
            assert!(!with_column(header, text).lines[0].do_not_populate, "{header} {text}");
        }
    }
    let file = with_column("Fitted", "perhaps");
    assert!(!file.lines[0].do_not_populate);
    assert_eq!(file.warnings, [BomWarning::UnknownFitted { row: 2, text: "perhaps".into() }]);
}

#[test]
fn a_value_or_configuration_of_kiboms_list_stays_empty() {
    for text in ["DNF", "dnl", "do not load", "nofit", "Not Fitted", "no stuff", "NOPLACE"] {
        assert!(bom(&format!("Ref,Value\nR1,{text}\n")).lines[0].do_not_populate, "{text}");
        assert!(with_column("Config", text).lines[0].do_not_populate, "{text}");
    }
    let variant = with_column("Config", "\"DNC, +lite\"");
    assert!(!variant.lines[0].do_not_populate);
    assert_eq!(variant.lines[0].extras, [("Config".to_owned(), "DNC, +lite".to_owned())]);
    assert!(with_column("Config", "\"+lite, DNF\"").lines[0].do_not_populate);
}

#[test]
fn optional_is_not_the_same_as_do_not_populate() {
    for (header, text) in
        [("DNP", "optional"), ("Config", "opt"), ("Optional", "yes"), ("Fitted", "Optional")]
    {
        let line = &with_column(header, text).lines[0];
        assert!(line.optional && !line.do_not_populate, "{header} {text}");
    }
    assert!(!with_column("Optional", "no").lines[0].optional);
}

#[test]
fn mixed_values_are_left_empty_and_reported() {
    let file = with_column("MPN", "-- mixed values --");
    assert_eq!(file.lines[0].mpn, "");
    assert_eq!(file.warnings, [BomWarning::MixedValues { row: 2, column: "MPN".into() }]);
    let flag = with_column("DNP", "-- mixed values --");
    assert!(!flag.lines[0].do_not_populate);
    assert_eq!(flag.warnings, [BomWarning::MixedValues { row: 2, column: "DNP".into() }]);
}

#[test]
fn symbols_that_differ_in_being_excluded_stay() {
    let file = with_column("Exclude from BOM", "-- mixed values --");
    assert_eq!(summary(&file), ["R1 ×1 10k", "R2 R3 ×2 22k"]);
    assert_eq!(file.warnings, [BomWarning::MixedValues { row: 2, column: "Exclude from BOM".into() }]);
}

#[test]
fn a_quantity_is_a_whole_number_however_it_is_dressed() {
    for (text, pieces) in [
        ("3", 3),
        ("3.0", 3),
        ("3.000", 3),
        (" 3 ", 3),
        ("3 pcs", 3),
        ("003", 3),
        ("0", 0),
        ("3,0", 3),
        ("3,00", 3),
    ] {
        let file = bom(&format!("Value,Ref,Qty\nscrew,,\"{text}\"\n\"knob\",\"A1,A2\",2\n"));
        assert_eq!(file.lines[0].quantity, Quantity::of(pieces), "{text}");
    }
}

#[test]
fn a_quantity_that_is_no_number_names_row_column_and_text() {
    for text in ["two", "1.5", "1,000", "-2", "3 (", "2/3", "+4", "--"] {
        let error = refused(&format!("Value,Ref,\"Qty\"\nscrew,R1,\"{text}\"\n"));
        let problem = QuantityError::NotANumber(text.into());
        assert_eq!(
            error,
            BomError::BadQuantity { row: 2, column: 3, header: "Qty".into(), problem },
            "{text}"
        );
        let shown = error.to_string();
        assert!(shown.contains("Row 2, column 3 (Qty)") && shown.contains(text), "{shown}");
    }
    let too_many = refused("Value,Ref,Qty\nscrew,R1,99999999999999999999999\n");
    assert!(matches!(too_many, BomError::BadQuantity { problem: QuantityError::TooLarge(_), .. }));
}

#[test]
fn a_quantity_that_differs_from_its_references_counts_and_is_reported() {
    let file = bom("Ref,Qty,Value\n\"R1,R2\",3,10k\nR3,,1k\n");
    assert_eq!(summary(&file), ["R1 R2 ×3 10k", "R3 ×1 1k"]);
    let warning =
        BomWarning::QuantityDiffers { row: 2, quantity: Quantity::of(3), references: Quantity::of(2) };
    assert_eq!(file.warnings, std::slice::from_ref(&warning));
    let shown = warning.to_string();
    assert!(shown.contains("Row 2") && shown.contains('3') && shown.contains('2'), "{shown}");
}
