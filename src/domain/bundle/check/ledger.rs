//! Locations, stock and the ledger: every movement is played back, and the balances must be what
//! `stock` and `builds` say.

use super::Checker;
use crate::domain::bundle::{Build, Movement, ReservationName};
use crate::domain::quantity::Quantity;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

const REASONS: [&str; 14] = [
    "opening",
    "receipt",
    "adjustment",
    "count",
    "move_out",
    "move_in",
    "scrap",
    "return",
    "reservation",
    "release",
    "pick",
    "consumption",
    "reversal",
    "production",
];

/// What lies on a stock line and what is reserved of it.
#[derive(Clone, Copy, Default)]
struct Balance {
    on_hand: i64,
    reserved: i64,
}

/// A need of a build: the build's place, the part, the variant.
type Need<'a> = (usize, &'a str, &'a str);

/// The balances after the movements so far.
#[derive(Default)]
struct Balances<'a> {
    stock: Vec<Balance>,
    /// What is reserved for a need on a stock line, and what was used of it.
    allocations: BTreeMap<(Need<'a>, usize), (i64, i64)>,
}

impl<'a> Checker<'a> {
    pub(super) fn ledger(&mut self) {
        self.locations();
        self.stock();
        let balances = self.movements();
        for (at, (line, balance)) in self.bundle.stock.iter().zip(&balances.stock).enumerate() {
            if i64::from(line.on_hand) != balance.on_hand {
                let message =
                    format!("{} lie there, but its movements add up to {}", line.on_hand, balance.on_hand);
                self.report(format!("/stock/{at}/on_hand"), message);
            }
        }
        self.reservations(&balances);
        self.receipts_that_were_booked();
    }

    /// Where movements name an order's line, they are what came of it.
    fn receipts_that_were_booked(&mut self) {
        let mut booked: HashMap<(usize, u32), i64> = HashMap::new();
        for movement in &self.bundle.movements {
            let Some(name) = &movement.order_line else { continue };
            let Some(order) = self.index.order(&name.order) else { continue };
            *booked.entry((order, name.line)).or_default() += movement.on_hand;
        }
        for (place, order) in self.bundle.orders.iter().enumerate() {
            for (at, line) in order.lines.iter().enumerate() {
                let sum = line.line.and_then(|number| booked.get(&(place, number)).copied());
                if let Some(sum) = sum.filter(|sum| *sum != i64::from(line.received)) {
                    let message =
                        format!("{} are said to be received, its movements are of {sum}", line.received);
                    self.report(format!("/orders/{place}/lines/{at}/received"), message);
                }
            }
        }
    }

    fn locations(&mut self) {
        let (mut names, mut barcodes, mut kits) = (HashSet::new(), HashSet::new(), HashSet::new());
        for (at, location) in self.bundle.locations.iter().enumerate() {
            let pointer = format!("/locations/{at}");
            self.text(&format!("{pointer}/name"), &location.name, 1, 200);
            self.once(
                &mut names,
                location.name.as_str(),
                format!("{pointer}/name"),
                "the location",
                &location.name,
            );
            if let Some(barcode) = &location.barcode {
                self.text(&format!("{pointer}/barcode"), barcode, 1, 200);
                self.once(
                    &mut barcodes,
                    barcode.as_str(),
                    format!("{pointer}/barcode"),
                    "the barcode",
                    barcode,
                );
            }
            if let Some(build) = &location.kit_of
                && let Some(place) = self.build(format!("{pointer}/kit_of"), build)
            {
                self.once(&mut kits, place, format!("{pointer}/kit_of"), "the kit of", &build.to_string());
            }
        }
    }

    fn stock(&mut self) {
        let mut seen = HashSet::new();
        for (at, line) in self.bundle.stock.iter().enumerate() {
            let pointer = format!("/stock/{at}");
            self.part(format!("{pointer}/part"), &line.part);
            let known = self.index.locations.contains_key(line.location.as_str());
            self.known(format!("{pointer}/location"), known, "location", &line.location);
            self.text(&format!("{pointer}/lot"), &line.lot, 0, 200);
            self.not_negative(format!("{pointer}/unit_cost"), line.unit_cost);
            if let Some(accuracy) = &line.accuracy {
                self.one_of(format!("{pointer}/accuracy"), accuracy, &["exact", "estimated", "not_counted"]);
            }
            if line.currency.is_some() && line.unit_cost.is_none() {
                self.report(format!("{pointer}/currency"), "a currency needs a unit_cost");
            }
            let names = (line.part.as_str(), line.location.as_str(), line.lot.as_str());
            self.once(&mut seen, names, pointer, "the stock of", &line.part);
        }
    }

    fn movements(&mut self) -> Balances<'a> {
        let mut balances =
            Balances { stock: vec![Balance::default(); self.bundle.stock.len()], ..Balances::default() };
        for (at, movement) in self.bundle.movements.iter().enumerate() {
            let pointer = format!("/movements/{at}");
            self.one_of(format!("{pointer}/reason"), &movement.reason, &REASONS);
            self.movement_itself(&pointer, movement);
            let line = (movement.part.as_str(), movement.location.as_str(), movement.lot.as_str());
            let Some(place) = self.index.stock.get(&line).copied() else {
                // An opening balance that was made from stock has that stock line.
                self.stock_line(&pointer, line);
                continue;
            };
            self.play(&pointer, place, movement, &mut balances);
        }
        balances
    }

    fn movement_itself(&mut self, pointer: &str, movement: &Movement) {
        self.text(&format!("{pointer}/note"), &movement.note, 0, 1000);
        self.not_negative(format!("{pointer}/unit_cost"), movement.unit_cost);
        if movement.currency.is_some() && movement.unit_cost.is_none() {
            self.report(format!("{pointer}/currency"), "a currency needs a unit_cost");
        }
        let changes = movement.on_hand != 0 || movement.reserved != 0;
        if !changes && !matches!(movement.reason.as_str(), "count" | "opening") {
            self.report(pointer, "it changes nothing");
        }
        if (movement.reserved != 0) != movement.reservation.is_some() {
            self.report(
                format!("{pointer}/reservation"),
                "it names a reservation exactly when it changes what is reserved",
            );
        }
        if let Some(name) = &movement.completion
            && let Some(build) = self.build(format!("{pointer}/completion/build"), &name.build)
        {
            let completions = self.bundle.builds.get(build).map_or(0, |build| build.completions.len());
            let known =
                usize::try_from(name.completion).is_ok_and(|number| (1..=completions).contains(&number));
            self.known(
                format!("{pointer}/completion/completion"),
                known,
                "completion",
                &name.completion.to_string(),
            );
            let other = movement.reservation.as_ref().and_then(|name| self.index.build(&name.build));
            if other.is_some_and(|other| other != build) {
                self.report(
                    format!("{pointer}/completion/build"),
                    "its completion is of another build than its reservation",
                );
            }
        }
        if let Some(name) = &movement.order_line {
            let order = self.index.order(&name.order).and_then(|place| self.bundle.orders.get(place));
            let known =
                order.is_some_and(|order| order.lines.iter().any(|line| line.line == Some(name.line)));
            let shown = format!("{} line {}", name.order, name.line);
            self.known(format!("{pointer}/order_line"), known, "order", &shown);
        }
    }

    fn play(&mut self, pointer: &str, place: usize, movement: &'a Movement, balances: &mut Balances<'a>) {
        let limit = i64::from(Quantity::MAX);
        if movement.on_hand.abs() > limit || movement.reserved.abs() > limit {
            self.report(pointer, format!("a movement is of {limit} pieces at most"));
            return;
        }
        if let Some(balance) = balances.stock.get_mut(place) {
            balance.on_hand += movement.on_hand;
            balance.reserved += movement.reserved;
            let Balance { on_hand, reserved } = *balance;
            if reserved < 0 || on_hand < reserved || on_hand > limit {
                self.report(
                    pointer,
                    format!("after it {on_hand} would lie there and {reserved} be reserved"),
                );
            }
        }
        let Some(name) = &movement.reservation else { return };
        if let Some(need) = self.need(pointer, name) {
            let allocation = balances.allocations.entry((need, place)).or_default();
            allocation.0 += movement.reserved;
            if matches!(movement.reason.as_str(), "consumption" | "reversal") {
                allocation.1 -= movement.on_hand;
            }
            let (quantity, used) = *allocation;
            if quantity < 0 || used < 0 {
                let message =
                    format!("after it {quantity} would be reserved from this line, and {used} used");
                self.report(format!("{pointer}/reservation"), message);
            }
        }
    }

    fn need(&mut self, pointer: &str, name: &'a ReservationName) -> Option<Need<'a>> {
        let build = self.build(format!("{pointer}/reservation/build"), &name.build)?;
        self.part(format!("{pointer}/reservation/part"), &name.part).then_some((
            build,
            &name.part,
            &name.variant,
        ))
    }

    /// What is reserved agrees with the states of the builds.
    fn reservations(&mut self, balances: &Balances<'a>) {
        let mut of_needs: HashMap<Need<'a>, i64> = HashMap::new();
        let mut of_builds: HashMap<usize, i64> = HashMap::new();
        for ((need, _), (quantity, _)) in &balances.allocations {
            *of_needs.entry(*need).or_default() += quantity;
            *of_builds.entry(need.0).or_default() += quantity;
        }
        for (at, build) in self.bundle.builds.iter().enumerate() {
            let reserved = of_builds.get(&at).copied().unwrap_or(0);
            if reserved != 0 && matches!(build.status.as_str(), "completed" | "cancelled") {
                let message = format!(
                    "a {} build reserves nothing, but its movements leave {reserved} reserved",
                    build.status
                );
                self.report(format!("/builds/{at}/status"), message);
            }
            if build.status == "cleared" {
                self.cleared(at, build, &of_needs);
            }
        }
    }

    /// A build that is clear has reserved what each of its needs is still of, no more and no less.
    fn cleared(&mut self, at: usize, build: &'a Build, sums: &HashMap<Need<'a>, i64>) {
        let remaining = build.quantity.saturating_sub(build.completed);
        for (place, need) in build.needs.iter().enumerate() {
            let pointer = format!("/builds/{at}/needs/{place}/quantity");
            let reserved = sums.get(&(at, &need.part, &need.variant)).copied().unwrap_or(0);
            if reserved != i64::from(need.quantity) {
                let message = format!(
                    "{} are needed, but its movements leave {reserved} reserved: the build is not clear",
                    need.quantity
                );
                self.report(pointer, message);
            } else if !need.quantity.is_zero() && need.quantity < need.per_piece.times(remaining) {
                let message = format!(
                    "{remaining} pieces remain to be made, which need more than {}: the build is not clear",
                    need.quantity
                );
                self.report(pointer, message);
            }
        }
        let named: HashSet<(&str, &str)> =
            build.needs.iter().map(|need| (need.part.as_str(), need.variant.as_str())).collect();
        let of_no_need = sums.iter().filter(|((of, part, variant), reserved)| {
            *of == at && **reserved != 0 && !named.contains(&(*part, *variant))
        });
        let parts: BTreeSet<&str> = of_no_need.map(|((_, part, _), _)| *part).collect();
        for part in parts {
            let message =
                format!("its movements leave \u{201c}{part}\u{201d} reserved, which it does not need");
            self.report(format!("/builds/{at}/needs"), message);
        }
    }
}
