//! A version's BOM as its page shows it.

use super::{VersionName, version};
use crate::domain::catalog::PartQuery;
use crate::domain::designs::{BomPage, BomPart, LineStanding, NewPart, VersionLine};
use crate::domain::ids::PartId;
use crate::domain::matching::{
    BomLine, Catalog, CatalogData, Decisions, LineKey, PackageEntry, Resolution, can_be_remembered, line_keys,
};
use crate::services::{Context, ServiceError, catalog};
use crate::store::{self, Tx};
use std::collections::{BTreeMap, BTreeSet};

/// Parts that a search beside a line shows.
const FOUND: u32 = 12;

/// A version's BOM with what its lines mean, what they could be, and the lines beside it.
///
/// # Errors
/// [`ServiceError::NotFound`] without the version.
pub async fn bom(context: &Context, name: VersionName) -> Result<BomPage, ServiceError> {
    let mut tx = context.read().await?;
    page(&mut tx, name).await
}

pub(super) async fn page(tx: &mut Tx, name: VersionName) -> Result<BomPage, ServiceError> {
    let head = version(tx, name).await?.head;
    let own_lines = store::own_lines::of_version(tx, name.version).await?;
    let current = store::projects::version_by_id(tx, name.version).await?.and_then(|version| version.bom);
    let (bom, lines) = match current {
        Some(bom) => (Some(store::designs::bom(tx, bom).await?), lines(tx, name, bom).await?),
        None => (None, Vec::new()),
    };
    let meanings = lines.iter().flat_map(|line| &line.meanings);
    let named: BTreeSet<PartId> =
        meanings.flat_map(parts_of).chain(own_lines.iter().map(|own| own.part)).collect();
    let parts = store::designs::parts(tx, &named).await?;
    let seen = store::events::newest(tx).await?;
    Ok(BomPage { head, bom, lines, own_lines, parts, seen })
}

async fn lines(
    tx: &mut Tx,
    name: VersionName,
    bom: crate::domain::ids::BomId,
) -> Result<Vec<VersionLine>, ServiceError> {
    let read = store::boms::lines(tx, bom).await?;
    let mut meanings: BTreeMap<u32, Vec<Resolution>> = store::resolutions::of_bom(tx, bom)
        .await?
        .into_iter()
        .map(|meanings| (meanings.line, meanings.resolutions))
        .collect();
    let said: Decisions = store::decisions::of_version(tx, name.version).await?.into_iter().collect();
    let keys = line_keys(&read);
    let mut lines: Vec<VersionLine> = read
        .into_iter()
        .zip(keys)
        .map(|(line, keys)| VersionLine {
            meanings: meanings.remove(&line.line).unwrap_or_default(),
            left_out: is_left_out(&said, &keys),
            can_be_remembered: can_be_remembered(&line),
            new_part: None,
            line,
        })
        .collect();
    if lines.iter().any(|line| line.standing() == LineStanding::Unmatched) {
        let packages = packages(tx).await?;
        for line in lines.iter_mut().filter(|line| line.standing() == LineStanding::Unmatched) {
            line.new_part = Some(new_part(&packages, &line.line));
        }
    }
    Ok(lines)
}

/// Every reference of a line is left out; what has no reference cannot be.
fn is_left_out(said: &Decisions, keys: &[LineKey]) -> bool {
    !keys.is_empty() && keys.iter().all(|key| said.about(key).left_out)
}

fn parts_of(meaning: &Resolution) -> impl Iterator<Item = PartId> + '_ {
    meaning.part.into_iter().chain(meaning.substitute).chain(meaning.candidates.iter().copied())
}

/// A catalogue of packages alone: it knows which one a footprint is.
async fn packages(tx: &mut Tx) -> Result<Catalog, ServiceError> {
    let packages = store::packages::pages(tx, None).await?.into_iter();
    let packages =
        packages.map(|page| PackageEntry { id: page.id, name: page.package, footprints: page.footprints });
    Ok(Catalog::new(CatalogData { packages: packages.collect(), ..CatalogData::default() }))
}

/// What a part made from a line starts as.
fn new_part(packages: &Catalog, line: &BomLine) -> NewPart {
    let package = packages.package_of(&line.footprint).and_then(|package| packages.package_name(package));
    let package = package.unwrap_or_default().to_owned();
    let (value, mpn) = (line.value.trim().to_owned(), line.mpn.trim().to_owned());
    let called =
        [&value, &mpn, &line.item_number, &line.description].into_iter().find(|text| !text.trim().is_empty());
    let called = called.map(|text| text.trim()).unwrap_or_default();
    NewPart {
        name: format!("{called} {package}").trim().to_owned(),
        symbol: line.symbol().map(|symbol| symbol.to_string()).unwrap_or_default(),
        value,
        package,
        mpn,
        manufacturer: line.manufacturer.trim().to_owned(),
    }
}

/// Parts that a search means, with what is free and what they cost.
///
/// # Errors
/// [`ServiceError::Fields`] for a search that is too long.
pub async fn find_parts(context: &Context, search: &str) -> Result<Vec<BomPart>, ServiceError> {
    let query = PartQuery { search: search.to_owned(), limit: Some(FOUND), ..PartQuery::default() };
    let found: Vec<PartId> =
        catalog::parts::list(context, &query).await?.parts.iter().map(|part| part.id).collect();
    let mut tx = context.read().await?;
    let mut parts = store::designs::parts(&mut tx, &found.iter().copied().collect()).await?;
    Ok(found.iter().filter_map(|id| parts.remove(id)).collect())
}
