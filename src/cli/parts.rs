//! `ctb parts import` and `ctb parts tray`.

use super::answer::Answer;
use super::desk::{Desk, read_file};
use super::failure::Failure;
use super::progress;
use super::table::{Table, counted, one_line};
use crate::domain::parts_list::{ColumnUse, ImportPreview, Imported, MapError, Packages, TrayPage, Undone};
use crate::services::parts_import::{self, Stated, StatedColumns};
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::PathBuf;

/// The most that a list may have, in megabytes.
const MOST_MEGABYTES: u64 = 10;

/// Takes in somebody's list of parts.
#[derive(Debug, Subcommand)]
pub enum Parts {
    /// Take in a list of parts (CSV, XLSX): good rows enter, doubtful ones wait; or undo an import
    Import(Import),
    /// List the rows that wait, and why
    Tray(Tray),
}

/// A list, or an import that is undone.
#[derive(Debug, Args, Serialize)]
pub struct Import {
    /// The list as CSV or XLSX; - for standard input
    #[serde(skip)]
    #[arg(required_unless_present = "undo")]
    file: Option<PathBuf>,
    /// What a column holds, by header, letter or number, where it is not what is proposed: B=quantity, "Bin"=location, F=custom, G=ignore
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<Mapped>,
    /// What becomes of packages that nobody made yet: they are made, or their rows wait
    #[arg(long, value_enum, default_value_t = New::Make)]
    new_packages: New,
    /// Say what would change, and change nothing
    #[arg(long, conflicts_with = "undo")]
    dry_run: bool,
    /// Undo an import, by its number
    #[arg(long, value_name = "IMPORT", conflicts_with_all = ["file", "map"])]
    undo: Option<i64>,
}

/// Which rows.
#[derive(Debug, Args)]
pub struct Tray {
    /// Those of an import, by its number; of the newest that has any where it is not said
    #[arg(long, value_name = "IMPORT")]
    import: Option<i64>,
}

/// What becomes of new packages, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
enum New {
    /// They are made
    Make,
    /// Their rows wait
    Ask,
}

/// One column, as it is typed.
#[derive(Debug, Clone, Serialize)]
struct Mapped(String, ColumnUse);

impl std::str::FromStr for Mapped {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (column, field) =
            text.rsplit_once('=').ok_or_else(|| MapError::NotAssigned(text.to_owned()).to_string())?;
        let field = field.trim().to_lowercase().parse().map_err(|error: MapError| error.to_string())?;
        Ok(Self(column.trim().to_owned(), field))
    }
}

impl Parts {
    /// Imports, undoes or lists.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        match self {
            Self::Import(import) => import.run(desk).await,
            Self::Tray(tray) => tray.run(desk).await,
        }
    }
}

impl Import {
    async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        if let Some(batch) = self.undo {
            let request = desk.request("parts import", self)?;
            let context = desk.context().await?;
            let undone = parts_import::undo(&context, &request, batch).await?;
            return Answer::new(&undone, taken_back(&undone));
        }
        let file = self.file.clone().unwrap_or_default();
        let bytes = read_file(&file, MOST_MEGABYTES)?;
        let request = desk.request_with("parts import", self, &bytes)?;
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let list = parts_import::read(&name, &bytes)?;
        let context = desk.context().await?;
        if self.dry_run {
            let preview = parts_import::preview(&context, &list, &self.stated()).await?;
            return Answer::new(&preview, would(&preview));
        }
        let stated = self.stated();
        let import = parts_import::apply(&context, &request, &list, &stated);
        let imported = progress::during("Reading the list\u{2026}", import).await?;
        Answer::new(&imported, came_in(&imported))
    }

    fn stated(&self) -> Stated {
        let some = self.map.iter().map(|mapped| (mapped.0.clone(), mapped.1)).collect();
        let packages = match self.new_packages {
            New::Make => Packages::Make,
            New::Ask => Packages::Ask,
        };
        Stated { columns: StatedColumns::Some(some), packages }
    }
}

impl Tray {
    async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let context = desk.context().await?;
        let mut all = parts_import::tray(&context, self.import, "", None).await?;
        let mut next = all.next.take();
        while let Some(after) = next {
            let batch = all.rows.first().map(|row| row.batch);
            let page = parts_import::tray(&context, batch, "", Some(after)).await?;
            next = page.next;
            all.rows.extend(page.rows);
        }
        Answer::new(&all, waiting(&all))
    }
}

fn parts(count: usize) -> String {
    counted(count, "part", "parts")
}

fn would(preview: &ImportPreview) -> String {
    let mut table = Table::new(&["column", "header", "becomes", "sure", "such as"]);
    for column in &preview.columns {
        let samples: Vec<String> = column.samples.iter().map(|sample| one_line(sample).to_string()).collect();
        table.row([
            column.letter.clone(),
            column.header.clone(),
            column.becomes.to_string(),
            column.confidence.to_string(),
            samples.join(", "),
        ]);
    }
    let mut text = table.to_string();
    if let Some(problem) = &preview.problem {
        let _ = writeln!(text, "Nothing would come in: {problem}.");
        return text;
    }
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{} would be new, {} would change, {} would be counted, {} say what is known, {} would wait.",
        parts(preview.made),
        parts(preview.updated),
        counted(preview.counted, "place", "places"),
        counted(preview.unchanged, "row", "rows"),
        counted(preview.doubtful, "row", "rows")
    );
    for (row, why) in &preview.doubts {
        let _ = writeln!(text, "Row {row} would wait: {}.", one_line(why));
    }
    text
}

fn came_in(imported: &Imported) -> String {
    let mut text = format!(
        "{} new, {} changed, {} counted, {} of vendors; {} said what was known.\n",
        parts(imported.made),
        parts(imported.updated),
        counted(imported.counted, "place", "places"),
        counted(imported.items, "item", "items"),
        counted(imported.unchanged, "row", "rows")
    );
    if imported.waiting > 0 {
        let rows = counted(imported.waiting, "row waits", "rows wait");
        let _ = writeln!(text, "{rows}: ctb parts tray says why; they are fixed on the page Import.");
    }
    if imported.lines_changed > 0 {
        let lines = counted(imported.lines_changed, "BOM line means", "BOM lines mean");
        let _ = writeln!(text, "{lines} something else now.");
    }
    if let Some(batch) = imported.batch {
        let _ = writeln!(text, "This is import {batch}: ctb parts import --undo {batch} takes it back.");
    }
    text
}

fn taken_back(undone: &Undone) -> String {
    let mut text = format!(
        "Import {} is undone: {} gone, {} archived, {} as before, {} booked back.\n",
        undone.batch,
        parts(undone.removed),
        undone.archived,
        undone.restored,
        counted(undone.counted_back, "count", "counts")
    );
    for kept in &undone.kept {
        let _ = writeln!(text, "Not undone: {}.", one_line(kept));
    }
    if undone.more_kept > 0 {
        let _ = writeln!(text, "\u{2026} and {} more.", undone.more_kept);
    }
    text
}

fn waiting(page: &TrayPage) -> String {
    if page.rows.is_empty() {
        return "No rows wait.".to_owned();
    }
    let mut table = Table::new(&["row#", "says", "waits because", "or"]);
    for row in &page.rows {
        let cells: Vec<&str> = row.cells.iter().map(|(_, cell)| cell.as_str()).collect();
        let suggestion = row.suggestion.clone().unwrap_or_default();
        table.row([row.row.to_string(), cells.join(" | "), row.reasons.join("; "), suggestion]);
    }
    table.to_string()
}
