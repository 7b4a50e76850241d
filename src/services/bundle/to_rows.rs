//! A checked bundle becomes rows: names become ids, and what a hand-written one leaves open
//! becomes the import's time and actor.

mod orders;
mod projects;

use super::of_rows::KNOWN;
use super::rows::Rows;
use crate::domain::bundle::{
    ActorName, Bundle, Index, Line, Moment, Movement, Offer, Order, OrderLine, Part, Project, Reference,
    Synced, Version,
};
use crate::domain::catalog::{Technology, value_key};
use crate::domain::money::{Currency, Micros};
use crate::domain::time::Timestamp;
use crate::services::ServiceError;
use crate::store::bundle::*;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// What rows need beside the bundle.
pub(super) struct Ground<'a> {
    /// The largest ids that were handed out.
    pub last: LastIds,
    /// Ids of actors by kind and name.
    pub actors: HashMap<(String, String), i64>,
    /// Who imports.
    pub actor: i64,
    /// When.
    pub now: Timestamp,
    /// The bundle.
    pub bundle: &'a Bundle,
}

type Done = Result<(), ServiceError>;

/// The rows of a bundle that was checked.
pub(super) fn to_rows(ground: &Ground<'_>) -> Result<Rows, ServiceError> {
    let mut writer = Writer {
        ground,
        index: Index::new(ground.bundle),
        rows: Rows::default(),
        boms: HashMap::new(),
        completions: HashMap::new(),
        order_lines: HashMap::new(),
    };
    writer.workspace()?;
    writer.catalog()?;
    writer.projects()?;
    writer.builds()?;
    writer.stock()?;
    writer.orders()?;
    writer.movements()?;
    Ok(writer.rows)
}

struct Writer<'a> {
    ground: &'a Ground<'a>,
    index: Index<'a>,
    rows: Rows,
    /// BOM ids by version's place and sequence.
    boms: HashMap<(usize, u32), i64>,
    /// Completion ids by build's place and number.
    completions: HashMap<(usize, u32), i64>,
    /// Order line ids by order's place and line.
    order_lines: HashMap<(usize, u32), i64>,
}

/// The id of the thing at a place, after the last that was handed out.
fn id(last: i64, place: usize) -> i64 {
    last + number(place) + 1
}

fn number(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

fn position(place: usize) -> i64 {
    number(place) + 1
}

fn micros(amount: Option<Micros>) -> Option<i64> {
    amount.map(Micros::get)
}

fn code(currency: Option<Currency>) -> Option<String> {
    currency.map(|currency| currency.code().to_owned())
}

fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, ServiceError> {
    Ok(serde_json::to_string(value)?)
}

/// A name that the check must have refused.
fn dangling(what: &str, name: impl std::fmt::Display) -> ServiceError {
    ServiceError::Internal(format!("the bundle's {what} \u{201c}{name}\u{201d} was not checked"))
}

impl Writer<'_> {
    fn part(&self, key: &str) -> Result<i64, ServiceError> {
        let place = self.index.parts.get(key).ok_or_else(|| dangling("part", key))?;
        Ok(id(self.ground.last.parts, *place))
    }

    fn optional_part(&self, key: Option<&String>) -> Result<Option<i64>, ServiceError> {
        key.map(|key| self.part(key)).transpose()
    }

    fn package(&self, name: &str) -> Result<i64, ServiceError> {
        let place = self.index.packages.get(name).ok_or_else(|| dangling("package", name))?;
        Ok(id(self.ground.last.packages, *place))
    }

    fn vendor(&self, name: &str) -> Result<i64, ServiceError> {
        let place = self.index.vendors.get(name).ok_or_else(|| dangling("vendor", name))?;
        Ok(id(self.ground.last.vendors, *place))
    }

    fn build_place(&self, build: &Reference) -> Result<usize, ServiceError> {
        self.index.build(build).ok_or_else(|| dangling("build", build))
    }

    fn build(&self, build: &Reference) -> Result<i64, ServiceError> {
        Ok(id(self.ground.last.builds, self.build_place(build)?))
    }

    fn stock_line(&self, part: &str, location: &str, lot: &str) -> Result<i64, ServiceError> {
        let place = self.index.stock.get(&(part, location, lot)).ok_or_else(|| dangling("stock", part))?;
        Ok(id(self.ground.last.stock_lines, *place))
    }

    fn actor(&self, actor: Option<&ActorName>) -> Result<i64, ServiceError> {
        let Some(actor) = actor else { return Ok(self.ground.actor) };
        let known = self.ground.actors.get(&(actor.kind().to_owned(), actor.name().to_owned()));
        known.copied().ok_or_else(|| dangling("actor", actor.name()))
    }

    fn at(&self, at: Option<Moment>) -> i64 {
        at.map_or(self.ground.now, Moment::timestamp).as_millis()
    }

    fn workspace(&mut self) -> Done {
        for (name, value) in &self.ground.bundle.settings {
            self.rows.settings.push(SettingRow { name: name.clone(), value: json(value)? });
        }
        for rate in &self.ground.bundle.rates {
            let currency = code(rate.currency).ok_or_else(|| dangling("rate", rate.rate))?;
            let stated = self.at(rate.stated);
            self.rows.rates.push(RateRow { currency, rate: rate.rate.get(), stated });
        }
        Ok(())
    }

    fn catalog(&mut self) -> Done {
        let (bundle, last) = (self.ground.bundle, self.ground.last);
        for (place, package) in bundle.packages.iter().enumerate() {
            let package_id = id(last.packages, place);
            let technology = technology(package.technology).to_owned();
            self.rows.packages.push(PackageRow { id: package_id, name: package.name.clone(), technology });
            let footprints = package.footprints.iter();
            self.rows
                .footprints
                .extend(footprints.map(|name| FootprintRow { package: package_id, name: name.clone() }));
        }
        for (place, vendor) in bundle.vendors.iter().enumerate() {
            self.rows.vendors.push(VendorRow {
                id: id(last.vendors, place),
                name: vendor.name.clone(),
                base_url: vendor.base_url.clone(),
                currency: vendor.currency.unwrap_or(bundle.currency()).code().to_owned(),
                shipping: vendor.shipping.get(),
                free_shipping_over: micros(vendor.free_shipping_over),
                archived: vendor.archived,
            });
        }
        for (place, part) in bundle.parts.iter().enumerate() {
            let part_id = id(last.parts, place);
            self.one_part(part_id, part)?;
            self.offers(part_id, part)?;
        }
        self.stand_ins()?;
        for implicit in &bundle.implicit_parts {
            let (package, part) = (self.package(&implicit.package)?, self.part(&implicit.part)?);
            let quantity = implicit.quantity.into();
            self.rows.implicit_parts.push(ImplicitPartRow { package, part, quantity });
        }
        for remembered in &bundle.remembered_matches {
            let part = self.part(&remembered.part)?;
            let (kind, key) = (remembered.kind.clone(), remembered.key.clone());
            self.rows.remembered.push(RememberedRow { kind, key, part });
        }
        Ok(())
    }

    fn one_part(&mut self, part_id: i64, part: &Part) -> Done {
        let package = part.package.as_deref().map(|name| self.package(name)).transpose()?;
        self.rows.parts.push(PartRow {
            id: part_id,
            key: part.key.clone(),
            name: part.name.clone(),
            symbol: part.symbol.clone(),
            value: part.value.clone(),
            value_key: value_key(&part.symbol, &part.value),
            tolerance: part.tolerance.clone(),
            rating: part.rating.clone(),
            package,
            mpn: part.mpn.clone(),
            manufacturer: part.manufacturer.clone(),
            description: part.description.clone(),
            unit: part.unit.clone(),
            low_stock: part.low_stock.map(i64::from),
            tags: json(&part.tags)?,
            not_counted: part.not_counted,
            spares: part.spares.as_ref().map(json).transpose()?,
            placeholder: part.placeholder,
            archived: part.archived,
        });
        let fields = part.fields.iter();
        self.rows.part_fields.extend(fields.map(|(name, value)| PartFieldRow {
            part: part_id,
            name: name.clone(),
            value: value.clone(),
        }));
        Ok(())
    }

    fn offers(&mut self, part: i64, entry: &Part) -> Done {
        for offer in &entry.offers {
            let offer_id = id(self.ground.last.offers, self.rows.offers.len());
            let vendor = self.vendor(&offer.vendor)?;
            self.rows.offers.push(OfferRow {
                id: offer_id,
                part,
                vendor,
                item_number: offer.item_number.clone(),
                url: offer.url.clone(),
                minimum: offer.minimum.into(),
                multiple: offer.multiple.into(),
                pack: offer.pack.into(),
                currency: offer.currency.unwrap_or(self.ground.bundle.currency()).code().to_owned(),
                checked: offer.checked.map(|at| at.timestamp().as_millis()),
                in_stock: offer.in_stock.map(i64::from),
                lead_days: offer.lead_days.map(i64::from),
                archived: offer.archived,
                status: offer.status.clone().unwrap_or_else(|| KNOWN.to_owned()),
                mpn: offer.mpn.clone(),
                manufacturer: offer.manufacturer.clone(),
                description: offer.description.clone().unwrap_or_default(),
                category: offer.category.clone(),
                lifecycle: offer.lifecycle.clone(),
                replacement: offer.replacement.clone(),
                datasheet: offer.datasheet.clone(),
                picture: offer.picture.clone(),
                warnings: serde_json::to_string(&offer.warnings)?,
                error: offer.error.clone(),
            });
            self.history(offer_id, offer)?;
            self.rows.prices.extend(offer.prices.iter().map(|price| PriceRow {
                offer: offer_id,
                quantity: price.quantity.into(),
                unit_price: price.unit_price.unwrap_or_default().get(),
            }));
        }
        Ok(())
    }

    fn history(&mut self, offer_id: i64, offer: &Offer) -> Done {
        for (sequence, former) in (1..).zip(&offer.history) {
            let prices: Vec<(i64, i64)> = former
                .prices
                .iter()
                .map(|price| (price.quantity.into(), price.unit_price.unwrap_or_default().get()))
                .collect();
            let currency = former.currency.or(offer.currency).unwrap_or(self.ground.bundle.currency());
            self.rows.offer_history.push(OfferHistoryRow {
                offer: offer_id,
                sequence,
                checked: former.checked.map_or(self.ground.now, |at| at.timestamp()).as_millis(),
                currency: currency.code().to_owned(),
                prices: serde_json::to_string(&prices)?,
            });
        }
        Ok(())
    }

    fn stand_ins(&mut self) -> Done {
        let mut equivalents = BTreeMap::new();
        for part in &self.ground.bundle.parts {
            let part_id = self.part(&part.key)?;
            for other in &part.equivalents {
                let other_id = self.part(&other.part)?;
                equivalents.insert((part_id.min(other_id), part_id.max(other_id)), other.asks);
            }
            for other in &part.alternatives {
                let (other_id, rank) = (self.part(&other.part)?, other.rank.unwrap_or(1).into());
                let kind = "alternative".to_owned();
                self.rows.stand_ins.push(StandInRow {
                    part: part_id,
                    other: other_id,
                    kind,
                    rank,
                    asks: other.asks,
                });
            }
        }
        let row =
            |((part, other), asks)| StandInRow { part, other, kind: "equivalent".to_owned(), rank: 1, asks };
        self.rows.stand_ins.extend(equivalents.into_iter().map(row));
        Ok(())
    }

    fn builds(&mut self) -> Done {
        for (place, build) in self.ground.bundle.builds.iter().enumerate() {
            let build_id = id(self.ground.last.builds, place);
            let version = self.index.versions.get(&(build.project.as_str(), build.revision.as_str()));
            let (version, _) = version.copied().ok_or_else(|| dangling("version", &build.revision))?;
            self.rows.builds.push(BuildRow {
                id: build_id,
                number: build.number.unwrap_or(0).into(),
                key: build.key.clone(),
                version: id(self.ground.last.versions, version),
                quantity: build.quantity.into(),
                completed: build.completed.into(),
                priority: build.priority,
                status: build.status.clone(),
                partial: build.partial,
                bom: build.bom.and_then(|sequence| self.boms.get(&(version, sequence)).copied()),
                created: self.at(build.created),
            });
            let (left_out, included) = (build.leave_out.iter(), build.include_optional.iter());
            self.rows.left_out.extend(
                left_out.map(|reference| LeftOutRow { build: build_id, reference: reference.clone() }),
            );
            self.rows.included.extend(
                included.map(|reference| IncludedRow { build: build_id, reference: reference.clone() }),
            );
            for fallback in &build.fallbacks {
                let (part, fallback) = (self.part(&fallback.part)?, self.part(&fallback.fallback)?);
                self.rows.fallbacks.push(FallbackRow { build: build_id, part, fallback });
            }
            self.left_by_clearing(place, build_id, build)?;
        }
        Ok(())
    }

    fn left_by_clearing(
        &mut self,
        place: usize,
        build_id: i64,
        build: &crate::domain::bundle::Build,
    ) -> Done {
        for (at, need) in build.needs.iter().enumerate() {
            let row = NeedRow {
                build: build_id,
                part: self.part(&need.part)?,
                variant: need.variant.clone(),
                position: position(at),
                per_piece: need.per_piece.into(),
                spares: need.spares.into(),
                quantity: need.quantity.into(),
                reference_list: json(&need.references)?,
            };
            self.rows.needs.push(row);
        }
        for shortage in &build.shortages {
            let row = ShortageRow {
                build: build_id,
                part: self.part(&shortage.part)?,
                variant: shortage.variant.clone(),
                needed: shortage.needed.into(),
                short: shortage.short.into(),
                reference_list: json(&shortage.references)?,
                fallback: self.optional_part(shortage.fallback.as_ref())?,
            };
            self.rows.shortages.push(row);
        }
        for (sequence, completion) in (1..).zip(&build.completions) {
            let completion_id = id(self.ground.last.completions, self.rows.completions.len());
            let row = CompletionRow {
                id: completion_id,
                build: build_id,
                sequence: sequence.into(),
                quantity: completion.quantity.into(),
                reversed: completion.reversed.map(|at| at.timestamp().as_millis()),
                actor: self.actor(completion.actor.as_ref())?,
                at: self.at(completion.at),
            };
            self.rows.completions.push(row);
            self.completions.insert((place, sequence), completion_id);
        }
        Ok(())
    }

    fn stock(&mut self) -> Done {
        for (place, location) in self.ground.bundle.locations.iter().enumerate() {
            let row = LocationRow {
                id: id(self.ground.last.locations, place),
                name: location.name.clone(),
                barcode: location.barcode.clone(),
                kit_of: location.kit_of.as_ref().map(|build| self.build(build)).transpose()?,
                archived: location.archived,
            };
            self.rows.locations.push(row);
        }
        for (place, line) in self.ground.bundle.stock.iter().enumerate() {
            let location = self.index.locations.get(line.location.as_str());
            let location = location.ok_or_else(|| dangling("location", &line.location))?;
            let row = StockLineRow {
                id: id(self.ground.last.stock_lines, place),
                part: self.part(&line.part)?,
                location: id(self.ground.last.locations, *location),
                lot: line.lot.clone(),
                accuracy: line.accuracy.clone().unwrap_or_else(|| "exact".to_owned()),
                deprioritized: line.deprioritized,
                unit_cost: micros(line.unit_cost),
                currency: code(line.currency),
            };
            self.rows.stock_lines.push(row);
        }
        Ok(())
    }
}

fn technology(technology: Technology) -> &'static str {
    match technology {
        Technology::Smd => "smd",
        Technology::Tht => "tht",
        Technology::Other => "other",
    }
}
