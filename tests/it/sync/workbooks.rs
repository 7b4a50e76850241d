//! BOMs in XLSX workbooks.

use super::workshop::{FIRST, Workshop};
use crate::xlsx::{STRINGS, files, number, row, text, zipped};
use ctb::services::ServiceError;
use ctb::services::bom_sync::{Fetched, from_file};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn head() -> String {
    let value = "<c r=\"C3\" t=\"s\"><v>0</v></c>".to_owned();
    row(3, &[text("A3", "Reference"), text("B3", "Qty"), value, text("D3", "PartNum"), text("E3", "Made on")])
}

/// A workbook whose second sheet is a BOM with these rows below its header in row 3.
fn bom(rows: &str) -> Vec<u8> {
    let notes = row(1, &[text("A1", "Reference"), number("B1", "1")]);
    zipped(&files(STRINGS, &[("Notes", &notes), ("Parts", &(head() + rows))]))
}

fn good() -> Vec<u8> {
    let references = "<c r=\"A4\" t=\"s\"><v>1</v></c>".to_owned();
    let date = "<c r=\"E4\" s=\"1\"><v>45292</v></c>".to_owned();
    bom(&[
        row(
            4,
            &[references, number("B4", "2"), number("C4", "4700"), number("D4", "0.30000000000000004"), date],
        ),
        row(6, &[text("A6", "C1"), number("B6", "1"), text("C6", "100n &amp; more")]),
    ]
    .concat())
}

fn refused(bytes: &[u8]) -> String {
    let error = from_file("bom.xlsx", bytes).unwrap_err();
    assert!(matches!(error, ServiceError::Bom(_)), "{error}");
    error.to_string()
}

fn same_lines(one: &Fetched, other: &Fetched) {
    let lines = |fetched: &Fetched| format!("{fetched:?}");
    assert_eq!(lines(one), lines(other));
}

#[tokio::test]
async fn the_first_sheet_with_a_header_is_the_bom_uploaded_or_in_a_repository() {
    let csv = "Reference,Qty,Value,PartNum,Made on\n\"R1, R2\",2,4700,0.3,2024-01-01\nC1,1,100n & more,,\n";
    same_lines(&from_file("bom", &good()).unwrap(), &from_file("bom", csv.as_bytes()).unwrap());

    let workshop = Workshop::new().await;
    workshop.github.repository("maker", "lfo").push("main", FIRST, &[("fab/bom.xlsx", &good())]);
    workshop.add("Lfo", "https://github.com/maker/lfo", "main").await;
    workshop.sql("UPDATE versions SET bom_path = 'fab/bom.xlsx'").await;
    let answer = workshop.sync().await.unwrap();
    assert_eq!((answer.lines, answer.warnings.len()), (2, 0), "{answer:?}");
}

#[test]
fn what_is_wrong_is_named_by_sheet_row_and_column() {
    let date = "<c r=\"C4\" s=\"1\"><v>45292</v></c>".to_owned();
    let error = refused(&bom(&row(4, &[text("A4", "R1"), number("B4", "1"), date])));
    assert!(error.starts_with("Sheet Parts: Row 4, column 3 (Value): the cell is a date"), "{error}");
    let formula = "<c r=\"B4\" t=\"e\"><v>#REF!</v></c>".to_owned();
    let error = refused(&bom(&row(4, &[text("A4", "R1"), formula, text("C4", "x")])));
    assert!(error.starts_with("Sheet Parts: Row 4, column 2 (Qty): the cell is an error"), "{error}");
    let error = refused(&bom(&row(9, &[text("A9", "R1"), text("B9", "lots"), text("C9", "x")])));
    assert!(error.starts_with("Sheet Parts: Row 9, column 2 (Qty)"), "{error}");
    let error = refused(&bom(&row(4, &[text("A4", "R1"), text("C4", "x"), text("ZZZ4", "far")])));
    assert!(error.starts_with("Sheet Parts: Row 4 has 501 columns"), "{error}");
    let error = refused(&zipped(&files(STRINGS, &[("A", ""), ("B", &row(1, &[text("A1", "x")]))])));
    assert!(error.starts_with("No sheet of the workbook (A, B) has a header"), "{error}");
    // The last corner of a sheet costs nothing, and a sheet that is no BOM may have it.
    let far = row(1_048_576, &[text("XFD1048576", "far")]);
    let two = zipped(&files(
        STRINGS,
        &[("Far", &far), ("Parts", &(head() + &row(4, &[text("A4", "R1"), text("C4", "x")])))],
    ));
    from_file("bom.xlsx", &two).unwrap();
}

#[test]
fn a_workbook_has_20000_rows_and_unpacks_to_100_mb() {
    let rows = |count: u32| -> Vec<u8> {
        bom(&(0..count)
            .map(|at| {
                row(
                    at + 4,
                    &[
                        text("A", &format!("R{at}")).replace(" r=\"A\"", ""),
                        text(&format!("C{}", at + 4), "x"),
                    ],
                )
            })
            .collect::<String>())
    };
    assert!(from_file("bom.xlsx", &rows(20_000)).is_ok());
    let error = refused(&rows(20_001));
    assert!(
        error.starts_with("Sheet Parts: Row 20004 is one too many: a BOM may have 20000 rows"),
        "{error}"
    );

    let mut large = good();
    large.resize(10_000_001, 0);
    assert!(refused(&large).contains("more than the 10000000"));

    // A few kilobytes that unpack to a little more than is read, and texts that are announced and not there.
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, body) in files(STRINGS, &[("Parts", &head())]) {
        archive.start_file(name.as_str(), packed).unwrap();
        archive.write_all(&body).unwrap();
    }
    archive.start_file("xl/media/image1.png", packed).unwrap();
    let piece = vec![b' '; 1_000_000];
    (0..100).for_each(|_| archive.write_all(&piece).unwrap());
    let bomb = archive.finish().unwrap().into_inner();
    assert!(bomb.len() < 1_000_000);
    assert!(refused(&bomb).contains("it unpacks to more than 100 MB"));
    let strings = STRINGS.replace("uniqueCount=\"2\"", "uniqueCount=\"99999999999\"");
    assert!(
        refused(&zipped(&files(&strings, &[("Parts", &head())])))
            .contains("announces more than 2000000 texts")
    );
}

#[test]
fn what_is_no_workbook_or_is_damaged_is_refused() {
    for (bytes, said) in [
        (b"PK\x03\x04rest".to_vec(), "it is damaged"),
        (zipped(&[("readme.txt".to_owned(), b"x".to_vec())]), "no XLSX workbook"),
        (zipped(&files(&STRINGS.replace("Value", "\u{1b}"), &[("A", &head())])), "not written in UTF-8"),
    ] {
        let error = refused(&bytes);
        assert!(error.starts_with("The workbook cannot be read") && error.contains(said), "{error}");
    }
    let whole = good();
    for at in (0..whole.len()).step_by(37) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        let _ = from_file("bom.xlsx", &damaged);
        assert!(from_file("bom.xlsx", &whole[..at.max(4)]).is_err());
    }
}
