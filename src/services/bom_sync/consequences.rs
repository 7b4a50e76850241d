//! What applying a BOM would do to the builds of its version.

use super::Unmatched;
use crate::domain::builds::{Build, BuildStatus};
use crate::domain::clearing::{Consequence, NewlyMissing, UnmatchedLine, consequence, work_out};
use crate::domain::quantity::Quantity;
use crate::services::ServiceError;
use crate::services::sheets::{Lines, Material, Prices, Wanted};
use crate::store::projects::Version;
use crate::store::sheets::LineRow;
use crate::store::{self, Tx};
use serde::{Deserialize, Serialize};

/// An open or cleared build, with what it would newly lack once it is cleared against the BOM. A cleared
/// one keeps what it has until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildConsequence {
    /// Its number.
    pub build: i64,
    /// Its name for programs, if it has one.
    pub key: Option<String>,
    /// The project's name.
    pub project: String,
    /// The version's revision.
    pub revision: String,
    /// Pieces in all.
    pub quantity: Quantity,
    /// Where it stands.
    pub status: BuildStatus,
    /// What it would miss that it does not miss now.
    pub newly_missing: Vec<NewlyMissing>,
    /// Lines that count for it and would be no part, where they are one now or are new.
    pub unmatched: Vec<Unmatched>,
}

impl BuildConsequence {
    fn new(build: Build, lacking: Consequence) -> Self {
        Self {
            build: build.number,
            key: build.key,
            project: build.project,
            revision: build.revision,
            quantity: build.quantity,
            status: build.status,
            newly_missing: lacking.newly_missing,
            unmatched: lacking.unmatched.into_iter().map(unmatched).collect(),
        }
    }
}

/// Compares each build as it stands with how it would stand with these lines; writes nothing. Each is
/// looked at by itself, as clearing does: what others have reserved is not free, what they only want is.
pub(super) async fn of_sync(
    tx: &mut Tx,
    version: &Version,
    lines: &[LineRow],
) -> Result<Vec<BuildConsequence>, ServiceError> {
    let builds = store::builds::unfinished_of(tx, version.id).await?;
    let stored = Lines::read(tx, builds.iter().filter_map(Build::standing_bom)).await?;
    let standing = |build| stored.wanted(build, build.standing_bom());
    let changed = |build| Wanted { build, lines: Some(lines) };
    let both: Vec<Wanted<'_>> = builds.iter().flat_map(|build| [standing(build), changed(build)]).collect();
    let material = Material::read(tx, &both, Prices::WhereTheyDecide).await?;
    let told = builds.iter().map(|build| {
        let (now, then) = (material.sheet(standing(build)), material.sheet(changed(build)));
        let choices = build.choices();
        let lacking = consequence(&work_out(&now, &choices), &work_out(&then, &choices), &then);
        BuildConsequence::new(build.clone(), lacking)
    });
    Ok(told.collect())
}

fn unmatched(line: UnmatchedLine) -> Unmatched {
    let references = line.references.iter().map(|reference| reference.as_str().to_owned()).collect();
    Unmatched { line: line.line, references, wanted: line.wanted }
}
