//! Sheets of a workbook.

use super::*;

fn row(number: u32, cells: &[&str]) -> SheetRow {
    SheetRow { row: number, cells: cells.iter().map(|cell| SheetCell::Text((*cell).to_owned())).collect() }
}

fn sheet(name: &str, rows: Vec<SheetRow>) -> Sheet {
    Sheet { name: name.to_owned(), rows }
}

fn read(sheets: &[Sheet]) -> Result<BomFile, BomError> {
    read_workbook(sheets, &Limits::default())
}

#[test]
fn the_first_sheet_with_a_header_is_read_as_a_table_is() {
    let sheets = [
        sheet("Notes", vec![row(1, &["Reference"]), row(2, &["see the next sheet"])]),
        sheet(
            "BOM",
            vec![
                row(1, &["Lfo", "rev 2"]),
                row(3, &["Designator", "Qty", "Value", "Colour"]),
                row(4, &["R1, R2", "2", "10k", ""]),
                row(5, &["", "4", "M3 screw", "black"]),
                row(9, &["", "", "made by", ""]),
            ],
        ),
        sheet("Other", vec![row(1, &["Reference", "Value"]), row(2, &["C1", "1n"])]),
    ];
    let file = read(&sheets).unwrap();
    assert_eq!(summary(&file), ["R1 R2 ×2 10k", " ×4 M3 screw"]);
    assert_eq!((file.header_row, file.lines[1].row), (3, 5));
    assert_eq!(file.lines[1].extras, [("Colour".to_owned(), "black".to_owned())]);
}

#[test]
fn errors_name_sheet_row_and_column() {
    let head = || row(1, &["Reference", "Qty", "Value", "Made on"]);
    let bad = sheet("BOM", vec![head(), row(2, &["R1", "many", "10k"])]);
    let error = read(&[bad]).unwrap_err().to_string();
    assert!(error.starts_with("Sheet BOM: Row 2, column 2 (Qty):"), "{error}");

    let mut dated = row(7, &["R1", "1", "", "x"]);
    dated.cells[2] = SheetCell::Odd(OddCell::Date, "2024-02-01".to_owned());
    let error = read(&[sheet("BOM", vec![head(), dated.clone()])]).unwrap_err().to_string();
    assert!(error.starts_with("Sheet BOM: Row 7, column 3 (Value): the cell is a date"), "{error}");

    // Where nothing counts on it, a date is as good as any text.
    dated.cells.swap(2, 3);
    let file = read(&[sheet("BOM", vec![head(), dated])]).unwrap();
    assert_eq!(file.lines[0].extras, [("Made on".to_owned(), "2024-02-01".to_owned())]);

    let error = read(&[sheet("A", vec![]), sheet("B", vec![row(1, &["x"])])]).unwrap_err().to_string();
    assert!(error.starts_with("No sheet of the workbook (A, B) has a header"), "{error}");
}
