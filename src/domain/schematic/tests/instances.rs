//! Sheets, units, and what a symbol is called where.

use super::*;

#[test]
fn a_sheet_used_twice_names_its_symbols_twice_and_units_are_one_part() {
    let top = root(&format!(
        "{} {} {} {}",
        sheet("A", "ch.kicad_sch"),
        sheet("B", "ch.kicad_sch"),
        placed(&[("/ROOT", "U1", 5)], "", "(property \"MPN\" \"X1\")"),
        placed(&[("/OTHER", "R99", 1), ("/ROOT", "R3", 1)], "1k", "")
    ));
    let channel = format!(
        "(kicad_sch (uuid S) {} {} {})",
        placed(&[("/ROOT/A", "U1", 1), ("/ROOT/B", "U1", 3)], "TL074", ""),
        placed(&[("/ROOT/A", "U1", 2), ("/ROOT/B", "U1", 4)], "TL074", ""),
        placed(&[("/ROOT/A", "R1", 1), ("/ROOT/B", "R2", 1), ("/ELSEWHERE/A", "R7", 1)], "10k", "")
    );
    let file = read_files(&[("r.kicad_sch", &top), ("ch.kicad_sch", &channel)]).unwrap();
    assert_eq!(summary(&file), ["R1 R2 ×2 10k", "R3 ×1 1k", "U1 ×1 TL074"]);
    assert_eq!(file.lines[2].mpn, "X1");
    assert_eq!(file.warnings, []);
}

#[test]
fn kicad_6_keeps_references_at_the_root() {
    let top = format!(
        "(kicad_sch (version 20211123) (uuid ROOT) {} (symbol (lib_id \"Device:R\") (uuid r1) (property \"Reference\" \"R9\") \
         (property \"Value\" \"1k\")) (symbol_instances (path \"/r1\" (reference \"R1\") (unit 1) (value \"4k7\") \
         (footprint \"\")) (path \"/A/c1\" (reference \"C1\") (unit 1) (value \"100n\") (footprint \"Lib:C\")) \
         (path \"/B/c1\" (reference \"C2\") (unit 1) (value \"100n\") (footprint \"Lib:C\"))))",
        [sheet("A", "s.kicad_sch"), sheet("B", "s.kicad_sch")].concat().replace("Sheetfile", "Sheet file")
    );
    let sub = "(kicad_sch (version 20211123) (uuid S) (symbol (lib_id \"Device:C\") (uuid c1) (property \"Reference\" \"C1\") \
               (property \"Value\" \"x\")))";
    let file = read_files(&[("r.kicad_sch", &top), ("s.kicad_sch", sub)]).unwrap();
    assert_eq!(summary(&file), ["C1 C2 ×2 100n", "R1 ×1 4k7"]);
    assert_eq!(file.lines[0].footprint, "Lib:C");
    assert_eq!(file.warnings, []);
}

#[test]
fn uuids_are_quoted_or_bare() {
    let text = root(&symbol("R1", "10k", "")).replace("(uuid ROOT)", "(uuid \"ROOT\")");
    assert_eq!(summary(&read_files(&[("r.kicad_sch", &text)]).unwrap()), ["R1 ×1 10k"]);
}

#[test]
fn where_no_path_names_a_symbol_the_drawn_reference_counts_and_it_is_said() {
    let text = root(&placed(&[("/ANOTHER", "R1", 1)], "10k", ""));
    let file = read_files(&[("r.kicad_sch", &text)]).unwrap();
    assert_eq!(summary(&file), ["X9 ×1 10k"]);
    assert!(
        warnings(&file)[0].starts_with("1 symbol in r.kicad_sch have no reference"),
        "{:?}",
        warnings(&file)
    );

    // One text cannot name two uses: both count, and neither has a number.
    let top = root(&[sheet("A", "s.kicad_sch"), sheet("B", "s.kicad_sch")].concat());
    let sub = format!("(kicad_sch (uuid S) {})", placed(&[], "10k", ""));
    let file = read_files(&[("r.kicad_sch", &top), ("s.kicad_sch", &sub)]).unwrap();
    assert_eq!(summary(&file), [" ×1 10k", " ×1 10k"]);
    assert_eq!(file.warnings.len(), 2);
}

#[test]
fn one_reference_on_two_parts_is_refused_and_without_a_number_it_is_unannotated() {
    let text = root(&(symbol("R1", "10k", "") + &symbol("R1", "22k", "")));
    let error = read_files(&[("r.kicad_sch", &text)]).unwrap_err();
    assert!(error.to_string().starts_with("R1 is on two symbols (r.kicad_sch and r.kicad_sch)"), "{error}");
    let text = root(&(symbol("TP", "pad", "") + &symbol("TP", "pad", "")));
    let file = read_files(&[("r.kicad_sch", &text)]).unwrap();
    assert_eq!(summary(&file), [" ×1 pad", " ×1 pad"]);
    assert!(warnings(&file)[0].contains("(TP?)"), "{:?}", warnings(&file));
}

#[test]
fn units_that_disagree_count_as_fitted_and_it_is_said() {
    let text = root(
        &(placed(&[("/ROOT", "U1", 1)], "a", "(dnp yes)") + &placed(&[("/ROOT", "U1", 2)], "a", "(dnp no)")),
    );
    let file = read_files(&[("r.kicad_sch", &text)]).unwrap();
    assert_eq!(summary(&file), ["U1 ×1 a"]);
    assert!(warnings(&file)[0].starts_with("U1 in r.kicad_sch has units"), "{:?}", warnings(&file));
}

#[test]
fn sub_sheets_lie_in_the_folder_of_the_sheet_that_uses_them() {
    let top = root(&sheet("A", "sub\\\\a.kicad_sch"));
    let a = format!(
        "(kicad_sch (uuid S) {} {})",
        sheet("B", "../b.kicad_sch"),
        sheet("C", "${KIPRJMOD}/c.kicad_sch")
    );
    let part = |path, reference| format!("(kicad_sch (uuid T) {})", placed(&[(path, reference, 1)], "v", ""));
    let (b, c) = (part("/ROOT/A/B", "R1"), part("/ROOT/A/C", "R2"));
    let each =
        [("hw/r.kicad_sch", top), ("hw/sub/a.kicad_sch", a), ("hw/b.kicad_sch", b), ("hw/c.kicad_sch", c)];
    let each = each.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(summary(&read_files(&each).unwrap()), ["R1 R2 ×2 v"]);
}

#[test]
fn paths_that_lead_elsewhere_are_refused() {
    for (given, why) in [
        ("../../x.kicad_sch", "leads out of the folder"),
        ("/etc/passwd", "is absolute"),
        ("C:/x.kicad_sch", "is absolute"),
        ("${HOME}/x.kicad_sch", "contains a variable"),
        ("", "is empty"),
        ("..", "names no file"),
    ] {
        let error = read_files(&[("hw/r.kicad_sch", &root(&sheet("A", given)))]).unwrap_err();
        assert!(error.to_string().contains(why), "{given}: {error}");
    }
}

#[test]
fn cycles_are_refused() {
    let error = read_files(&[("r.kicad_sch", &root(&sheet("A", "r.kicad_sch")))]).unwrap_err();
    assert!(error.to_string().starts_with("The sheet r.kicad_sch contains itself"), "{error}");
    let (a, b) = (root(&sheet("A", "b.kicad_sch")), root(&sheet("B", "a.kicad_sch")));
    let error = read_files(&[("a.kicad_sch", &a), ("b.kicad_sch", &b)]).unwrap_err();
    assert!(error.to_string().contains("through b.kicad_sch"), "{error}");
}

#[test]
fn two_hundred_sheets_are_read_and_one_more_is_not() {
    let many = |count: usize| {
        root(&(0..count).map(|at| sheet(&format!("s{at}"), "s.kicad_sch")).collect::<String>())
    };
    let sub = "(kicad_sch (uuid S))".to_owned();
    let with_part = |count: usize| many(count).replace("(lib_symbols)", &symbol("R1", "1k", ""));
    let read = |count: usize| read_files(&[("r.kicad_sch", &with_part(count)), ("s.kicad_sch", &sub)]);
    assert_eq!(summary(&read(199).unwrap()), ["R1 ×1 1k"]);
    assert!(read(200).unwrap_err().to_string().contains("more than 200 sheets"));
    // Each level twice as many: counted before a symbol is looked at.
    let level = |at: usize| {
        root(&[sheet("A", &format!("{at}.kicad_sch")), sheet("B", &format!("{at}.kicad_sch"))].concat())
    };
    let mut files: BTreeMap<String, Vec<u8>> =
        (0..60).map(|at| (format!("{at}.kicad_sch"), level(at + 1).into_bytes())).collect();
    files.insert("60.kicad_sch".into(), sub.into_bytes());
    let error = read_all("0.kicad_sch", &files, Limits::default()).unwrap_err();
    assert!(error.to_string().contains("more than 200 sheets"), "{error}");
    // As many files.
    let chain: String = (0..201).map(|at| sheet(&format!("s{at}"), &format!("{at}.kicad_sch"))).collect();
    let error = Design::start("r.kicad_sch", root(&chain).as_bytes(), Limits::default()).unwrap_err();
    assert!(error.to_string().contains("more than 200 sheets"), "{error}");
}
