//! What is no BOM, and what is too much.

use super::*;

#[test]
fn other_files_are_refused_by_their_kind() {
    let files: [(&[u8], FileKind); 12] = [
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", FileKind::HtmlPage),
        (b"\n <HTML>404</HTML>", FileKind::HtmlPage),
        (b"<!DOCTYPE html><title>Interactive BOM for KiCAD</title>", FileKind::InteractiveHtmlBom),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n", FileKind::LfsPointer),
        (b"<?xml version=\"1.0\"?><export version=\"E\"/>", FileKind::Xml),
        (b"{\"message\": \"Not Found\"}", FileKind::Json),
        (b"(kicad_sch (version 20231120))", FileKind::KicadDesign),
        (b"PK\x03\x04\x14\0\x06\0", FileKind::Zip),
        (b"%PDF-1.7", FileKind::Pdf),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", FileKind::OldExcel),
        (b"\x7FELF\x02\x01\x01\0\0\0\0\0Ref,Value", FileKind::Binary),
        (b"Ref,Value\nR1,10\x01\x02\x03k", FileKind::Binary),
    ];
    for (bytes, kind) in files {
        assert_eq!(read(bytes, &Limits::default()), Err(BomError::NotABom(kind)));
    }
    assert!(BomError::NotABom(FileKind::InteractiveHtmlBom).to_string().contains("CSV"));
}

#[test]
fn nothing_and_next_to_nothing_are_refused() {
    for text in ["", " \r\n\n\t", "\u{feff}"] {
        assert_eq!(refused(text), BomError::Empty);
    }
    assert_eq!(refused("404: Not Found"), BomError::NoHeader { closest: None });
    assert_eq!(refused("Qty,Thing\n1,x\nValue,Qty\n"), BomError::NoHeader { closest: Some(3) });
    assert_eq!(refused("\nRef,Value\n,\n"), BomError::NoRows { header_row: 2 });
    assert_eq!(refused("sep=;"), BomError::NoHeader { closest: None });
}

#[test]
fn a_quote_that_never_closes_is_refused_with_its_place() {
    let error = refused("Ref,Qty,Value\nR1,1,10k\n\"R2\",\"1,22k\nR3,1,1k\n");
    assert_eq!(error, BomError::UnclosedQuote { row: 3, column: 2 });
    let header = refused("\"Ref,Value\nR1,10k\nR2,1k\n");
    assert_eq!(header, BomError::UnclosedQuote { row: 1, column: 1 });
    let long = format!("Ref,Value\nR1,\"10k\n{}", "R2,1k\n".repeat(500_000));
    assert_eq!(refused(&long), BomError::UnclosedQuote { row: 2, column: 2 });
}

fn limits(change: impl FnOnce(&mut Limits)) -> Limits {
    let mut limits = Limits::default();
    change(&mut limits);
    limits
}

#[test]
fn each_limit_is_kept_to_the_last() {
    let text = "Ref,Qty,Value,Colour\nR1-R3,3,10k,Yellow\n\"R5,R6\",2,1k,\n";
    let cases = [
        (
            limits(|l| l.bytes = text.len()),
            limits(|l| l.bytes = text.len() - 1),
            BomError::TooLarge { bytes: text.len(), limit: text.len() - 1 },
        ),
        (limits(|l| l.rows = 2), limits(|l| l.rows = 1), BomError::TooManyRows { row: 3, limit: 1 }),
        (
            limits(|l| l.columns = 4),
            limits(|l| l.columns = 3),
            BomError::TooManyColumns { row: 1, columns: 4, limit: 3 },
        ),
        (
            limits(|l| l.cell = 6),
            limits(|l| l.cell = 5),
            BomError::CellTooLong { row: 1, column: 4, bytes: 6, limit: 5 },
        ),
        (
            limits(|l| l.references_per_line = 3),
            limits(|l| l.references_per_line = 2),
            BomError::BadReferences { row: 2, column: 1, problem: ReferencesError::TooMany { limit: 2 } },
        ),
        (limits(|l| l.extras = 1), limits(|l| l.extras = 0), BomError::TooManyExtras { row: 2, limit: 0 }),
        (
            limits(|l| l.references = 5),
            limits(|l| l.references = 4),
            BomError::TooManyReferences { row: 3, limit: 4 },
        ),
    ];
    for (enough, too_few, error) in cases {
        assert_eq!(read(text.as_bytes(), &enough).map(|file| file.lines.len()), Ok(2), "{error}");
        assert_eq!(read(text.as_bytes(), &too_few), Err(error));
    }
}

#[test]
fn a_row_without_end_is_given_up() {
    let text = format!("Ref,Value\nR1,{}\n", "x".repeat(3_000_000));
    assert_eq!(refused(&text), BomError::RowTooLong { row: 2, limit: 1_000_000 });
}

#[test]
fn blank_rows_count_for_no_row() {
    let file = bom(&format!("Ref,Qty,Value\n{}\"R1,R2\",2,10k\n", "\n".repeat(3_000_000)));
    assert_eq!(file.lines[0].row, 3_000_002);
}

#[test]
fn of_very_many_warnings_the_rest_are_counted() {
    let rows: String = (0..1500).map(|at| format!("R{at},2,10k\n")).collect();
    let file = bom(&format!("Ref,Qty,Value\n{rows}"));
    assert_eq!(file.lines.len(), 1500);
    assert_eq!(file.warnings.len(), 1001);
    assert_eq!(file.warnings[1000], BomWarning::More { row: 1002, count: 500 });
}

#[test]
fn a_million_columns_are_refused_by_their_number() {
    let text = format!("Ref,Value\nR1,10k{}\n", ",".repeat(900_000));
    assert_eq!(refused(&text), BomError::TooManyColumns { row: 2, columns: 900_002, limit: 500 });
}

#[test]
fn a_large_file_of_nothing_but_one_sign_ends_well() {
    for sign in [",", "\"", "'", ";", "\n", "\r\n", "\t", "R1-R1000,", "\"\n", ",\n", "~", "sep=;\n"] {
        let text = sign.repeat(1_000_000 / sign.len());
        assert!(read(text.as_bytes(), &Limits::default()).is_err());
        let below_header = format!("Ref,Value\n{}", text.get(10..).unwrap());
        let _ = read(below_header.as_bytes(), &Limits::default());
    }
}

#[test]
fn long_texts_are_clipped_in_messages() {
    let error = refused(&format!("Ref,Qty,Value\nR1,{},10k\n", "x".repeat(5000)));
    assert!(error.to_string().len() < 400, "{error}");
}
