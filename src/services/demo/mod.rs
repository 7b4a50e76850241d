//! The demo workshop: what `ctb demo` and the first page fill an empty database with.
//!
//! Its data is `workshop.json`, a bundle that scripts/demo-workshop.py writes; what a bundle cannot
//! say (reservations, a completion, a parcel that came) is then done through the same use cases that
//! people call, so that every state of a build and of an order is there to be seen.

#[cfg(test)]
mod tests;

use super::bundle::{ImportError, import};
use super::vendor_orders::{self, Delivery, For};
use super::{Context, Request, ServiceError, builds};
use crate::domain::bundle::Moment;
use crate::domain::quantity::Quantity;
use crate::domain::time::Timestamp;
use crate::store;
use serde_json::Value;

/// The workshop as a bundle. Its times are those of a workshop whose "now" is [`WRITTEN`].
const WORKSHOP: &str = include_str!("workshop.json");
/// 2026-01-12T09:00:00Z.
const WRITTEN: i64 = 1_768_208_400_000;
/// The fields that hold a moment.
const MOMENTS: [&str; 5] = ["checked", "created", "expected", "placed", "stated"];
/// The build that is behind us.
const COMPLETED: &str = "clock-2";
/// The builds that are cleared: the first becomes clear to build, the second misses parts. The
/// third waits for the order that is on its way, the fourth is left for whoever tries it out.
const CLEARED: [&str; 3] = ["vcf-4", "lfo-6", "mixer-10"];
/// The build that orders are drafted for.
const DRAFTED_FOR: &str = "supply-2";
/// The order of which a first parcel came, and what was in it: pieces by line.
const PARTLY_HERE: &str = "tayda-1";
const PARCEL: [(u32, u16); 3] = [(1, 50), (2, 25), (3, 200)];

/// Fills the caller's workspace with the demo workshop.
///
/// The import is one transaction; each clearing after it is another. Where one of those fails the
/// workshop is there, only less far along.
///
/// # Errors
/// [`ServiceError::Refused`] where the workspace holds something already.
pub async fn fill(context: &Context) -> Result<(), ServiceError> {
    refuse_data(context).await?;
    let workshop = workshop_at(context.now())?;
    import(context, &Request::unkeyed(), workshop.as_bytes()).await.map_err(|error| match error {
        ImportError::Service(error) => error,
        ImportError::Problems(_) => ServiceError::Internal(error.to_string()),
    })?;
    builds::clear(context, &Request::unkeyed(), COMPLETED, None).await?;
    builds::complete(context, &Request::unkeyed(), COMPLETED, None).await?;
    for build in CLEARED {
        builds::clear(context, &Request::unkeyed(), build, None).await?;
    }
    vendor_orders::receive(context, &Request::unkeyed(), PARTLY_HERE, &parcel()).await?;
    let drafted_for = For::Builds(vec![DRAFTED_FOR.to_owned()]);
    vendor_orders::generate(context, &Request::unkeyed(), &drafted_for).await?;
    Ok(())
}

fn parcel() -> Delivery {
    let lines = PARCEL.map(|(line, pieces)| (line, Quantity::of(pieces)));
    Delivery { lines: Some(lines.to_vec()), ..Delivery::default() }
}

async fn refuse_data(context: &Context) -> Result<(), ServiceError> {
    let mut tx = context.read().await?;
    if store::bundle::is_empty(&mut tx, context.workspace()).await? {
        return Ok(());
    }
    Err(ServiceError::Refused(
        "the workspace holds something already: the demo workshop needs a new database (ctb --database sqlite:demo.db demo)"
            .to_owned(),
    ))
}

/// The workshop with its times moved, so that prices are two days old and an order is due soon
/// whenever somebody looks.
fn workshop_at(now: Timestamp) -> Result<String, ServiceError> {
    let mut workshop: Value = serde_json::from_str(WORKSHOP)?;
    move_times(&mut workshop, now.as_millis().saturating_sub(WRITTEN));
    Ok(workshop.to_string())
}

fn move_times(value: &mut Value, by: i64) {
    match value {
        Value::Array(entries) => entries.iter_mut().for_each(|entry| move_times(entry, by)),
        Value::Object(fields) => {
            for (name, field) in fields {
                match moment_in(name, field) {
                    Some(moment) => *field = Value::String(moved(moment, by).into()),
                    None => move_times(field, by),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn moment_in(name: &str, field: &Value) -> Option<Moment> {
    let text = field.as_str().filter(|_| MOMENTS.contains(&name))?;
    Moment::try_from(text.to_owned()).ok()
}

fn moved(moment: Moment, by: i64) -> Moment {
    Moment::new(Timestamp::from_millis(moment.timestamp().as_millis().saturating_add(by)))
}
