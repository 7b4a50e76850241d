//! Every BOM that KiCad wrote for four real projects, at every revision: no line is lost.

use super::workshop::Workshop;
use ctb::services::{bom_sync, demo};
use std::io::Write;
use std::path::PathBuf;

/// The folder lies beside the repository; without it there is nothing to test.
fn folder() -> Option<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let places = [here.join("../shared/boms"), here.join("../../shared/boms")];
    places.into_iter().find(|place| place.is_dir())
}

/// Past the capture of the test runner: the table belongs in the tests' output.
fn say(line: &str) {
    writeln!(std::io::stderr(), "{line}").unwrap();
}

/// Rows below the header: these files have no cell with a line break.
fn rows(file: &std::path::Path) -> usize {
    std::fs::read_to_string(file).unwrap().lines().filter(|line| !line.trim().is_empty()).count() - 1
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
