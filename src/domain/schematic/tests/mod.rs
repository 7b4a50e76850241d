//! What reading a schematic promises.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod example;
mod flags;
mod hostile;
mod instances;
mod properties;

use super::*;
use crate::domain::bom::BomRow;

/// The files of a design, by path.
fn files(each: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    each.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

/// Reads a design whose root is the first file.
fn read_files(each: &[(&str, &str)]) -> Result<BomFile, BomError> {
    read_all(each[0].0, &files(each), Limits::default())
}

fn read_all(root: &str, files: &BTreeMap<String, Vec<u8>>, limits: Limits) -> Result<BomFile, BomError> {
    super::read(root, &|path| files.get(path).map(Vec::as_slice), limits)
}

/// A root sheet `R` with these contents.
fn root(body: &str) -> String {
    format!("(kicad_sch (version 20230121) (uuid ROOT) (lib_symbols) {body})")
}

/// A symbol that one path names.
fn symbol(reference: &str, value: &str, more: &str) -> String {
    placed(&[("/ROOT", reference, 1)], value, more)
}

/// A symbol that several paths name: path, reference, unit.
fn placed(instances: &[(&str, &str, u32)], value: &str, more: &str) -> String {
    let paths: String = instances
        .iter()
        .map(|(path, reference, unit)| format!("(path \"{path}\" (reference \"{reference}\") (unit {unit}))"))
        .collect();
    format!(
        "(symbol (lib_id \"Device:X\") (uuid s) (property \"Reference\" \"X9\") (property \"Value\" \"{value}\") {more} \
         (instances (project \"p\" {paths})))"
    )
}

fn sheet(uuid: &str, file: &str) -> String {
    format!("(sheet (uuid {uuid}) (property \"Sheetname\" \"n\") (property \"Sheetfile\" \"{file}\"))")
}

/// `R1 R2 ×2 10k` for each line.
fn summary(file: &BomFile) -> Vec<String> {
    let line = |line: &BomRow| {
        let references: Vec<&str> = line.references.iter().map(|reference| reference.as_str()).collect();
        let left_empty = if line.do_not_populate { " DNP" } else { "" };
        format!("{} ×{} {}{left_empty}", references.join(" "), line.quantity, line.value)
    };
    file.lines.iter().map(line).collect()
}

fn warnings(file: &BomFile) -> Vec<String> {
    file.warnings.iter().map(ToString::to_string).collect()
}
