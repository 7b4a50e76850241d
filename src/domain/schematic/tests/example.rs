//! The example of the documentation: three sheets, one used twice, and the CSV that says the same.

use super::*;

fn example() -> BTreeMap<String, Vec<u8>> {
    files(&[
        (
            "stereo-filter.kicad_sch",
            include_str!("../../../../docs/examples/stereo-filter/stereo-filter.kicad_sch"),
        ),
        ("channel.kicad_sch", include_str!("../../../../docs/examples/stereo-filter/channel.kicad_sch")),
        (
            "sheets/power.kicad_sch",
            include_str!("../../../../docs/examples/stereo-filter/sheets/power.kicad_sch"),
        ),
    ])
}

/// Everything that a line says, but the row that it is in.
fn said(file: BomFile) -> Vec<BomRow> {
    file.lines.into_iter().map(|line| BomRow { row: 0, ..line }).collect()
}

#[test]
fn the_schematic_and_its_csv_give_the_same_lines() {
    let schematic = read_all("stereo-filter.kicad_sch", &example(), Limits::default()).unwrap();
    let csv = include_bytes!("../../../../docs/examples/stereo-filter/stereo-filter.csv");
    let csv = bom::read(csv, &bom::Limits::default()).unwrap();
    assert_eq!(schematic.warnings, []);
    assert_eq!(bom::difference(&schematic.lines, &csv.lines), None);
    assert_eq!(said(schematic), said(csv));
}

#[test]
fn a_missing_sheet_is_named_with_the_one_that_wants_it() {
    let mut files = example();
    files.remove("sheets/power.kicad_sch");
    let error = read_all("stereo-filter.kicad_sch", &files, Limits::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "The sheet sheets/power.kicad_sch, which stereo-filter.kicad_sch uses, is not there: give it too, or commit it \
         beside the schematic."
    );
}
