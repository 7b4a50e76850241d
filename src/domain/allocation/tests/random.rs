//! Random problems from a seed: the same seed, the same problem.

use super::*;

/// `SplitMix64`: small, and good enough to vary test cases.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `most`, both included.
    pub(super) fn up_to(&mut self, most: u64) -> u64 {
        self.next() % (most + 1)
    }

    pub(super) fn one_in(&mut self, chances: u64) -> bool {
        self.up_to(chances - 1) == 0
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = usize::try_from(self.up_to(at as u64)).unwrap();
            items.swap(at, other);
        }
    }
}

/// How large a random problem may be.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) needs: u64,
    pub(super) parts: u64,
    pub(super) lines: u64,
    pub(super) pieces: u64,
    /// Parts that a need accepts.
    pub(super) accepts: u64,
}

pub(super) const TIERS: [Tier; 7] = [
    Tier::Own,
    Tier::Alternative(1),
    Tier::Alternative(2),
    Tier::Requirement(0),
    Tier::Requirement(1),
    Tier::Requirement(4),
    Tier::Fallback,
];

pub(super) fn any_problem(random: &mut Random, size: Size) -> Problem {
    let needs: Vec<Need> = (0..=random.up_to(size.needs - 1)).map(|_| any_need(random, size)).collect();
    let supply: Vec<Supply> =
        (0..random.up_to(size.lines)).map(|number| any_line(random, size, number)).collect();
    let held = any_held(random, size, &needs, &supply);
    let policy = match random.up_to(2) {
        0 => PickingPolicy::FewestStops,
        1 => PickingPolicy::UseUpSmallLines,
        _ => PickingPolicy::OldestLot,
    };
    let when_short = if random.one_in(2) { WhenShort::ReserveNothing } else { WhenShort::ReserveWhatIsHere };
    Problem { needs, supply, held, policy, when_short }
}

fn any_need(random: &mut Random, size: Size) -> Need {
    let acceptable = (0..random.up_to(size.accepts))
        .map(|_| Acceptable {
            part: part(random.up_to(size.parts - 1).cast_signed()),
            tier: TIERS[usize::try_from(random.up_to(6)).unwrap()],
        })
        .collect();
    Need { acceptable, quantity: any_quantity(random, size) }
}

fn any_line(random: &mut Random, size: Size, number: u64) -> Supply {
    Supply {
        stock_line: line_id(number.cast_signed()),
        part: part(random.up_to(size.parts - 1).cast_signed()),
        available: any_quantity(random, size),
        location: LocationId::new(random.up_to(1 + size.lines / 3).cast_signed()),
        lot_order: random.up_to(size.lines),
    }
}

/// Some of it beyond what the line has, of parts that the need does not accept, or of no line.
fn any_held(random: &mut Random, size: Size, needs: &[Need], supply: &[Supply]) -> Vec<Held> {
    let mut held = Vec::new();
    for need in 0..needs.len() {
        for _ in 0..random.up_to(3) {
            let stock_line = line_id(random.up_to(supply.len() as u64).cast_signed());
            held.push(Held { need, stock_line, quantity: any_quantity(random, size) });
        }
    }
    held
}

fn any_quantity(random: &mut Random, size: Size) -> Quantity {
    Quantity::new(random.up_to(size.pieces)).unwrap()
}
