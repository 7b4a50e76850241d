//! The sheet of a build: everything that decides what it needs and what could cover it.

use super::ServiceError;
use crate::domain::builds::Build;
use crate::domain::catalog::Offer;
use crate::domain::clearing::meeting::{Properties, meets};
use crate::domain::clearing::{BuildSheet, Meaning, Origin, SheetLine, SheetPart};
use crate::domain::ids::{BomId, PartId};
use crate::store::sheets::{LineRow, OwnLineRow, PartRow};
use crate::store::{self, Tx};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the sheet of a build, for the lines of `bom`.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn load(tx: &mut Tx, build: &Build, bom: Option<BomId>) -> Result<BuildSheet, ServiceError> {
    let lines = match bom {
        Some(bom) => Some(store::sheets::lines(tx, bom).await?),
        None => None,
    };
    of_lines(tx, build, lines).await
}

/// Makes the sheet of a build for these lines, stored or not; `None` where there is no BOM.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn of_lines(
    tx: &mut Tx,
    build: &Build,
    lines: Option<Vec<LineRow>>,
) -> Result<BuildSheet, ServiceError> {
    let synced = lines.is_some();
    let lines = lines.unwrap_or_default();
    let own_lines = store::sheets::own_lines(tx, build.version).await?;
    let by_requirement =
        lines.iter().filter(|line| line.by_requirement).filter_map(|line| line.part).collect();
    let alike = store::sheets::alike(tx, &by_requirement).await?;
    let held = store::sheets::held(tx, build.id).await?;
    let start = wanted_parts(build, &lines, &own_lines, &alike);
    let rows = store::sheets::parts(tx, &start).await?;
    let all: BTreeSet<PartId> = rows.keys().copied().collect();
    let offers = store::sheets::offers(tx, &all).await?;
    Ok(BuildSheet {
        synced,
        lines: sheet_lines(lines, own_lines, &alike, &rows, &offers),
        left_out: store::sheets::left_out_by_version(tx, build.version).await?,
        stand_ins: store::sheets::stand_ins(tx, &all).await?,
        stock: store::sheets::stock(tx, &all, build.id, &held).await?,
        reserved_elsewhere: store::sheets::reserved_elsewhere(tx, &all, build.id).await?,
        incoming: store::sheets::incoming(tx, &all, build.id).await?,
        policy: store::workspaces::current(tx).await?.picking_policy,
        held,
        parts: sheet_parts(rows, offers),
    })
}

fn wanted_parts(
    build: &Build,
    lines: &[LineRow],
    own_lines: &[OwnLineRow],
    alike: &BTreeMap<PartId, Vec<PartId>>,
) -> BTreeSet<PartId> {
    let lines = lines.iter().filter_map(|line| line.part);
    let own_lines = own_lines.iter().map(|line| line.part);
    let fallbacks = build.fallbacks.values().copied();
    lines.chain(own_lines).chain(fallbacks).chain(alike.values().flatten().copied()).collect()
}

fn sheet_lines(
    lines: Vec<LineRow>,
    own_lines: Vec<OwnLineRow>,
    alike: &BTreeMap<PartId, Vec<PartId>>,
    rows: &BTreeMap<PartId, PartRow>,
    offers: &BTreeMap<PartId, Vec<Offer>>,
) -> Vec<SheetLine> {
    let of_bom = lines.into_iter().map(|line| SheetLine {
        line: line.line,
        origin: if line.implicit { Origin::Implicit } else { Origin::Bom },
        meaning: meaning(&line, alike, rows, offers),
        references: line.references,
        quantity: line.quantity,
        optional: line.optional,
        do_not_populate: line.do_not_populate,
    });
    let own = own_lines.into_iter().map(|line| SheetLine {
        line: line.position,
        origin: Origin::Own(line.note),
        references: Vec::new(),
        quantity: line.quantity,
        meaning: Meaning::Part { part: line.part, meeting: Vec::new() },
        optional: false,
        do_not_populate: false,
    });
    of_bom.chain(own).collect()
}

fn meaning(
    line: &LineRow,
    alike: &BTreeMap<PartId, Vec<PartId>>,
    rows: &BTreeMap<PartId, PartRow>,
    offers: &BTreeMap<PartId, Vec<Offer>>,
) -> Meaning {
    if line.ignored {
        return Meaning::Ignored;
    }
    let Some(part) = line.part else {
        return Meaning::Unmatched(line.unmatched.clone().unwrap_or_default());
    };
    let candidates = if line.by_requirement { alike.get(&part).map_or(&[][..], Vec::as_slice) } else { &[] };
    let mut meeting: Vec<PartId> = candidates
        .iter()
        .copied()
        .filter(|candidate| {
            rows.get(candidate).is_some_and(|row| meets(&line.references, &line.value, properties(row)))
        })
        .collect();
    meeting.sort_by_key(|candidate| (price_per_piece(offers.get(candidate)), *candidate));
    Meaning::Part { part, meeting }
}

fn properties(row: &PartRow) -> Properties<'_> {
    Properties {
        symbol: &row.symbol,
        value: &row.value,
        tolerance: row.tolerance.as_deref(),
        rating: row.rating.as_deref(),
        package: row.package.as_deref(),
    }
}

/// What one piece costs at the least, for putting parts in order; parts without a price come last.
fn price_per_piece(offers: Option<&Vec<Offer>>) -> i64 {
    let prices = offers.into_iter().flatten().flat_map(|offer| {
        let pack = i64::from(offer.pack).max(1);
        offer.prices.iter().map(move |price| price.unit_price.get() / pack)
    });
    prices.min().unwrap_or(i64::MAX)
}

fn sheet_parts(
    rows: BTreeMap<PartId, PartRow>,
    mut offers: BTreeMap<PartId, Vec<Offer>>,
) -> BTreeMap<PartId, SheetPart> {
    rows.into_iter()
        .map(|(id, row)| {
            let detail: Vec<String> = [row.package, row.mpn].into_iter().flatten().collect();
            let part = SheetPart {
                key: row.key,
                name: row.name,
                detail: detail.join(" · "),
                not_counted: row.not_counted,
                spares: row.spares,
                offers: offers.remove(&id).unwrap_or_default(),
            };
            (id, part)
        })
        .collect()
}
