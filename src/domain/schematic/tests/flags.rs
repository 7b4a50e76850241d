//! Which symbols count, and what their fields mean.

use super::*;

#[test]
fn power_symbols_and_what_is_not_in_the_bom_are_left_out() {
    let text = format!(
        "(kicad_sch (uuid ROOT) (lib_symbols (symbol \"power:GND\" (power)) (symbol \"GND_1\" (power global)) \
         (symbol \"Device:X\")) {} {} {} {} {})",
        symbol("#FLG1", "flag", ""),
        symbol("R1", "10k", ""),
        symbol("H1", "hole", "(in_bom no)"),
        symbol("G1", "named like a part", "").replace("Device:X", "power:GND"),
        symbol("G2", "a changed copy", "(lib_name \"GND_1\")"),
    );
    assert_eq!(summary(&read_files(&[("r.kicad_sch", &text)]).unwrap()), ["R1 ×1 10k"]);
}

#[test]
fn flags_stand_in_any_form() {
    let body: String = [
        symbol("R1", "a", "(dnp yes)"),
        symbol("R2", "b", "(dnp no)"),
        symbol("R3", "c", "(dnp)"),
        symbol("R4", "d", "dnp"),
        symbol("R5", "e", "(dnp true) in_bom"),
        symbol("R6", "f", "(in_bom false)"),
        symbol("R7", "g", ""),
    ]
    .concat();
    let file = read_files(&[("r.kicad_sch", &root(&body))]).unwrap();
    assert_eq!(
        summary(&file),
        ["R1 ×1 a DNP", "R2 ×1 b", "R3 ×1 c DNP", "R4 ×1 d DNP", "R5 ×1 e DNP", "R7 ×1 g"]
    );
}

#[test]
fn each_symbols_fields_are_understood_by_themselves_and_unknown_ones_kept() {
    let body: String = [
        symbol("U1", "TL072", "(property \"MPN\" \"TL072CDR\") (property \"Manufacturer\" \"TI\") (property \"ki_locked\" \"x\")"),
        symbol("U2", "LM13700", "(property \"Mfr. Part #\" \"LM13700M\") (property \"Mouser\" \"926-LM13700M\")"),
        symbol("R1", "10k", "(property \"Qty\" \"lots\") (property \"Datasheet\" \"~\") (property \"Tolerance\" \"1%\")"),
        symbol("R2", "10k", "(property private \"Vendor\" \"Tayda\") (property \"Part Number\" \"A-1\")"),
        symbol("C1", "~", "(property \"Config\" \"DNF\") (property \"Description\" \"a \\\"cap\\\"\")"),
    ]
    .concat();
    let file = read_files(&[("r.kicad_sch", &root(&body))]).unwrap();
    let line =
        |reference: &str| file.lines.iter().find(|line| line.references[0].as_str() == reference).unwrap();
    assert_eq!((line("U1").mpn.as_str(), line("U1").manufacturer.as_str()), ("TL072CDR", "TI"));
    assert_eq!(line("U1").extras, []);
    assert_eq!((line("U2").mpn.as_str(), line("U2").vendor.as_str()), ("LM13700M", "Mouser"));
    assert_eq!(line("U2").item_number, "926-LM13700M");
    assert_eq!(line("R1").quantity, crate::domain::quantity::Quantity::ONE);
    let extras: Vec<_> =
        line("R1").extras.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert_eq!(extras, [("Qty", "lots"), ("Tolerance", "1%")]);
    assert_eq!((line("R2").vendor.as_str(), line("R2").item_number.as_str()), ("Tayda", "A-1"));
    assert!(line("C1").do_not_populate && line("C1").value.is_empty());
    assert_eq!(line("C1").description, "a \"cap\"");
    assert_eq!(file.extra_columns, ["Config", "Qty", "Tolerance"]);
    assert_eq!(file.warnings, []);
}

#[test]
fn what_is_unclear_names_the_symbol_and_its_sheet() {
    let body: String = [
        symbol("R?", "10k", ""),
        symbol("R?", "22k", ""),
        symbol("C1", "1n", "(property \"DNP\" \"perhaps\")"),
        symbol("C2", "1n", "(property \"Exclude from BOM\" \"yes\")"),
    ]
    .concat();
    let file = read_files(&[("hw/r.kicad_sch", &root(&body))]).unwrap();
    assert_eq!(
        warnings(&file),
        [
            "C1 in hw/r.kicad_sch says \u{201c}perhaps\u{201d} where it tells what is fitted: taken as do not populate.",
            "1 symbol that a field excludes from the BOM was left out, the first is C2.",
            "2 symbols in hw/r.kicad_sch without a number (R?): annotate the schematic.",
        ]
    );
    assert_eq!(summary(&file), ["C1 ×1 1n DNP", " ×1 10k", " ×1 22k"]);
}

#[test]
fn a_reference_that_looks_like_a_list_is_one() {
    let body = symbol("R1-R3", "a", "") + &symbol("J1,2", "b", "");
    let file = read_files(&[("r.kicad_sch", &root(&body))]).unwrap();
    assert_eq!(summary(&file), ["J1,2 ×1 b", "R1-R3 ×1 a"]);
}

#[test]
fn what_a_sheet_says_of_itself_holds_for_all_within() {
    let top = root(&format!(
        "{} (sheet (uuid A) (dnp yes) (property \"Sheetfile\" \"s.kicad_sch\")) \
         (sheet (uuid B) (in_bom no) (property \"Sheetfile\" \"s.kicad_sch\"))",
        symbol("R1", "x", "")
    ));
    let sub =
        format!("(kicad_sch (uuid S) {})", placed(&[("/ROOT/A", "R2", 1), ("/ROOT/B", "R3", 1)], "y", ""));
    let file = read_files(&[("r.kicad_sch", &top), ("s.kicad_sch", &sub)]).unwrap();
    assert_eq!(summary(&file), ["R1 ×1 x", "R2 ×1 y DNP"]);
}
