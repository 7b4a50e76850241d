//! Stand-ins: equivalents and alternatives of parts. They change what is acceptable for a need, never
//! what a line is.

use super::{stored_part, told_part};
use crate::domain::catalog::{
    Direction, FieldError, FieldProblem, InvalidFields, StandInKind, checked_stand_in,
};
use crate::domain::ids::PartId;
use crate::services::{Context, Request, ServiceError, Started, names};
use crate::store::{self, Tx, WriteTx};
use serde::{Deserialize, Serialize};

/// A stand-in by the names of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandInEntry {
    /// What is wanted.
    pub part: String,
    /// What may be used for it.
    pub other: String,
    /// Which way it works.
    pub kind: StandInKind,
    /// Offered only, never reserved without a person's yes.
    pub asks: bool,
}

/// Lets a part stand in for another.
///
/// # Errors
/// [`ServiceError::Fields`] for a rank that cannot be, or a part for itself; [`ServiceError::NotFound`];
/// [`ServiceError::Refused`] where it stands in already.
pub async fn add(
    context: &Context,
    request: &Request,
    entry: &StandInEntry,
) -> Result<StandInEntry, ServiceError> {
    checked_stand_in(entry.kind)?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let pair = Pair::find(&mut tx, entry).await?;
    let beside = store::stand_ins::of_part(&mut tx, pair.part).await?;
    let is_there = beside.iter().any(|known| {
        let serves = known.direction != Direction::ForOther || entry.kind == StandInKind::Equivalent;
        known.part == pair.other_key && serves
    });
    if is_there {
        return Err(ServiceError::Refused(format!(
            "\u{201c}{}\u{201d} and \u{201c}{}\u{201d} stand in for each other already: change that, or remove it first",
            pair.part_key, pair.other_key
        )));
    }
    store::stand_ins::add(&mut tx, pair.part, pair.other, entry.kind, entry.asks).await?;
    pair.told(&mut tx).await?;
    let answer = pair.entry(entry);
    context.finish(tx, request, answer).await
}

/// Changes the rank of a stand-in, and whether it asks; its kind tells which one is meant.
///
/// # Errors
/// As [`add`]; [`ServiceError::NotFound`] where there is none of that kind.
pub async fn change(
    context: &Context,
    request: &Request,
    entry: &StandInEntry,
) -> Result<StandInEntry, ServiceError> {
    checked_stand_in(entry.kind)?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let pair = Pair::find(&mut tx, entry).await?;
    if !store::stand_ins::change(&mut tx, pair.part, pair.other, entry.kind, entry.asks).await? {
        return Err(pair.none());
    }
    pair.told(&mut tx).await?;
    let answer = pair.entry(entry);
    context.finish(tx, request, answer).await
}

/// Takes a stand-in back; its kind, whatever its rank, tells which one is meant.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn remove(
    context: &Context,
    request: &Request,
    entry: &StandInEntry,
) -> Result<StandInEntry, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let pair = Pair::find(&mut tx, entry).await?;
    if !store::stand_ins::remove(&mut tx, pair.part, pair.other, entry.kind).await? {
        return Err(pair.none());
    }
    pair.told(&mut tx).await?;
    let answer = pair.entry(entry);
    context.finish(tx, request, answer).await
}

/// The two parts of a stand-in.
struct Pair {
    part: PartId,
    part_key: String,
    part_edit: i64,
    other: PartId,
    other_key: String,
    other_edit: i64,
}

impl Pair {
    async fn find(tx: &mut Tx, entry: &StandInEntry) -> Result<Self, ServiceError> {
        let (part, other) = (names::part(tx, &entry.part).await?, names::part(tx, &entry.other).await?);
        if part == other {
            return Err(InvalidFields::from(FieldError::new("other", FieldProblem::Itself)).into());
        }
        let (of_part, of_other) = (stored_part(tx, part).await?, stored_part(tx, other).await?);
        Ok(Self {
            part,
            part_key: of_part.part.key,
            part_edit: of_part.edit,
            other,
            other_key: of_other.part.key,
            other_edit: of_other.edit,
        })
    }

    fn none(&self) -> ServiceError {
        ServiceError::not_found("stand-in", format!("{} for {}", self.other_key, self.part_key))
    }

    fn entry(&self, entry: &StandInEntry) -> StandInEntry {
        StandInEntry { part: self.part_key.clone(), other: self.other_key.clone(), ..entry.clone() }
    }

    async fn told(&self, tx: &mut WriteTx) -> Result<(), ServiceError> {
        told_part(tx, self.part, self.part_edit).await?;
        told_part(tx, self.other, self.other_edit).await
    }
}
