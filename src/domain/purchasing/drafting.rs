//! What the chosen builds still have to order, and what the drafts become.
//!
//! To buy = missing − what is pegged to the need and still open − what is open and pegged to nobody,
//! each piece once, in the order of the builds given. Placed orders are never changed; only whom
//! their open pieces are for may be said anew. Draft lines that were made for the chosen builds are
//! worked out again from nothing, so that generating twice orders nothing twice and a smaller need
//! makes a smaller draft. What other builds have drafted stays. A draft line that is for nobody was
//! drafted by hand: it counts, but is neither changed nor pegged, so that it stays recognizable.

use super::choice::{Commitment, Effort, Market, PurchasePlan, Share, choose};
use super::purchase::{Purchase, cheapest};
use crate::domain::catalog::Offer;
use crate::domain::ids::{BuildId, OfferId, OrderLineId, PartId, VendorId};
use crate::domain::money::{Currency, Micros, Money};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a build misses of a part now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildMissing {
    /// Which build.
    pub build: BuildId,
    /// The part that is wanted.
    pub part: PartId,
    /// Pieces that neither its reservations nor free stock cover.
    pub quantity: Quantity,
    /// Parts that would do, the wanted one first.
    pub any_of: Vec<PartId>,
}

/// Pieces by the need that they are for: the build, and the part that it wants.
pub type Pegs = BTreeMap<(BuildId, PartId), Quantity>;

/// Pieces of an order line that are for a build's need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peg {
    /// Which build.
    pub build: BuildId,
    /// The part that it wants.
    pub part: PartId,
    /// Pieces that are to come for it.
    pub quantity: Quantity,
    /// Whether the build is still to be made; pieces for one that is over are for nobody.
    pub live: bool,
}

/// Whether an order may still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Sent: what is open is on its way.
    Placed,
    /// Not sent.
    Draft,
}

/// A line of an order that is not received in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenLine {
    /// Which.
    pub id: OrderLineId,
    /// Whether it may still change.
    pub stage: Stage,
    /// From whom.
    pub vendor: VendorId,
    /// In what currency.
    pub currency: Currency,
    /// What comes.
    pub part: PartId,
    /// Of which offer, if of one.
    pub offer: Option<OfferId>,
    /// Items.
    pub items: Quantity,
    /// Pieces in an item.
    pub pack: Quantity,
    /// Price of an item.
    pub unit_price: Option<Micros>,
    /// Pieces that came already.
    pub received: Quantity,
    /// Whom its pieces are for, whoever gets the first ones first.
    pub pegs: Vec<Peg>,
}

impl OpenLine {
    /// Gives pieces that came to the needs that they are for, the first ones first: the builds that
    /// got some, and what is to come still. More pieces than are for anybody go to nobody.
    #[must_use]
    pub fn fill(&self, pieces: Quantity) -> (BTreeSet<BuildId>, Pegs) {
        let mut left = pieces;
        let mut filled = BTreeSet::new();
        let mut still_open = Pegs::new();
        for peg in &self.pegs {
            let given = peg.quantity.min(left);
            left = left.saturating_sub(given);
            if !given.is_zero() && peg.live {
                filled.insert(peg.build);
            }
            let open = peg.quantity.saturating_sub(given);
            if !open.is_zero() {
                still_open.insert((peg.build, peg.part), open);
            }
        }
        (filled, still_open)
    }
}

/// A draft line as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftLine {
    /// The line that becomes it; none where it is new.
    pub line: Option<OrderLineId>,
    /// From whom.
    pub vendor: VendorId,
    /// In what currency.
    pub currency: Currency,
    /// What comes.
    pub part: PartId,
    /// Of which offer.
    pub offer: OfferId,
    /// The vendor's number.
    pub item_number: String,
    /// Pieces in an item.
    pub pack: Quantity,
    /// How many, at what price.
    pub purchase: Purchase,
    /// Whom its pieces are for.
    pub pegs: Pegs,
}

/// What generating orders changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafting {
    /// Draft lines to be made or changed.
    pub lines: Vec<DraftLine>,
    /// Draft lines that nobody needs any more.
    pub removed: Vec<OrderLineId>,
    /// Lines that stay, whose open pieces are now for these needs.
    pub repegged: BTreeMap<OrderLineId, Pegs>,
    /// Wanted parts that nobody sells, in the order of the needs.
    pub no_offer: Vec<PartId>,
    /// How much cheaper another way of buying could be at most.
    pub gap: Option<Money>,
    /// No way of buying is cheaper.
    pub proven_optimal: bool,
}

/// Works out what the chosen builds have to order.
#[must_use]
pub fn draft(
    chosen: &[BuildId],
    missing: &[BuildMissing],
    open: &[OpenLine],
    market: Market<'_>,
    effort: Effort,
) -> Drafting {
    let chosen: BTreeSet<BuildId> = chosen.iter().copied().collect();
    let mut needs = Need::all(missing);
    let (mut standing, mut redrawn) = sort_out(&chosen, open, market);
    for need in &mut needs {
        need.take_its_own(&mut standing);
    }
    for need in &mut needs {
        need.take_from_nobody(&mut standing);
    }
    let bought = Shopping { market, standing: &standing, redrawn: &redrawn }.go(&needs, effort);
    for (need, share) in bought.for_needs {
        redrawn.entry(share.offer).or_default().pegs.insert(need, share.pieces);
    }
    let lines: Vec<DraftLine> = redrawn
        .iter()
        .filter(|(_, drawn)| drawn.changed())
        .filter_map(|(offer, drawn)| drawn.line(*offer, market))
        .collect();
    Drafting {
        removed: removed(&standing, &redrawn, &lines),
        repegged: standing
            .iter()
            .filter(|line| line.repegged())
            .map(|line| (line.id, line.pegs.clone()))
            .collect(),
        lines,
        no_offer: bought.no_offer,
        gap: bought.plan.total.zip(bought.plan.bound).map(|(total, bound)| Money {
            amount: Micros::new(total.amount.get() - bound.get()),
            currency: total.currency,
        }),
        proven_optimal: bought.plan.proven_optimal,
    }
}

/// A need, and what of it is not ordered yet.
#[derive(Debug, Clone)]
struct Need {
    build: BuildId,
    part: PartId,
    any_of: Vec<PartId>,
    left: Quantity,
}

impl Need {
    /// One per build and part, in the order given.
    fn all(missing: &[BuildMissing]) -> Vec<Self> {
        let mut needs: Vec<Self> = Vec::new();
        let mut at: BTreeMap<(BuildId, PartId), usize> = BTreeMap::new();
        for short in missing.iter().filter(|short| !short.quantity.is_zero()) {
            let place = *at.entry((short.build, short.part)).or_insert(needs.len());
            match needs.get_mut(place) {
                Some(need) => {
                    need.left += short.quantity;
                    // Only what does for all of it.
                    need.any_of.retain(|part| short.any_of.contains(part));
                }
                None => needs.push(Self {
                    build: short.build,
                    part: short.part,
                    any_of: short.any_of.clone(),
                    left: short.quantity,
                }),
            }
        }
        needs
    }

    fn key(&self) -> (BuildId, PartId) {
        (self.build, self.part)
    }

    fn take_its_own(&mut self, standing: &mut [StandingLine]) {
        for line in standing.iter_mut() {
            if !self.any_of.contains(&line.part) {
                continue;
            }
            let claimed = line.claims.get(&self.key()).copied().unwrap_or_default();
            self.take(line, claimed);
        }
    }

    fn take_from_nobody(&mut self, standing: &mut [StandingLine]) {
        for part in self.any_of.clone() {
            for line in standing.iter_mut().filter(|line| line.part == part) {
                self.take(line, Quantity::MAX);
            }
        }
    }

    fn take(&mut self, line: &mut StandingLine, at_most: Quantity) {
        let taken = self.left.min(line.free).min(at_most);
        if taken.is_zero() {
            return;
        }
        self.left = self.left.saturating_sub(taken);
        line.free = line.free.saturating_sub(taken);
        if !line.by_hand {
            *line.pegs.entry(self.key()).or_default() += taken;
        }
    }
}

/// A line that stays as it is: placed, drafted by hand, or of an offer that is gone.
struct StandingLine {
    id: OrderLineId,
    stage: Stage,
    part: PartId,
    by_hand: bool,
    /// Open pieces that are for nobody, or for the chosen builds, which take them anew.
    free: Quantity,
    /// What the chosen builds had of them.
    claims: Pegs,
    pegs: Pegs,
    pegs_before: Pegs,
    commitment: Commitment,
}

impl StandingLine {
    fn new(chosen: &BTreeSet<BuildId>, line: &OpenLine) -> Self {
        let mut free = line.items.times(line.pack).saturating_sub(line.received);
        // Pegs are what is to come for a need; where more is pegged than is open, the first came.
        let pegged: Quantity = line.pegs.iter().map(|peg| peg.quantity).sum();
        let mut came = pegged.saturating_sub(free);
        let (mut pegs, mut claims) = (Pegs::new(), Pegs::new());
        for peg in &line.pegs {
            let filled = peg.quantity.min(came);
            came = came.saturating_sub(filled);
            let still_open = peg.quantity.saturating_sub(filled);
            if still_open.is_zero() {
                continue;
            }
            if stays(chosen, peg) {
                free = free.saturating_sub(still_open);
                pegs.insert((peg.build, peg.part), still_open);
            } else if peg.live {
                claims.insert((peg.build, peg.part), still_open);
            }
        }
        Self {
            id: line.id,
            stage: line.stage,
            part: line.part,
            by_hand: line.stage == Stage::Draft && line.pegs.is_empty(),
            free,
            claims,
            pegs,
            pegs_before: pegs_of(line),
            commitment: Commitment {
                vendor: line.vendor,
                currency: line.currency,
                offer: None,
                pieces: line.items.times(line.pack),
                goods: line.unit_price.map(|price| price.times(line.items)),
            },
        }
    }

    fn repegged(&self) -> bool {
        self.pegs != self.pegs_before && !self.nobody_needs_it()
    }

    /// It was drafted for builds of which none is left.
    fn nobody_needs_it(&self) -> bool {
        self.stage == Stage::Draft && !self.pegs_before.is_empty() && self.pegs.is_empty()
    }
}

/// The draft line of an offer, worked out anew.
#[derive(Default)]
struct RedrawnLine {
    existing: Vec<OrderLineId>,
    pegs: Pegs,
    pegs_before: Pegs,
    /// The chosen builds had pieces of it: its price may be another now.
    was_theirs: bool,
}

impl RedrawnLine {
    fn pieces(&self) -> Quantity {
        self.pegs.values().copied().sum()
    }

    fn changed(&self) -> bool {
        self.was_theirs || self.pegs != self.pegs_before || self.existing.len() > 1
    }

    fn line(&self, offer: OfferId, market: Market<'_>) -> Option<DraftLine> {
        let offer: &Offer = market.offers.values().flatten().find(|candidate| candidate.id == offer)?;
        Some(DraftLine {
            line: self.existing.first().copied(),
            vendor: offer.vendor,
            currency: offer.currency,
            part: offer.part,
            offer: offer.id,
            item_number: offer.item_number.clone(),
            pack: offer.pack,
            purchase: cheapest(offer, self.pieces())?,
            pegs: self.pegs.clone(),
        })
    }
}

fn pegs_of(line: &OpenLine) -> Pegs {
    line.pegs.iter().map(|peg| ((peg.build, peg.part), peg.quantity)).collect()
}

fn sort_out(
    chosen: &BTreeSet<BuildId>,
    open: &[OpenLine],
    market: Market<'_>,
) -> (Vec<StandingLine>, BTreeMap<OfferId, RedrawnLine>) {
    let mut standing = Vec::new();
    let mut redrawn: BTreeMap<OfferId, RedrawnLine> = BTreeMap::new();
    for line in open {
        match offer_to_redraw(chosen, line, market) {
            Some(offer) => {
                let drawn = redrawn.entry(offer).or_default();
                drawn.existing.push(line.id);
                for peg in &line.pegs {
                    *drawn.pegs_before.entry((peg.build, peg.part)).or_default() += peg.quantity;
                    if stays(chosen, peg) {
                        *drawn.pegs.entry((peg.build, peg.part)).or_default() += peg.quantity;
                    } else {
                        drawn.was_theirs = true;
                    }
                }
            }
            None => standing.push(StandingLine::new(chosen, line)),
        }
    }
    // What is on its way is used up before what is only drafted.
    standing.sort_by_key(|line| (line.stage, line.id));
    (standing, redrawn)
}

fn stays(chosen: &BTreeSet<BuildId>, peg: &Peg) -> bool {
    peg.live && !chosen.contains(&peg.build)
}

/// The offer of a draft line that was made for builds, if what stays of it can still be bought so.
fn offer_to_redraw(chosen: &BTreeSet<BuildId>, line: &OpenLine, market: Market<'_>) -> Option<OfferId> {
    if line.stage != Stage::Draft || line.pegs.is_empty() {
        return None;
    }
    let offer = market.offer(line.offer?, line.part)?;
    if offer.vendor != line.vendor || offer.currency != line.currency || offer.pack != line.pack {
        return None;
    }
    let others: Quantity = line.pegs.iter().filter(|peg| stays(chosen, peg)).map(|peg| peg.quantity).sum();
    (others.is_zero() || cheapest(offer, others).is_some()).then_some(offer.id)
}

fn removed(
    standing: &[StandingLine],
    redrawn: &BTreeMap<OfferId, RedrawnLine>,
    lines: &[DraftLine],
) -> Vec<OrderLineId> {
    let kept: BTreeSet<OrderLineId> = lines.iter().filter_map(|line| line.line).collect();
    let redrawn = redrawn.values().filter(|drawn| drawn.changed()).flat_map(|drawn| &drawn.existing).copied();
    let standing = standing.iter().filter(|line| line.nobody_needs_it()).map(|line| line.id);
    redrawn.chain(standing).filter(|line| !kept.contains(line)).collect()
}

struct Shopping<'a> {
    market: Market<'a>,
    standing: &'a [StandingLine],
    redrawn: &'a BTreeMap<OfferId, RedrawnLine>,
}

struct Bought {
    for_needs: Vec<((BuildId, PartId), Share)>,
    no_offer: Vec<PartId>,
    plan: PurchasePlan,
}

impl Shopping<'_> {
    fn go(&self, needs: &[Need], effort: Effort) -> Bought {
        let mut demand: BTreeMap<PartId, Quantity> = BTreeMap::new();
        let mut bought_as: Vec<(&Need, PartId)> = Vec::new();
        let mut no_offer = Vec::new();
        for need in needs.iter().filter(|need| !need.left.is_zero()) {
            let together = |part: &PartId| demand.get(part).copied().unwrap_or_default() + need.left;
            match need.any_of.iter().find(|part| self.sells(**part, together(part))) {
                Some(part) => {
                    *demand.entry(*part).or_default() += need.left;
                    bought_as.push((need, *part));
                }
                None if no_offer.contains(&need.part) => {}
                None => no_offer.push(need.part),
            }
        }
        let demand: Vec<(PartId, Quantity)> = demand.into_iter().collect();
        let plan = choose(&demand, &self.commitments(), self.market, effort);
        let mut shares = plan.chosen.clone();
        let mut for_needs = Vec::new();
        for (need, part) in bought_as {
            let of_part = shares.get_mut(&part).map(Vec::as_mut_slice).unwrap_or_default();
            if of_part.is_empty() && !no_offer.contains(&need.part) {
                no_offer.push(need.part);
            }
            for_needs.extend(given(need.left, of_part).map(|share| (need.key(), share)));
        }
        Bought { for_needs, no_offer, plan }
    }

    fn sells(&self, part: PartId, pieces: Quantity) -> bool {
        let more = self.market.of(part).map(|offer| {
            let before = self.redrawn.get(&offer.id).map(RedrawnLine::pieces).unwrap_or_default();
            Market::most_besides(offer, before)
        });
        more.sum::<u64>() >= pieces.get()
    }

    /// What stays on the drafts whatever is bought.
    fn commitments(&self) -> Vec<Commitment> {
        let redrawn =
            self.redrawn.iter().filter(|(_, drawn)| !drawn.pegs.is_empty()).filter_map(|(id, drawn)| {
                let offer = self.market.offers.values().flatten().find(|offer| offer.id == *id)?;
                Some(Commitment {
                    vendor: offer.vendor,
                    currency: offer.currency,
                    offer: Some(*id),
                    pieces: drawn.pieces(),
                    goods: None,
                })
            });
        let standing =
            self.standing.iter().filter(|line| line.stage == Stage::Draft && !line.nobody_needs_it());
        redrawn.chain(standing.map(|line| line.commitment)).collect()
    }
}

/// Gives a need its pieces of the shares of its part: what it gets is no longer in them.
fn given(wanted: Quantity, shares: &mut [Share]) -> impl Iterator<Item = Share> {
    let mut left = wanted;
    shares.iter_mut().filter_map(move |share| {
        let pieces = share.pieces.min(left);
        left = left.saturating_sub(pieces);
        share.pieces = share.pieces.saturating_sub(pieces);
        (!pieces.is_zero()).then_some(Share { pieces, ..*share })
    })
}
