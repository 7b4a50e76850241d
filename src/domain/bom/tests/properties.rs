//! Whatever the bytes are, reading ends well; whatever is written, reads back.

use super::*;
use encoding_rs::WINDOWS_1252;
use proptest::collection::vec;
use proptest::prelude::*;

/// The columns that the round trip writes, with the text of a line for each.
const HEADER: [&str; 10] = [
    "Reference",
    "Qty",
    "Value",
    "Footprint",
    "Manufacturer",
    "MPN",
    "Vendor",
    "PartNum",
    "Description",
    "Tolerance",
];

#[derive(Debug, Clone, Copy)]
enum Coding {
    Utf8,
    Utf8WithMark,
    Utf16Little,
    Utf16Big,
    Utf16LittleWithoutMark,
    Windows1252,
}

#[derive(Debug, Clone)]
struct Writing {
    delimiter: u8,
    quote: u8,
    always_quoted: bool,
    line_end: csv::Terminator,
    coding: Coding,
}

/// Text that survives trimming: letters, separators, quotes, of characters that every encoding has.
fn name() -> impl Strategy<Value = String> {
    "[a-zA-Zµ±é0-9 ,;\"'|.:/%-]{0,12}".prop_map(|text| text.trim().to_owned())
}

/// The same on several lines.
fn text() -> impl Strategy<Value = String> {
    "[a-zA-Zµ±é0-9 ,;\"'|\t\r\n.:/%-]{0,12}".prop_map(|text| text.trim().to_owned())
}

fn line() -> impl Strategy<Value = BomRow> {
    let names = [name(), name(), name(), name(), name()].map(Strategy::boxed);
    ("[A-Z]{1,2}", 0..4_u32, 1..50_u16, "[a-z]{1,3}", names, text(), text()).prop_map(
        |(prefix, count, quantity, value_end, names, description, extra)| {
            let [value, footprint, manufacturer, mpn, item_number] = names;
            BomRow {
                row: 0,
                references: (0..count).map(|at| Reference::new(format!("{prefix}{at}"))).collect(),
                quantity: Quantity::of(quantity),
                value: format!("{value}{value_end}"),
                footprint,
                manufacturer,
                mpn,
                vendor: "Some shop".into(),
                item_number,
                description,
                note: String::new(),
                do_not_populate: false,
                optional: false,
                extras: vec![("Tolerance".into(), extra)],
            }
        },
    )
}

/// Lines as a file may have them: every reference once, and not one row for each symbol.
fn lines() -> impl Strategy<Value = Vec<BomRow>> {
    vec(line(), 1..12).prop_map(|mut lines| {
        for (at, line) in lines.iter_mut().enumerate() {
            line.row = u32::try_from(at).unwrap() + 2;
            for reference in &mut line.references {
                *reference = Reference::new(format!("{}_{at}_{}", reference.prefix(), reference.as_str()));
            }
            line.references.sort();
            line.extras.retain(|(_, text)| !text.is_empty());
            // The words that mean "not fitted" as a value are tested by themselves.
            line.value.push('.');
        }
        lines[0].references = vec![Reference::new("X1"), Reference::new("X2")];
        lines
    })
}

fn writing() -> impl Strategy<Value = Writing> {
    let line_end = prop_oneof![Just(csv::Terminator::CRLF), Just(csv::Terminator::Any(b'\n'))];
    let coding = prop_oneof![
        Just(Coding::Utf8),
        Just(Coding::Utf8WithMark),
        Just(Coding::Utf16Little),
        Just(Coding::Utf16Big),
        Just(Coding::Utf16LittleWithoutMark),
        Just(Coding::Windows1252),
    ];
    let delimiter = prop_oneof![Just(b','), Just(b';'), Just(b'\t')];
    (delimiter, any::<bool>(), any::<bool>(), line_end, coding).prop_map(
        |(delimiter, single, always_quoted, line_end, coding)| Writing {
            delimiter,
            quote: if single { b'\'' } else { b'"' },
            // Single quotes are KiCad's preset, which quotes every cell.
            always_quoted: always_quoted || single,
            line_end,
            coding,
        },
    )
}

fn write(lines: &[BomRow], writing: &Writing) -> Vec<u8> {
    let style = if writing.always_quoted { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(writing.delimiter)
        .quote(writing.quote)
        .quote_style(style)
        .terminator(writing.line_end)
        .from_writer(Vec::new());
    writer.write_record(HEADER).unwrap();
    for line in lines {
        let references: Vec<&str> = line.references.iter().map(Reference::as_str).collect();
        let extra = line.extras.first().map(|(_, text)| text.as_str()).unwrap_or_default();
        let quantity = line.quantity.to_string();
        let references = references.join(", ");
        writer
            .write_record([
                references.as_str(),
                &quantity,
                &line.value,
                &line.footprint,
                &line.manufacturer,
                &line.mpn,
                &line.vendor,
                &line.item_number,
                &line.description,
                extra,
            ])
            .unwrap();
    }
    encode(&String::from_utf8(writer.into_inner().unwrap()).unwrap(), writing.coding)
}

fn encode(text: &str, coding: Coding) -> Vec<u8> {
    let little = || text.encode_utf16().flat_map(u16::to_le_bytes);
    match coding {
        Coding::Utf8 => text.as_bytes().to_vec(),
        Coding::Utf8WithMark => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Coding::Utf16Little => [0xFF, 0xFE].into_iter().chain(little()).collect(),
        Coding::Utf16LittleWithoutMark => little().collect(),
        Coding::Utf16Big => {
            [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
        }
        Coding::Windows1252 => WINDOWS_1252.encode(text).0.into_owned(),
    }
}

/// Pieces of BOMs, so that random files get past the header.
fn almost_a_bom() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Reference".to_owned()),
        Just("Value".to_owned()),
        Just("Qty".to_owned()),
        Just("DNP".to_owned()),
        Just("Config".to_owned()),
        Just("Mouser".to_owned()),
        Just("Collated Components:".to_owned()),
        Just("sep=;\n".to_owned()),
        Just("-- mixed values --".to_owned()),
        Just("R1-R".to_owned()),
        Just("3 (DNF)".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just(",".to_owned()),
        Just(";".to_owned()),
        Just("\t".to_owned()),
        Just("\"".to_owned()),
        Just("'".to_owned()),
        "[A-Z][0-9]{1,2}",
        ".{0,4}",
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn lines_that_are_written_read_back(lines in lines(), writing in writing()) {
        let file = read(&write(&lines, &writing), &Limits::default()).unwrap();
        prop_assert_eq!(file.lines, lines);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in vec(any::<u8>(), 0..2000)) {
        let _ = read(&bytes, &Limits::default());
    }

    #[test]
    fn a_file_that_is_cut_or_bent_anywhere_never_panics(
        lines in lines(), writing in writing(), cut in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let mut bytes = write(&lines, &writing);
        let place = at.index(bytes.len());
        bytes[place] = byte;
        let _ = read(&bytes, &Limits::default());
        bytes.truncate(cut.index(bytes.len()));
        let _ = read(&bytes, &Limits::default());
    }

    #[test]
    fn arbitrary_text_never_panics(text in "(Ref,Value\n)?\\PC{0,200}") {
        let _ = read(text.as_bytes(), &Limits::default());
        let _ = parse_references(&text);
    }

    #[test]
    fn almost_a_bom_never_panics_and_keeps_references_apart(
        start in prop_oneof![Just(""), Just("Ref,Value,Qty\n"), Just("Ref;Value\n"), Just("Ref,DNP,Value\n")],
        body in almost_a_bom(),
    ) {
        if let Ok(file) = read(format!("{start}{body}").as_bytes(), &Limits::default()) {
            let mut all: Vec<&Reference> = file.lines.iter().flat_map(|line| &line.references).collect();
            let before = all.len();
            all.sort();
            all.dedup();
            prop_assert_eq!(all.len(), before);
            prop_assert!(!file.lines.is_empty());
            for warning in &file.warnings {
                let row = warning.row();
                prop_assert!(warning.to_string().contains(&format!("ow {row}")), "{}", warning);
            }
        }
    }
}
