//! Resolving lines anew: a version's after a decision, everybody's after a change of the catalogue.

use crate::domain::ids::{BomId, PackageId, PartId, VersionId};
use crate::domain::matching::{
    BomLine, Catalog, Decisions, LineKey, Reason, Resolution, ResolvedLine, Standing, StandingMeanings,
    line_keys, resolve_all,
};
use crate::services::error::ServiceError;
use crate::store::boms::BomSource;
use crate::store::events::Subject;
use crate::store::resolutions::LineMeanings;
use crate::store::{self, Tx, WriteTx};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A version's current BOM with everything that says what its lines mean.
pub(in crate::services) struct Current {
    pub(in crate::services) version: VersionId,
    pub(in crate::services) bom: BomId,
    pub(in crate::services) lines: Vec<BomLine>,
    pub(in crate::services) keys: Vec<Vec<LineKey>>,
    pub(in crate::services) catalog: Arc<Catalog>,
    meanings: Vec<LineMeanings>,
    source: BomSource,
}

/// Things whose change is heard even where a bundle's word stands for a line: what comes with a part
/// is never a bundle's to say for good.
#[derive(Debug, Clone, Default)]
pub(in crate::services) struct Concerned {
    /// Parts that got another package.
    pub(in crate::services) parts: BTreeSet<PartId>,
    /// Packages with which something else comes now.
    pub(in crate::services) packages: BTreeSet<PackageId>,
}

/// Works out anew what the lines of all current BOMs mean after a change of the catalogue, in a number
/// of statements that grows neither with versions nor with lines. Where a bundle said which part a line
/// is, that stands until the next sync. Tells of each version that changed; answers how many lines mean
/// something else now.
pub(in crate::services) async fn refresh_all(
    tx: &mut WriteTx,
    concerned: &Concerned,
) -> Result<usize, ServiceError> {
    let mut changed: Vec<(VersionId, BomId, Vec<LineMeanings>)> = Vec::new();
    let mut lines_changed = 0;
    for (current, decisions) in all_current(tx).await? {
        let mut anew = current.anew(&decisions, &current.heard(concerned));
        let held = current.held();
        // What a bundle says that a line wanted stands while there is no part.
        anew.retain(|after| !held.contains(&after.line) || current.means_otherwise(after));
        if !anew.is_empty() {
            lines_changed += anew.iter().filter(|after| current.means_otherwise(after)).count();
            changed.push((current.version, current.bom, anew));
        }
    }
    if changed.is_empty() {
        return Ok(0);
    }
    let boms: Vec<(BomId, &[LineMeanings])> =
        changed.iter().map(|(_, bom, lines)| (*bom, lines.as_slice())).collect();
    store::resolutions::replace_all(tx, &boms).await?;
    let versions: Vec<VersionId> = changed.iter().map(|(version, ..)| *version).collect();
    let edits = store::projects::touch_all(tx, &versions).await?;
    store::events::all_changed(tx, Subject::Version, &edits).await?;
    Ok(lines_changed)
}

/// The current BOM of every version that has one, with the version's decisions.
async fn all_current(tx: &mut Tx) -> Result<Vec<(Current, Decisions)>, ServiceError> {
    let standing = store::boms::current(tx).await?;
    if standing.is_empty() {
        return Ok(Vec::new());
    }
    let boms: Vec<BomId> = standing.iter().map(|(_, bom, _)| *bom).collect();
    let versions: Vec<VersionId> = standing.iter().map(|(version, ..)| *version).collect();
    let catalog = Arc::new(Catalog::new(store::catalog_snapshot::load(tx).await?));
    let mut lines = store::boms::lines_of(tx, &boms).await?;
    let mut meanings = store::resolutions::of_boms(tx, &boms).await?;
    let mut said = store::decisions::of_versions(tx, &versions).await?;
    let each = standing.into_iter().map(|(version, bom, source)| {
        let lines = lines.remove(&bom).unwrap_or_default();
        let current = Current {
            version,
            bom,
            keys: line_keys(&lines),
            lines,
            catalog: Arc::clone(&catalog),
            meanings: meanings.remove(&bom).unwrap_or_default(),
            source,
        };
        (current, said.remove(&version).unwrap_or_default().into_iter().collect())
    });
    Ok(each.collect())
}

/// The version's current BOM; none if it was never synced.
pub(in crate::services) async fn current(
    tx: &mut Tx,
    version: VersionId,
) -> Result<Option<Current>, ServiceError> {
    let Some(bom) = store::projects::version_by_id(tx, version).await?.and_then(|version| version.bom) else {
        return Ok(None);
    };
    let lines = store::boms::lines(tx, bom).await?;
    Ok(Some(Current {
        version,
        bom,
        keys: line_keys(&lines),
        lines,
        catalog: Arc::new(Catalog::new(store::catalog_snapshot::load(tx).await?)),
        meanings: store::resolutions::of_bom(tx, bom).await?,
        source: store::boms::one(tx, bom).await?.source,
    }))
}

/// Resolves the lines by the decisions as they are now, `decided` ones even where a bundle's word
/// stands for the others. What all lines mean after that.
pub(in crate::services) async fn refresh_lines(
    tx: &mut WriteTx,
    current: &Current,
    decided: &BTreeSet<u32>,
) -> Result<Vec<LineMeanings>, ServiceError> {
    let decisions: Decisions = store::decisions::of_version(tx, current.version).await?.into_iter().collect();
    let changed = current.anew(&decisions, decided);
    if !changed.is_empty() {
        store::resolutions::replace(tx, current.bom, &changed).await?;
    }
    Ok(store::resolutions::of_bom(tx, current.bom).await?)
}

impl Current {
    /// Lines that mean something else by the decisions as they are now. Where a bundle's word stands,
    /// only `decided` ones are asked.
    fn anew(&self, decisions: &Decisions, decided: &BTreeSet<u32>) -> Vec<LineMeanings> {
        let held = self.held();
        let before: HashMap<u32, &[Resolution]> =
            self.meanings.iter().map(|meanings| (meanings.line, meanings.resolutions.as_slice())).collect();
        let resolved = resolve_all(&self.catalog, &self.lines, decisions, &self.standing());
        let each = self.lines.iter().zip(resolved);
        each.filter(|(line, _)| decided.contains(&line.line) || !held.contains(&line.line))
            .map(|(line, ResolvedLine { resolutions, .. })| LineMeanings { line: line.line, resolutions })
            .filter(|after| before.get(&after.line).copied().unwrap_or_default() != after.resolutions)
            .collect()
    }

    /// Lines that a change of the catalogue reaches although a bundle spoke of them: those that use
    /// something concerned, and those that were no part when it spoke.
    fn heard(&self, concerned: &Concerned) -> BTreeSet<u32> {
        let is_concerned = |resolution: &Resolution| {
            let used = resolution.substitute.or(resolution.part);
            let package = used.and_then(|part| self.catalog.part(part)).and_then(|part| part.package);
            used.is_some_and(|part| concerned.parts.contains(&part))
                || package.is_some_and(|package| concerned.packages.contains(&package))
        };
        let is_open = |resolution: &Resolution| resolution.reason == Reason::None;
        let heard = |meanings: &&LineMeanings| {
            meanings.resolutions.iter().any(|resolution| is_open(resolution) || is_concerned(resolution))
        };
        self.meanings.iter().filter(heard).map(|meanings| meanings.line).collect()
    }

    /// Whether more changed than a line's candidates, or the words for what is missing.
    fn means_otherwise(&self, after: &LineMeanings) -> bool {
        let without = |resolutions: &[Resolution]| -> Vec<Resolution> {
            let bare = resolutions.iter().cloned();
            bare.map(|resolution| Resolution { candidates: Vec::new(), wanted: None, ..resolution }).collect()
        };
        let before = self.meanings.iter().find(|before| before.line == after.line);
        before.is_none_or(|before| without(&before.resolutions) != without(&after.resolutions))
    }

    /// What a bundle said that lines are.
    fn standing(&self) -> StandingMeanings {
        let mut standing = StandingMeanings::new();
        for (line, keys) in self.lines.iter().zip(&self.keys) {
            let meanings = self.meanings.iter().find(|meanings| meanings.line == line.line);
            for resolution in meanings.iter().flat_map(|meanings| &meanings.resolutions) {
                let Some(part) = resolution.part.filter(|_| resolution.reason == Reason::Bundle) else {
                    continue;
                };
                let said = Standing {
                    part,
                    substitute: resolution.substitute,
                    by_requirement: resolution.by_requirement,
                };
                let own = keys.iter().filter(|key| match key {
                    LineKey::Reference(reference) => resolution.references.contains(reference),
                    LineKey::Text { .. } => true,
                });
                standing.extend(own.map(|key| (key.clone(), said)));
            }
        }
        standing
    }

    /// Lines for which a bundle's word stands.
    fn held(&self) -> HashSet<u32> {
        if self.source == BomSource::Bundle {
            return self.lines.iter().map(|line| line.line).collect();
        }
        let of_bundle = |meanings: &&LineMeanings| {
            meanings.resolutions.iter().any(|resolution| resolution.reason == Reason::Bundle)
        };
        self.meanings.iter().filter(of_bundle).map(|meanings| meanings.line).collect()
    }
}
