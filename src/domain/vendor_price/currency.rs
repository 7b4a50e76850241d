//! What signs and words say about a currency, and how its numbers are usually written.

use super::number::Mark;
use crate::domain::money::Currency;

/// Signs and words beside the digits, in small letters, with the currencies that use them. Of those
/// that several share, the first counts where nothing else is said, unless it is `?`.
const SIGNS: &[(&str, &[&str])] = &[
    ("$", &["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "CLP", "COP", "ARS"]),
    ("us$", &["USD"]),
    ("usd$", &["USD"]),
    ("u$s", &["USD"]),
    ("c$", &["CAD"]),
    ("ca$", &["CAD"]),
    ("cdn$", &["CAD"]),
    ("a$", &["AUD"]),
    ("au$", &["AUD"]),
    ("nz$", &["NZD"]),
    ("hk$", &["HKD"]),
    ("s$", &["SGD"]),
    ("sg$", &["SGD"]),
    ("nt$", &["TWD"]),
    ("ntd", &["TWD"]),
    ("mx$", &["MXN"]),
    ("mex$", &["MXN"]),
    ("r$", &["BRL"]),
    ("\u{20ac}", &["EUR"]),
    ("euro", &["EUR"]),
    ("\u{a3}", &["GBP"]),
    ("\u{a5}", &["?", "JPY", "CNY"]),
    ("cn\u{a5}", &["CNY"]),
    ("jp\u{a5}", &["JPY"]),
    ("rmb", &["CNY"]),
    ("rmb\u{a5}", &["CNY"]),
    ("\u{5143}", &["CNY"]),
    ("\u{5186}", &["JPY"]),
    ("\u{20a9}", &["KRW"]),
    ("\u{c6d0}", &["KRW"]),
    ("\u{20b9}", &["INR"]),
    ("rs", &["INR"]),
    ("rs.", &["INR"]),
    ("\u{20aa}", &["ILS"]),
    ("\u{20ba}", &["TRY"]),
    ("tl", &["TRY"]),
    ("\u{20bd}", &["RUB"]),
    ("\u{e3f}", &["THB"]),
    ("\u{20ab}", &["VND"]),
    ("\u{20b1}", &["PHP"]),
    ("rm", &["MYR"]),
    ("rp", &["IDR"]),
    ("r", &["ZAR"]),
    ("z\u{142}", &["PLN"]),
    ("k\u{10d}", &["CZK"]),
    ("kr", &["?", "SEK", "NOK", "DKK", "ISK"]),
    ("kr.", &["?", "DKK", "SEK", "NOK", "ISK"]),
    ("ft", &["HUF"]),
    ("lei", &["RON"]),
    ("fr.", &["CHF"]),
    ("sfr.", &["CHF"]),
];

/// Whose decimal mark is a comma at home, though the euro and others are written with a point too.
const WITH_COMMA: &[&str] =
    &["EUR", "PLN", "CZK", "SEK", "NOK", "DKK", "RON", "BRL", "TRY", "RUB", "BGN", "ARS", "ZAR"];
/// Whose unit has no parts, so that three digits after a mark are thousands.
const WITHOUT_PARTS: &[&str] = &["JPY", "KRW", "VND", "IDR", "CLP", "COP", "HUF", "ISK"];

/// What is said about the currency beside the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing.
    Nothing,
    /// A sign, with the currencies that it may mean.
    Sign(&'static [&'static str]),
    /// A currency's own code.
    Code(Currency),
}

impl Said {
    pub(super) fn allows(self, currency: Currency) -> bool {
        match self {
            Self::Nothing => true,
            Self::Sign(codes) => codes.contains(&currency.code()),
            Self::Code(code) => code == currency,
        }
    }

    /// What it means where nothing else is said.
    pub(super) fn alone(self) -> Option<Currency> {
        match self {
            Self::Nothing => None,
            Self::Sign(codes) => codes.first()?.parse().ok(),
            Self::Code(code) => Some(code),
        }
    }
}

/// What words beside digits say; `None` where they say something else than a currency.
pub(super) fn said(words: &str) -> Option<Said> {
    let words = words.trim().to_lowercase();
    if words.is_empty() {
        return Some(Said::Nothing);
    }
    let sign = SIGNS.iter().find(|(sign, _)| *sign == words).map(|(_, codes)| Said::Sign(codes));
    // Of the three-letter words only codes that are in use somewhere here: `pcs` is none.
    sign.or_else(|| code(&words).map(Said::Code))
}

/// The currency that a vendor names beside its prices: an ISO code, or `RMB` and the like.
#[must_use]
pub fn read_currency(text: &str) -> Option<Currency> {
    match said(text)? {
        Said::Nothing => None,
        one => one.alone(),
    }
}

fn code(words: &str) -> Option<Currency> {
    const OTHERS: &[&str] =
        &["BGN", "CHF", "AED", "SAR", "EGP", "UAH", "PEN", "NGN", "PKR", "LKR", "BHD", "KWD"];
    let code = words.to_uppercase();
    let known = SIGNS.iter().any(|(_, codes)| codes.contains(&code.as_str()));
    if known || OTHERS.contains(&code.as_str()) { code.parse().ok() } else { None }
}

/// Whether a mark with three digits after it is usually the decimal one.
pub(super) fn decimal_by_habit(currency: Currency, mark: Option<Mark>) -> bool {
    let code = currency.code();
    if WITHOUT_PARTS.contains(&code) {
        return false;
    }
    match mark {
        // Three places are common among cheap parts, points between thousands are not, alone.
        Some(Mark::Point) | None => true,
        Some(Mark::Comma) => WITH_COMMA.contains(&code),
    }
}
