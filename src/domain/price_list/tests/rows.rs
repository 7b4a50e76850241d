//! Rows of prices, in several dialects, good ones and bad ones.

use super::*;
use encoding_rs::WINDOWS_1252;

#[test]
fn every_dialect_reads_the_same() {
    let rows = [["SKU", "Description", "Price"], ["K-1", "Knob, black", "1.50"], ["K-2", "Jack", "0.75"]];
    let text = |by: &str, quote: &str| {
        let row = |row: &[&str; 3]| row.map(|cell| format!("{quote}{cell}{quote}")).join(by);
        rows.iter().map(row).collect::<Vec<_>>().join("\r\n")
    };
    for (by, quote) in [(",", "\""), (";", ""), (";", "\""), ("\t", ""), ("|", ""), (",", "'"), (";", "'")] {
        reads(&text(by, quote), &["K-1: 1 1.50 EUR", "K-2: 1 0.75 EUR"]);
    }
    reads(&format!("sep=;\n{}", text(";", "")), &["K-1: 1 1.50 EUR", "K-2: 1 0.75 EUR"]);
}

#[test]
fn every_encoding_reads_the_same() {
    let text = "Artikelnr;Bezeichnung;Preis \u{20ac}\nGR\u{d6}-1;St\u{fc}ck;1,50\n";
    let utf_16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let windows = WINDOWS_1252.encode(text).0.into_owned();
    let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    for bytes in [text.as_bytes().to_vec(), marked, utf_16, windows] {
        let sheet = Sheet::read(&bytes, &Assignment::default(), &Limits::default()).unwrap();
        let columns = Columns::new(sheet.propose(), &Assignment::default()).unwrap();
        assert_eq!(items(&sheet.lines(&columns, Currency::USD).unwrap()), ["GR\u{d6}-1: 1 1.50 EUR"]);
    }
}

#[test]
fn prices_are_read_in_the_notation_of_the_list() {
    reads(
        "SKU;Preis\nA;1.234,50\nB;0,106 \u{20ac}\nC;12\n",
        &["A: 1 1234.50 EUR", "B: 1 0.106 EUR", "C: 1 12.00 EUR"],
    );
    reads("SKU,Price\nA,\"$1,234.50\"\nB,$0.106\n", &["A: 1 1234.50 USD", "B: 1 0.106 USD"]);
    reads("SKU;Preis CHF\nA;1'234.50\nB;5.\u{2013}\n", &["A: 1 1234.50 CHF", "B: 1 5.00 CHF"]);
    reads("SKU;Price (USD)\nA;1.50\n", &["A: 1 1.50 USD"]);
    reads("SKU;Price;Currency\nA;1.50;GBP\nB;2.00;\n", &["A: 1 1.50 GBP", "B: 1 2.00 EUR"]);
}

#[test]
fn a_mark_in_doubt_is_read_as_the_others_of_the_list_are() {
    reads("SKU;Preis\nA;1.234\nB;2,50\n", &["A: 1 1234.00 EUR", "B: 1 2.50 EUR"]);
    reads("SKU;Preis\nA;1.234\nB;2.50\n", &["A: 1 1.234 EUR", "B: 1 2.50 EUR"]);
    reads("SKU;Price $\nA;1,234\nB;2,50\n", &["A: 1 1.234 USD", "B: 1 2.50 USD"]);
}

#[test]
fn breaks_stand_in_columns_in_rows_or_in_tiers() {
    reads(
        "SKU;ab 1 St\u{fc}ck;ab 10 St\u{fc}ck;ab 100 St\u{fc}ck\nA;1,00;0,90;\nB;;;0,05\n",
        &["A: 1 1.00, 10 0.90 EUR", "B: 100 0.05 EUR"],
    );
    reads(
        "SKU,From,Price\nA,1,1.00\nB,5,3.00\nA,100,0.80\nA,10,0.90\n",
        &["A: 1 1.00, 10 0.90, 100 0.80 EUR", "B: 5 3.00 EUR"],
    );
    reads(
        "SKU,Qty 1,Price 1,Qty 2,Price 2\nA,1,1.00,25,0.80\nB,10,2.00,,\n",
        &["A: 1 1.00, 25 0.80 EUR", "B: 10 2.00 EUR"],
    );
}

#[test]
fn a_price_for_a_hundred_is_divided() {
    reads(
        "SKU;Preis;Preiseinheit\nA;12,50;100\nB;12,50;1\nC;1,00;3\n",
        &["A: 1 0.125 EUR", "B: 1 12.50 EUR", "C: 1 0.333333 EUR"],
    );
}

#[test]
fn everything_else_of_a_row_is_read() {
    let reading = read(
        "SKU;MPN;Hersteller;Bezeichnung;Preis;Mindestmenge;Vielfaches;VE;Bestand;Lieferzeit in Wochen;URL\n\
         A;TL074CN;TI;Op-Amp;1,00;10;5 Stk;100 St\u{fc}ck;1.250;2-3;https://shop.example/a\n\
         B;;;;2,00;;;;ausverkauft;4 Tage;\n",
    );
    assert_eq!(problems(&reading), Vec::<String>::new());
    let line = &reading.lines[0];
    assert_eq!(
        (line.mpn.as_deref(), line.manufacturer.as_deref(), line.description.as_deref(), line.url.as_deref()),
        (Some("TL074CN"), Some("TI"), Some("Op-Amp"), Some("https://shop.example/a"))
    );
    let numbers = [line.minimum, line.multiple, line.pack, line.in_stock].map(|number| number.unwrap().get());
    assert_eq!((numbers, line.lead_days), ([10, 5, 100, 1250], Some(21)));
    let other = &reading.lines[1];
    assert_eq!(
        (other.mpn.as_deref(), other.minimum, other.in_stock.unwrap().get(), other.lead_days),
        (None, None, 0, Some(4))
    );
}

#[test]
fn a_bad_row_is_named_with_its_column_and_the_others_enter() {
    let text = "SKU;Preis;Mindestmenge;Lieferzeit;URL\n\
        A;1,00;;;\n\
        ;2,00;;;\n\
        B;soon;;;\n\
        C;;5;;\n\
        D;-1,00;;;\n\
        E;1,00;a few;;\n\
        F;1,00;0;;\n\
        G;1,00;;maybe;\n\
        H;1,00;;;javascript:alert(1)\n\
        I;1,00;;;;7\n\
        J;1,00 USD;;;\n\
        A;3,00;;;\n\
        A;1,00;;;\n\
        K;99999999999,00;;;\n\
        L;4,00;;;\n";
    let reading = read(text);
    assert_eq!(items(&reading), ["A: 1 1.00 EUR", "J: 1 1.00 USD", "L: 1 4.00 EUR"]);
    assert_eq!(
        problems(&reading),
        [
            "row 3, column 1 (SKU): the item number is missing",
            "row 4, column 2 (Preis): \u{201c}soon\u{201d} names no price",
            "row 5, column 2 (Preis): there is no price",
            "row 6, column 2 (Preis): \u{201c}-1,00\u{201d} is not understood as a price",
            "row 7, column 3 (Mindestmenge): \u{201c}a few\u{201d} is not a whole number of pieces",
            "row 8, column 3 (Mindestmenge): \u{201c}0\u{201d} must be one at least",
            "row 9, column 4 (Lieferzeit): \u{201c}maybe\u{201d} is no lead time: days or weeks are wanted",
            "row 10, column 5 (URL): it is no web address: one begins with https:// or http:// and has no blanks",
            "row 11: there are 6 cells where the header has 5 columns: is a decimal comma without quotes among them?",
            "row 13: \u{201c}A\u{201d} is in row 2 already, and says something else there",
            "row 15, column 2 (Preis): \u{201c}99999999999,00\u{201d} is too much for a price",
        ]
    );
}

#[test]
fn an_unquoted_decimal_comma_is_not_taken_for_a_whole_price() {
    let reading = read("SKU,Name,Price\nA,Knob,1,20\n");
    assert!(reading.lines.is_empty());
    assert_eq!(reading.problems[0].problem, CellProblem::TooManyCells { cells: 4, columns: 3 });
}

#[test]
fn an_item_of_which_one_row_is_bad_does_not_enter_in_part() {
    let reading = read("SKU,From,Price\nA,1,1.00\nB,1,2.00\nA,10,cheap!\nA,100,0.80\n");
    assert_eq!(items(&reading), ["B: 1 2.00 EUR"]);
    let rows: Vec<u32> = reading.problems.iter().map(|problem| problem.row).collect();
    assert_eq!(rows, [2, 4, 5]);
    let reading = read("SKU,From,Price\nA,1,1.00\nA,1,2.00\nB,1,1.00\nB,1,1.00\n");
    assert_eq!((items(&reading), reading.problems.len()), (vec!["B: 1 1.00 EUR".to_owned()], 2));
}

#[test]
fn headings_remarks_and_repeated_headers_are_passed_over() {
    let reading = read(
        "Price list 2026\n\nSKU,Name,Price\nResistors,,\nA,10k,0.10\nSKU,Name,Price\nB,4k7,0.10\nAll prices net,,\n",
    );
    assert_eq!((items(&reading).len(), reading.passed_over, reading.problems.len()), (2, 3, 0));
    assert_eq!(reading.lines[0].row, 5);
}

#[test]
fn a_shop_without_numbers_of_its_own_sells_by_the_manufacturers() {
    let reading = read("MPN,Price\nTL074CN,1.00\n");
    assert_eq!(
        (items(&reading), reading.lines[0].mpn.as_deref()),
        (vec!["TL074CN: 1 1.00 EUR".to_owned()], Some("TL074CN"))
    );
}
