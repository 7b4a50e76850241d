//! What a BOM that was read would change, worked out without changing anything.

use super::{Fetched, LineChange, SyncAnswer, Unmatched, depth};
use crate::domain::ids::BomId;
use crate::domain::matching::{
    BomChanges, BomLine, Catalog, Choice, Decisions, LineKey, ResolvedLine, StandingMeanings, compare,
    resolve_all,
};
use crate::services::error::ServiceError;
use crate::store::projects::Version;
use crate::store::resolutions::LineMeanings;
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
        let decisions: Decisions = store::decisions::of_version(tx, version.id).await?.into_iter().collect();
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
