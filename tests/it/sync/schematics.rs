//! The KiCad schematic as a version's BOM: its sheets come from the same commit, and a table beside it is
//! compared with it.

use super::real_boms::{folder, say};
use super::workshop::{BOM_HEAD, FIRST, SECOND, Workshop};
use crate::github_stand_in::Fault;
use ctb::domain::bom::{self, BomRow};
use ctb::services::bom_sync::{self, Source, from_file, from_folder};
use ctb::services::{Request, ServiceError, projects};
use std::collections::BTreeMap;

const ROOT: &[u8] = include_bytes!("../../../docs/examples/stereo-filter/stereo-filter.kicad_sch");
const CHANNEL: &[u8] = include_bytes!("../../../docs/examples/stereo-filter/channel.kicad_sch");
const POWER: &[u8] = include_bytes!("../../../docs/examples/stereo-filter/sheets/power.kicad_sch");
const CSV: &[u8] = include_bytes!("../../../docs/examples/stereo-filter/stereo-filter.csv");
const VERSION: (&str, &str) = ("Filter", "main");

const FILES: [(&str, &[u8]); 5] = [
    ("hw/stereo-filter.kicad_pro", b"{}"),
    ("hw/stereo-filter.kicad_sch", ROOT),
    ("hw/channel.kicad_sch", CHANNEL),
    ("hw/sheets/power.kicad_sch", POWER),
    ("hw/stereo-filter.csv", CSV),
];

/// A workshop with the project Filter, whose version `main` reads that path.
async fn workshop(files: &[(&str, &[u8])], path: Option<&str>) -> Workshop {
    let workshop = Workshop::new().await;
    workshop.github.repository("maker", "filter").push("main", FIRST, files);
    let request = Request::unkeyed();
    let address = "https://github.com/maker/filter";
    projects::add_project(&workshop.context, &request, "Filter", Some(address)).await.unwrap();
    let version = projects::NewVersion {
        project: "Filter".into(),
        revision: "main".into(),
        bom_path: path.map(str::to_owned),
        ..projects::NewVersion::default()
    };
    projects::add_version(&workshop.context, &request, &version).await.unwrap();
    workshop
}

async fn of_schematic() -> Workshop {
    workshop(&FILES, Some("hw/stereo-filter.kicad_sch")).await
}

async fn sync(workshop: &Workshop) -> Result<bom_sync::SyncAnswer, ServiceError> {
    workshop.sync_version(VERSION.0, VERSION.1).await
}

/// The CSV with another value for R7 and without D2 and D3.
fn stale() -> Vec<u8> {
    let text = std::str::from_utf8(CSV).unwrap();
    let lines = text.lines().filter(|line| !line.contains("D2, D3"));
    lines.map(|line| format!("{}\n", line.replace("\"1k\"", "\"2k2\""))).collect::<String>().into_bytes()
}

#[tokio::test]
async fn sheets_come_from_the_same_commit_and_a_sync_is_a_sync() {
    let workshop = of_schematic().await;
    let answer = sync(&workshop).await.unwrap();
    assert_eq!((answer.lines, answer.added, answer.commit.as_deref()), (14, 14, Some(FIRST)));
    assert_eq!(answer.warnings, [] as [&str; 0]);
    let targets = workshop.github.targets();
    for file in [
        "hw/stereo-filter.kicad_sch",
        "hw/channel.kicad_sch",
        "hw/sheets/power.kicad_sch",
        "hw/stereo-filter.csv",
    ] {
        let asked = format!("/repos/maker/filter/contents/{file}?ref={FIRST}");
        assert_eq!(targets.iter().filter(|target| **target == asked).count(), 1, "{targets:?}");
    }
    assert_eq!(targets.len(), 5, "{targets:?}");

    // The same commit again changes nothing, and so does switching to the CSV that says the same.
    assert_eq!(sync(&workshop).await.unwrap().changed, 0);
    let report = preview(&workshop).await;
    assert_eq!((report.answer.added, report.answer.changed, report.answer.removed), (0, 0, 0));
}

async fn preview(workshop: &Workshop) -> bom_sync::SyncReport {
    let fetched = bom_sync::fetch(&workshop.context, &workshop.client, VERSION).await.unwrap();
    bom_sync::preview(&workshop.context, VERSION, &fetched).await.unwrap()
}

#[tokio::test]
async fn a_stale_csv_beside_the_schematic_is_told_in_words() {
    let stale = stale();
    let mut files = FILES;
    files[4].1 = &stale;
    let workshop = workshop(&files, Some("hw/stereo-filter.kicad_sch")).await;
    let report = preview(&workshop).await;
    assert_eq!(report.answer.lines, 14);
    assert_eq!(
        report.answer.warnings,
        [
            "The CSV beside it is stale (hw/stereo-filter.csv): the schematic has D2, D3 besides, and R7 is 1k, not 2k2."
        ]
    );
}

#[tokio::test]
async fn a_csv_that_is_read_is_compared_with_the_schematic_beside_it() {
    let stale = stale();
    let mut files = FILES;
    files[4].1 = &stale;
    let workshop = workshop(&files, Some("hw/stereo-filter.csv")).await;
    let answer = sync(&workshop).await.unwrap();
    assert_eq!(answer.lines, 13);
    assert_eq!(
        answer.warnings,
        [
            "hw/stereo-filter.csv is stale: the schematic beside it (hw/stereo-filter.kicad_sch) has D2, D3 besides, and R7 is \
          1k, not 2k2. Export the BOM again, or read the schematic itself."
        ]
    );
}

#[tokio::test]
async fn the_only_schematic_is_found_where_no_csv_is() {
    let files: [(&str, &[u8]); 4] = [
        ("stereo-filter.kicad_pro", b"{}"),
        ("stereo-filter.kicad_sch", ROOT),
        ("channel.kicad_sch", CHANNEL),
        ("sheets/power.kicad_sch", POWER),
    ];
    let workshop = workshop(&files, None).await;
    assert_eq!(sync(&workshop).await.unwrap().lines, 14);
}

#[tokio::test]
async fn a_sheet_that_cannot_be_had_changes_nothing_and_is_named() {
    let workshop = of_schematic().await;
    sync(&workshop).await.unwrap();
    let before = workshop.everything().await;
    workshop.github.repository("maker", "filter").push("main", SECOND, &FILES[..3]);
    let error = sync(&workshop).await.unwrap_err().to_string();
    assert!(
        error.starts_with(
            "The sheet hw/sheets/power.kicad_sch, which hw/stereo-filter.kicad_sch uses, is not there"
        ),
        "{error}"
    );
    let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n";
    for (body, said) in [
        (&pointer[..], "kept in Git LFS"),
        (b"<!DOCTYPE html><html>", "HTML page"),
        (b"(kicad_sch (uuid", "hw/sheets/power.kicad_sch cannot be read"),
        (b"(kicad_pcb)", "hw/sheets/power.kicad_sch is not a KiCad schematic"),
        (b"(kicad_sch (sheet (property \"Sheetfile\" \"../stereo-filter.kicad_sch\")))", "contains itself"),
        (b"(kicad_sch (sheet (property \"Sheetfile\" \"../../../x.kicad_sch\")))", "leads out of the folder"),
        (b"(kicad_sch (sheet (property \"Sheetfile\" \"NUL\")))", "names a device"),
    ] {
        let mut files = FILES;
        files[3].1 = body;
        workshop.github.repository("maker", "filter").push("main", SECOND, &files);
        let error = sync(&workshop).await.unwrap_err().to_string();
        assert!(error.contains(said), "{said}: {error}");
    }
    workshop.github.repository("maker", "filter").push("main", SECOND, &FILES);
    for fault in
        [Fault::Status(500), Fault::Reset, Fault::CutBody, Fault::Html, Fault::SecondaryLimit(Some(60))]
    {
        let workshop = of_schematic().await;
        workshop.github.fail_path("channel.kicad_sch", fault.clone());
        let error = sync(&workshop).await.unwrap_err();
        assert!(matches!(error, ServiceError::Remote(_)), "{fault:?}: {error}");
    }
    assert_eq!(workshop.everything().await, before);
}

#[tokio::test]
async fn the_second_file_never_makes_a_sync_fail() {
    let faults = [
        Fault::Status(500),
        Fault::Status(404),
        Fault::Reset,
        Fault::CutBody,
        Fault::Html,
        Fault::NotJson,
        Fault::SecondaryLimit(Some(60)),
        Fault::Answer(200, "application/vnd.github.raw+json", b"no table at all".to_vec()),
        Fault::Answer(200, "application/vnd.github.raw+json", b"(kicad_sch".to_vec()),
        Fault::Endless(11 * 1024 * 1024),
    ];
    for (read, beside) in [("hw/stereo-filter.kicad_sch", ".csv?"), ("hw/stereo-filter.csv", ".kicad_sch?")] {
        for fault in &faults {
            let workshop = workshop(&FILES, Some(read)).await;
            workshop.github.fail_path(beside, fault.clone());
            let answer = sync(&workshop).await.unwrap_or_else(|error| panic!("{read} {fault:?}: {error}"));
            assert_eq!(answer.lines, 14, "{read} {fault:?}");
            assert_eq!(answer.warnings, [] as [&str; 0], "{read} {fault:?}");
        }
    }
}

#[tokio::test]
async fn a_comparison_is_not_worth_more_than_twenty_sheets() {
    for (sheets, told) in [(19, 1), (20, 0)] {
        let uses: String = (0..sheets)
            .map(|at| format!("(sheet (uuid s{at}) (property \"Sheetfile\" \"{at}.kicad_sch\"))"))
            .collect();
        let part = "(symbol (lib_id \"x\") (property \"Reference\" \"R1\") (property \"Value\" \"1k\"))";
        let root = format!("(kicad_sch (uuid R) {part} {uses})");
        let names: Vec<String> = (0..sheets).map(|at| format!("{at}.kicad_sch")).collect();
        let mut files: Vec<(&str, &[u8])> =
            names.iter().map(|name| (name.as_str(), &b"(kicad_sch (uuid S))"[..])).collect();
        files.extend([("x.kicad_sch", root.as_bytes()), ("x.csv", &b"Reference,Value\nR1,2k\n"[..])]);
        let workshop = workshop(&files, Some("x.csv")).await;
        let warnings = sync(&workshop).await.unwrap().warnings;
        assert_eq!(
            warnings.iter().filter(|warning| warning.contains("is stale")).count(),
            told,
            "{warnings:?}"
        );
        assert!(workshop.github.requests().len() <= 3 + 20);
    }
}

#[tokio::test]
async fn a_schematic_that_is_handed_over_finds_its_sheets_among_the_files() {
    let named = |each: &[(&str, &[u8])]| -> BTreeMap<String, Vec<u8>> {
        each.iter().map(|(path, body)| ((*path).to_owned(), body.to_vec())).collect()
    };
    // An upload has names without folders.
    let files = named(&[
        ("stereo-filter.kicad_sch", ROOT),
        ("channel.kicad_sch", CHANNEL),
        ("power.kicad_sch", POWER),
    ]);
    from_folder("stereo-filter.kicad_sch", &files).unwrap();
    let workshop = of_schematic().await;
    let stale = stale();
    let mut files = files;
    files.insert("stereo-filter.csv".into(), stale);
    let source = Source::Folder { name: "stereo-filter.kicad_sch".into(), files };
    let request = Request::unkeyed();
    let answer =
        bom_sync::sync(&workshop.context, &workshop.client, &request, VERSION, source).await.unwrap();
    assert_eq!((answer.lines, answer.commit), (14, None));
    assert!(
        answer.warnings[0].starts_with("The CSV beside it is stale (stereo-filter.csv)"),
        "{:?}",
        answer.warnings
    );
    // A single sheet is enough for a design of one; for this one it is not.
    assert!(from_file("power.kicad_sch", POWER).is_ok());
    let error = from_file("stereo-filter.kicad_sch", ROOT).unwrap_err().to_string();
    assert!(error.contains("channel.kicad_sch, which stereo-filter.kicad_sch uses, is not there"), "{error}");
    assert!(from_folder("none.csv", &BTreeMap::new()).is_err());
}

/// A sheet of lines that names every part that its line does, and says nothing of its own.
fn said(lines: &[BomRow]) -> BTreeMap<String, [String; 5]> {
    let each = lines.iter().flat_map(|line| line.references.iter().map(move |reference| (reference, line)));
    each.map(|(reference, line)| {
        let says =
            [&line.value, &line.footprint, &line.vendor, &line.item_number, &line.mpn].map(Clone::clone);
        (reference.to_string(), says)
    })
    .collect()
}

#[tokio::test]
async fn real_schematics_say_what_their_csv_says_but_for_the_stale_one() {
    let Some(folder) = folder() else {
        say("passed over: there is no folder shared/boms beside the repository");
        return;
    };
    for (project, stem) in [("KickDrum", "kick-drum"), ("Lfo", "lfo"), ("Vco", "vco"), ("Mix", "mix")] {
        let file =
            |ending: &str| std::fs::read(folder.join(project).join("main").join(format!("{stem}.{ending}")));
        let (Ok(schematic), Ok(csv)) = (file("kicad_sch"), file("csv")) else {
            say(&format!("passed over: {project} has no schematic in shared/boms"));
            continue;
        };
        let name = format!("{stem}.kicad_sch");
        let limits = ctb::domain::schematic::Limits::default();
        let read =
            ctb::domain::schematic::read(&name, &|path| (path == name).then_some(&schematic[..]), limits)
                .unwrap();
        let table = bom::read(&csv, &bom::Limits::default()).unwrap();
        let told: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(told, [] as [&str; 0], "{project}");
        let differs = bom::difference(&read.lines, &table.lines).map(|differs| differs.told());
        if project == "Mix" {
            let expected = "has D7, D8, R24\u{2013}R26 besides, and C5 is 100n, not 15p";
            assert!(differs.clone().unwrap().starts_with(expected), "{differs:?}");
        } else {
            assert_eq!(differs, None, "{project}");
            assert_eq!(said(&read.lines), said(&table.lines), "{project}");
            assert_eq!(read.lines.len(), table.lines.len(), "{project}");
        }
        let files: [(&str, &[u8]); 2] = [(&name, &schematic), (&format!("{stem}.csv"), &csv)];
        let workshop = workshop(&files, Some(&name)).await;
        let report = preview(&workshop).await;
        say(&format!(
            "{project:<10} {:>3} lines from the schematic  {:?}",
            report.answer.lines, report.answer.warnings
        ));
        assert_eq!(report.answer.warnings.len(), usize::from(project == "Mix"));
    }
}

#[tokio::test]
async fn a_quoted_head_is_no_schematic() {
    // A table may mention one.
    let text = format!("{BOM_HEAD}\"1\",\"R1\",\"1\",\"(kicad_sch\",\"\",\"\",\"\",\"\"\n");
    assert!(from_file("x.csv", text.as_bytes()).is_ok());
}
