//! Builds: create, edit, clear, complete k of N, cancel, reopen.

mod completing;
mod missing;

pub use completing::{complete, reopen};
pub use missing::{Missing, missing};

use super::reservations::{self, Reserved};
use super::{Context, Request, ServiceError, Started, names, sheets};
use crate::domain::bom::Reference;
use crate::domain::builds::{Build, BuildStatus, FrozenNeed, Shortage};
use crate::domain::clearing::report::{ClearingReport, report};
use crate::domain::clearing::{BuildSheet, NeedReadiness, Readiness, work_out};
use crate::domain::ids::{BuildId, PartId};
use crate::domain::quantity::{MOST_PIECES, Quantity};
use crate::store::builds::NewBuild;
use crate::store::events::{self, Subject};
use crate::store::{self, Tx, WriteTx};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A build to be made.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The project's name.
    pub project: String,
    /// The version's revision.
    pub revision: String,
    /// Pieces.
    pub quantity: Quantity,
    /// References to leave out.
    pub leave_out: BTreeSet<Reference>,
    /// Higher comes first.
    pub priority: i64,
}

/// What is to change about a build; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    /// Pieces.
    pub quantity: Option<Quantity>,
    /// References to leave out: these, and no others.
    pub leave_out: Option<BTreeSet<Reference>>,
    /// References of optional lines that are wanted: these, and no others.
    pub include_optional: Option<BTreeSet<Reference>>,
    /// For a part, what may be used where nothing else does, or nothing any more.
    pub fallbacks: Vec<(String, Option<String>)>,
    /// Higher comes first.
    pub priority: Option<i64>,
    /// The edit counter that the change is based on, if it is known.
    pub based_on: Option<i64>,
}

/// The number of a build that was made or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildNumber {
    /// Its number in the workspace.
    pub build: i64,
}

/// Where a build stands after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildState {
    /// Its number in the workspace.
    pub build: i64,
    /// Where it stands.
    pub status: BuildStatus,
    /// Pieces that are completed.
    pub completed: Quantity,
}

impl From<&Build> for BuildState {
    fn from(build: &Build) -> Self {
        Self { build: build.number, status: build.status, completed: build.completed }
    }
}

/// Creates an open build.
///
/// # Errors
/// [`ServiceError`] where the version is not known or the quantity or a reference is not possible.
pub async fn create(context: &Context, request: &Request, plan: &Plan) -> Result<BuildNumber, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let version = names::version(&mut tx, &plan.project, &plan.revision).await?.id;
    possible_quantity(plan.quantity, Quantity::ZERO)?;
    let new =
        NewBuild { key: None, version, quantity: plan.quantity, priority: possible_priority(plan.priority)? };
    let (id, number) = store::builds::add(&mut tx, &new).await?;
    let mut build = load(&mut tx, id).await?;
    known_references(&mut tx, &build, &plan.leave_out).await?;
    build.left_out.clone_from(&plan.leave_out);
    store::builds::change(&mut tx, &build).await?;
    events::changed(&mut tx, Subject::Build, id.get(), build.edit + 1).await?;
    context.finish(tx, request, BuildNumber { build: number }).await
}

/// Changes an open or cleared build. A cleared one that still fits stays so and gives back what it
/// no longer needs; one that no longer fits is open again and keeps what it has.
///
/// # Errors
/// [`ServiceError`] where the build is over, or a choice is not possible.
pub async fn edit(
    context: &Context,
    request: &Request,
    build: &str,
    edit: &Edit,
) -> Result<BuildState, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let mut build = names::build(&mut tx, build).await?;
    if !matches!(build.status, BuildStatus::Open | BuildStatus::Cleared) {
        return Err(ServiceError::Refused(format!(
            "build {} is {}: it cannot be edited",
            build.number, build.status
        )));
    }
    not_stale(&mut tx, &build, edit.based_on).await?;
    choose(&mut tx, &mut build, edit).await?;
    store::builds::change(&mut tx, &build).await?;
    if build.status == BuildStatus::Cleared {
        settle(&mut tx, &mut build).await?;
    }
    told(&mut tx, &build).await?;
    let answer = BuildState::from(&build);
    context.finish(tx, request, answer).await
}

/// Reserves what the build needs, or says what is missing, against the newest BOM of its version.
/// `partial` decides from now on whether a need that cannot be covered in full reserves what is here.
///
/// # Errors
/// [`ServiceError::Refused`] where the build is completed.
pub async fn clear(
    context: &Context,
    request: &Request,
    build: &str,
    partial: Option<bool>,
) -> Result<ClearingReport, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let mut build = names::build(&mut tx, build).await?;
    if build.status == BuildStatus::Completed {
        return Err(ServiceError::Refused(format!(
            "build {} is completed: there is nothing left to clear",
            build.number
        )));
    }
    if let Some(partial) = partial.filter(|partial| *partial != build.partial) {
        build.partial = partial;
        store::builds::change(&mut tx, &build).await?;
    }
    let sheet = sheets::load(&mut tx, &build, build.newest_bom).await?;
    let readiness = work_out(&sheet, &build.choices());
    countable(&build, &sheet, &readiness)?;
    let changed = build.bom_changed();
    write_clearing(&mut tx, &mut build, &sheet, &readiness).await?;
    told(&mut tx, &build).await?;
    let mut answer = report(&sheet, &readiness);
    if changed {
        answer.notes.push(
            "the BOM changed since this build was last cleared; it was planned against the newest".to_owned(),
        );
    }
    context.finish(tx, request, answer).await
}

/// What a build needs and misses at this moment, changing nothing.
///
/// # Errors
/// [`ServiceError`].
pub async fn look(context: &Context, build: &str) -> Result<(Build, BuildSheet), ServiceError> {
    let mut tx = context.read().await?;
    let build = names::build(&mut tx, build).await?;
    let sheet = sheets::load(&mut tx, &build, build.standing_bom()).await?;
    Ok((build, sheet))
}

/// Every build, in line.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn list(context: &Context) -> Result<Vec<Build>, ServiceError> {
    let mut tx = context.read().await?;
    Ok(store::builds::all(&mut tx).await?)
}

/// Gives back what a build has reserved and takes it out of the plan.
///
/// # Errors
/// [`ServiceError::Refused`] where the build is completed.
pub async fn cancel(context: &Context, request: &Request, build: &str) -> Result<BuildState, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let mut build = names::build(&mut tx, build).await?;
    if build.status == BuildStatus::Completed {
        return Err(ServiceError::Refused(format!(
            "build {} is completed and cannot be cancelled: reopen it first to reverse its last completion",
            build.number
        )));
    }
    reservations::delete(&mut tx, build.id).await?;
    store::builds::freeze_needs(&mut tx, build.id, &[]).await?;
    store::builds::keep_shortages(&mut tx, build.id, &[]).await?;
    build.status = BuildStatus::Cancelled;
    store::builds::set_status(&mut tx, build.id, build.status, build.completed, build.bom).await?;
    told(&mut tx, &build).await?;
    let answer = BuildState::from(&build);
    context.finish(tx, request, answer).await
}

pub(super) async fn load(tx: &mut Tx, id: BuildId) -> Result<Build, ServiceError> {
    store::builds::get(tx, id).await?.ok_or_else(|| ServiceError::not_found("build", id))
}

/// What is reserved for each need of a build.
pub(super) async fn reserved_by_need(
    tx: &mut Tx,
    build: BuildId,
) -> Result<BTreeMap<(PartId, String), Quantity>, ServiceError> {
    let mut reserved = BTreeMap::new();
    for allocation in store::reservations::of_build(tx, build).await? {
        *reserved.entry((allocation.part, allocation.variant)).or_insert(Quantity::ZERO) +=
            allocation.quantity;
    }
    Ok(reserved)
}

/// Whether each frozen need of a build is reserved in full.
pub(super) async fn fully_reserved(tx: &mut Tx, build: BuildId) -> Result<bool, ServiceError> {
    let reserved = reserved_by_need(tx, build).await?;
    let needs = store::builds::needs(tx, build).await?;
    Ok(needs.iter().all(|need| {
        let held = reserved.get(&(need.part, need.variant.clone())).copied().unwrap_or(Quantity::ZERO);
        held >= need.quantity
    }))
}

/// Says that a build changed.
pub(super) async fn told(tx: &mut WriteTx, build: &Build) -> Result<(), ServiceError> {
    events::changed(tx, Subject::Build, build.id.get(), build.edit + 1).await?;
    Ok(events::changed(tx, Subject::Stock, 0, 0).await?)
}

/// Writes what a clearing decided: reservations, frozen needs, shortages and the status.
async fn write_clearing(
    tx: &mut WriteTx,
    build: &mut Build,
    sheet: &BuildSheet,
    readiness: &Readiness,
) -> Result<(), ServiceError> {
    let reserved: Vec<Reserved<'_>> = readiness
        .needs
        .iter()
        .map(|need| Reserved { part: need.part, variant: &need.variant, takes: &need.takes })
        .collect();
    reservations::ensure(tx, build.id, &reserved).await?;
    let needs: Vec<FrozenNeed> = readiness.needs.iter().map(frozen).collect();
    let short: Vec<Shortage> =
        readiness.needs.iter().filter(|need| !need.missing.is_zero()).map(shortage).collect();
    store::builds::freeze_needs(tx, build.id, &needs).await?;
    store::builds::keep_shortages(tx, build.id, &short).await?;
    build.status = if readiness.clear { BuildStatus::Cleared } else { BuildStatus::Open };
    build.bom = if sheet.synced { build.newest_bom } else { None };
    Ok(store::builds::set_status(tx, build.id, build.status, build.completed, build.bom).await?)
}

/// After an edit of a cleared build: does what it has reserved still cover what it needs?
async fn settle(tx: &mut WriteTx, build: &mut Build) -> Result<(), ServiceError> {
    let mut sheet = sheets::load(tx, build, build.bom).await?;
    keep_only_what_is_held(&mut sheet);
    let readiness = work_out(&sheet, &build.choices());
    countable(build, &sheet, &readiness)?;
    if readiness.clear {
        let (newest, standing) = (build.newest_bom, build.bom);
        build.newest_bom = standing;
        write_clearing(tx, build, &sheet, &readiness).await?;
        build.newest_bom = newest;
        return Ok(());
    }
    build.status = BuildStatus::Open;
    Ok(store::builds::set_status(tx, build.id, build.status, build.completed, build.bom).await?)
}

/// No build needs more of a part than can be counted.
fn countable(build: &Build, sheet: &BuildSheet, readiness: &Readiness) -> Result<(), ServiceError> {
    let Some(part) = readiness.uncountable else { return Ok(()) };
    let key = sheet.parts.get(&part).map_or_else(|| part.to_string(), |part| part.key.clone());
    Err(ServiceError::Invalid(format!(
        "build {} needs more than {} pieces of {key}: make several smaller builds of it",
        build.number,
        Quantity::MAX
    )))
}

/// Narrows a sheet to what its build has reserved already.
fn keep_only_what_is_held(sheet: &mut BuildSheet) {
    for stock in &mut sheet.stock {
        let held = sheet.held.iter().filter(|held| held.stock_line == stock.stock_line);
        stock.on_hand = held.map(|held| held.quantity).sum();
        stock.reserved_by_others = Quantity::ZERO;
    }
}

fn frozen(need: &NeedReadiness) -> FrozenNeed {
    FrozenNeed {
        part: need.part,
        variant: need.variant.clone(),
        per_piece: need.per_piece,
        spares: need.spares,
        quantity: if need.counted { need.needed } else { Quantity::ZERO },
        references: need.references.clone(),
    }
}

fn shortage(need: &NeedReadiness) -> Shortage {
    Shortage {
        part: need.part,
        variant: need.variant.clone(),
        needed: need.needed,
        short: need.missing,
        references: need.references.clone(),
        fallback: need.fallback,
    }
}

async fn choose(tx: &mut WriteTx, build: &mut Build, edit: &Edit) -> Result<(), ServiceError> {
    if let Some(quantity) = edit.quantity {
        possible_quantity(quantity, build.completed)?;
        build.quantity = quantity;
    }
    if let Some(left_out) = &edit.leave_out {
        known_references(tx, build, left_out).await?;
        build.left_out.clone_from(left_out);
    }
    if let Some(included) = &edit.include_optional {
        known_references(tx, build, included).await?;
        build.included.clone_from(included);
    }
    if let Some(priority) = edit.priority {
        build.priority = possible_priority(priority)?;
    }
    for (part, fallback) in &edit.fallbacks {
        let part_id = names::part(tx, part).await?;
        match fallback {
            Some(fallback) => {
                build.fallbacks.insert(part_id, fallback_for(tx, part, part_id, fallback).await?)
            }
            None => build.fallbacks.remove(&part_id),
        };
    }
    Ok(())
}

async fn fallback_for(
    tx: &mut Tx,
    part: &str,
    part_id: PartId,
    fallback: &str,
) -> Result<PartId, ServiceError> {
    let fallback_id = names::part(tx, fallback).await?;
    if fallback_id == part_id {
        return Err(ServiceError::Invalid(format!("\u{201c}{part}\u{201d} cannot be its own fallback")));
    }
    Ok(fallback_id)
}

fn possible_quantity(quantity: Quantity, completed: Quantity) -> Result<(), ServiceError> {
    if quantity.is_zero() || quantity > MOST_PIECES {
        return Err(ServiceError::Invalid(format!("a build has 1 to {MOST_PIECES} pieces, not {quantity}")));
    }
    if quantity <= completed && !completed.is_zero() {
        return Err(ServiceError::Invalid(format!(
            "{completed} pieces are completed already: a build of {quantity} would have nothing left to make"
        )));
    }
    Ok(())
}

fn possible_priority(priority: i64) -> Result<i64, ServiceError> {
    if priority.unsigned_abs() > 1_000_000 {
        return Err(ServiceError::Invalid(format!(
            "a priority lies between -1000000 and 1000000, {priority} does not"
        )));
    }
    Ok(priority)
}

async fn not_stale(tx: &mut Tx, build: &Build, based_on: Option<i64>) -> Result<(), ServiceError> {
    if based_on.is_none_or(|edit| edit == build.edit) {
        return Ok(());
    }
    let who = events::last_by(tx, Subject::Build, build.id.get()).await?;
    Err(ServiceError::Conflict(format!(
        "build {} was changed by {} in the meantime: look at it again, then repeat your change",
        build.number,
        who.as_deref().unwrap_or("somebody else")
    )))
}

/// A reference that is chosen must be in the BOM, once there is one.
async fn known_references(
    tx: &mut Tx,
    build: &Build,
    chosen: &BTreeSet<Reference>,
) -> Result<(), ServiceError> {
    let Some(bom) = build.newest_bom.filter(|_| !chosen.is_empty()) else { return Ok(()) };
    let lines = store::sheets::lines(tx, &BTreeSet::from([bom])).await?;
    let known: BTreeSet<&Reference> = lines.values().flatten().flat_map(|line| &line.references).collect();
    let earlier: BTreeSet<&Reference> = build.left_out.iter().chain(&build.included).collect();
    match chosen.iter().find(|reference| !known.contains(reference) && !earlier.contains(reference)) {
        Some(unknown) => Err(ServiceError::Invalid(format!(
            "{} is not in the BOM of {} {}",
            unknown.as_str(),
            build.project,
            build.revision
        ))),
        None => Ok(()),
    }
}
