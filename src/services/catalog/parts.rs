//! Parts: make, change, archive, look at, list.

use super::{not_stale, stored_part, told_part};
use crate::domain::catalog::{
    FieldError, FieldProblem, InvalidFields, Part, PartCursor, PartEntry, PartList, PartPage, PartQuery,
    PartStock, PartUse, SavedPart, Search, checked_key, derived_key, taken, what_keeps,
};
use crate::domain::ids::{PackageId, PartId};
use crate::services::bom_sync::{Concerned, refresh_all};
use crate::services::{Context, Request, ServiceError, Started, names};
use crate::store::part_search::Page;
use crate::store::stock::StockLine;
use crate::store::{self, Tx, WriteTx};

/// Places where a part is used that its page lists.
const MOST_USES: u32 = 500;
/// Parts in one answer, unless it is said otherwise.
const USUALLY_LISTED: u32 = 50;
/// Parts in one answer at most.
const MOST_LISTED: u32 = 500;

/// Makes a part. Without a key it gets one that is made of its name. Lines that wanted it are it now.
///
/// # Errors
/// [`ServiceError::Fields`] with every field that cannot be kept, a key that is taken among them.
pub async fn create(
    context: &Context,
    request: &Request,
    key: Option<&str>,
    entry: &PartEntry,
) -> Result<SavedPart, ServiceError> {
    let entry = entry.checked()?;
    let key = key.map(checked_key).transpose()?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let made = add(&mut tx, key, &entry).await?;
    context.finish(tx, request, made).await
}

/// Makes a part within a transaction, of an entry and a key that were checked.
pub(in crate::services) async fn add(
    tx: &mut WriteTx,
    key: Option<String>,
    entry: &PartEntry,
) -> Result<SavedPart, ServiceError> {
    let package = package_of(tx, entry).await?;
    let wanted = key.clone().unwrap_or_else(|| derived_key(&entry.name));
    let free = store::parts::free_key(tx, &wanted).await?;
    if key.is_some() && free != wanted {
        return Err(taken("key", &wanted).into());
    }
    let id = store::parts::add(tx, &free, entry, package).await?;
    let lines_changed = refresh_all(tx, &Concerned::default()).await?;
    told_part(tx, id, 0).await?;
    Ok(SavedPart { id, name: free, edit: 0, lines_changed })
}

/// Gives a part all that the entry says, custom fields included; its key stays. A placeholder is
/// filled in by it.
///
/// # Errors
/// [`ServiceError::Fields`], [`ServiceError::NotFound`], or [`ServiceError::Conflict`] where somebody
/// changed it since `based_on`.
pub async fn change(
    context: &Context,
    request: &Request,
    part: &str,
    entry: &PartEntry,
    based_on: Option<i64>,
) -> Result<SavedPart, ServiceError> {
    let entry = entry.checked()?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let id = names::part(&mut tx, part).await?;
    let before = stored_part(&mut tx, id).await?;
    not_stale("part", &before.part.key, before.edit, based_on)?;
    let package = package_of(&mut tx, &entry).await?;
    let edit = store::parts::change(&mut tx, id, &entry, package).await?;
    let mut lines_changed = 0;
    if matches_otherwise(&before.part, &entry, package) {
        let mut concerned = Concerned::default();
        if before.part.package != package {
            concerned.parts.insert(id);
        }
        lines_changed = refresh_all(&mut tx, &concerned).await?;
    }
    told_part(&mut tx, id, edit).await?;
    context.finish(tx, request, SavedPart { id, name: before.part.key, edit, lines_changed }).await
}

/// Archives a part, or takes it back.
///
/// # Errors
/// [`ServiceError::Refused`] where it still lies somewhere or is used, naming where;
/// [`ServiceError::NotFound`]; [`ServiceError::Conflict`].
pub async fn archive(
    context: &Context,
    request: &Request,
    part: &str,
    archived: bool,
    based_on: Option<i64>,
) -> Result<SavedPart, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let id = names::part(&mut tx, part).await?;
    let before = stored_part(&mut tx, id).await?;
    let key = before.part.key;
    not_stale("part", &key, before.edit, based_on)?;
    if before.part.archived == archived {
        let as_it_is = SavedPart { id, name: key, edit: before.edit, lines_changed: 0 };
        return context.finish(tx, request, as_it_is).await;
    }
    if archived {
        let (uses, _) = uses(&mut tx, id).await?;
        if let Some(why) = what_keeps(&stock(&mut tx, id).await?, &uses) {
            return Err(ServiceError::Refused(format!(
                "the part \u{201c}{key}\u{201d} cannot be archived: {why}"
            )));
        }
    }
    let edit = store::parts::set_archived(&mut tx, id, archived).await?;
    let lines_changed = refresh_all(&mut tx, &Concerned::default()).await?;
    told_part(&mut tx, id, edit).await?;
    context.finish(tx, request, SavedPart { id, name: key, edit, lines_changed }).await
}

/// A part with everything around it.
///
/// # Errors
/// [`ServiceError::NotFound`], or [`ServiceError::Invalid`] where several are called so.
pub async fn page(context: &Context, part: &str) -> Result<PartPage, ServiceError> {
    let mut tx = context.read().await?;
    let id = names::part(&mut tx, part).await?;
    page_of(&mut tx, id).await
}

/// The part of that id with everything around it.
pub(in crate::services) async fn page_of(tx: &mut Tx, id: PartId) -> Result<PartPage, ServiceError> {
    let stored = stored_part(tx, id).await?;
    let (uses, more_uses) = uses(tx, id).await?;
    Ok(PartPage {
        part: stored.part,
        package: stored.package_name,
        edit: stored.edit,
        fields: store::parts::fields(tx, id).await?,
        stock: stock(tx, id).await?,
        offers: store::offers::of_part(tx, id).await?,
        stand_ins: store::stand_ins::of_part(tx, id).await?,
        uses,
        more_uses,
    })
}

/// Some of the parts, by name, with what lies of them.
///
/// # Errors
/// [`ServiceError::Fields`] for a search or a limit that cannot be.
pub async fn list(context: &Context, query: &PartQuery) -> Result<PartList, ServiceError> {
    let search = Search::parse(&query.search)?;
    let limit = limit(query.limit)?;
    let tag = query.tag.as_deref().map(str::trim).filter(|tag| !tag.is_empty());
    let page = Page { after: query.after.as_ref(), limit: limit + 1, archived: query.archived, tag };
    let mut tx = context.read().await?;
    let mut parts = store::part_search::find(&mut tx, &search, page).await?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_more = parts.len() > wanted;
    parts.truncate(wanted);
    let last = parts.last().filter(|_| is_more);
    let next = last.map(|part| PartCursor { name: part.name.clone(), id: part.id });
    Ok(PartList { parts, next })
}

fn limit(given: Option<u32>) -> Result<u32, InvalidFields> {
    let limit = given.unwrap_or(USUALLY_LISTED);
    if (1..=MOST_LISTED).contains(&limit) {
        return Ok(limit);
    }
    let problem =
        FieldProblem::OutOfRange { number: u64::from(limit), least: 1, most: u64::from(MOST_LISTED) };
    Err(FieldError::new("limit", problem).into())
}

/// The package that an entry names.
async fn package_of(tx: &mut Tx, entry: &PartEntry) -> Result<Option<PackageId>, ServiceError> {
    let Some(name) = &entry.package else { return Ok(None) };
    match store::packages::find(tx, name).await? {
        Some(package) => Ok(Some(package.id)),
        None => {
            let unknown = FieldError::new("package", FieldProblem::Unknown(name.clone()));
            Err(InvalidFields::from(unknown).into())
        }
    }
}

/// Whether a change can alter which lines the part is, or what comes with it.
fn matches_otherwise(before: &Part, entry: &PartEntry, package: Option<PackageId>) -> bool {
    before.symbol != entry.symbol
        || before.value != entry.value
        || before.tolerance != entry.tolerance
        || before.rating != entry.rating
        || before.mpn != entry.mpn
        || before.package != package
}

async fn stock(tx: &mut Tx, part: PartId) -> Result<Vec<PartStock>, ServiceError> {
    let place = |line: StockLine| PartStock {
        location: line.location_name,
        lot: line.lot,
        on_hand: line.on_hand,
        reserved: line.reserved,
        free: line.on_hand.saturating_sub(line.reserved),
        deprioritized: line.deprioritized,
        kit: line.kit,
    };
    Ok(store::stock::of_part(tx, part).await?.into_iter().map(place).collect())
}

/// Where a part is used, and whether that is not all.
async fn uses(tx: &mut Tx, part: PartId) -> Result<(Vec<PartUse>, bool), ServiceError> {
    let mut uses = store::part_uses::of_part(tx, part, MOST_USES + 1).await?;
    let most = usize::try_from(MOST_USES).unwrap_or(usize::MAX);
    let is_more = uses.len() > most;
    uses.truncate(most);
    Ok((uses, is_more))
}
