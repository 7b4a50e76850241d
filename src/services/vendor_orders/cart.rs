//! An order as a cart for its vendor's website.

use super::find;
use crate::domain::bom::Reference;
use crate::domain::cart::{CartForm, CartFormat, CartLine};
use crate::domain::clearing::work_out;
use crate::domain::ids::{BuildId, OrderId, OrderLineId, PartId};
use crate::services::{Context, ServiceError, sheets};
use crate::store::{self, Tx};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A cart, ready to be handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CartAnswer {
    /// The order's number.
    pub order: i64,
    /// The vendor's name.
    pub vendor: String,
    /// Which form it is in.
    pub format: CartFormat,
    /// What is in it.
    pub lines: Vec<CartLine>,
    /// What to paste or to upload.
    pub text: String,
    /// What the vendor may misread.
    pub warnings: Vec<String>,
}

/// Writes an order as its vendor takes it; in the form that the vendor likes best, if none is named.
///
/// # Errors
/// [`ServiceError`] where there is no such order, or the vendor does not take that form.
pub async fn cart(
    context: &Context,
    order: &str,
    format: Option<CartFormat>,
) -> Result<CartAnswer, ServiceError> {
    let mut tx = context.read().await?;
    let order = find(&mut tx, order).await?;
    let mut references = references(&mut tx, order.id).await?;
    let lines: Vec<CartLine> = order
        .lines
        .iter()
        .map(|line| CartLine {
            item_number: line.item_number.clone(),
            quantity: line.items,
            part: line.part_key.clone(),
            references: references.remove(&line.id).unwrap_or_default(),
        })
        .collect();
    let form = CartForm::of(&order.vendor_name);
    let format = format.unwrap_or_else(|| form.usual());
    let written = form.write(format, &lines).ok_or_else(|| {
        ServiceError::Refused(format!("{} takes no pasted lines: take the CSV file", order.vendor_name))
    })?;
    Ok(CartAnswer {
        order: order.number,
        vendor: order.vendor_name,
        format,
        lines,
        text: written.text,
        warnings: written.warnings,
    })
}

/// Where the pieces of each line go, by the builds that they are for: as those stand now. Where
/// several projects share a line, each reference says whose it is.
async fn references(tx: &mut Tx, order: OrderId) -> Result<BTreeMap<OrderLineId, Vec<String>>, ServiceError> {
    let pegs = store::orders::pegs_of(tx, order).await?;
    let builds: BTreeSet<BuildId> = pegs.values().flatten().map(|(build, _)| *build).collect();
    let mut needs: BTreeMap<BuildId, Needs> = BTreeMap::new();
    for build in builds {
        if let Some(known) = needs_of(tx, build).await? {
            needs.insert(build, known);
        }
    }
    Ok(pegs.into_iter().map(|(line, pegs)| (line, named(&pegs, &needs))).collect())
}

/// What a build needs, and where it goes.
struct Needs {
    project: String,
    references: BTreeMap<PartId, BTreeSet<Reference>>,
}

async fn needs_of(tx: &mut Tx, build: BuildId) -> Result<Option<Needs>, ServiceError> {
    let Some(build) = store::builds::get(tx, build).await? else { return Ok(None) };
    let sheet = sheets::load(tx, &build, build.standing_bom()).await?;
    let mut references: BTreeMap<PartId, BTreeSet<Reference>> = BTreeMap::new();
    for need in work_out(&sheet, &build.choices()).needs {
        references.entry(need.part).or_default().extend(need.references);
    }
    Ok(Some(Needs { project: build.project, references }))
}

fn named(pegs: &[(BuildId, PartId)], needs: &BTreeMap<BuildId, Needs>) -> Vec<String> {
    let mut by_project: BTreeMap<&str, BTreeSet<&Reference>> = BTreeMap::new();
    for (build, part) in pegs {
        let Some(known) = needs.get(build) else { continue };
        let places = known.references.get(part).into_iter().flatten();
        by_project.entry(&known.project).or_default().extend(places);
    }
    let alone = by_project.len() == 1;
    by_project
        .iter()
        .flat_map(|(project, places)| {
            places
                .iter()
                .map(move |place| if alone { place.to_string() } else { format!("{project}:{place}") })
        })
        .collect()
}
