//! What a BOM that was read would change, worked out without changing anything.

use super::{Fetched, LineChange, SyncAnswer, Unmatched, depth};
use crate::domain::bom::Reference;
use crate::domain::ids::BomId;
use crate::domain::matching::{
    BomChanges, BomLine, Catalog, Choice, Decision, Decisions, LineKey, Reason, Resolution, ResolvedLine,
    StandingMeanings, Word, compare, resolve_all,
};
use crate::services::error::ServiceError;
use crate::store::projects::Version;
use crate::store::resolutions::LineMeanings;
use crate::store::sheets::LineRow;
use crate::store::{self, Tx};

/// The new lines with what they mean, beside the old ones.
pub(super) struct Plan {
    old: Vec<BomLine>,
    pub(super) lines: Vec<BomLine>,
    resolved: Vec<ResolvedLine>,
    changes: BomChanges,
    decisions: Decisions,
    /// The BOM that is applied already, if this is the same once more.
    pub(super) same_bom: Option<BomId>,
}

impl Plan {
    pub(super) async fn make(
        tx: &mut Tx,
        version: &Version,
        fetched: &Fetched,
    ) -> Result<Self, ServiceError> {
        let (old, changes, same_bom) = match version.bom {
            None => (Vec::new(), compare(&[], &fetched.lines, super::Comparison::Full), None),
            Some(bom) => {
                let stored = store::boms::one(tx, bom).await?;
                let old = store::boms::lines(tx, bom).await?;
                let changes = compare(&old, &fetched.lines, depth(stored.source));
                let same_place = stored.source == fetched.source
                    && stored.commit == fetched.commit
                    && stored.path == fetched.path;
                let is_same = same_place && old == fetched.lines;
                (old, changes, is_same.then_some(bom))
            }
        };
        let decisions = decisions(tx, version).await?;
        let catalog = Catalog::new(store::catalog_snapshot::load(tx).await?);
        let resolved = resolve_all(&catalog, &fetched.lines, &decisions, &StandingMeanings::new());
        Ok(Self { old, lines: fetched.lines.clone(), resolved, changes, decisions, same_bom })
    }

    pub(super) fn meanings(&self) -> Vec<LineMeanings> {
        let each = self.lines.iter().zip(&self.resolved);
        each.map(|(line, resolved)| LineMeanings {
            line: line.line,
            resolutions: resolved.resolutions.clone(),
        })
        .collect()
    }

    /// The lines as a build's sheet takes them: what applying would store.
    pub(super) fn sheet_lines(&self) -> Vec<LineRow> {
        let each = self.lines.iter().zip(&self.resolved);
        each.flat_map(|(line, resolved)| resolved.resolutions.iter().map(|meaning| sheet_line(line, meaning)))
            .collect()
    }

    /// Whether the version's BOM says the same already, and means the same.
    pub(super) async fn changes_nothing(&self, tx: &mut Tx, version: &Version) -> Result<bool, ServiceError> {
        let Some(bom) = version.bom else { return Ok(false) };
        let changes = &self.changes;
        let same_lines = changes.added.is_empty() && changes.changed.is_empty() && changes.removed.is_empty();
        Ok(same_lines && store::resolutions::of_bom(tx, bom).await? == self.meanings())
    }

    pub(super) fn answer(&self, fetched: &Fetched) -> SyncAnswer {
        let matching = self.resolved.iter().flat_map(|resolved| resolved.warnings.iter().cloned());
        SyncAnswer {
            commit: fetched.commit.clone(),
            lines: self.lines.len(),
            added: self.changes.added.len(),
            changed: self.changes.changed.len(),
            removed: self.changes.removed.len(),
            unmatched: self.unmatched(),
            warnings: fetched
                .warnings
                .iter()
                .cloned()
                .chain(matching)
                .chain(self.doubtful_decisions())
                .collect(),
        }
    }

    fn unmatched(&self) -> Vec<Unmatched> {
        let each = self.lines.iter().zip(&self.resolved);
        each.flat_map(|(line, resolved)| {
            resolved.resolutions.iter().filter_map(|resolution| {
                Some(Unmatched {
                    line: line.line,
                    references: resolution.references.clone(),
                    wanted: resolution.wanted.clone()?,
                })
            })
        })
        .collect()
    }

    pub(super) fn line_changes(&self) -> Vec<LineChange> {
        let (old, new) = (&self.old, &self.lines);
        let added = self
            .changes
            .added
            .iter()
            .map(|place| LineChange { before: None, after: Some(new[*place].clone()) });
        let changed = self.changes.changed.iter().map(|(before, after)| LineChange {
            before: Some(old[*before].clone()),
            after: Some(new[*after].clone()),
        });
        let removed = self
            .changes
            .removed
            .iter()
            .map(|place| LineChange { before: Some(old[*place].clone()), after: None });
        added.chain(changed).chain(removed).collect()
    }

    /// Decisions follow their references even where the file now wants something else there: that is
    /// for a person to see.
    fn doubtful_decisions(&self) -> Vec<String> {
        let changed =
            self.changes.changed.iter().map(|(before, after)| (&self.old[*before], &self.lines[*after]));
        changed
            .filter(|(before, after)| wants(before) != wants(after))
            .filter(|(_, after)| after.references.iter().any(|reference| self.is_decided(reference)))
            .map(|(before, after)| {
                format!(
                    "{}: {} became {}, and what was decided about it still holds: check it",
                    after.place(),
                    wants(before),
                    wants(after)
                )
            })
            .collect()
    }

    fn is_decided(&self, reference: &str) -> bool {
        let said = self.decisions.about(&LineKey::Reference(reference.to_owned()));
        said.matched.part().is_some() || matches!(said.substitute, Choice::Part(_))
    }
}

/// What a line asks for, in short.
fn wants(line: &BomLine) -> String {
    let cells = [&line.value, &line.footprint, &line.vendor, &line.item_number, &line.mpn];
    let said: Vec<&str> = cells.into_iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    said.join(" ")
}

/// What was said about the version's lines. Substitutes that a bundle named are taken over by the next
/// sync (`adopt_substitutes`), so that they count here as if they were.
async fn decisions(tx: &mut Tx, version: &Version) -> Result<Decisions, ServiceError> {
    let meanings = match version.bom {
        Some(bom) => store::resolutions::of_bom(tx, bom).await?,
        None => Vec::new(),
    };
    let adopted = meanings.into_iter().flat_map(|line| line.resolutions).flat_map(adopted);
    let said = store::decisions::of_version(tx, version.id).await?;
    Ok(adopted.chain(said).collect())
}

fn adopted(meaning: Resolution) -> Vec<Decision> {
    let named = meaning.substitute.filter(|_| meaning.reason == Reason::Bundle && !meaning.implicit);
    let Some(substitute) = named else { return Vec::new() };
    let whose = meaning.references.into_iter().map(LineKey::Reference);
    whose.map(|whose| Decision { whose, word: Word::Substitute(Some(substitute)) }).collect()
}

fn sheet_line(line: &BomLine, meaning: &Resolution) -> LineRow {
    LineRow {
        line: line.line,
        value: line.value.clone(),
        references: meaning.references.iter().map(|reference| Reference::new(reference.as_str())).collect(),
        quantity: meaning.quantity,
        implicit: meaning.implicit,
        ignored: meaning.ignored,
        part: meaning.substitute.or(meaning.part),
        // A substitute was named by a person: only it and its stand-ins will do.
        by_requirement: meaning.by_requirement && meaning.substitute.is_none(),
        unmatched: meaning.wanted.clone(),
        optional: line.optional,
        do_not_populate: line.do_not_populate,
    }
}
