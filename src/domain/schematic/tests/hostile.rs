//! What is no schematic is refused with its place, and nothing makes the reader fall.

use super::*;

fn refused(text: &str) -> String {
    read_files(&[("r.kicad_sch", text)]).unwrap_err().to_string()
}

#[test]
fn brackets_and_quotes_at_fault_are_named_by_line_and_column() {
    for (text, said) in [
        ("(kicad_sch (uuid R)", "bracket of line 1, column 1 is never closed"),
        ("(kicad_sch\n  (symbol", "bracket of line 2, column 3 is never closed"),
        ("(kicad_sch\n é (x \"ab", "quote of line 2, column 7 is never closed"),
        ("(kicad_sch))", "line 1, column 12: there is something behind the end"),
        ("(kicad_sch)\n(kicad_sch)", "line 2, column 1: there is something behind the end"),
        ("(kicad_sch) x", "line 1, column 13: there is something behind the end"),
    ] {
        let error = refused(text);
        assert!(error.contains(said), "{text}: {error}");
        assert!(error.starts_with("The schematic r.kicad_sch cannot be read"), "{error}");
    }
}

#[test]
fn other_files_are_told_apart() {
    for (text, said) in [
        ("(kicad_pcb (version 1))", "it begins with \u{201c}(kicad_pcb\u{201d}"),
        ("EESchema Schematic File Version 4", "it begins with \u{201c}EESchema\u{201d}"),
        ("<!DOCTYPE html><html>", "HTML page"),
        ("version https://git-lfs.github.com/spec/v1\noid", "Git LFS pointer"),
        ("", "The file is empty"),
        ("(kicad_sch (uuid R))", "has no part for the BOM"),
    ] {
        let error = refused(text);
        assert!(error.contains(said), "{text}: {error}");
    }
    let bytes = b"(kicad_sch\n(x \"\xff\"))";
    let error = Design::start("r", bytes, Limits::default()).unwrap_err();
    assert!(error.to_string().contains("not valid UTF-8 in line 2"), "{error}");
}

#[test]
fn depth_and_amount_are_limited() {
    let deep = |depth: usize| format!("(kicad_sch {}{})", "(".repeat(depth), ")".repeat(depth));
    assert!(refused(&deep(99)).contains("has no part"));
    assert!(refused(&deep(100)).contains("line 1, column 111: brackets nest deeper than 100"));
    assert!(refused(&deep(1_000_000)).contains("deeper than 100"));
    let words = format!("(kicad_sch (x {}))", "a ".repeat(2_000_001));
    assert!(refused(&words).contains("more than 2000000 words"));
    // Drawings take nothing.
    let drawn = format!("(kicad_sch {})", "(pts a a a a)".repeat(700_000));
    assert!(refused(&drawn).contains("has no part"));
}

#[test]
fn sizes_are_limited() {
    let limits = || Limits { sheet_bytes: 300, bytes: 700, symbols: 2, ..Limits::default() };
    let of_size = |size: usize| {
        let text = root(&symbol("R1", "10k", ""));
        let rest = size - text.len();
        text + &" ".repeat(rest)
    };
    assert!(Design::start("r", of_size(300).as_bytes(), limits()).is_ok());
    let error = Design::start("r", of_size(301).as_bytes(), limits()).unwrap_err();
    assert!(error.to_string().contains("has 301 bytes, more than the 300"), "{error}");
    let mut design = Design::start("r", of_size(300).as_bytes(), limits()).unwrap();
    design.add("a", of_size(300).as_bytes()).unwrap();
    let error = design.add("b", of_size(300).as_bytes()).unwrap_err();
    assert!(error.to_string().contains("has 900 bytes, more than the 700"), "{error}");

    let many =
        |count: usize| root(&(0..count).map(|at| symbol(&format!("R{at}"), "1", "")).collect::<String>());
    let read = |count: usize| {
        let limits = Limits { symbols: 2, ..Limits::default() };
        read_all("r", &files(&[("r", &many(count))]), limits)
    };
    assert!(read(2).is_ok());
    assert!(read(3).unwrap_err().to_string().contains("more than 2 symbols"));
}

#[test]
fn texts_that_cannot_be_kept_are_refused() {
    let long = "R".repeat(100) + "1";
    let error = refused(&root(&symbol(&long, "10k", "")));
    assert!(error.contains("in r.kicad_sch: the Reference has 101 characters"), "{error}");
    let error = refused(&root(&symbol("R1", &"x".repeat(70_000), "")));
    assert!(error.contains("R1 in r.kicad_sch: the Value has 70000"), "{error}");
    let fields: String = (0..600).map(|at| format!("(property \"f{at}\" \"x\")")).collect();
    assert!(refused(&root(&symbol("R1", "x", &fields))).contains("list of fields"));

    let each = |count: usize| -> String {
        (0..count).map(|at| symbol(&format!("R{at}"), "x", &format!("(property \"f{at}\" \"x\")"))).collect()
    };
    assert!(read_files(&[("r.kicad_sch", &root(&each(500)))]).is_ok());
    assert!(
        refused(&root(&each(501)))
            .contains("more than 500 names, the limit is passed at R500 in r.kicad_sch")
    );
}
