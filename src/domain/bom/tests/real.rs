//! BOMs of real projects, where a copy lies beside the checkout. None is part of this repository.

use super::*;
use std::path::{Path, PathBuf};

fn real_boms() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().skip(1).take(2).map(|folder| folder.join("shared/boms")).find(|folder| folder.is_dir())
}

fn csv_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let is_csv = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "csv");
    files.into_iter().filter(is_csv).chain(folders.iter().flat_map(|folder| csv_files(folder))).collect()
}

#[test]
fn no_line_of_a_real_bom_is_lost_or_doubted() {
    let Some(folder) = real_boms() else {
        println!("passed over: no real BOMs beside this checkout");
        return;
    };
    let files = csv_files(&folder);
    assert!(!files.is_empty());
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let file = bom(&text);
        let records = text.lines().filter(|line| !line.trim().is_empty()).count() - 1;
        assert_eq!(file.lines.len(), records, "{}", path.display());
        assert_eq!(file.warnings, [], "{}", path.display());
        for line in &file.lines {
            let written = text.lines().nth(usize::try_from(line.row).unwrap() - 1).unwrap();
            assert!(written.contains(&format!("\"{}\"", line.value)), "{} row {}", path.display(), line.row);
            assert_eq!(u64::try_from(line.references.len()).unwrap(), line.quantity.get());
        }
    }
}
