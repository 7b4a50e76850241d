//! Encodings, dialects, headers, ragged rows, rows without references, footers.

use super::*;
use encoding_rs::WINDOWS_1252;

const PLAIN: &str = "Ref,Qty,Value\n\"R1,R2\",2,4k7 Ω\nC1,1,10µ\n";

#[test]
fn every_encoding_gives_the_same_lines() {
    let little: Vec<u8> = PLAIN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = PLAIN.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let files = [
        PLAIN.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF".as_slice(), PLAIN.as_bytes()].concat(),
        [b"\xFF\xFE".as_slice(), &little].concat(),
        [b"\xFE\xFF".as_slice(), &big].concat(),
        little,
        big,
    ];
    for bytes in files {
        assert_eq!(read(&bytes, &Limits::default()).unwrap(), bom(PLAIN));
    }
    let text = "Ref,Qty,Value\n\"R1,R2\",2,10µ ±5% €\n";
    let (bytes, _, lossy) = WINDOWS_1252.encode(text);
    assert!(!lossy);
    assert_eq!(read(&bytes, &Limits::default()).unwrap(), bom(text));
}

#[test]
fn a_byte_order_mark_that_lies_is_refused_with_the_row() {
    let bytes = b"\xEF\xBB\xBFRef,Value\nR1,10\xB5\n";
    let error = read(bytes, &Limits::default()).unwrap_err();
    assert_eq!(error, BomError::BadEncoding { encoding: "UTF-8", row: 2 });
}

#[test]
fn every_line_end_gives_the_same_lines() {
    for end in ["\r\n", "\r"] {
        assert_eq!(bom(&PLAIN.replace('\n', end)), bom(PLAIN));
    }
    assert_eq!(bom(PLAIN.trim_end()), bom(PLAIN));
}

#[test]
fn excels_separator_line_decides() {
    for (line, by) in [("sep=;", ";"), ("\"sep=|\"", "|"), ("sep=\t", "\t"), ("SEP=^", "^"), ("sep=: ", ":")]
    {
        let file = bom(&format!("{line}\r\nRef{by}Qty{by}Value\r\n\"R1{by}R2\"{by}2{by}10k\r\n"));
        assert_eq!(file.header_row, 2, "{line}");
        assert_eq!(file.lines[0].row, 3, "{line}");
        assert_eq!(file.lines[0].value, "10k", "{line}");
    }
}

#[test]
fn pipes_separate_cells_as_well() {
    for quote in ["", "\"", "'"] {
        let text = format!(
            "{quote}Ref{quote}|{quote}Qty{quote}|{quote}Value{quote}\n\
             {quote}R1,R2{quote}|{quote}2{quote}|{quote}10k, 1%{quote}\n"
        );
        assert_eq!(summary(&bom(&text)), ["R1 R2 ×2 10k, 1%"], "{quote}");
    }
}

#[test]
fn headers_are_known_by_their_letters() {
    let file = bom(" Ｒeference(s) ,QTY.,Part Value,Case/Package,Mfr. Part Number\nR1,1,10k,0805,X\n");
    let line = &file.lines[0];
    assert_eq!((line.value.as_str(), line.footprint.as_str(), line.mpn.as_str()), ("10k", "0805", "X"));
    assert_eq!(file.extra_columns, Vec::<String>::new());
}

#[test]
fn the_earlier_alias_wins_and_the_other_column_is_kept() {
    let file = bom("Comment,Designator,Value,Ref\nred,D9,LED,D1\n");
    assert_eq!(summary(&file), ["D1 ×1 LED"]);
    assert_eq!(
        file.lines[0].extras,
        [("Comment".to_owned(), "red".to_owned()), ("Designator".to_owned(), "D9".to_owned())]
    );
}

#[test]
fn a_part_number_is_the_vendors_only_where_a_vendor_is_named() {
    let with = bom("Ref,Part Number,Vendor\nR1,X-1,Mouser\n");
    assert_eq!((with.lines[0].item_number.as_str(), with.lines[0].mpn.as_str()), ("X-1", ""));
    let without = bom("Ref,Part Number\nR1,X-1\n");
    assert_eq!((without.lines[0].item_number.as_str(), without.lines[0].mpn.as_str()), ("", "X-1"));
}

#[test]
fn columns_named_after_shops_give_vendor_and_number_and_lose_none() {
    let file = bom("Ref,Value,Mouser #,Digi-Key Part Number\nR1,1k,603-X,311-X\nR2,2k,,311-Y\nR3,3k,,\n");
    let found: Vec<_> =
        file.lines.iter().map(|line| (line.vendor.as_str(), line.item_number.as_str())).collect();
    assert_eq!(found, [("Mouser", "603-X"), ("DigiKey", "311-Y"), ("", "")]);
    assert_eq!(file.lines[0].extras, [("Digi-Key Part Number".to_owned(), "311-X".to_owned())]);
    assert_eq!(file.extra_columns, ["Digi-Key Part Number"]);

    let stated = bom("Ref,Value,Vendor,SKU,LCSC\nR1,1k,Tayda,A-1,C5\nR2,2k,lcsc,,C6\nR3,3k,Tayda,,C7\n");
    let found: Vec<_> =
        stated.lines.iter().map(|line| (line.vendor.as_str(), line.item_number.as_str())).collect();
    assert_eq!(found, [("Tayda", "A-1"), ("LCSC", "C6"), ("Tayda", "")]);
    assert_eq!(stated.lines[2].extras, [("LCSC".to_owned(), "C7".to_owned())]);
}

#[test]
fn rows_without_references_are_lines_if_they_say_what_and_how_many() {
    let file = bom("Ref,Qty,Value\n\"R1,R2\",2,10k\n,4,M3 screw\n,4,M3 screw\n,,Hardware\n,2,\n");
    assert_eq!(summary(&file), ["R1 R2 ×2 10k", " ×4 M3 screw", " ×4 M3 screw"]);
    assert_eq!(
        file.warnings,
        [
            BomWarning::PassedOver { row: 5, text: "Hardware".into() },
            BomWarning::PassedOver { row: 6, text: "2".into() },
        ]
    );
}

#[test]
fn a_blank_row_alone_ends_nothing() {
    let file = bom("Ref,Qty,Value\n\n\"R1,R2\",2,10k\n,,\n\nC1,1,1u\n");
    assert_eq!(summary(&file), ["R1 R2 ×2 10k", "C1 ×1 1u"]);
    assert_eq!(file.lines[1].row, 6);
    assert_eq!(file.warnings, []);
}

#[test]
fn lines_below_a_footer_are_not_lost_in_silence() {
    let file = bom("Ref,Qty,Value\nR1,1,10k\n\nTotal:,1,\nR2,1,1k\nR3,1,1k\n");
    assert_eq!(summary(&file), ["R1 ×1 10k"]);
    assert_eq!(file.warnings, [BomWarning::BelowFooter { footer_row: 4, row: 5, count: 2 }]);
}

#[test]
fn what_is_counted_below_a_blank_row_is_not_lost_in_silence() {
    let file = bom("Ref,Qty,Value\nR1,1,10k\n\n,4,M3 screw\n,1,Panel\nR2,1,1k\n");
    assert_eq!(summary(&file), ["R1 ×1 10k"]);
    assert_eq!(file.warnings, [BomWarning::BelowFooter { footer_row: 4, row: 4, count: 3 }]);
    let total = bom("Ref,Qty,Value\nR1,1,10k\n\n,1,\nTotal:,1,pieces\n,,Checked\n");
    assert_eq!(total.warnings, []);
}

#[test]
fn a_note_that_speaks_of_collated_components_is_no_title() {
    let file = bom("Ref,Qty,Value,Note\n\"R1,R2\",2,10k,\"Collated Components: see below\"\n");
    assert_eq!(summary(&file), ["R1 R2 ×2 10k"]);
}

#[test]
fn ragged_rows_are_read_and_reported() {
    let file = bom("Ref,Qty,Value,Note\nR1,1,10k\n\"R2,R3\",2,1k,n,more\nR4,1,2k,,,\n");
    assert_eq!(summary(&file), ["R1 ×1 10k", "R2 R3 ×2 1k", "R4 ×1 2k"]);
    assert_eq!(file.lines[1].extras, [("column 5".to_owned(), "more".to_owned())]);
    assert_eq!(
        file.warnings,
        [
            BomWarning::Ragged { row: 2, cells: 3, columns: 4 },
            BomWarning::Ragged { row: 3, cells: 5, columns: 4 },
        ]
    );
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts() {
    let file =
        bom("\r\n\r\nRef,Qty,Value,Note\r\n\"R1,R2\",2,10k,\"two\r\nlines\"\r\n\r\nR3,1,\"1k\r\nhot\",\r\n");
    assert_eq!(file.header_row, 3);
    assert_eq!(file.lines.iter().map(|line| line.row).collect::<Vec<_>>(), [4, 6]);
    assert_eq!(file.lines[0].note, "two\r\nlines");
    assert_eq!(file.lines[1].value, "1k hot");
}

#[test]
fn a_repeated_header_is_no_line() {
    let file = bom("Ref,Qty,Value\nR1,1,10k\nRef,Qty,Value\n\"R2,R3\",2,1k\n");
    assert_eq!(summary(&file), ["R1 ×1 10k", "R2 R3 ×2 1k"]);
    assert_eq!(file.warnings, [BomWarning::PassedOver { row: 3, text: "Ref".into() }]);
}
