//! What a project's repository offers to start from: its branches and tags, and which of its files are
//! likely to be a BOM.
//!
//! [`likely_boms`] works on names alone, so that looking at a repository costs one request however
//! many files it has. What a file really holds is found when it is read.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// More than this many proposals are no help; the others are counted.
pub const MOST_PROPOSALS: usize = 50;

/// A repository with its branches and tags, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepositoryRefs {
    /// `owner/name`, as it is called today.
    pub repository: String,
    /// Its address today, to be kept with the project.
    pub address: String,
    /// The branch that counts where none is named.
    pub default_branch: String,
    /// The default branch first, then by name.
    pub branches: Vec<RefName>,
    /// The highest number first: `v10` before `v9`.
    pub tags: Vec<RefName>,
    /// What a person should know: that there are more, or that some could not be listed.
    pub notes: Vec<String>,
}

/// A branch or a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefName {
    /// What it is called.
    pub name: String,
    /// The commit that it names, of an annotated tag the one that it stands for.
    pub commit: String,
}

/// Which files of a commit are likely to be a BOM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BomProposals {
    /// The branch, tag or commit that was asked for; empty for the default branch.
    pub git_ref: String,
    /// The commit that it names now.
    pub commit: String,
    /// The likeliest first; [`MOST_PROPOSALS`] at most.
    pub files: Vec<BomProposal>,
    /// What a person should know: that nothing was found, or that not all files were looked at.
    pub notes: Vec<String>,
}

/// A file that is likely to be a BOM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BomProposal {
    /// From the repository's root, as a version's BOM path.
    pub path: String,
    /// What it is.
    pub kind: BomFileKind,
    /// Why it is proposed, in a few words: “the schematic of the KiCad project lfo”.
    pub why: String,
}

/// What kind of file a BOM is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BomFileKind {
    /// KiCad's schematic itself, with its sub-sheets.
    Schematic,
    /// CSV, or with tabs.
    Table,
    /// An XLSX workbook.
    Workbook,
}

impl BomFileKind {
    /// By the ending of a file's name; none for what no BOM is read from.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let (_, ending) = file_name(path).rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "kicad_sch" => Some(Self::Schematic),
            "csv" | "tsv" => Some(Self::Table),
            "xlsx" => Some(Self::Workbook),
            _ => None,
        }
    }

    /// For people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Schematic => "KiCad schematic",
            Self::Table => "CSV",
            Self::Workbook => "XLSX",
        }
    }
}

/// The files of a repository that are likely to be a BOM, the likeliest first. `names` are what the
/// project and its repository are called.
#[must_use]
pub fn likely_boms(paths: &[&str], names: &[&str]) -> Vec<BomProposal> {
    let folders = Folders::of(paths);
    let names: Vec<String> = names.iter().map(|name| compact(name)).filter(|name| !name.is_empty()).collect();
    let judged = paths.iter().filter(|path| !is_by_the_way(path)).filter_map(|path| {
        let kind = BomFileKind::of(path)?;
        let (likelihood, why) = match kind {
            BomFileKind::Schematic => folders.judge_schematic(path),
            BomFileKind::Table | BomFileKind::Workbook => folders.judge_table(path, &names),
        }?;
        let is_named_so = names.contains(&compact(stem(path)));
        let depth = path.matches('/').count();
        let rank = (Reverse(likelihood), Reverse(is_named_so), depth, kind as u8, (*path).to_owned());
        Some((rank, BomProposal { path: (*path).to_owned(), kind, why }))
    });
    let ranked: BTreeMap<_, _> = judged.collect();
    ranked.into_values().collect()
}

/// How sure it is that a file is a BOM; the greatest is proposed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likelihood {
    OnlyTable,
    SomeSchematic,
    NamedBom,
    NamedLikeProject,
    OnlySchematic,
    SchematicOfProject,
}

/// What lies beside what.
struct Folders<'a> {
    /// Folder and stem of every `.kicad_pro`.
    projects: BTreeSet<(&'a str, &'a str)>,
    schematics: BTreeMap<&'a str, usize>,
    tables: BTreeMap<&'a str, usize>,
}

impl<'a> Folders<'a> {
    fn of(paths: &[&'a str]) -> Self {
        let has_ending = |path: &str, ending: &str| path.to_ascii_lowercase().ends_with(ending);
        let projects = paths.iter().filter(|path| has_ending(path, ".kicad_pro"));
        let projects = projects.map(|path| (folder(path), stem(path))).collect();
        let (mut schematics, mut tables) = (BTreeMap::new(), BTreeMap::new());
        for path in paths.iter().filter(|path| !is_by_the_way(path)) {
            match BomFileKind::of(path) {
                Some(BomFileKind::Schematic) => *schematics.entry(folder(path)).or_insert(0) += 1,
                Some(_) => *tables.entry(folder(path)).or_insert(0) += 1,
                None => {}
            }
        }
        Self { projects, schematics, tables }
    }

    /// The root of a project bears its name; what lies beside one is a sheet of it.
    fn judge_schematic(&self, path: &str) -> Option<(Likelihood, String)> {
        let here = folder(path);
        if self.projects.contains(&(here, stem(path))) {
            let why = format!("the schematic of the KiCad project {}", stem(path));
            return Some((Likelihood::SchematicOfProject, why));
        }
        let is_sheet = self.projects.iter().any(|(folder, _)| {
            *folder == here
                || folder.is_empty()
                || here.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        });
        if is_sheet {
            return None;
        }
        match self.schematics.get(here) {
            Some(1) => Some((Likelihood::OnlySchematic, "the only schematic in its folder".to_owned())),
            _ => Some((Likelihood::SomeSchematic, "a schematic without a project file beside it".to_owned())),
        }
    }

    fn judge_table(&self, path: &str, names: &[String]) -> Option<(Likelihood, String)> {
        let (here, name) = (folder(path), stem(path));
        if let Some((_, project)) =
            self.projects.iter().find(|(folder, stem)| *folder == here && compact(stem) == compact(name))
        {
            let why = format!("named like the KiCad project {project} beside it");
            return Some((Likelihood::NamedLikeProject, why));
        }
        if names.contains(&compact(name)) {
            return Some((Likelihood::NamedLikeProject, "named like the project".to_owned()));
        }
        if name.to_lowercase().contains("bom") {
            return Some((Likelihood::NamedBom, "\u{201c}bom\u{201d} is in its name".to_owned()));
        }
        let is_only = here.is_empty() && self.tables.get(here) == Some(&1);
        is_only.then(|| (Likelihood::OnlyTable, "the only table at the top".to_owned()))
    }
}

/// Copies that programs make by themselves, and what belongs to others.
fn is_by_the_way(path: &str) -> bool {
    let is_copy = |part: &str| {
        let lower = part.to_lowercase();
        lower.starts_with(['.', '~']) || lower.starts_with("_autosave") || lower.ends_with("-backups")
    };
    path.split('/').any(is_copy) || path.split('/').any(|part| part == "node_modules")
}

/// The folder that a path lies in, without a slash at its end; the root is empty.
#[must_use]
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name of a file without its ending.
#[must_use]
pub fn stem(path: &str) -> &str {
    let name = file_name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// `KickDrum` and `kick-drum` are one name.
#[must_use]
pub fn compact(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(paths: &[&str], names: &[&str]) -> Vec<String> {
        likely_boms(paths, names).into_iter().map(|file| format!("{}: {}", file.path, file.why)).collect()
    }

    #[test]
    fn the_schematic_of_the_project_comes_first_and_its_sheets_are_left_out() {
        let paths = [
            "README.md",
            "lfo.kicad_pro",
            "lfo.kicad_sch",
            "core.kicad_sch",
            "sheets/power.kicad_sch",
            "lfo.csv",
            "lfo-pos.csv",
            "fab/lfo_BOM.xlsx",
            "lfo-backups/lfo.kicad_sch",
            "_autosave-lfo.kicad_sch",
            ".history/lfo.kicad_sch",
        ];
        assert_eq!(
            told(&paths, &["Lfo", "EurorackLfo"]),
            [
                "lfo.kicad_sch: the schematic of the KiCad project lfo",
                "lfo.csv: named like the KiCad project lfo beside it",
                "fab/lfo_BOM.xlsx: \u{201c}bom\u{201d} is in its name",
            ]
        );
    }

    #[test]
    fn of_several_projects_the_one_that_is_named_so_comes_first() {
        let paths = [
            "a/a.kicad_pro",
            "a/a.kicad_sch",
            "kick-drum/kick-drum.kicad_pro",
            "kick-drum/kick-drum.kicad_sch",
        ];
        let files = likely_boms(&paths, &["KickDrum"]);
        assert_eq!(files[0].path, "kick-drum/kick-drum.kicad_sch");
        assert_eq!(files.len(), 2);
    }

    #[test]
    fn without_a_project_file_the_only_schematic_is_the_root_and_of_several_each_may_be() {
        assert_eq!(told(&["hw/x.kicad_sch"], &[]), ["hw/x.kicad_sch: the only schematic in its folder"]);
        assert_eq!(
            told(&["x.kicad_sch", "y.kicad_sch"], &["y"]),
            [
                "y.kicad_sch: a schematic without a project file beside it",
                "x.kicad_sch: a schematic without a project file beside it",
            ]
        );
    }

    #[test]
    fn the_only_table_at_the_top_is_better_than_nothing() {
        assert_eq!(told(&["parts.tsv", "x/parts.csv"], &[]), ["parts.tsv: the only table at the top"]);
        assert_eq!(told(&["parts.csv", "positions.csv"], &[]), [] as [&str; 0]);
        assert_eq!(told(&["mixer.csv", "positions.csv"], &["Mixer"]), ["mixer.csv: named like the project"]);
    }

    #[test]
    fn hostile_names_are_no_trouble() {
        for path in ["", "/", "//", ".", "a/", ".csv", "é.CSV", "\u{0}.csv", "bom", "x.kicad_pro/"] {
            let _ = likely_boms(&[path], &["", "é"]);
        }
        assert_eq!(BomFileKind::of("a.KiCad_Sch"), Some(BomFileKind::Schematic));
        assert_eq!(BomFileKind::of("csv"), None);
    }
}
