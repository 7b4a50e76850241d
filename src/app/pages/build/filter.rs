//! Which needs are shown: kept in the address as `show` and `q`, with the open row as `why`.

use crate::app::address;
use crate::app::view::{Built, NeedRow};
use crate::domain::clearing::{Absence, NeedState};
use leptos_router::params::ParamsMap;

/// What the tabs choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Filter {
    #[default]
    All,
    Missing,
    OnTheWay,
    StandIns,
    Unmatched,
    LeftOut,
}

impl Filter {
    pub(super) const EACH: [Self; 6] =
        [Self::All, Self::Missing, Self::OnTheWay, Self::StandIns, Self::Unmatched, Self::LeftOut];

    /// How it is called in the address; nothing for what is shown anyway.
    fn key(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Missing => NeedState::Missing.key(),
            Self::OnTheWay => NeedState::Waiting.key(),
            Self::StandIns => NeedState::StandIn.key(),
            Self::Unmatched => NeedState::Unmatched.key(),
            Self::LeftOut => Some(Absence::KEY),
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Missing => "Missing",
            Self::OnTheWay => "On the way",
            Self::StandIns => "Stand-ins",
            Self::Unmatched => "Unmatched",
            Self::LeftOut => "Left out",
        }
    }

    /// The one in force.
    pub(super) fn in_address(query: &ParamsMap) -> Self {
        let named = query.get_str("show");
        Self::EACH.into_iter().find(|filter| filter.key() == named).unwrap_or_default()
    }

    pub(super) fn shows(self, row: &NeedRow) -> bool {
        let in_the_build = |state| row.built == Built::In && row.state == state;
        match self {
            Self::All => true,
            Self::Missing => in_the_build(NeedState::Missing),
            Self::OnTheWay => in_the_build(NeedState::Waiting),
            Self::StandIns => in_the_build(NeedState::StandIn),
            Self::Unmatched => in_the_build(NeedState::Unmatched),
            Self::LeftOut => row.built != Built::In,
        }
    }

    /// The address with this filter, all else kept.
    pub(super) fn address(self, query: &ParamsMap) -> String {
        address::with(query, "show", self.key())
    }
}

/// Whether a need holds every one of the words, anywhere.
pub(super) fn holds(row: &NeedRow, words: &str) -> bool {
    if words.is_empty() {
        return true;
    }
    let state = row.built.word().unwrap_or(row.state.word());
    let text = format!("{} {} {} {state}", row.name, row.detail, row.references).to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| text.contains(word))
}
