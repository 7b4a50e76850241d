//! Resolving a version's lines anew, after a decision or a change of the catalogue.

use super::said_so;
use crate::domain::ids::{BomId, VersionId};
use crate::domain::matching::{
    BomLine, Catalog, Decisions, LineKey, Reason, ResolvedLine, Standing, StandingMeanings, line_keys,
    resolve_all,
};
use crate::services::error::ServiceError;
use crate::store::boms::BomSource;
use crate::store::resolutions::LineMeanings;
use crate::store::{self, Tx, WriteTx};
use std::collections::{BTreeSet, HashSet};

/// A version's current BOM with everything that says what its lines mean.
pub(in crate::services) struct Current {
    pub(in crate::services) version: VersionId,
    pub(in crate::services) bom: BomId,
    pub(in crate::services) lines: Vec<BomLine>,
    pub(in crate::services) keys: Vec<Vec<LineKey>>,
    pub(in crate::services) catalog: Catalog,
    meanings: Vec<LineMeanings>,
    source: BomSource,
}

/// Works out anew what the lines of a version mean. What a bundle said stands until the next sync, or
/// until somebody decides about the line. Says whether anything changed.
///
/// # Errors
/// [`ServiceError`] where the store fails.
pub async fn refresh(tx: &mut WriteTx, version: VersionId) -> Result<bool, ServiceError> {
    let Some(current) = current(tx, version).await? else { return Ok(false) };
    let before = current.meanings.clone();
    let after = refresh_lines(tx, &current, &BTreeSet::new()).await?;
    let is_changed = before != after;
    if is_changed {
        said_so(tx, version).await?;
    }
    Ok(is_changed)
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
        catalog: Catalog::new(store::catalog_snapshot::load(tx).await?),
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
    let standing = current.standing();
    let resolved = resolve_all(&current.catalog, &current.lines, &decisions, &standing);
    let held = current.held();
    let anew: Vec<LineMeanings> = current
        .lines
        .iter()
        .zip(resolved)
        .filter(|(line, _)| decided.contains(&line.line) || !held.contains(&line.line))
        .map(|(line, ResolvedLine { resolutions, .. })| LineMeanings { line: line.line, resolutions })
        .collect();
    let changed: Vec<LineMeanings> =
        anew.into_iter().filter(|meanings| !current.meanings.contains(meanings)).collect();
    if !changed.is_empty() {
        store::resolutions::replace(tx, current.bom, &changed).await?;
    }
    Ok(store::resolutions::of_bom(tx, current.bom).await?)
}

impl Current {
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
