//! The digits of a price with their separators.

/// A separator that may be a decimal mark or stand between thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Point,
    Comma,
}

/// Digits whose meaning is known, but for one mark perhaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Digits before the mark, and after it.
    units: String,
    places: String,
    mark: Option<Mark>,
    /// The mark may stand between thousands.
    doubtful: bool,
    /// A mark that certainly stands between thousands.
    between_thousands: Option<Mark>,
}

impl Number {
    /// Reads `1.234,50`, `1'234.50`, `12,3`, `1 234`; begins with a digit or a mark, ends with a digit.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let well_formed = text.chars().all(|c| c.is_ascii_digit() || is_separator(c));
        if !well_formed {
            return None;
        }
        let (points, commas) = (text.matches('.').count(), text.matches(',').count());
        let last = text.rfind(['.', ',']);
        match (points, commas, last) {
            (_, _, None) => Self::whole(text, None),
            (1.., 1.., Some(last)) => Self::with_both(text, last, points, commas),
            (2.., 0, _) => Self::whole(text, Some(Mark::Point)),
            (0, 2.., _) => Self::whole(text, Some(Mark::Comma)),
            (_, _, Some(at)) => Self::with_one(text, at),
        }
    }

    /// Which mark is in doubt.
    pub(super) fn doubtful_mark(&self) -> Option<Mark> {
        self.mark.filter(|_| self.doubtful)
    }

    /// What it says for certain about a mark: whether it is a decimal mark.
    pub(super) fn says(&self, mark: Mark) -> Option<bool> {
        let sure = |known: Option<Mark>| known.filter(|_| !self.doubtful);
        match (sure(self.mark), self.between_thousands) {
            (Some(decimal), _) => Some(decimal == mark),
            (None, Some(grouping)) => Some(grouping != mark),
            (None, None) => None,
        }
    }

    /// Units and places, a doubtful mark being a decimal mark or not.
    pub(super) fn read(&self, decimal: bool) -> (String, &str) {
        if self.doubtful && !decimal {
            (format!("{}{}", self.units, self.places), "")
        } else {
            (self.units.clone(), &self.places)
        }
    }

    fn whole(text: &str, grouping: Option<Mark>) -> Option<Self> {
        let units = ungrouped(text)?;
        Some(Self { units, places: String::new(), mark: None, doubtful: false, between_thousands: grouping })
    }

    /// The last of two kinds is the decimal mark, and stands once.
    fn with_both(text: &str, last: usize, points: usize, commas: usize) -> Option<Self> {
        let mark = mark_at(text, last)?;
        let (once, other) = match mark {
            Mark::Point => (points == 1, Mark::Comma),
            Mark::Comma => (commas == 1, Mark::Point),
        };
        let (units, places) = (ungrouped(text.get(..last)?)?, digits(text.get(last + 1..)?)?);
        once.then_some(Self {
            units,
            places,
            mark: Some(mark),
            doubtful: false,
            between_thousands: Some(other),
        })
    }

    /// One mark: decimal, unless exactly three digits follow one to three that are not just a zero.
    fn with_one(text: &str, at: usize) -> Option<Self> {
        let (before, places) = (text.get(..at)?, digits(text.get(at + 1..)?)?);
        let units = if before.is_empty() { String::new() } else { ungrouped(before)? };
        let grouped_otherwise = units.len() != before.len();
        let doubtful = places.len() == 3
            && (1..=3).contains(&units.len())
            && !units.starts_with('0')
            && !grouped_otherwise;
        Some(Self { units, places, mark: Some(mark_at(text, at)?), doubtful, between_thousands: None })
    }
}

fn mark_at(text: &str, at: usize) -> Option<Mark> {
    match text.as_bytes().get(at) {
        Some(b'.') => Some(Mark::Point),
        Some(b',') => Some(Mark::Comma),
        _ => None,
    }
}

fn digits(text: &str) -> Option<String> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.to_owned())
}

fn is_separator(character: char) -> bool {
    matches!(character, '.' | ',' | ' ' | '\'' | '\u{2019}' | '\u{2bc}' | '`' | '\u{b4}')
}

/// Joins groups that one kind of separator stands between: the last of three digits, those in the
/// middle of three, or of two as in India.
pub(in crate::domain) fn ungrouped(text: &str) -> Option<String> {
    let kinds: std::collections::BTreeSet<char> = text.chars().filter(|c| is_separator(*c)).collect();
    let groups: Vec<&str> = text.split(is_separator).collect();
    let all_digits = groups.iter().all(|group| digits(group).is_some());
    let fits = match groups.as_slice() {
        [one] => !one.is_empty(),
        [first, middle @ .., last] => {
            let middle_of = |length: usize| middle.iter().all(|group| group.len() == length);
            (1..=3).contains(&first.len()) && last.len() == 3 && (middle_of(3) || middle_of(2))
        }
        [] => false,
    };
    (all_digits && fits && kinds.len() <= 1).then(|| groups.concat())
}
