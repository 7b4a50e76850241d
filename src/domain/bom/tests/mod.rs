//! What reading a BOM promises, through the front door: [`super::read`].
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod difference;
mod families;
mod flags;
mod hostile;
mod properties;
mod references;
mod shape;
mod workbook;

use super::*;

/// Reads a text that must be a BOM.
fn bom(text: &str) -> BomFile {
    read(text.as_bytes(), &Limits::default()).unwrap()
}

/// Reads a text that must be refused.
fn refused(text: &str) -> BomError {
    read(text.as_bytes(), &Limits::default()).unwrap_err()
}

/// `R1 R2 ×2 10k` for each line: enough to see which lines there are.
fn summary(file: &BomFile) -> Vec<String> {
    let line = |line: &BomRow| {
        let references: Vec<&str> = line.references.iter().map(Reference::as_str).collect();
        format!("{} ×{} {}", references.join(" "), line.quantity, line.value)
    };
    file.lines.iter().map(line).collect()
}

/// A file with one column beside reference and value, and that column's cell in one row.
fn with_column(header: &str, cell: &str) -> BomFile {
    bom(&format!("Ref,Qty,Value,{header}\nR1,1,10k,{cell}\n\"R2,R3\",2,22k,\n"))
}
