//! Equivalents and alternatives, and which parts they make acceptable.

use super::problem::{Acceptable, Tier};
use crate::domain::ids::PartId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Whether a stand-in may be used without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Consent {
    /// Used, and reported.
    DropIn,
    /// Offered; never reserved without a person's yes.
    Asks,
}

/// Two parts that stand in for each other, both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Equivalent {
    /// The one.
    pub one: PartId,
    /// The other.
    pub other: PartId,
    /// May it be used without asking?
    pub consent: Consent,
}

/// A part that stands in for another, one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// What is wanted.
    pub wanted: PartId,
    /// What will do.
    pub stand_in: PartId,
    /// 1 is the best.
    pub rank: u32,
    /// May it be used without asking?
    pub consent: Consent,
}

/// All equivalents and alternatives of a workspace.
#[derive(Debug, Clone, Default)]
pub struct StandIns {
    equivalents: BTreeMap<PartId, Vec<(PartId, Consent)>>,
    alternatives: BTreeMap<PartId, Vec<Alternative>>,
    /// Whether any of them asks first: where none does, asking makes nothing more acceptable.
    any_asks: bool,
}

/// What may serve a need, best tier first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptableSet {
    /// What clearing uses.
    pub drop_in: Vec<Acceptable>,
    /// What else a person may allow; never used without.
    pub asks: Vec<Acceptable>,
}

impl StandIns {
    /// Takes the edges in any order.
    #[must_use]
    pub fn new(equivalents: &[Equivalent], alternatives: &[Alternative]) -> Self {
        let mut stand_ins = Self::default();
        for &Equivalent { one, other, consent } in equivalents {
            stand_ins.equivalents.entry(one).or_default().push((other, consent));
            stand_ins.equivalents.entry(other).or_default().push((one, consent));
        }
        for &alternative in alternatives {
            stand_ins.alternatives.entry(alternative.wanted).or_default().push(alternative);
        }
        let mut consents =
            equivalents.iter().map(|edge| edge.consent).chain(alternatives.iter().map(|edge| edge.consent));
        stand_ins.any_asks = consents.any(|consent| consent == Consent::Asks);
        stand_ins
    }

    /// What is acceptable where `wanted` is, each part once at its best tier.
    ///
    /// `meeting_requirement` are the parts that meet the line's requirement, cheapest first (none
    /// for a line that names its part); `wanted` may be among them.
    #[must_use]
    pub fn acceptable(
        &self,
        wanted: PartId,
        meeting_requirement: &[PartId],
        fallback: Option<PartId>,
    ) -> AcceptableSet {
        let drop_in = self.reachable(Consent::DropIn, wanted, meeting_requirement, fallback);
        if !self.any_asks {
            return AcceptableSet { drop_in, asks: Vec::new() };
        }
        let known: BTreeSet<PartId> = drop_in.iter().map(|acceptable| acceptable.part).collect();
        let mut asks = self.reachable(Consent::Asks, wanted, meeting_requirement, fallback);
        asks.retain(|acceptable| !known.contains(&acceptable.part));
        AcceptableSet { drop_in, asks }
    }

    /// What can be reached over drop-in edges, or over all edges where asking is allowed.
    fn reachable(
        &self,
        consent: Consent,
        wanted: PartId,
        meeting_requirement: &[PartId],
        fallback: Option<PartId>,
    ) -> Vec<Acceptable> {
        let own = self.class(consent, wanted);
        let mut found = Found::default();
        found.add(&own, Tier::Own);
        for alternative in self.ranked_alternatives(consent, &own) {
            found.add(&self.class(consent, alternative.stand_in), Tier::Alternative(alternative.rank));
        }
        for (order, &part) in (0..).zip(meeting_requirement) {
            found.add(&[part], Tier::Requirement(order));
        }
        if let Some(fallback) = fallback {
            found.add(&self.class(consent, fallback), Tier::Fallback);
        }
        found.acceptable
    }

    /// A part and its equivalents, direct or through others; the part itself first.
    fn class(&self, consent: Consent, part: PartId) -> Vec<PartId> {
        let mut class = vec![part];
        if !self.equivalents.contains_key(&part) {
            return class;
        }
        let mut members = BTreeSet::from([part]);
        let mut at = 0;
        while let Some(&member) = class.get(at) {
            for &(other, needs) in self.equivalents.get(&member).into_iter().flatten() {
                if allows(consent, needs) && members.insert(other) {
                    class.push(other);
                }
            }
            at += 1;
        }
        class[1..].sort_unstable();
        class
    }

    /// The alternatives of all members, best rank first.
    fn ranked_alternatives(&self, consent: Consent, class: &[PartId]) -> Vec<&Alternative> {
        let mut alternatives: Vec<&Alternative> = class
            .iter()
            .filter_map(|member| self.alternatives.get(member))
            .flatten()
            .filter(|alternative| allows(consent, alternative.consent))
            .collect();
        alternatives.sort_by_key(|alternative| (alternative.rank, alternative.stand_in));
        alternatives
    }
}

fn allows(consent: Consent, needs: Consent) -> bool {
    consent == Consent::Asks || needs == Consent::DropIn
}

/// Parts in the order in which they were found; only the first time counts.
#[derive(Default)]
struct Found {
    acceptable: Vec<Acceptable>,
    known: BTreeSet<PartId>,
}

impl Found {
    fn add(&mut self, parts: &[PartId], tier: Tier) {
        for &part in parts {
            if self.known.insert(part) {
                self.acceptable.push(Acceptable { part, tier });
            }
        }
    }
}
