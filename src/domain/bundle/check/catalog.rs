//! Packages, vendors, parts, offers, stand-ins, locations.

use super::{Checker, MAX_PARTS, escaped};
use crate::domain::bundle::{Offer, Part, Price, StandIn};
use crate::domain::quantity::Quantity;
use std::collections::{HashMap, HashSet};

const PIECES: u64 = Quantity::MAX.get();

impl<'a> Checker<'a> {
    pub(super) fn catalog(&mut self) {
        self.packages();
        self.vendors();
        self.parts();
        self.implicit_parts();
        self.remembered_matches();
    }

    fn packages(&mut self) {
        let (mut names, mut footprints) = (HashSet::new(), HashSet::new());
        for (at, package) in self.bundle.packages.iter().enumerate() {
            let pointer = format!("/packages/{at}");
            self.text(&format!("{pointer}/name"), &package.name, 1, 200);
            self.once(
                &mut names,
                package.name.as_str(),
                format!("{pointer}/name"),
                "the package",
                &package.name,
            );
            for (place, name) in package.footprints.iter().enumerate() {
                let pointer = format!("{pointer}/footprints/{place}");
                self.text(&pointer, name, 1, 300);
                self.once(&mut footprints, name.as_str(), pointer, "the footprint", name);
            }
        }
    }

    fn vendors(&mut self) {
        let mut names = HashSet::new();
        for (at, vendor) in self.bundle.vendors.iter().enumerate() {
            let pointer = format!("/vendors/{at}");
            self.text(&format!("{pointer}/name"), &vendor.name, 1, 200);
            self.once(
                &mut names,
                vendor.name.as_str(),
                format!("{pointer}/name"),
                "the vendor",
                &vendor.name,
            );
            self.not_negative(format!("{pointer}/shipping"), Some(vendor.shipping));
            self.not_negative(format!("{pointer}/free_shipping_over"), vendor.free_shipping_over);
        }
    }

    fn parts(&mut self) {
        if self.bundle.parts.len() > MAX_PARTS {
            self.report(
                "/parts",
                format!("{} parts are too many: the limit is {MAX_PARTS}", self.bundle.parts.len()),
            );
        }
        let mut keys = HashSet::new();
        for (at, part) in self.bundle.parts.iter().enumerate() {
            let pointer = format!("/parts/{at}");
            self.once(&mut keys, part.key.as_str(), format!("{pointer}/key"), "the part", &part.key);
            self.part_itself(&pointer, part);
            self.offers(&pointer, part);
        }
        self.stand_ins();
    }

    fn part_itself(&mut self, pointer: &str, part: &Part) {
        let at = |field: &str| format!("{pointer}/{field}");
        self.text(&at("key"), &part.key, 1, 200);
        if !part.key.is_empty() {
            self.text(&at("name"), &part.name, 1, 300);
        }
        self.text(&at("symbol"), &part.symbol, 0, 20);
        self.text(&at("value"), &part.value, 0, 300);
        self.text(&at("description"), &part.description, 0, 2000);
        self.text(&at("unit"), &part.unit, 1, 20);
        if let Some(package) = &part.package {
            let known = self.index.packages.contains_key(package.as_str());
            self.known(at("package"), known, "package", package);
        }
        for (name, value) in &part.fields {
            let pointer = format!("{}/{}", at("fields"), escaped(name));
            self.text(&pointer, name, 1, 100);
            self.text(&pointer, value, 0, 2000);
        }
    }

    fn offers(&mut self, pointer: &str, part: &'a Part) {
        let mut numbers = HashSet::new();
        for (at, offer) in part.offers.iter().enumerate() {
            let pointer = format!("{pointer}/offers/{at}");
            let number = offer.item_number.as_str();
            self.vendor(format!("{pointer}/vendor"), &offer.vendor);
            self.text(&format!("{pointer}/item_number"), number, 1, 200);
            self.once(
                &mut numbers,
                (offer.vendor.as_str(), number),
                format!("{pointer}/item_number"),
                "the offer",
                number,
            );
            self.within(format!("{pointer}/minimum"), offer.minimum, 1, PIECES);
            self.within(format!("{pointer}/multiple"), offer.multiple, 1, PIECES);
            self.within(format!("{pointer}/pack"), offer.pack, 1, PIECES);
            self.prices(&pointer, &offer.prices);
            self.vendors_words(&pointer, offer);
            self.history(&pointer, offer);
        }
    }

    fn vendors_words(&mut self, pointer: &str, offer: &Offer) {
        let at = |field: &str| format!("{pointer}/{field}");
        if let Some(status) = &offer.status {
            self.one_of(at("status"), status, &["known", "to_be_looked_up", "unknown_to_vendor"]);
        }
        if let Some(description) = &offer.description {
            self.text(&at("description"), description, 0, 2000);
        }
        let texts = [
            ("mpn", &offer.mpn, 300),
            ("manufacturer", &offer.manufacturer, 300),
            ("category", &offer.category, 300),
            ("lifecycle", &offer.lifecycle, 200),
            ("replacement", &offer.replacement, 300),
            ("error", &offer.error, 1000),
        ];
        for (field, text, most) in texts {
            if let Some(text) = text {
                self.text(&at(field), text, 1, most);
            }
        }
        for (field, address) in [("datasheet", &offer.datasheet), ("picture", &offer.picture)] {
            let Some(address) = address else { continue };
            self.text(&at(field), address, 1, 2000);
            if !["https://", "http://"].iter().any(|scheme| address.starts_with(scheme)) {
                self.report(at(field), "a web address begins with https:// or http://");
            }
        }
    }

    fn history(&mut self, pointer: &str, offer: &Offer) {
        for (at, former) in offer.history.iter().enumerate() {
            let pointer = format!("{pointer}/history/{at}");
            if former.checked.is_none() {
                self.report(
                    format!("{pointer}/checked"),
                    "former prices need the time at which they were found",
                );
            }
            self.prices(&pointer, &former.prices);
        }
    }

    fn prices(&mut self, pointer: &str, prices: &[Price]) {
        let mut breaks = HashSet::new();
        for (at, price) in prices.iter().enumerate() {
            let pointer = format!("{pointer}/prices/{at}");
            let shown = price.quantity.to_string();
            self.within(format!("{pointer}/quantity"), price.quantity, 1, PIECES);
            self.once(&mut breaks, price.quantity, format!("{pointer}/quantity"), "the price break", &shown);
            if price.unit_price.is_none() {
                self.report(format!("{pointer}/unit_price"), "a price break needs a price");
            }
            self.not_negative(format!("{pointer}/unit_price"), price.unit_price);
        }
    }

    fn stand_ins(&mut self) {
        let mut equivalents = HashMap::new();
        for (at, part) in self.bundle.parts.iter().enumerate() {
            let mut alternatives = HashSet::new();
            for (place, other) in part.equivalents.iter().enumerate() {
                let pointer = format!("/parts/{at}/equivalents/{place}");
                self.stand_in(&pointer, part, other);
                self.equivalent_once(&mut equivalents, pointer, part, other);
            }
            for (place, other) in part.alternatives.iter().enumerate() {
                let pointer = format!("/parts/{at}/alternatives/{place}");
                self.stand_in(&pointer, part, other);
                if !(1..=1000).contains(&other.rank.unwrap_or(1)) {
                    self.report(format!("{pointer}/rank"), "a rank is between 1 and 1000");
                }
                self.once(&mut alternatives, other.part.as_str(), pointer, "the alternative", &other.part);
            }
        }
    }

    fn stand_in(&mut self, pointer: &str, part: &Part, other: &StandIn) {
        self.part(pointer.to_owned(), &other.part);
        if part.key == other.part {
            self.report(pointer, format!("\u{201c}{}\u{201d} cannot stand in for itself", part.key));
        }
    }

    /// An equivalent may be stated at each of the two, if both say the same.
    fn equivalent_once(
        &mut self,
        seen: &mut HashMap<(&'a str, &'a str), (&'a str, bool)>,
        pointer: String,
        part: &'a Part,
        other: &'a StandIn,
    ) {
        let pair = (part.key.as_str().min(&other.part), part.key.as_str().max(&other.part));
        let Some((by, asks)) = seen.insert(pair, (&part.key, other.asks)) else { return };
        if by == part.key {
            self.report(pointer, format!("the equivalent \u{201c}{}\u{201d} is there twice", other.part));
        } else if asks != other.asks {
            self.report(pointer, format!("\u{201c}{by}\u{201d} says otherwise whether this equivalent asks"));
        }
    }

    fn implicit_parts(&mut self) {
        let mut seen = HashSet::new();
        for (at, implicit) in self.bundle.implicit_parts.iter().enumerate() {
            let pointer = format!("/implicit_parts/{at}");
            let known = self.index.packages.contains_key(implicit.package.as_str());
            self.known(format!("{pointer}/package"), known, "package", &implicit.package);
            self.part(format!("{pointer}/part"), &implicit.part);
            self.within(format!("{pointer}/quantity"), implicit.quantity, 1, 1_000_000);
            let names = (implicit.package.as_str(), implicit.part.as_str());
            self.once(&mut seen, names, pointer, "the implicit part", &implicit.part);
        }
    }

    fn remembered_matches(&mut self) {
        let mut seen = HashSet::new();
        for (at, remembered) in self.bundle.remembered_matches.iter().enumerate() {
            let pointer = format!("/remembered_matches/{at}");
            self.one_of(format!("{pointer}/kind"), &remembered.kind, &["vendor_number", "mpn", "value"]);
            self.text(&format!("{pointer}/key"), &remembered.key, 1, 600);
            self.part(format!("{pointer}/part"), &remembered.part);
            let names = (remembered.kind.as_str(), remembered.key.as_str());
            self.once(&mut seen, names, format!("{pointer}/key"), "the match", &remembered.key);
        }
    }

    pub(super) fn not_negative(&mut self, pointer: String, amount: Option<crate::domain::money::Micros>) {
        if let Some(amount) = amount.filter(|amount| amount.get() < 0) {
            self.report(pointer, format!("{amount} is negative"));
        }
    }
}
