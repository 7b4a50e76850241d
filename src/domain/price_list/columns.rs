//! What a column means, who says so, and how sure that is.

use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a column of a price list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// The shop's number.
    ItemNumber,
    /// The manufacturer's part number.
    Mpn,
    /// Who makes it.
    Manufacturer,
    /// What it is.
    Description,
    /// Price of an item, from the quantity on that the row says; one, where it says none.
    Price,
    /// Price of an item from so many on.
    PriceFrom(Quantity),
    /// Price of an item from the quantity on that the column [`Meaning::TierFrom`] of that number says.
    TierPrice(u32),
    /// The quantity of that tier.
    TierFrom(u32),
    /// The quantity from which on the row's price holds.
    From,
    /// How many pieces the price is for.
    PriceUnit,
    /// What the prices are in.
    Currency,
    /// The fewest that are sold.
    Minimum,
    /// Sold in multiples of this.
    Multiple,
    /// Pieces in one item.
    Pack,
    /// In the shop's stock.
    InStock,
    /// Days until delivery.
    LeadDays,
    /// Its page.
    Url,
}

impl Meaning {
    /// Whether it says what something costs.
    #[must_use]
    pub const fn is_price(self) -> bool {
        matches!(self, Self::Price | Self::PriceFrom(_) | Self::TierPrice(_))
    }

    /// Whether it belongs to the scheme of prices, of which a list has one.
    #[must_use]
    pub const fn is_of_prices(self) -> bool {
        self.is_price() || matches!(self, Self::TierFrom(_) | Self::From)
    }
}

/// The names under which people assign columns.
const NAMES: [(&str, Meaning); 14] = [
    ("number", Meaning::ItemNumber),
    ("mpn", Meaning::Mpn),
    ("manufacturer", Meaning::Manufacturer),
    ("description", Meaning::Description),
    ("price", Meaning::Price),
    ("from", Meaning::From),
    ("per", Meaning::PriceUnit),
    ("currency", Meaning::Currency),
    ("minimum", Meaning::Minimum),
    ("multiple", Meaning::Multiple),
    ("pack", Meaning::Pack),
    ("stock", Meaning::InStock),
    ("lead", Meaning::LeadDays),
    ("url", Meaning::Url),
];

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PriceFrom(from) => write!(f, "price@{from}"),
            Self::TierPrice(tier) => write!(f, "price of tier {tier}"),
            Self::TierFrom(tier) => write!(f, "from of tier {tier}"),
            named => f.write_str(NAMES.iter().find(|(_, known)| known == named).map_or("", |(name, _)| name)),
        }
    }
}

impl FromStr for Meaning {
    type Err = AssignmentError;

    fn from_str(text: &str) -> Result<Self, AssignmentError> {
        let unknown = || AssignmentError::UnknownMeaning(text.to_owned());
        if let Some(from) = text.strip_prefix("price@") {
            let from: Quantity = from.parse().map_err(|_| unknown())?;
            return if from.is_zero() { Err(unknown()) } else { Ok(Self::PriceFrom(from)) };
        }
        NAMES.iter().find(|(name, _)| *name == text).map(|(_, meaning)| *meaning).ok_or_else(unknown)
    }
}

/// How sure a proposal is. The more sure is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// It may as well be something else: look at it.
    Guess,
    /// Most probably.
    Likely,
    /// The header says so.
    Certain,
    /// Whoever imports said so.
    Stated,
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Guess => "a guess",
            Self::Likely => "likely",
            Self::Certain => "certain",
            Self::Stated => "stated",
        })
    }
}

/// A column with what it seems to mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its place, from 0.
    pub column: usize,
    /// Its letter, as spreadsheets call it.
    pub letter: String,
    /// What the header calls it.
    pub header: String,
    /// What it means; nothing that we use, if none.
    pub meaning: Option<Meaning>,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Where a column is, as people say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// By its header, or else by its letter or number.
    Called(String),
    /// Nowhere: what is proposed is wrong.
    Nowhere,
}

/// One column, assigned by whoever imports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// What it means.
    pub meaning: Meaning,
    /// Where it is.
    pub place: Place,
}

/// What whoever imports says about columns: `number=A,price@1=F,price@100=G,mpn=none`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment(pub Vec<Assigned>);

/// Why columns cannot be assigned so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssignmentError {
    /// No `=`.
    #[error("\u{201c}{0}\u{201d} assigns nothing: write NAME=COLUMN, such as number=A,price=F")]
    NotAssigned(String),
    /// A name that we have no use for.
    #[error(
        "\u{201c}{0}\u{201d} is nothing that a column can mean: number, mpn, manufacturer, description, price, price@QUANTITY, \
         from, per, currency, minimum, multiple, pack, stock, lead, url are"
    )]
    UnknownMeaning(String),
    /// One meaning in two columns.
    #[error("\u{201c}{0}\u{201d} is assigned twice")]
    Twice(String),
    /// No column is called so.
    #[error("there is no column \u{201c}{0}\u{201d}: give its header, or its letter as in a spreadsheet")]
    UnknownColumn(String),
}

impl FromStr for Assignment {
    type Err = AssignmentError;

    fn from_str(text: &str) -> Result<Self, AssignmentError> {
        let mut assigned: Vec<Assigned> = Vec::new();
        for entry in text.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            let (name, place) =
                entry.split_once('=').ok_or_else(|| AssignmentError::NotAssigned(entry.to_owned()))?;
            let (meaning, place): (Meaning, &str) = (name.trim().to_lowercase().parse()?, place.trim());
            if assigned.iter().any(|other| other.meaning == meaning) {
                return Err(AssignmentError::Twice(meaning.to_string()));
            }
            let place = match place {
                "" => return Err(AssignmentError::NotAssigned(entry.to_owned())),
                "none" => Place::Nowhere,
                called => Place::Called(called.to_owned()),
            };
            assigned.push(Assigned { meaning, place });
        }
        Ok(Self(assigned))
    }
}

impl Assignment {
    /// The headers, letters or numbers that it names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|assigned| match &assigned.place {
            Place::Called(name) => Some(name.as_str()),
            Place::Nowhere => None,
        })
    }

    /// Whether it says by itself where numbers and prices are.
    pub(super) fn is_enough(&self) -> bool {
        let placed = |wanted: &dyn Fn(Meaning) -> bool| {
            self.0.iter().any(|assigned| assigned.place != Place::Nowhere && wanted(assigned.meaning))
        };
        placed(&|meaning| matches!(meaning, Meaning::ItemNumber | Meaning::Mpn))
            && placed(&|meaning| meaning.is_price())
    }
}

/// What every column means: what was proposed, unless it was said otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    proposals: Vec<Proposal>,
}

impl Columns {
    /// What was proposed, with what was stated in its place.
    ///
    /// # Errors
    /// [`AssignmentError::UnknownColumn`].
    pub fn new(mut proposals: Vec<Proposal>, stated: &Assignment) -> Result<Self, AssignmentError> {
        let replaces_prices = stated.0.iter().any(|assigned| assigned.meaning.is_price());
        for assigned in &stated.0 {
            for proposal in &mut proposals {
                let same = proposal.meaning == Some(assigned.meaning);
                let of_prices = replaces_prices && proposal.meaning.is_some_and(Meaning::is_of_prices);
                if proposal.confidence != Confidence::Stated && (same || of_prices) {
                    proposal.meaning = None;
                }
            }
            let Place::Called(name) = &assigned.place else { continue };
            let at = column_called(&proposals, name)
                .ok_or_else(|| AssignmentError::UnknownColumn(name.clone()))?;
            if let Some(proposal) = proposals.get_mut(at) {
                proposal.meaning = Some(assigned.meaning);
                proposal.confidence = Confidence::Stated;
            }
        }
        Ok(Self { proposals })
    }

    /// Every column with its meaning.
    #[must_use]
    pub fn proposals(&self) -> &[Proposal] {
        &self.proposals
    }

    /// Where that is.
    pub(super) fn of(&self, wanted: Meaning) -> Option<usize> {
        self.proposals.iter().find(|column| column.meaning == Some(wanted)).map(|column| column.column)
    }

    /// Every column that says what something costs.
    pub(super) fn prices(&self) -> impl Iterator<Item = (usize, Meaning)> {
        let priced = |column: &Proposal| column.meaning.filter(|meaning| meaning.is_price());
        self.proposals.iter().filter_map(move |column| Some((column.column, priced(column)?)))
    }

    /// What the header calls a column.
    pub(super) fn header(&self, column: usize) -> &str {
        self.proposals.get(column).map_or("", |column| column.header.as_str())
    }
}

/// A header in any case wins over letters and numbers.
fn column_called(proposals: &[Proposal], name: &str) -> Option<usize> {
    let by_header = |exact: bool| {
        proposals.iter().position(|column| {
            column.header == name || (!exact && column.header.to_lowercase() == name.to_lowercase())
        })
    };
    let by_letter = || proposals.iter().position(|column| column.letter.eq_ignore_ascii_case(name));
    let by_number = || name.parse().ok().and_then(|number: usize| number.checked_sub(1));
    let found = by_header(true).or_else(|| by_header(false)).or_else(by_letter).or_else(by_number);
    found.filter(|at| *at < proposals.len())
}

/// A, B, …, Z, AA: as spreadsheets call columns, from 0.
pub(in crate::domain) fn letter(column: usize) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        left /= 26;
    }
    letters.iter().rev().collect()
}
