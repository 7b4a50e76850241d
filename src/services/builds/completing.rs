//! Completing k of N pieces, and reversing the last completion.

use super::{BuildState, not_stale, told};
use crate::domain::builds::{Build, BuildStatus, FrozenNeed};
use crate::domain::ids::{CompletionId, PartId};
use crate::domain::ledger::{Movement, Reversed};
use crate::domain::quantity::Quantity;
use crate::services::{Context, Request, ServiceError, Started, inventory, names, reservations};
use crate::store::movements::Entry;
use crate::store::reservations::Allocation;
use crate::store::{self, WriteTx};
use std::collections::BTreeMap;

/// Consumes what is reserved for `pieces` of a build (all that remain if not given); finished pieces
/// become stock of the part that the version produces.
///
/// # Errors
/// [`ServiceError::NotClear`] where the build is not clear to build; [`ServiceError`] where it is over
/// or has fewer pieces left.
pub async fn complete(
    context: &Context,
    request: &Request,
    build: &str,
    pieces: Option<Quantity>,
) -> Result<BuildState, ServiceError> {
    complete_as_seen(context, request, build, pieces, None).await
}

/// Completes as [`complete`] does, if the build still is what somebody saw: `based_on` is its edit counter then.
///
/// # Errors
/// [`ServiceError`] as for [`complete`], [`ServiceError::Conflict`] where it was changed since.
pub async fn complete_as_seen(
    context: &Context,
    request: &Request,
    build: &str,
    pieces: Option<Quantity>,
    based_on: Option<i64>,
) -> Result<BuildState, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let mut build = names::build(&mut tx, build).await?;
    not_stale(&mut tx, &build, based_on).await?;
    clear_to_complete(&build)?;
    let pieces = possible(&build, pieces)?;
    let completion = store::builds::add_completion(&mut tx, build.id, pieces).await?;
    let used = consume(&mut tx, &build, pieces, completion).await?;
    produce(&mut tx, &build, pieces, completion).await?;
    build.completed += pieces;
    if build.remaining().is_zero() {
        build.status = BuildStatus::Completed;
    }
    remaining_needs(&mut tx, &build, &used, Quantity::saturating_sub).await?;
    store::builds::set_status(&mut tx, build.id, build.status, build.completed, build.bom).await?;
    told(&mut tx, &build).await?;
    let answer = BuildState::from(&build);
    context.finish(tx, request, answer).await
}

/// Reverses the last completion: what it consumed lies there again and is reserved again, as far as
/// the build still needs it; what it produced is taken out of stock.
///
/// # Errors
/// [`ServiceError::Refused`] where nothing was completed, or finished pieces are in use already.
pub async fn reopen(context: &Context, request: &Request, build: &str) -> Result<BuildState, ServiceError> {
    reopen_as_seen(context, request, build, None).await
}

/// Reverses as [`reopen`] does, if the build still is what somebody saw: `based_on` is its edit counter then.
///
/// # Errors
/// [`ServiceError`] as for [`reopen`], [`ServiceError::Conflict`] where it was changed since.
pub async fn reopen_as_seen(
    context: &Context,
    request: &Request,
    build: &str,
    based_on: Option<i64>,
) -> Result<BuildState, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let mut build = names::build(&mut tx, build).await?;
    not_stale(&mut tx, &build, based_on).await?;
    if build.status == BuildStatus::Cancelled {
        return Err(ServiceError::Refused(format!(
            "build {} is cancelled: clear it again, and it is open again",
            build.number
        )));
    }
    let Some((completion, pieces)) = store::builds::last_completion(&mut tx, build.id).await? else {
        return Err(ServiceError::Refused(format!(
            "nothing of build {} was completed: there is nothing to reverse",
            build.number
        )));
    };
    let back = take_back(&mut tx, &build, completion).await?;
    store::builds::reverse_completion(&mut tx, completion).await?;
    let was_completed = build.status == BuildStatus::Completed;
    build.completed = build.completed.saturating_sub(pieces);
    if was_completed {
        build.status = BuildStatus::Cleared;
    }
    // Nothing can have changed since a build was completed; one that was not may have been cleared with
    // another BOM meanwhile, which says what its pieces need now.
    let again = if was_completed { back } else { needed_for(&mut tx, &build, pieces).await? };
    remaining_needs(&mut tx, &build, &again, Quantity::saturating_add).await?;
    give_back_surplus(&mut tx, &build).await?;
    if build.status == BuildStatus::Cleared && !super::fully_reserved(&mut tx, build.id).await? {
        build.status = BuildStatus::Open;
    }
    store::builds::set_status(&mut tx, build.id, build.status, build.completed, build.bom).await?;
    told(&mut tx, &build).await?;
    let answer = BuildState::from(&build);
    context.finish(tx, request, answer).await
}

fn clear_to_complete(build: &Build) -> Result<(), ServiceError> {
    match build.status {
        BuildStatus::Cleared => Ok(()),
        BuildStatus::Open => Err(ServiceError::NotClear(format!(
            "build {} is not clear to build: clear it first (ctb clear {0})",
            build.number
        ))),
        BuildStatus::Completed | BuildStatus::Cancelled => Err(ServiceError::Refused(format!(
            "build {} is {}: there is nothing to complete",
            build.number, build.status
        ))),
    }
}

fn possible(build: &Build, pieces: Option<Quantity>) -> Result<Quantity, ServiceError> {
    let remaining = build.remaining();
    let pieces = pieces.unwrap_or(remaining);
    if pieces.is_zero() || pieces > remaining {
        return Err(ServiceError::Invalid(format!(
            "build {} has {remaining} pieces left to complete, {pieces} were asked for",
            build.number
        )));
    }
    Ok(pieces)
}

/// Takes each need's share out of what is reserved for it.
async fn consume(
    tx: &mut WriteTx,
    build: &Build,
    pieces: Quantity,
    completion: CompletionId,
) -> Result<ByNeed, ServiceError> {
    let needs = store::builds::needs(tx, build.id).await?;
    let allocations = store::reservations::of_build(tx, build.id).await?;
    let mut by_need: BTreeMap<(PartId, &str), Vec<&Allocation>> = BTreeMap::new();
    for allocation in &allocations {
        by_need.entry((allocation.part, &allocation.variant)).or_default().push(allocation);
    }
    let mut entries = Vec::new();
    let mut used = ByNeed::new();
    for need in &needs {
        let mut wanted = need.used_by(pieces, build.remaining());
        for allocation in by_need.get(&(need.part, need.variant.as_str())).into_iter().flatten() {
            let taken = wanted.min(allocation.quantity);
            wanted = wanted.saturating_sub(taken);
            if !taken.is_zero() {
                *used.entry((need.part, need.variant.clone())).or_default() += taken;
                let movement = Movement::Consume { allocation: allocation.id, quantity: taken, completion };
                entries.push(Entry::new(allocation.stock_line, movement));
            }
        }
        if !wanted.is_zero() {
            return Err(ServiceError::Internal(format!(
                "build {} is clear but lacks {wanted} pieces",
                build.number
            )));
        }
    }
    store::movements::book(tx, &entries).await?;
    Ok(used)
}

async fn produce(
    tx: &mut WriteTx,
    build: &Build,
    pieces: Quantity,
    completion: CompletionId,
) -> Result<(), ServiceError> {
    let Some(part) = build.produces else { return Ok(()) };
    let line = inventory::usual_line(tx, part).await?;
    let movement = Movement::Produce { quantity: pieces, completion };
    store::movements::book(tx, &[Entry::new(line, movement)]).await?;
    Ok(())
}

async fn take_back(
    tx: &mut WriteTx,
    build: &Build,
    completion: CompletionId,
) -> Result<ByNeed, ServiceError> {
    let consumed = store::reservations::consumed(tx, completion).await?;
    let produced = store::reservations::produced(tx, completion).await?;
    let lines: Vec<_> = produced.iter().map(|(line, _)| *line).collect();
    let balances = store::movements::balances(tx, &lines).await?;
    let mut entries = Vec::new();
    for (line, quantity) in produced {
        let free = balances.get(&line).map_or(Quantity::ZERO, |balance| balance.available());
        if free < quantity {
            return Err(ServiceError::Refused(format!(
                "build {} cannot be reopened: of the {quantity} pieces that it made, only {free} are still free",
                build.number
            )));
        }
        entries.push(Entry::new(line, Movement::Reverse(Reversed::Produce { quantity, completion })));
    }
    let allocations = store::reservations::of_build(tx, build.id).await?;
    let needs: BTreeMap<_, _> =
        allocations.into_iter().map(|share| (share.id, (share.part, share.variant))).collect();
    let mut back = ByNeed::new();
    for (allocation, line, quantity) in consumed {
        if let Some(need) = needs.get(&allocation) {
            *back.entry(need.clone()).or_default() += quantity;
        }
        entries.push(Entry::new(
            line,
            Movement::Reverse(Reversed::Consume { allocation, quantity, completion }),
        ));
    }
    store::movements::book(tx, &entries).await?;
    Ok(back)
}

/// What so many pieces need by the frozen needs, without spares.
async fn needed_for(tx: &mut WriteTx, build: &Build, pieces: Quantity) -> Result<ByNeed, ServiceError> {
    let needs = store::builds::needs(tx, build.id).await?;
    Ok(needs.into_iter().map(|need| ((need.part, need.variant), need.per_piece.times(pieces))).collect())
}

/// Gives back what is reserved beyond the frozen needs, or for none of them.
async fn give_back_surplus(tx: &mut WriteTx, build: &Build) -> Result<(), ServiceError> {
    let needs = store::builds::needs(tx, build.id).await?;
    let mut wanted: ByNeed =
        needs.into_iter().map(|need| ((need.part, need.variant), need.quantity)).collect();
    let mut entries = Vec::new();
    for held in store::reservations::of_build(tx, build.id).await? {
        let wanted = wanted.entry((held.part, held.variant)).or_default();
        let kept = held.quantity.min(*wanted);
        *wanted = wanted.saturating_sub(kept);
        let surplus = held.quantity.saturating_sub(kept);
        if !surplus.is_zero() {
            entries.push(reservations::release(held.id, held.stock_line, surplus));
        }
    }
    store::movements::book(tx, &entries).await?;
    Ok(())
}

/// Pieces by need: its part and variant.
type ByNeed = BTreeMap<(PartId, String), Quantity>;

/// What is needed for the pieces that remain: what was needed, less what a completion used, or with
/// what its reversal brought back. A need that lost pieces to a count keeps lacking them.
async fn remaining_needs(
    tx: &mut WriteTx,
    build: &Build,
    moved: &ByNeed,
    change: fn(Quantity, Quantity) -> Quantity,
) -> Result<(), ServiceError> {
    let needs: Vec<FrozenNeed> = store::builds::needs(tx, build.id)
        .await?
        .into_iter()
        .map(|need| {
            let pieces = moved.get(&(need.part, need.variant.clone())).copied().unwrap_or(Quantity::ZERO);
            let quantity = change(need.quantity, pieces);
            let spares = quantity.saturating_sub(need.per_piece.times(build.remaining()));
            FrozenNeed { quantity, spares, ..need }
        })
        .collect();
    Ok(store::builds::freeze_needs(tx, build.id, &needs).await?)
}
