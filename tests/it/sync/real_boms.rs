//! Every BOM that KiCad wrote for four real projects, at every revision: no line is lost.

use super::workshop::Workshop;
use ctb::domain::bom::{self, Limits};
use ctb::services::{bom_sync, demo};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder lies beside the repository; without it there is nothing to test.
pub fn folder() -> Option<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let places = [here.join("../shared/boms"), here.join("../../shared/boms")];
    places.into_iter().find(|place| place.is_dir())
}

/// Past the capture of the test runner: the table belongs in the tests' output.
#[allow(clippy::explicit_write)] // `eprintln!` would be captured
pub fn say(line: &str) {
    writeln!(std::io::stderr(), "{line}").unwrap();
}

/// Rows below the header: these files have no cell with a line break.
fn rows(file: &Path) -> usize {
    std::fs::read_to_string(file).unwrap().lines().filter(|line| !line.trim().is_empty()).count() - 1
}

fn csv_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let is_csv = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "csv");
    files.into_iter().filter(is_csv).chain(folders.iter().flat_map(|folder| csv_files(folder))).collect()
}

#[test]
fn no_line_of_a_real_bom_is_doubted_and_each_says_what_is_written() {
    let Some(folder) = folder() else {
        say("passed over: there is no folder shared/boms beside the repository");
        return;
    };
    let files = csv_files(&folder);
    assert!(!files.is_empty());
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let file = bom::read(text.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(file.lines.len(), rows(&path), "{}", path.display());
        assert_eq!(file.warnings, [], "{}", path.display());
        for line in &file.lines {
            let written = text.lines().nth(usize::try_from(line.row).unwrap() - 1).unwrap();
            assert!(written.contains(&format!("\"{}\"", line.value)), "{} row {}", path.display(), line.row);
            assert_eq!(u64::try_from(line.references.len()).unwrap(), line.quantity.get());
        }
    }
}

#[tokio::test]
async fn no_line_of_a_real_bom_is_lost() {
    let Some(folder) = folder() else {
        say("passed over: there is no folder shared/boms beside the repository");
        return;
    };
    let workshop = Workshop::empty().await;
    demo::fill(&workshop.context).await.unwrap();
    workshop.github.load_folder(&folder);
    say(&format!(
        "{:<10} {:<6} {:>5} {:>7} {:>9}  warnings",
        "project", "ref", "lines", "matched", "unmatched"
    ));
    let mut synced = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let project = entry.unwrap().path();
        let Ok(facts) = std::fs::read(project.join("refs.json")) else { continue };
        let facts: serde_json::Value = serde_json::from_slice(&facts).unwrap();
        let name = project.file_name().unwrap().to_str().unwrap();
        let (owner, repository) = (facts["owner"].as_str().unwrap(), facts["repo"].as_str().unwrap());
        for (revision, git_ref) in facts["refs"].as_object().unwrap() {
            workshop.add(name, &format!("https://github.com/{owner}/{repository}"), revision).await;
            let fetched =
                bom_sync::fetch(&workshop.context, &workshop.client, (name, revision)).await.unwrap();
            let request = ctb::services::Request::unkeyed();
            let answer =
                bom_sync::apply(&workshop.context, &request, (name, revision), &fetched).await.unwrap();
            let file = project.join(revision).join(git_ref["files"][0].as_str().unwrap());
            assert_eq!(answer.commit.as_deref(), git_ref["sha"].as_str());
            assert_eq!(answer.lines, rows(&file), "{name} {revision}");
            assert_eq!(answer.added, answer.lines);
            let matched = answer.lines - answer.unmatched.len();
            say(&format!(
                "{name:<10} {revision:<6} {:>5} {matched:>7} {:>9}  {}",
                answer.lines,
                answer.unmatched.len(),
                answer.warnings.len()
            ));
            synced += 1;
        }
    }
    assert!(synced >= 8, "only {synced} BOMs were found");
}
