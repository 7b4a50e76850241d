//! Rows become a bundle: ids become names, and everything is sorted by them.

mod orders;
mod projects;

use super::rows::Rows;
use crate::domain::bundle::{
    ActorName, Bom, Build, Bundle, Completion, CompletionName, Decision, FORMAT, Fallback, FormerPrices,
    ImplicitPart, Line, Location, Moment, Movement, Need, Offer, OfferName, Order, OrderLine, OrderLineName,
    OwnLine, Package, Part, Peg, Price, Project, Rate, Receipt, Reference, RememberedMatch, ReservationName,
    Shortage, StandIn, Stock, Synced, Vendor, Version, WorkspaceEntry,
};
use crate::domain::catalog::Technology;
use crate::domain::money::{Currency, Micros};
use crate::domain::quantity::Quantity;
use crate::domain::time::Timestamp;
use crate::domain::workspace::{ActorKind, PickingPolicy, Workspace};
use crate::store::StoreError;
use crate::store::bundle::*;
use serde::de::DeserializeOwned;
use std::collections::HashMap;

type Read<T> = Result<T, StoreError>;

/// What is not said of offers: nobody needs to ask their vendor.
pub(super) const KNOWN: &str = "known";

/// The bundle of a workspace's rows.
pub(super) fn to_bundle(workspace: &Workspace, actors: &[ActorRow], rows: &Rows) -> Read<Bundle> {
    let reader = Reader::new(actors, rows)?;
    let policy = Some(workspace.picking_policy).filter(|policy| *policy != PickingPolicy::FewestStops);
    Ok(Bundle {
        format: FORMAT.to_owned(),
        workspace: WorkspaceEntry {
            name: workspace.name.clone(),
            currency: Some(workspace.currency),
            picking_policy: policy,
        },
        settings: rows
            .settings
            .iter()
            .map(|row| Ok((row.name.clone(), json(&row.value)?)))
            .collect::<Read<_>>()?,
        rates: rows.rates.iter().map(rate).collect::<Read<_>>()?,
        packages: rows.packages.iter().map(|row| reader.package(row)).collect::<Read<_>>()?,
        vendors: rows.vendors.iter().map(vendor).collect::<Read<_>>()?,
        parts: rows.parts.iter().map(|row| reader.part(row)).collect::<Read<_>>()?,
        implicit_parts: reader.implicit_parts()?,
        remembered_matches: reader.remembered_matches()?,
        locations: rows.locations.iter().map(|row| reader.location(row)).collect::<Read<_>>()?,
        stock: reader.stock()?,
        projects: rows.projects.iter().map(|row| reader.project(row)).collect::<Read<_>>()?,
        builds: rows.builds.iter().map(|row| reader.build(row)).collect::<Read<_>>()?,
        orders: rows.orders.iter().map(|row| reader.order(row)).collect::<Read<_>>()?,
        movements: rows.movements.iter().map(|row| reader.movement(row)).collect::<Read<_>>()?,
    })
}

/// Rows by what they belong to.
type Groups<'a, T> = HashMap<i64, Vec<&'a T>>;

fn group<T>(rows: &[T], of: impl Fn(&T) -> i64) -> Groups<'_, T> {
    let mut groups: Groups<'_, T> = HashMap::new();
    for row in rows {
        groups.entry(of(row)).or_default().push(row);
    }
    groups
}

fn of<'a, 'b, T>(groups: &'b Groups<'a, T>, id: i64) -> &'b [&'a T] {
    groups.get(&id).map_or(&[], Vec::as_slice)
}

fn by_id<T>(rows: &[T], id: impl Fn(&T) -> i64) -> HashMap<i64, &T> {
    rows.iter().map(|row| (id(row), row)).collect()
}

struct Reader<'a> {
    rows: &'a Rows,
    actors: HashMap<i64, ActorName>,
    part_keys: HashMap<i64, &'a str>,
    package_names: HashMap<i64, &'a str>,
    vendor_names: HashMap<i64, &'a str>,
    location_names: HashMap<i64, &'a str>,
    versions_by_id: HashMap<i64, &'a VersionRow>,
    projects_by_id: HashMap<i64, &'a ProjectRow>,
    builds_by_id: HashMap<i64, &'a BuildRow>,
    orders_by_id: HashMap<i64, &'a OrderRow>,
    order_lines_by_id: HashMap<i64, &'a OrderLineRow>,
    stock_lines_by_id: HashMap<i64, &'a StockLineRow>,
    allocations_by_id: HashMap<i64, &'a AllocationRow>,
    reservations_by_id: HashMap<i64, &'a ReservationRow>,
    completions_by_id: HashMap<i64, CompletionName>,
    offers_by_id: HashMap<i64, &'a OfferRow>,
    offers_by_name: HashMap<(i64, i64, &'a str), i64>,
    boms_by_id: HashMap<i64, &'a BomRow>,
    on_hand: HashMap<i64, i64>,
    footprints: Groups<'a, FootprintRow>,
    fields: Groups<'a, PartFieldRow>,
    stand_ins: Groups<'a, StandInRow>,
    equivalents_of_others: Groups<'a, StandInRow>,
    offers: Groups<'a, OfferRow>,
    prices: Groups<'a, PriceRow>,
    offer_history: Groups<'a, OfferHistoryRow>,
    versions: Groups<'a, VersionRow>,
    own_lines: Groups<'a, OwnLineRow>,
    boms: Groups<'a, BomRow>,
    bom_lines: Groups<'a, BomLineRow>,
    bom_references: Groups<'a, BomReferenceRow>,
    decisions: Groups<'a, DecisionRow>,
    resolutions: Groups<'a, ResolutionRow>,
    left_out: Groups<'a, LeftOutRow>,
    included: Groups<'a, IncludedRow>,
    fallbacks: Groups<'a, FallbackRow>,
    needs: Groups<'a, NeedRow>,
    shortages: Groups<'a, ShortageRow>,
    completions: Groups<'a, CompletionRow>,
    order_lines: Groups<'a, OrderLineRow>,
    pegs: Groups<'a, PegRow>,
    receipts: Groups<'a, ReceiptRow>,
}

fn corrupt(what: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(what.to_string())
}

fn missing(what: &'static str, id: i64) -> impl FnOnce() -> StoreError {
    move || corrupt(format!("there is no {what} {id}"))
}

fn former_prices(row: &OfferHistoryRow) -> Read<FormerPrices> {
    let prices: Vec<(i64, i64)> = json(&row.prices)?;
    let price = |(from, unit_price): (i64, i64)| {
        Ok(Price { quantity: quantity(from)?, unit_price: Some(Micros::new(unit_price)) })
    };
    Ok(FormerPrices {
        checked: Some(moment(row.checked)),
        currency: Some(currency(&row.currency)?),
        prices: prices.into_iter().map(price).collect::<Read<_>>()?,
    })
}

fn quantity(pieces: i64) -> Read<Quantity> {
    Quantity::try_from(pieces).map_err(corrupt)
}

fn currency(code: &str) -> Read<Currency> {
    code.parse().map_err(corrupt)
}

fn json<T: DeserializeOwned>(text: &str) -> Read<T> {
    serde_json::from_str(text).map_err(corrupt)
}

fn small(number: i64) -> Read<u32> {
    u32::try_from(number).map_err(corrupt)
}

fn moment(at: i64) -> Moment {
    Moment::new(Timestamp::from_millis(at))
}

fn said(text: &str) -> Option<String> {
    Some(text).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn rate(row: &RateRow) -> Read<Rate> {
    let currency = Some(currency(&row.currency)?);
    Ok(Rate { currency, rate: Micros::new(row.rate), stated: Some(moment(row.stated)) })
}

fn vendor(row: &VendorRow) -> Read<Vendor> {
    Ok(Vendor {
        name: row.name.clone(),
        base_url: row.base_url.clone(),
        currency: Some(currency(&row.currency)?),
        shipping: Micros::new(row.shipping),
        free_shipping_over: row.free_shipping_over.map(Micros::new),
        archived: row.archived,
    })
}

impl<'a> Reader<'a> {
    fn new(actors: &[ActorRow], rows: &'a Rows) -> Read<Self> {
        let mut completions_by_id = HashMap::new();
        let builds_by_id = by_id(&rows.builds, |row| row.id);
        let completions = group(&rows.completions, |row| row.build);
        for (build, done) in &completions {
            let build = reference(builds_by_id.get(build).ok_or_else(missing("build", *build))?)?;
            for (completion, row) in (1..).zip(done) {
                completions_by_id.insert(row.id, CompletionName { build: build.clone(), completion });
            }
        }
        let equivalent = |row: &&StandInRow| row.kind == "equivalent";
        let mut equivalents_of_others: Groups<'a, StandInRow> = HashMap::new();
        for row in rows.stand_ins.iter().filter(equivalent) {
            equivalents_of_others.entry(row.other).or_default().push(row);
        }
        Ok(Self {
            rows,
            actors: actors.iter().map(|row| Ok((row.id, actor_name(row)?))).collect::<Read<_>>()?,
            part_keys: rows.parts.iter().map(|row| (row.id, row.key.as_str())).collect(),
            package_names: rows.packages.iter().map(|row| (row.id, row.name.as_str())).collect(),
            vendor_names: rows.vendors.iter().map(|row| (row.id, row.name.as_str())).collect(),
            location_names: rows.locations.iter().map(|row| (row.id, row.name.as_str())).collect(),
            versions_by_id: by_id(&rows.versions, |row| row.id),
            projects_by_id: by_id(&rows.projects, |row| row.id),
            orders_by_id: by_id(&rows.orders, |row| row.id),
            order_lines_by_id: by_id(&rows.order_lines, |row| row.id),
            stock_lines_by_id: by_id(&rows.stock_lines, |row| row.id),
            allocations_by_id: by_id(&rows.allocations, |row| row.id),
            reservations_by_id: by_id(&rows.reservations, |row| row.id),
            completions_by_id,
            offers_by_id: by_id(&rows.offers, |row| row.id),
            offers_by_name: rows
                .offers
                .iter()
                .map(|row| ((row.part, row.vendor, row.item_number.as_str()), row.id))
                .collect(),
            boms_by_id: by_id(&rows.boms, |row| row.id),
            // The last movement of a line stands for its balance.
            on_hand: rows.movements.iter().map(|row| (row.stock_line, row.on_hand_after)).collect(),
            footprints: group(&rows.footprints, |row| row.package),
            fields: group(&rows.part_fields, |row| row.part),
            stand_ins: group(&rows.stand_ins, |row| row.part),
            equivalents_of_others,
            offers: group(&rows.offers, |row| row.part),
            prices: group(&rows.prices, |row| row.offer),
            offer_history: group(&rows.offer_history, |row| row.offer),
            versions: group(&rows.versions, |row| row.project),
            own_lines: group(&rows.own_lines, |row| row.version),
            boms: group(&rows.boms, |row| row.version),
            bom_lines: group(&rows.bom_lines, |row| row.bom),
            bom_references: group(&rows.bom_references, |row| row.bom_line),
            decisions: group(&rows.decisions, |row| row.version),
            resolutions: group(&rows.resolutions, |row| row.bom_line),
            left_out: group(&rows.left_out, |row| row.build),
            included: group(&rows.included, |row| row.build),
            fallbacks: group(&rows.fallbacks, |row| row.build),
            needs: group(&rows.needs, |row| row.build),
            shortages: group(&rows.shortages, |row| row.build),
            order_lines: group(&rows.order_lines, |row| row.order_id),
            pegs: group(&rows.pegs, |row| row.order_line),
            receipts: group(&rows.receipts, |row| row.order_line),
            builds_by_id,
            completions,
        })
    }

    fn key(&self, part: i64) -> Read<String> {
        self.part_keys.get(&part).map(|key| (*key).to_owned()).ok_or_else(missing("part", part))
    }

    fn optional_key(&self, part: Option<i64>) -> Read<Option<String>> {
        part.map(|part| self.key(part)).transpose()
    }

    fn package_name(&self, package: i64) -> Read<String> {
        self.package_names
            .get(&package)
            .map(|name| (*name).to_owned())
            .ok_or_else(missing("package", package))
    }

    fn vendor_name(&self, vendor: i64) -> Read<String> {
        self.vendor_names.get(&vendor).map(|name| (*name).to_owned()).ok_or_else(missing("vendor", vendor))
    }

    fn location_name(&self, location: i64) -> Read<String> {
        let name = self.location_names.get(&location).map(|name| (*name).to_owned());
        name.ok_or_else(missing("location", location))
    }

    fn actor(&self, actor: i64) -> Read<Option<ActorName>> {
        self.actors.get(&actor).cloned().map(Some).ok_or_else(missing("actor", actor))
    }

    fn build_reference(&self, build: i64) -> Read<Reference> {
        reference(self.builds_by_id.get(&build).ok_or_else(missing("build", build))?)
    }

    fn stock_line(&self, line: i64) -> Read<&'a StockLineRow> {
        self.stock_lines_by_id.get(&line).copied().ok_or_else(missing("stock line", line))
    }

    fn package(&self, row: &PackageRow) -> Read<Package> {
        let technology = match row.technology.as_str() {
            "smd" => Technology::Smd,
            "tht" => Technology::Tht,
            _ => Technology::Other,
        };
        let footprints =
            of(&self.footprints, row.id).iter().map(|footprint| footprint.name.clone()).collect();
        Ok(Package { name: row.name.clone(), technology, footprints })
    }

    fn part(&self, row: &PartRow) -> Read<Part> {
        let fields = of(&self.fields, row.id).iter();
        let mut offers =
            of(&self.offers, row.id).iter().map(|offer| self.offer(offer)).collect::<Read<Vec<_>>>()?;
        offers.sort_by(|a, b| (&a.vendor, &a.item_number).cmp(&(&b.vendor, &b.item_number)));
        Ok(Part {
            key: row.key.clone(),
            name: row.name.clone(),
            symbol: row.symbol.clone(),
            value: row.value.clone(),
            tolerance: row.tolerance.clone(),
            rating: row.rating.clone(),
            package: row.package.map(|package| self.package_name(package)).transpose()?,
            mpn: row.mpn.clone(),
            manufacturer: row.manufacturer.clone(),
            description: row.description.clone(),
            unit: row.unit.clone(),
            low_stock: row.low_stock.map(quantity).transpose()?,
            tags: json(&row.tags)?,
            fields: fields.map(|field| (field.name.clone(), field.value.clone())).collect(),
            equivalents: self.equivalents(row)?,
            alternatives: self.alternatives(row)?,
            not_counted: row.not_counted,
            spares: row.spares.as_deref().map(json).transpose()?,
            placeholder: row.placeholder,
            archived: row.archived,
            offers,
        })
    }

    /// An equivalent is stated once: at the part whose key comes first.
    fn equivalents(&self, row: &PartRow) -> Read<Vec<StandIn>> {
        let forth = of(&self.stand_ins, row.id).iter().filter(|other| other.kind == "equivalent");
        let forth = forth.map(|stand_in| (stand_in.other, stand_in.asks));
        let back =
            of(&self.equivalents_of_others, row.id).iter().map(|stand_in| (stand_in.part, stand_in.asks));
        let mut found = Vec::new();
        for (other, asks) in forth.chain(back) {
            let part = self.key(other)?;
            if row.key < part {
                found.push(StandIn { part, rank: None, asks });
            }
        }
        found.sort_by(|a, b| a.part.cmp(&b.part));
        Ok(found)
    }

    fn alternatives(&self, row: &PartRow) -> Read<Vec<StandIn>> {
        let mut found = of(&self.stand_ins, row.id)
            .iter()
            .filter(|other| other.kind == "alternative")
            .map(|other| {
                Ok(StandIn { part: self.key(other.other)?, rank: Some(small(other.rank)?), asks: other.asks })
            })
            .collect::<Read<Vec<_>>>()?;
        found.sort_by(|a, b| (a.rank, &a.part).cmp(&(b.rank, &b.part)));
        Ok(found)
    }

    fn offer(&self, row: &OfferRow) -> Read<Offer> {
        let prices = of(&self.prices, row.id).iter().map(|price| {
            Ok(Price { quantity: quantity(price.quantity)?, unit_price: Some(Micros::new(price.unit_price)) })
        });
        Ok(Offer {
            vendor: self.vendor_name(row.vendor)?,
            item_number: row.item_number.clone(),
            url: row.url.clone(),
            minimum: quantity(row.minimum)?,
            multiple: quantity(row.multiple)?,
            pack: quantity(row.pack)?,
            currency: Some(currency(&row.currency)?),
            checked: row.checked.map(moment),
            in_stock: row.in_stock.map(quantity).transpose()?,
            lead_days: row.lead_days.map(small).transpose()?,
            archived: row.archived,
            status: Some(row.status.clone()).filter(|status| status != KNOWN),
            mpn: row.mpn.clone(),
            manufacturer: row.manufacturer.clone(),
            description: Some(row.description.clone()).filter(|text| !text.is_empty()),
            category: row.category.clone(),
            lifecycle: row.lifecycle.clone(),
            replacement: row.replacement.clone(),
            datasheet: row.datasheet.clone(),
            picture: row.picture.clone(),
            warnings: json(&row.warnings)?,
            error: row.error.clone(),
            prices: prices.collect::<Read<_>>()?,
            history: of(&self.offer_history, row.id)
                .iter()
                .map(|former| former_prices(former))
                .collect::<Read<_>>()?,
        })
    }

    fn implicit_parts(&self) -> Read<Vec<ImplicitPart>> {
        let rows = self.rows.implicit_parts.iter().map(|row| {
            let (package, part) = (self.package_name(row.package)?, self.key(row.part)?);
            Ok(ImplicitPart { package, part, quantity: quantity(row.quantity)? })
        });
        let mut found = rows.collect::<Read<Vec<_>>>()?;
        found.sort_by(|a, b| (&a.package, &a.part).cmp(&(&b.package, &b.part)));
        Ok(found)
    }

    fn remembered_matches(&self) -> Read<Vec<RememberedMatch>> {
        let rows = self.rows.remembered.iter().map(|row| {
            let (kind, key) = (row.kind.clone(), row.key.clone());
            Ok(RememberedMatch { kind, key, part: self.key(row.part)? })
        });
        rows.collect()
    }

    fn location(&self, row: &LocationRow) -> Read<Location> {
        Ok(Location {
            name: row.name.clone(),
            barcode: row.barcode.clone(),
            kit_of: row.kit_of.map(|build| self.build_reference(build)).transpose()?,
            archived: row.archived,
        })
    }

    fn stock(&self) -> Read<Vec<Stock>> {
        let rows = self.rows.stock_lines.iter().map(|row| {
            Ok(Stock {
                part: self.key(row.part)?,
                location: self.location_name(row.location)?,
                lot: row.lot.clone(),
                on_hand: quantity(self.on_hand.get(&row.id).copied().unwrap_or(0))?,
                deprioritized: row.deprioritized,
                accuracy: said(&row.accuracy).filter(|accuracy| accuracy != "exact"),
                unit_cost: row.unit_cost.map(Micros::new),
                currency: row.currency.as_deref().map(currency).transpose()?,
            })
        });
        let mut found = rows.collect::<Read<Vec<_>>>()?;
        found.sort_by(|a, b| (&a.part, &a.location, &a.lot).cmp(&(&b.part, &b.location, &b.lot)));
        Ok(found)
    }

    fn build(&self, row: &BuildRow) -> Read<Build> {
        let version = self.versions_by_id.get(&row.version).ok_or_else(missing("version", row.version))?;
        let project =
            self.projects_by_id.get(&version.project).ok_or_else(missing("project", version.project))?;
        let left_out = of(&self.left_out, row.id).iter().map(|left_out| left_out.reference.clone());
        let included = of(&self.included, row.id).iter().map(|included| included.reference.clone());
        let bom = row.bom.map(|bom| self.boms_by_id.get(&bom).ok_or_else(missing("BOM", bom))).transpose()?;
        let fallbacks = of(&self.fallbacks, row.id).iter();
        let mut fallbacks = fallbacks
            .map(|row| Ok(Fallback { part: self.key(row.part)?, fallback: self.key(row.fallback)? }))
            .collect::<Read<Vec<_>>>()?;
        fallbacks.sort_by(|a, b| a.part.cmp(&b.part));
        let mut shortages =
            of(&self.shortages, row.id).iter().map(|row| self.shortage(row)).collect::<Read<Vec<_>>>()?;
        shortages.sort_by(|a, b| (&a.part, &a.variant).cmp(&(&b.part, &b.variant)));
        Ok(Build {
            key: row.key.clone(),
            number: Some(small(row.number)?),
            project: project.name.clone(),
            revision: version.revision.clone(),
            quantity: quantity(row.quantity)?,
            priority: row.priority,
            leave_out: left_out.collect(),
            include_optional: included.collect(),
            status: row.status.clone(),
            completed: quantity(row.completed)?,
            partial: row.partial,
            created: Some(moment(row.created)),
            fallbacks,
            bom: bom.map(|bom| small(bom.sequence)).transpose()?,
            needs: of(&self.needs, row.id).iter().map(|row| self.need(row)).collect::<Read<_>>()?,
            shortages,
            completions: of(&self.completions, row.id)
                .iter()
                .map(|row| self.completion(row))
                .collect::<Read<_>>()?,
        })
    }

    fn need(&self, row: &NeedRow) -> Read<Need> {
        Ok(Need {
            part: self.key(row.part)?,
            variant: row.variant.clone(),
            per_piece: quantity(row.per_piece)?,
            spares: quantity(row.spares)?,
            quantity: quantity(row.quantity)?,
            references: json(&row.reference_list)?,
        })
    }

    fn shortage(&self, row: &ShortageRow) -> Read<Shortage> {
        Ok(Shortage {
            part: self.key(row.part)?,
            variant: row.variant.clone(),
            needed: quantity(row.needed)?,
            short: quantity(row.short)?,
            references: json(&row.reference_list)?,
            fallback: self.optional_key(row.fallback)?,
        })
    }

    fn completion(&self, row: &CompletionRow) -> Read<Completion> {
        Ok(Completion {
            quantity: quantity(row.quantity)?,
            reversed: row.reversed.map(moment),
            actor: self.actor(row.actor)?,
            at: Some(moment(row.at)),
        })
    }
}

/// How a bundle names a build: by its key, else by its number.
fn reference(build: &BuildRow) -> Read<Reference> {
    Ok(match &build.key {
        Some(key) => Reference::Key(key.clone()),
        None => Reference::Number(small(build.number)?),
    })
}

fn actor_name(row: &ActorRow) -> Read<ActorName> {
    let kind = [ActorKind::Person, ActorKind::Token, ActorKind::CommandLine, ActorKind::Job]
        .into_iter()
        .find(|kind| kind.name() == row.kind)
        .ok_or_else(|| corrupt(&row.kind))?;
    Ok(ActorName::new(kind, &row.name))
}
