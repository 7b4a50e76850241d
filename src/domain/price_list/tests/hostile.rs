//! What somebody else's file may do to us: nothing but be refused.

use super::*;
use proptest::prelude::*;

fn refused(bytes: &[u8]) -> String {
    Sheet::read(bytes, &Assignment::default(), &Limits::default()).unwrap_err().to_string()
}

#[test]
fn what_is_no_price_list_says_what_it_is() {
    for (bytes, said) in [
        (b"".as_slice(), "the file is empty"),
        (b"  \n\n", "the file is empty"),
        (b"<!DOCTYPE html><html></html>", "an HTML page"),
        (b"<?xml version=\"1.0\"?><a/>", "XML"),
        (b"{\"error\": 404}", "JSON"),
        (b"PK\x03\x04rest", "a ZIP archive or a workbook"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "no text"),
        (b"Dear customer,\nplease find enclosed.\n", "no header was found"),
        (b"SKU,Price\n", "there are no rows below the header in row 1"),
        (b"SKU,Price\nA,\"1.00\n", "row 2, column 2: a quote is opened and never closed"),
    ] {
        let error = refused(bytes);
        assert!(error.contains(said), "{said}: {error}");
    }
}

#[test]
fn a_price_list_has_10_mb_20000_rows_and_500_columns() {
    let row = |at: usize| format!("N{at},1.00\n");
    let most: String = (0..20_000).map(row).collect();
    assert_eq!(read(&format!("SKU,Price\n{most}")).lines.len(), 20_000);
    assert!(
        refused(format!("SKU,Price\n{most}{}", row(20_000)).as_bytes()).contains("row 20002 is one too many")
    );
    assert!(refused(&vec![b' '; 10_000_001]).contains("10000001 bytes"));
    let wide = ",x".repeat(499);
    assert!(refused(format!("SKU,Price{wide}\n").as_bytes()).contains("501 columns"));
    let long = format!("SKU,Price\n{},1.00\n", "x".repeat(65_537));
    assert!(refused(long.as_bytes()).contains("row 2, column 1: the cell has 65537 bytes"));
}

#[test]
fn only_a_thousand_problems_are_told_one_by_one() {
    let bad: String = (0..1_500).map(|at| format!("N{at},cheap!\n")).collect();
    let reading = read(&format!("SKU,Price\n{bad}OK,1.00\n"));
    assert_eq!((reading.problems.len(), reading.more_problems, reading.lines.len()), (MOST_PROBLEMS, 500, 1));
}

#[test]
fn texts_that_the_catalogue_cannot_keep_are_refused_with_their_column() {
    let text = format!(
        "SKU,Description,Price,MPN\n{},x,1.00,\nB,a\u{7}b,1.00,\nC,x,1.00,{}\nD,=cmd|' /C calc'!A0,1.00,\nE,\u{202e}x,1.00,\n",
        "x".repeat(201),
        "m".repeat(301)
    );
    let reading = read(&text);
    let at: Vec<(u32, Option<usize>)> =
        reading.problems.iter().map(|problem| (problem.row, problem.column)).collect();
    assert_eq!(at, [(2, Some(1)), (3, Some(2)), (4, Some(4))]);
    assert_eq!(
        reading.lines[0].description.as_deref(),
        Some("=cmd|' /C calc'!A0"),
        "kept as text, escaped where it goes out"
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Sheet::read(&bytes, &Assignment::default(), &Limits::default());
    }

    #[test]
    fn no_cells_make_it_panic(
        cells in proptest::collection::vec("[-0-9.,' €$a-zA-Z+%@\u{202e}ü]{0,12}", 6..60),
        header in "(1\\+|Price [0-9]{1,6}|ab [0-9.,]{1,8} St|[0-9 -]{1,12}|Qty [0-9]{1,3})",
    ) {
        let rows = cells.chunks(6).map(|row| row.join(";")).collect::<Vec<_>>().join("\n");
        let text = format!("SKU;Price;{header};Stock;MOQ;Lieferzeit\n{rows}\n");
        if let Ok(reading) = read_stated(&text, "") {
            for line in &reading.lines {
                prop_assert!(!line.prices.is_empty());
                prop_assert!(line.prices.windows(2).all(|pair| pair[0].quantity < pair[1].quantity));
                prop_assert!(line.prices.iter().all(|price| price.unit_price.get() >= 0));
            }
        }
    }

    #[test]
    fn what_is_written_is_read_whatever_the_dialect(
        prices in proptest::collection::vec(1_i64..1_000_000_000, 1..20),
        comma in any::<bool>(),
        by in prop_oneof![Just(';'), Just('\t'), Just('|')],
    ) {
        let written = |micros: i64| {
            let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
            if comma { text.replace('.', ",") } else { text }
        };
        let rows: String = prices.iter().enumerate().map(|(at, price)| format!("N{at}{by}{}\n", written(*price))).collect();
        let reading = read(&format!("SKU{by}Price\n{rows}"));
        let read: Vec<i64> = reading.lines.iter().map(|line| line.prices[0].unit_price.get()).collect();
        prop_assert_eq!(read, prices);
    }
}
