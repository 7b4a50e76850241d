//! What the pages of orders show. Each is one consistent view, and changes nothing.

use super::answer::shipping;
use super::find;
use crate::domain::builds::{Build, BuildStatus};
use crate::domain::catalog::Vendor;
use crate::domain::clearing::work_out;
use crate::domain::ids::{OrderId, PartId, VendorId};
use crate::domain::money::{Micros, Money};
use crate::domain::orders::Order;
use crate::domain::overview::{
    OrderList, OrderPage, OrderPageLine, OrderRow, OrderTimes, OrderedFor, PegRow,
};
use crate::domain::purchasing::Rates;
use crate::services::sheets::{Lines, Material, Prices, Wanted};
use crate::services::{Context, ServiceError};
use crate::store::orders::{LinePart, Pegged, Vendors};
use crate::store::{self, Tx};
use std::collections::{BTreeMap, BTreeSet};

/// Every order, the newest first.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn list(context: &Context) -> Result<OrderList, ServiceError> {
    let mut tx = context.read().await?;
    let ids = store::orders::all(&mut tx).await?;
    let times = store::orders::times(&mut tx, &ids).await?;
    let pegged = store::orders::pegged(&mut tx, &ids).await?;
    let vendors = store::orders::vendors(&mut tx, Vendors::All).await?;
    let rates = store::orders::rates(&mut tx).await?;
    let orders = store::orders::load(&mut tx, &ids).await?;
    let row = |order: &Order| {
        let times = times.get(&order.id).copied()?;
        Some(row(order, times, pegged.get(&order.id), &vendors, &rates))
    };
    Ok(OrderList { orders: orders.iter().rev().filter_map(row).collect(), now: context.now() })
}

/// An order with everything that its page shows. Beside the builds that its open pieces are for, the
/// builds of the numbers `also` are looked at: those that a delivery just served.
///
/// # Errors
/// [`ServiceError::NotFound`] where there is none of that key or number.
pub async fn page(context: &Context, order: &str, also: &[i64]) -> Result<OrderPage, ServiceError> {
    let mut tx = context.read().await?;
    let order = find(&mut tx, order).await?;
    let only = BTreeSet::from([order.id]);
    let pegs = store::orders::pegged(&mut tx, &only).await?.remove(&order.id).unwrap_or_default();
    let vendors = store::orders::vendors(&mut tx, Vendors::All).await?;
    let rates = store::orders::rates(&mut tx).await?;
    let vendor = vendors.get(&order.vendor);
    let mut builds: BTreeSet<i64> = pegs.values().flatten().map(|peg| peg.build).collect();
    builds.extend(also);
    Ok(OrderPage {
        id: order.id,
        number: order.number,
        vendor: order.vendor_name.clone(),
        site: vendor.and_then(|vendor| vendor.base_url.clone()),
        status: order.status,
        currency: order.currency,
        edit: order.edit,
        times: times(&mut tx, order.id).await?,
        now: context.now(),
        lines: lines(&mut tx, &order, pegs).await?,
        goods: order.goods().map(|goods| goods.amount),
        shipping: order.shipping.or_else(|| shipping(&order, &vendors, &rates)),
        free_shipping_over: vendor.and_then(free_shipping_over),
        builds: ordered_for(&mut tx, &builds).await?,
        receipts: store::orders::receipts(&mut tx, order.id).await?,
        places: store::orders::places(&mut tx).await?,
    })
}

fn row(
    order: &Order,
    times: OrderTimes,
    pegged: Option<&Pegged>,
    vendors: &BTreeMap<VendorId, Vendor>,
    rates: &Rates,
) -> OrderRow {
    let shipping = order.shipping.or_else(|| shipping(order, vendors, rates));
    let total: Option<Micros> = order.goods().zip(shipping).map(|(goods, shipping)| goods.amount + shipping);
    let builds: BTreeSet<i64> =
        pegged.into_iter().flat_map(BTreeMap::values).flatten().map(|peg| peg.build).collect();
    OrderRow {
        number: order.number,
        vendor: order.vendor_name.clone(),
        status: order.status,
        currency: order.currency,
        lines: order.lines.len() as u64,
        open_lines: order.lines.iter().filter(|line| !line.open().is_zero()).count() as u64,
        total,
        builds: builds.into_iter().collect(),
        times,
    }
}

async fn times(tx: &mut Tx, order: OrderId) -> Result<OrderTimes, ServiceError> {
    let times = store::orders::times(tx, &BTreeSet::from([order])).await?.remove(&order);
    times.ok_or_else(|| ServiceError::Internal("an order that was found is gone".to_owned()))
}

fn free_shipping_over(vendor: &Vendor) -> Option<Money> {
    let amount = vendor.free_shipping_over.filter(|_| vendor.shipping != Micros::ZERO)?;
    Some(Money { amount, currency: vendor.currency })
}

async fn lines(tx: &mut Tx, order: &Order, mut pegs: Pegged) -> Result<Vec<OrderPageLine>, ServiceError> {
    let mut parts = store::orders::line_parts(tx, order.id).await?;
    let ids: BTreeSet<PartId> = order.lines.iter().map(|line| line.part).collect();
    let usual = store::orders::usual_places(tx, &ids).await?;
    let lines = (1..).zip(&order.lines).map(|(place, line)| {
        let pegs: Vec<PegRow> = pegs.remove(&line.id).unwrap_or_default();
        let unknown =
            || LinePart { name: line.part_key.clone(), detail: String::new(), url: None, terms: None };
        let part = parts.remove(&line.id).unwrap_or_else(unknown);
        OrderPageLine {
            id: line.id,
            place,
            part: line.part,
            name: part.name,
            detail: part.detail,
            item_number: line.item_number.clone(),
            url: part.url,
            items: line.items,
            pack: line.pack,
            unit_price: line.unit_price,
            received: line.received,
            terms: part.terms,
            usual_place: usual.get(&line.part).cloned(),
            pegs,
        }
    });
    Ok(lines.collect())
}

/// The builds of these numbers, in line: an open one as it stands against the stock of this moment.
async fn ordered_for(tx: &mut Tx, numbers: &BTreeSet<i64>) -> Result<Vec<OrderedFor>, ServiceError> {
    let builds = store::builds::numbered(tx, numbers).await?;
    let open: Vec<&Build> = builds.iter().filter(|build| build.status == BuildStatus::Open).collect();
    let lines = Lines::read(tx, open.iter().filter_map(|build| build.standing_bom())).await?;
    let sheets: Vec<Wanted<'_>> =
        open.iter().map(|build| lines.wanted(build, build.standing_bom())).collect();
    let material = Material::read(tx, &sheets, Prices::WhereTheyDecide).await?;
    let standing: BTreeMap<i64, (bool, usize)> = sheets
        .into_iter()
        .map(|wanted| {
            let readiness = work_out(&material.sheet(wanted), &wanted.build.choices());
            (wanted.build.number, (readiness.clear, readiness.tally().missing))
        })
        .collect();
    let stands = |build: &Build| {
        let otherwise = (matches!(build.status, BuildStatus::Cleared | BuildStatus::Completed), 0);
        standing.get(&build.number).copied().unwrap_or(otherwise)
    };
    Ok(builds
        .iter()
        .map(|build| {
            let (everything_here, missing) = stands(build);
            OrderedFor {
                number: build.number,
                project: build.project.clone(),
                revision: build.revision.clone(),
                status: build.status,
                everything_here,
                missing,
            }
        })
        .collect())
}
