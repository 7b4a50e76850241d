//! A BOM file with what lies beside it: the sheets of a schematic, and the table of the same name.

use super::desk::{MOST_MEGABYTES, read_file};
use super::failure::Failure;
use crate::domain::schematic::{Design, Limits, is_schematic};
use crate::services::bom_sync::Source;
use std::collections::BTreeMap;
use std::path::Path;

/// A file beside the BOM is no larger; a larger one is as good as none.
const MOST_BESIDE: u64 = 10_000_000;

/// Reads the file. What lies beside it is read where it is there; what is wrong with it is found later,
/// by whoever needs it.
///
/// # Errors
/// As for [`read_file`].
pub fn gather(file: &Path) -> Result<Source, Failure> {
    let bytes = read_file(file, MOST_MEGABYTES)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (Some(folder), Some((stem, _))) = (file.parent(), name.rsplit_once('.')) else {
        return Ok(Source::File { name, bytes });
    };
    let mut files = BTreeMap::new();
    if is_schematic(&name, &bytes) {
        add_sheets(folder, &name, &bytes, &mut files);
        let table = format!("{stem}.csv");
        files.extend(read_beside(folder, &table).map(|bytes| (table, bytes)));
    } else {
        let schematic = format!("{stem}.kicad_sch");
        if let Some(bytes) = read_beside(folder, &schematic) {
            add_sheets(folder, &schematic, &bytes, &mut files);
            files.insert(schematic, bytes);
        }
    }
    if files.is_empty() {
        return Ok(Source::File { name, bytes });
    }
    files.insert(name.clone(), bytes);
    Ok(Source::Folder { name, files })
}

/// What tells one reading of a source from another: the BOM itself, of a schematic with all its sheets.
pub fn fingerprint(name: &str, files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let root = files.get(name).map(Vec::as_slice).unwrap_or_default();
    if !is_schematic(name, root) {
        return root.to_vec();
    }
    let sheets = files.iter().filter(|(path, bytes)| is_schematic(path, bytes));
    sheets
        .flat_map(|(path, bytes)| [format!("{path} {}\n", bytes.len()).as_bytes(), bytes].concat())
        .collect()
}

fn add_sheets(folder: &Path, root: &str, bytes: &[u8], files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(mut design) = Design::start(root, bytes, Limits::default()) else { return };
    while let Some(wanted) = design.wanted().into_iter().next() {
        let Some(bytes) = read_beside(folder, &wanted.path) else { return };
        let added = design.add(&wanted.path, &bytes);
        files.insert(wanted.path, bytes);
        if added.is_err() {
            return;
        }
    }
}

fn read_beside(folder: &Path, path: &str) -> Option<Vec<u8>> {
    let file = folder.join(path);
    let facts = std::fs::metadata(&file).ok()?;
    (facts.is_file() && facts.len() <= MOST_BESIDE).then(|| std::fs::read(&file).ok()).flatten()
}
