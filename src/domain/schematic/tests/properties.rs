//! Whatever the bytes are, reading ends well; whatever is drawn is counted as the slow and obvious way
//! counts it.

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A drawn symbol: which of three files it is in, its value, whether it is in the BOM, and populated.
#[derive(Debug, Clone)]
struct Drawn {
    file: usize,
    value: u8,
    in_bom: bool,
    left_empty: bool,
    units: u32,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (0..3_usize, 0..4_u8, prop::bool::weighted(0.9), any::<bool>(), 1..4_u32)
        .prop_map(|(file, value, in_bom, left_empty, units)| Drawn { file, value, in_bom, left_empty, units })
}

/// A root that uses one sheet `uses[0]` times, which uses another `uses[1]` times.
fn paths(uses: [usize; 2]) -> [Vec<String>; 3] {
    let first: Vec<String> = (0..uses[0]).map(|at| format!("/ROOT/a{at}")).collect();
    let second = first.iter().flat_map(|path| (0..uses[1]).map(move |at| format!("{path}/b{at}"))).collect();
    [vec!["/ROOT".to_owned()], first, second]
}

proptest! {
    #[test]
    fn lines_are_what_counting_one_by_one_gives(uses in [0..4_usize, 0..3], all in vec(drawn(), 1..30)) {
        let paths = paths(uses);
        let mut bodies = [String::new(), String::new(), String::new()];
        // The slow way: a set of references for each value and flag.
        let mut expected: BTreeMap<(u8, bool), BTreeSet<String>> = BTreeMap::new();
        for (number, symbol) in all.iter().enumerate() {
            let name = |at: usize| format!("R{}", number * 100 + at + 1);
            for unit in 1..=symbol.units {
                let names: Vec<_> = paths[symbol.file].iter().enumerate().map(|(at, path)| (path.as_str(), name(at), unit)).collect();
                let names: Vec<_> = names.iter().map(|(path, name, unit)| (*path, name.as_str(), *unit)).collect();
                let flags = format!("(in_bom {}) (dnp {})", yes(symbol.in_bom), yes(symbol.left_empty));
                bodies[symbol.file].push_str(&placed(&names, &format!("v{}", symbol.value), &flags));
            }
            if symbol.in_bom {
                let references = (0..paths[symbol.file].len()).map(name);
                expected.entry((symbol.value, symbol.left_empty)).or_default().extend(references);
            }
        }
        for at in 0..uses[0] { bodies[0].push_str(&sheet(&format!("a{at}"), "a.kicad_sch")); }
        for at in 0..uses[1] { bodies[1].push_str(&sheet(&format!("b{at}"), "b.kicad_sch")); }
        let sub = |body: &str| format!("(kicad_sch (uuid S) {body})");
        let (top, a, b) = (root(&bodies[0]), sub(&bodies[1]), sub(&bodies[2]));
        let read = read_files(&[("r.kicad_sch", &top), ("a.kicad_sch", &a), ("b.kicad_sch", &b)]);
        expected.retain(|_, references| !references.is_empty());
        if expected.is_empty() {
            prop_assert!(read.is_err());
            return Ok(());
        }
        let file = read.unwrap();
        let found: BTreeMap<(u8, bool), BTreeSet<String>> = file.lines.iter().map(|line| {
            let references = line.references.iter().map(ToString::to_string).collect();
            ((line.value[1..].parse().unwrap(), line.do_not_populate), references)
        }).collect();
        prop_assert_eq!(found.len(), file.lines.len());
        for line in &file.lines {
            prop_assert_eq!(u64::try_from(line.references.len()).unwrap(), line.quantity.get());
            prop_assert!(line.references.is_sorted());
        }
        prop_assert_eq!(found, expected);
        prop_assert_eq!(file.warnings, []);
    }

    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..300), begins in any::<bool>()) {
        let start: &[u8] = if begins { b"(kicad_sch " } else { b"" };
        let _ = read_all("r", &BTreeMap::from([("r".to_owned(), [start, &bytes].concat())]), Limits::default());
    }

    #[test]
    fn random_brackets_never_panic(
        pieces in vec(prop::sample::select(vec![
            "(", ")", "\"", "\\", " ", "(symbol", "(property \"Reference\" \"R1\")", "(property", "\"Sheetfile\"", "(sheet", "(uuid",
            "(instances", "(project", "(path \"/\"", "(reference \"R?\")", "(unit", "(unit 99999999999)", "yes", "(dnp", "(in_bom",
            "(symbol_instances", "(lib_symbols", "(power)", "\n", "é", "~",
        ]), 0..60),
    ) {
        let text = format!("(kicad_sch {}", pieces.concat());
        let closed = format!("{text}{}", ")".repeat(8));
        for text in [text, closed] {
            let _ = read_all("r", &files(&[("r", &text)]), Limits::default());
        }
    }

    #[test]
    fn a_schematic_that_was_cut_or_damaged_never_panics(cut in any::<prop::sample::Index>(), by in any::<u8>(), whole in any::<bool>()) {
        let text = include_bytes!("../../../../docs/examples/stereo-filter/channel.kicad_sch");
        let at = cut.index(text.len());
        let mut bytes = text.to_vec();
        if whole { bytes[at] = by; } else { bytes.truncate(at); }
        let read = read_all("r", &BTreeMap::from([("r".to_owned(), bytes)]), Limits::default());
        if !whole {
            prop_assert!(read.is_err());
        }
    }
}

fn yes(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}
