//! How a need stands, in a word.

use super::NeedReadiness;

/// How a need stands, from what is nobody's matter to what is worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedState {
    /// Nobody counts it, so that it is never missing.
    NotCounted,
    /// Everything is here.
    Ready,
    /// Everything is here, some of it as a stand-in.
    StandIn,
    /// Missing, but on its way.
    Waiting,
    /// Missing.
    Missing,
    /// No part is known for the line.
    Unmatched,
}

impl NeedState {
    /// Each.
    pub const EACH: [Self; 6] =
        [Self::NotCounted, Self::Ready, Self::StandIn, Self::Waiting, Self::Missing, Self::Unmatched];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::StandIn => "stand-in",
            Self::Waiting => "on the way",
            Self::Missing => "missing",
            Self::Unmatched => "unmatched",
            Self::NotCounted => "not counted",
        }
    }

    /// How it is called in an address, where a list can show just these.
    #[must_use]
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::StandIn => Some("stand-ins"),
            Self::Waiting => Some("on-the-way"),
            Self::Missing => Some("missing"),
            Self::Unmatched => Some("unmatched"),
            Self::Ready | Self::NotCounted => None,
        }
    }
}

impl NeedReadiness {
    /// How it stands.
    #[must_use]
    pub fn state(&self) -> NeedState {
        match (self.counted, self.missing.is_zero()) {
            (false, _) => NeedState::NotCounted,
            (true, true) if self.uses_stand_ins() => NeedState::StandIn,
            (true, true) => NeedState::Ready,
            (true, false) if self.is_on_its_way() => NeedState::Waiting,
            (true, false) => NeedState::Missing,
        }
    }
}
