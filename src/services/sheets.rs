//! The sheet of a build: everything that decides what it needs and what could cover it.

#[cfg(test)]
mod tests;

use super::ServiceError;
use crate::domain::bom::Reference;
use crate::domain::builds::Build;
use crate::domain::catalog::{Offer, StandIn, StandInKind};
use crate::domain::clearing::meeting::{Properties, meets};
use crate::domain::clearing::{
    BuildSheet, HeldPieces, Incoming, Meaning, Origin, ReservedElsewhere, SheetLine, SheetPart, SheetStock,
};
use crate::domain::ids::{BomId, BuildId, PartId, StockLineId, VersionId};
use crate::domain::quantity::Quantity;
use crate::domain::workspace::PickingPolicy;
use crate::store::sheets::{IncomingRow, LineRow, OwnLineRow, PartRow, ReservedRow, StockRow};
use crate::store::{self, Tx};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the sheet of a build, for the lines of `bom`.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn load(tx: &mut Tx, build: &Build, bom: Option<BomId>) -> Result<BuildSheet, ServiceError> {
    let lines = Lines::read(tx, bom).await?;
    let wanted = lines.wanted(build, bom);
    Ok(Material::read(tx, &[wanted], Prices::OfAll).await?.sheet(wanted))
}

/// A sheet that is wanted: a build, and the lines to look at it with, stored or not; `None` where
/// there is no BOM.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The build.
    pub build: &'a Build,
    /// The lines.
    pub lines: Option<&'a [LineRow]>,
}

impl Wanted<'_> {
    fn lines(&self) -> &[LineRow] {
        self.lines.unwrap_or_default()
    }
}

/// The stored lines of BOMs.
pub struct Lines(BTreeMap<BomId, Vec<LineRow>>);

impl Lines {
    /// Reads them, in one statement.
    ///
    /// # Errors
    /// [`ServiceError::Store`].
    pub async fn read(tx: &mut Tx, boms: impl IntoIterator<Item = BomId>) -> Result<Self, ServiceError> {
        Ok(Self(store::sheets::lines(tx, &boms.into_iter().collect()).await?))
    }

    /// The sheet of a build for the lines of one of the BOMs.
    #[must_use]
    pub fn wanted<'a>(&'a self, build: &'a Build, bom: Option<BomId>) -> Wanted<'a> {
        let lines = bom.map(|bom| self.0.get(&bom).map_or(&[][..], Vec::as_slice));
        Wanted { build, lines }
    }
}

/// Which parts' offers a sheet has. What is needed and missing is the same with either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prices {
    /// Of all, to say what it costs.
    OfAll,
    /// Of those only of which the cheapest is taken: others that meet a line's requirement.
    WhereTheyDecide,
}

/// What sheets are made of, beside their lines: read for all of them together, in as many statements
/// as for one of one line.
pub struct Material {
    own_lines: BTreeMap<VersionId, Vec<OwnLineRow>>,
    left_out: BTreeMap<VersionId, BTreeSet<Reference>>,
    alike: BTreeMap<PartId, Vec<PartId>>,
    parts: BTreeMap<PartId, PartRow>,
    offers: BTreeMap<PartId, Vec<Offer>>,
    stand_ins: Vec<StandIn>,
    stock: Vec<StockRow>,
    held: BTreeMap<BuildId, Vec<HeldPieces>>,
    reserved: Vec<ReservedRow>,
    incoming: Vec<IncomingRow>,
    policy: PickingPolicy,
}

impl Material {
    /// Reads what these sheets are made of.
    ///
    /// # Errors
    /// [`ServiceError::Store`].
    pub async fn read(tx: &mut Tx, sheets: &[Wanted<'_>], prices: Prices) -> Result<Self, ServiceError> {
        let versions: BTreeSet<VersionId> = sheets.iter().map(|wanted| wanted.build.version).collect();
        let builds: BTreeSet<BuildId> = sheets.iter().map(|wanted| wanted.build.id).collect();
        let by_requirement = sheets.iter().flat_map(|wanted| by_requirement(wanted.lines())).collect();
        let mut material = Self {
            alike: store::sheets::alike(tx, &by_requirement).await?,
            left_out: store::sheets::left_out_by_version(tx, &versions).await?,
            held: store::sheets::held(tx, &builds).await?,
            policy: store::workspaces::current(tx).await?.picking_policy,
            own_lines: store::sheets::own_lines(tx, &versions).await?,
            parts: BTreeMap::new(),
            offers: BTreeMap::new(),
            stand_ins: Vec::new(),
            stock: Vec::new(),
            reserved: Vec::new(),
            incoming: Vec::new(),
        };
        let start = sheets.iter().flat_map(|wanted| material.parts_wanted(*wanted)).collect();
        material.parts = store::sheets::parts(tx, &start).await?;
        let all: BTreeSet<PartId> = material.parts.keys().copied().collect();
        material.offers = match prices {
            Prices::OfAll => store::sheets::offers(tx, &all).await?,
            Prices::WhereTheyDecide => {
                let alike = material.alike.values().flatten().copied().collect();
                store::sheets::offers(tx, &alike).await?
            }
        };
        material.stand_ins = store::sheets::stand_ins(tx, &all).await?;
        material.stock = store::sheets::stock(tx, &all).await?;
        material.reserved = store::sheets::reserved(tx, &all).await?;
        material.incoming = store::sheets::incoming(tx, &all).await?;
        Ok(material)
    }

    /// One of these sheets: nothing in it comes from the others.
    #[must_use]
    pub fn sheet(&self, wanted: Wanted<'_>) -> BuildSheet {
        let build = wanted.build;
        let parts = self.reached(self.parts_wanted(wanted));
        let held = self.held.get(&build.id).cloned().unwrap_or_default();
        BuildSheet {
            synced: wanted.lines.is_some(),
            lines: self.sheet_lines(wanted),
            left_out: self.left_out.get(&build.version).cloned().unwrap_or_default(),
            stand_ins: self
                .stand_ins
                .iter()
                .filter(|stand_in| parts.contains(&stand_in.part))
                .cloned()
                .collect(),
            stock: self.sheet_stock(build.id, &parts, &held),
            reserved_elsewhere: self.reserved_elsewhere(build.id, &parts),
            incoming: self.sheet_incoming(build.id, &parts),
            policy: self.policy,
            held,
            parts: parts.iter().filter_map(|part| Some((*part, self.sheet_part(*part)?))).collect(),
        }
    }

    fn own_lines_of(&self, version: VersionId) -> &[OwnLineRow] {
        self.own_lines.get(&version).map_or(&[], Vec::as_slice)
    }

    fn alike_to(&self, part: PartId) -> &[PartId] {
        self.alike.get(&part).map_or(&[], Vec::as_slice)
    }

    /// The parts that a build's lines and fallbacks name, and those that may meet the same
    /// requirement.
    fn parts_wanted(&self, wanted: Wanted<'_>) -> BTreeSet<PartId> {
        let named = wanted.lines().iter().filter_map(|line| line.part);
        let own_lines = self.own_lines_of(wanted.build.version).iter().map(|line| line.part);
        let fallbacks = wanted.build.fallbacks.values().copied();
        let alike = by_requirement(wanted.lines()).flat_map(|part| self.alike_to(part)).copied();
        named.chain(own_lines).chain(fallbacks).chain(alike).collect()
    }

    /// These parts and everything that stand-ins lead to from them, as [`store::sheets::parts`]
    /// found it for all builds together.
    fn reached(&self, start: BTreeSet<PartId>) -> BTreeSet<PartId> {
        let mut leads_to: BTreeMap<PartId, Vec<PartId>> = BTreeMap::new();
        for stand_in in &self.stand_ins {
            leads_to.entry(stand_in.part).or_default().push(stand_in.other);
            if stand_in.kind == StandInKind::Equivalent {
                leads_to.entry(stand_in.other).or_default().push(stand_in.part);
            }
        }
        let mut waiting: Vec<PartId> = start.iter().copied().collect();
        let mut reached = start;
        while let Some(part) = waiting.pop() {
            let next = leads_to.get(&part).into_iter().flatten();
            waiting.extend(next.filter(|next| reached.insert(**next)));
        }
        reached
    }

    fn sheet_lines(&self, wanted: Wanted<'_>) -> Vec<SheetLine> {
        let of_bom = wanted.lines().iter().map(|line| SheetLine {
            line: line.line,
            origin: if line.implicit { Origin::Implicit } else { Origin::Bom },
            meaning: self.meaning(line),
            references: line.references.clone(),
            quantity: line.quantity,
            optional: line.optional,
            do_not_populate: line.do_not_populate,
        });
        let own = self.own_lines_of(wanted.build.version).iter().map(|line| SheetLine {
            line: line.position,
            origin: Origin::Own(line.note.clone()),
            references: Vec::new(),
            quantity: line.quantity,
            meaning: Meaning::Part { part: line.part, meeting: Vec::new() },
            optional: false,
            do_not_populate: false,
        });
        of_bom.chain(own).collect()
    }

    fn meaning(&self, line: &LineRow) -> Meaning {
        if line.ignored {
            return Meaning::Ignored;
        }
        let Some(part) = line.part else {
            return Meaning::Unmatched(line.unmatched.clone().unwrap_or_default());
        };
        let candidates = if line.by_requirement { self.alike_to(part) } else { &[] };
        let meets_it = |candidate: &PartId| {
            let row = self.parts.get(candidate);
            row.is_some_and(|row| meets(&line.references, &line.value, properties(row)))
        };
        let mut meeting: Vec<PartId> = candidates.iter().copied().filter(meets_it).collect();
        meeting.sort_by_key(|candidate| (price_per_piece(self.offers.get(candidate)), *candidate));
        Meaning::Part { part, meeting }
    }

    fn sheet_part(&self, part: PartId) -> Option<SheetPart> {
        let row = self.parts.get(&part)?;
        let detail: Vec<&str> = [&row.package, &row.mpn].into_iter().flatten().map(String::as_str).collect();
        Some(SheetPart {
            key: row.key.clone(),
            name: row.name.clone(),
            detail: detail.join(" · "),
            not_counted: row.not_counted,
            spares: row.spares,
            offers: self.offers.get(&part).cloned().unwrap_or_default(),
        })
    }

    /// Stock as a build sees it: other builds' kits are not seen, and what it has reserved itself is
    /// free for it.
    fn sheet_stock(&self, build: BuildId, parts: &BTreeSet<PartId>, held: &[HeldPieces]) -> Vec<SheetStock> {
        let mut held_there: BTreeMap<StockLineId, Quantity> = BTreeMap::new();
        for pieces in held {
            *held_there.entry(pieces.stock_line).or_insert(Quantity::ZERO) += pieces.quantity;
        }
        let seen =
            |row: &&StockRow| parts.contains(&row.part) && row.kit_of.is_none_or(|kit_of| kit_of == build);
        let stock = self.stock.iter().filter(seen).map(|row| {
            let own = held_there.get(&row.stock_line).copied().unwrap_or(Quantity::ZERO);
            SheetStock {
                stock_line: row.stock_line,
                part: row.part,
                location: row.location,
                location_name: row.location_name.clone(),
                lot: row.lot.clone(),
                on_hand: row.on_hand,
                reserved_by_others: row.reserved.saturating_sub(own),
                deprioritized: row.deprioritized,
            }
        });
        stock.collect()
    }

    fn reserved_elsewhere(&self, build: BuildId, parts: &BTreeSet<PartId>) -> Vec<ReservedElsewhere> {
        let elsewhere = self.reserved.iter().filter(|row| row.build != build && parts.contains(&row.part));
        let elsewhere = elsewhere.map(|row| ReservedElsewhere {
            part: row.part,
            build: row.number,
            project: row.project.clone(),
            quantity: row.quantity,
        });
        elsewhere.collect()
    }

    fn sheet_incoming(&self, build: BuildId, parts: &BTreeSet<PartId>) -> Vec<Incoming> {
        self.incoming.iter().filter(|row| parts.contains(&row.part)).map(|row| coming(row, build)).collect()
    }
}

/// The parts of lines by requirement: others may do as well.
fn by_requirement(lines: &[LineRow]) -> impl Iterator<Item = PartId> {
    lines.iter().filter(|line| line.by_requirement).filter_map(|line| line.part)
}

/// What comes, as a build sees it: pieces that are pegged to nobody count for it.
fn coming(row: &IncomingRow, build: BuildId) -> Incoming {
    let pegged: Quantity = row.pegs.iter().map(|(_, pieces)| *pieces).sum();
    let pegged_here: Quantity =
        row.pegs.iter().filter(|(whose, _)| *whose == build).map(|(_, pieces)| *pieces).sum();
    let for_nobody = row.quantity.saturating_sub(pegged);
    Incoming {
        part: row.part,
        order: row.order,
        vendor: row.vendor.clone(),
        placed: row.placed,
        quantity: row.quantity,
        for_this_build: (pegged_here + for_nobody).min(row.quantity),
    }
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
