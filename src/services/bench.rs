//! The bench: find a part or a place, see where it lies and how many, and take, put, count or move
//! pieces. Each booking is one request with its key, and says what takes it back.

use super::inventory::{give_back_beyond, location_name, said, some};
use super::{Context, Request, ServiceError, Started};
use crate::domain::catalog::Search;
use crate::domain::ids::{LocationId, PartId, StockLineId};
use crate::domain::inventory::{BenchPage, BenchPart, Booked, Booking, Spot, Undo, Verb, Where};
use crate::domain::ledger::{Change, Movement};
use crate::domain::quantity::Quantity;
use crate::store::events::{self, Subject};
use crate::store::movements::Entry;
use crate::store::{self, Tx, WriteTx};
use serde::{Deserialize, Serialize};

/// Parts in one answer at most.
const MOST_PARTS: u32 = 20;
/// Places in one answer at most.
const MOST_PLACES: u32 = 8;
/// Parts of one place in one answer at most.
const MOST_CONTENT: u32 = 100;
/// Places that a field offers at most.
const MOST_NAMES: u32 = 500;
/// What the command of a booking begins with, by which its answer is known again.
const BOOKING: &str = "bench ";

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// What was typed.
    pub search: String,
    /// The place that was chosen.
    pub place: Option<LocationId>,
    /// The stock line that was chosen, where nothing was typed.
    pub line: Option<StockLineId>,
    /// The part that was chosen, where nothing was typed.
    pub part: Option<PartId>,
    /// The key of the request that led here.
    pub done: Option<String>,
}

/// What somebody means at the bench, with where it lies, in one consistent view. `key` is a fresh one,
/// for the request that follows.
///
/// # Errors
/// [`ServiceError::Fields`] for a search that cannot be, [`ServiceError::NotFound`] for a chosen thing
/// that is none.
pub async fn find(context: &Context, wanted: &Wanted, key: String) -> Result<BenchPage, ServiceError> {
    let search = Search::parse(&wanted.search)?;
    let mut tx = context.read().await?;
    let mut parts = if search.is_empty() {
        chosen(&mut tx, wanted).await?.into_iter().collect()
    } else {
        store::bench_parts::find(&mut tx, &search, MOST_PARTS + 1).await?
    };
    let most = usize::try_from(MOST_PARTS).unwrap_or(usize::MAX);
    let more = parts.len() > most;
    parts.truncate(most);
    lay_out(&mut tx, &mut parts).await?;
    let typed = wanted.search.trim();
    let places = if search.is_empty() {
        Vec::new()
    } else {
        store::spots::places(&mut tx, typed, MOST_PLACES).await?
    };
    let is_meant = |name: &str| name.to_lowercase() == typed.to_lowercase();
    let meant = places.first().filter(|place| is_meant(&place.name)).map(|place| place.id);
    let place = match wanted.place.or(meant) {
        None => None,
        Some(id) => {
            let content = store::spots::content(&mut tx, id, MOST_CONTENT).await?;
            Some(content.ok_or_else(|| ServiceError::not_found("place", id))?)
        }
    };
    let place_names = store::spots::place_names(&mut tx, MOST_NAMES).await?;
    let done = match &wanted.done {
        Some(done) => answered(&mut tx, done).await?,
        None => None,
    };
    let seen = events::newest(&mut tx).await?;
    Ok(BenchPage { key, parts, more, places, place, place_names, done, seen })
}

/// Books what somebody did. Where a count finds less than is reserved, reservations of the builds last in
/// line are given back, and the builds that are no longer clear are named.
///
/// # Errors
/// [`ServiceError::NotFound`]; [`ServiceError::Invalid`] for no pieces at all, more than are free, or a
/// place that pieces cannot go to.
pub async fn book(context: &Context, key: &str, booking: &Booking) -> Result<Booked, ServiceError> {
    let request = Request::keyed(key, format!("{BOOKING}{}", serde_json::to_string(booking)?))?;
    let mut tx = match context.begin(&request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let spot = spot(&mut tx, &booking.at).await?;
    let booked = match booking.verb {
        Verb::Move => moved(&mut tx, booking, &spot).await?,
        Verb::Take | Verb::Put | Verb::Count => changed(&mut tx, booking, &spot).await?,
    };
    events::changed(&mut tx, Subject::Stock, spot.part.id.get(), 0).await?;
    context.finish(tx, &request, booked).await
}

/// Where something is booked.
struct Place {
    part: BenchPart,
    spot: Spot,
}

async fn chosen(tx: &mut Tx, wanted: &Wanted) -> Result<Option<BenchPart>, ServiceError> {
    let part = match (wanted.line, wanted.part) {
        (Some(line), _) => Some(part_on(tx, line).await?),
        (None, part) => part,
    };
    match part {
        Some(part) => Ok(Some(part_of_id(tx, part).await?)),
        None => Ok(None),
    }
}

async fn part_on(tx: &mut Tx, line: StockLineId) -> Result<PartId, ServiceError> {
    store::spots::part_of(tx, line).await?.ok_or_else(|| ServiceError::not_found("stock line", line))
}

async fn part_of_id(tx: &mut Tx, part: PartId) -> Result<BenchPart, ServiceError> {
    store::bench_parts::by_id(tx, part).await?.ok_or_else(|| ServiceError::not_found("part", part))
}

async fn lay_out(tx: &mut Tx, parts: &mut [BenchPart]) -> Result<(), ServiceError> {
    let ids: Vec<PartId> = parts.iter().map(|part| part.id).collect();
    let mut spots = store::spots::of_parts(tx, &ids).await?;
    for part in parts {
        part.spots = spots.remove(&part.id).unwrap_or_default();
    }
    Ok(())
}

/// What the booking of that key answered.
pub(super) async fn answered(tx: &mut Tx, key: &str) -> Result<Option<Booked>, ServiceError> {
    let answered = store::requests::find(tx, key).await?.filter(|one| one.command.starts_with(BOOKING));
    Ok(answered.map(|one| serde_json::from_str(&one.answer)).transpose()?)
}

/// The spot that is meant, made empty where a part lies in a place for the first time.
async fn spot(tx: &mut WriteTx, at: &Where) -> Result<Place, ServiceError> {
    let (part, line) = match at {
        Where::Line(line) => (part_on(tx, *line).await?, *line),
        Where::Place(part, name) => {
            part_of_id(tx, *part).await?;
            let location = store::stock::ensure_location(tx, &location_name(name)?).await?;
            (*part, store::stock::ensure_line(tx, *part, location, "").await?)
        }
    };
    let mut part = [part_of_id(tx, part).await?];
    lay_out(tx, &mut part).await?;
    let [part] = part;
    let spot = part.spots.iter().find(|spot| spot.line == line).cloned();
    let spot = spot.ok_or_else(|| ServiceError::not_found("stock line", line))?;
    Ok(Place { part, spot })
}

async fn changed(tx: &mut WriteTx, booking: &Booking, place: &Place) -> Result<Booked, ServiceError> {
    let (pieces, line) = (booking.pieces, place.spot.line);
    let (movement, no_longer_clear) = match booking.verb {
        Verb::Count => (Movement::Count { found: pieces }, give_back_beyond(tx, line, pieces).await?),
        Verb::Take => {
            some(pieces)?;
            enough_free(place, pieces, "take")?;
            (Movement::Adjustment { change: Change::Fewer(pieces) }, Vec::new())
        }
        Verb::Put | Verb::Move => {
            some(pieces)?;
            (Movement::Adjustment { change: Change::More(pieces) }, Vec::new())
        }
    };
    let note = note(booking);
    let balances =
        store::movements::book(tx, &[Entry { note, ..Entry::new(line, movement) }]).await.map_err(said)?;
    let on_hand = balances.get(&line).map_or(Quantity::ZERO, |balance| balance.on_hand());
    Ok(booked(booking, place, line, on_hand, no_longer_clear))
}

async fn moved(tx: &mut WriteTx, booking: &Booking, place: &Place) -> Result<Booked, ServiceError> {
    let (pieces, from) = (booking.pieces, &place.spot);
    some(pieces)?;
    let name = location_name(&booking.to)?;
    if name == from.location {
        return Err(ServiceError::Invalid(format!("they lie in {name} already: name another place")));
    }
    enough_free(place, pieces, "move")?;
    let location = store::stock::ensure_location(tx, &name).await?;
    let target = store::stock::ensure_line(tx, place.part.id, location, &from.lot).await?;
    let note = note(booking);
    let entries = [
        Entry { note: note.clone(), ..Entry::new(from.line, Movement::MoveOut { quantity: pieces }) },
        Entry { note, ..Entry::new(target, Movement::MoveIn { quantity: pieces, cost: None }) },
    ];
    let balances = store::movements::book(tx, &entries).await.map_err(said)?;
    let on_hand = balances.get(&target).map_or(Quantity::ZERO, |balance| balance.on_hand());
    let booked = booked(booking, place, target, on_hand, Vec::new());
    Ok(Booked { to: Some(name), ..booked })
}

/// What the ledger says of it beside the movement.
fn note(booking: &Booking) -> String {
    match (booking.undoes, booking.verb) {
        (true, _) => "undone",
        (false, Verb::Take) => "taken",
        (false, Verb::Put) => "put",
        (false, Verb::Count | Verb::Move) => "",
    }
    .to_owned()
}

fn booked(
    booking: &Booking,
    place: &Place,
    line: StockLineId,
    on_hand: Quantity,
    no_longer_clear: Vec<i64>,
) -> Booked {
    let Spot { on_hand: before, location, .. } = &place.spot;
    let undo = Undo::of(booking.verb, line, booking.pieces, *before, location);
    Booked {
        verb: booking.verb,
        part: place.part.name.clone(),
        location: location.clone(),
        to: None,
        line,
        pieces: booking.pieces,
        before: *before,
        on_hand,
        no_longer_clear,
        undo: undo.filter(|_| !booking.undoes),
        undoes: booking.undoes,
    }
}

/// As many pieces are free as somebody wants to have.
fn enough_free(place: &Place, pieces: Quantity, verb: &str) -> Result<(), ServiceError> {
    let spot = &place.spot;
    let free = spot.free();
    if pieces <= free {
        return Ok(());
    }
    let why = match spot.reserved.is_zero() {
        true => format!("{} lie in {}", spot.on_hand, spot.location),
        false => format!("of {} in {}, {}", spot.on_hand, spot.location, spot.reserved_in_words()),
    };
    let remedy = match free.is_zero() {
        true => "count what lies there, or look in another place".to_owned(),
        false => format!("{verb} {free} at most, or count what lies there"),
    };
    Err(ServiceError::Invalid(format!("{pieces} are more than are free ({why}): {remedy}")))
}
