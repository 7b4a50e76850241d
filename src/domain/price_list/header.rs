//! What a header means by itself, and which columns a whole header row has.

use super::columns::{Confidence, Meaning, Proposal, letter};
use super::words;
use crate::domain::bom::header::{normalise, shop_of};
use crate::domain::money::Currency;
use crate::domain::quantity::Quantity;
use crate::domain::vendor_price::read_currency;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Longer headers than this mean nothing to us.
const LONGEST: usize = 64;

/// Whether a cell is a header that we know; the dialect is chosen by it.
pub(super) fn is_known(cell: &str) -> bool {
    !meanings(cell).is_empty()
}

/// The currency that a header names: `Price (USD)`, `Preis in €`.
pub(in crate::domain) fn currency(header: &str) -> Option<Currency> {
    split_currency(header).0
}

/// Whether the times below a header are weeks where they say nothing.
pub(super) fn says_weeks(header: &str) -> bool {
    let header = header.to_lowercase();
    ["week", "woche", "semaine", "semana", "settiman", "weken"].iter().any(|week| header.contains(week))
}

/// What a header most likely means.
pub(in crate::domain) fn likeliest(header: &str) -> Option<(Meaning, Confidence)> {
    meanings(header).first().copied()
}

/// What a header may mean, the likeliest first.
fn meanings(header: &str) -> Vec<(Meaning, Confidence)> {
    if header.len() > LONGEST || header.trim().is_empty() {
        return Vec::new();
    }
    let (currency, text) = split_currency(header);
    let name = normalise(&text);
    let mut found = Vec::new();
    if words::PRICE.contains(&name.as_str()) {
        found.push((Meaning::Price, Confidence::Certain));
    } else if words::OTHER_PRICE.contains(&name.as_str()) || (name.is_empty() && currency.is_some()) {
        found.push((Meaning::Price, Confidence::Guess));
    }
    // A number of a shop that the header names.
    if !name.is_empty() && shop_of(&name).is_some() {
        found.push((Meaning::ItemNumber, Confidence::Certain));
    }
    let by_name = words::NAMES.iter().filter(|(_, _, names)| names.contains(&name.as_str()));
    found.extend(by_name.map(|(meaning, confidence, _)| (*meaning, *confidence)));
    found.extend(price_from(&text));
    found.extend(tier_from(&text));
    found.sort_by_key(|(_, confidence)| std::cmp::Reverse(*confidence));
    found
}

/// The currency in a header, and the header without it. Words must be codes in capitals: not every
/// three letters are one.
fn split_currency(header: &str) -> (Option<Currency>, String) {
    let mut found = None;
    let mut rest = String::new();
    let is_sign = |c: char| matches!(c, '$' | '\u{20ac}' | '\u{a3}');
    let is_apart = |c: char| !c.is_alphabetic();
    for piece in header.split_inclusive(is_apart) {
        let (word, end) = piece.split_at(piece.trim_end_matches(is_apart).len());
        let is_code = word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase());
        match read_currency(word).filter(|_| is_code) {
            Some(currency) if found.is_none() => found = Some(currency),
            _ => rest.push_str(word),
        }
        for sign in end.chars() {
            if is_sign(sign) {
                found = found.or_else(|| read_currency(sign.encode_utf8(&mut [0; 4])));
            } else {
                rest.push(sign);
            }
        }
    }
    if found.is_none() {
        return (None, header.trim().to_owned());
    }
    let rest = rest.trim_end_matches([' ', ')', '(', '[', ']', '/']);
    let without_in = rest.strip_suffix(" in").unwrap_or(rest);
    (found, without_in.trim().to_owned())
}

/// One piece of a header of prices.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Number(u64),
    Word(String),
    /// `+`, `≥`: from there on.
    Onwards,
    /// `>`: above that.
    Above,
    /// `-`, `–`: to.
    Dash,
}

/// A header that says from how many items on its prices hold: `10+`, `1-9`, `Price 10`, `ab 100 Stück`.
fn price_from(header: &str) -> Option<(Meaning, Confidence)> {
    let tokens = tokens(header)?;
    let numbers: Vec<u64> = tokens
        .iter()
        .filter_map(|token| if let Token::Number(n) = token { Some(*n) } else { None })
        .collect();
    let has = |wanted: &[&str]| {
        tokens.iter().any(|token| matches!(token, Token::Word(word) if wanted.contains(&word.as_str())))
    };
    let all_known = tokens.iter().all(|token| match token {
        Token::Word(word) => [words::PRICE_WORDS, words::FROM_WORDS, words::TO_WORDS, words::PIECE_WORDS]
            .iter()
            .any(|known| known.contains(&word.as_str())),
        _ => true,
    });
    if !all_known {
        return None;
    }
    let from = match numbers.as_slice() {
        [from] => *from,
        [from, to] if from < to => *from,
        _ => return None,
    };
    let is_above = tokens.contains(&Token::Above);
    let from = Quantity::new(if is_above { from + 1 } else { from }).ok().filter(|from| !from.is_zero())?;
    let says_price = has(words::PRICE_WORDS);
    let says_from = tokens.contains(&Token::Onwards)
        || is_above
        || numbers.len() == 2
        || has(&["ab", "from", "desde", "vanaf", "da", "dès", "partir", "at", "break", "staffel"]);
    // `Qty 10` alone is a quantity, not the price of ten.
    if !says_price && !says_from && has(words::QUANTITY) {
        return None;
    }
    let confidence = match (says_price, says_from) {
        (true, true) => Confidence::Certain,
        (false, true) | (true, false) => Confidence::Likely,
        (false, false) => Confidence::Guess,
    };
    Some((Meaning::PriceFrom(from), confidence))
}

/// `Qty 2`, `Break 2`, `Menge 2`: the quantity of the second tier.
fn tier_from(header: &str) -> Option<(Meaning, Confidence)> {
    let tokens = tokens(header)?;
    let [Token::Word(word), .., Token::Number(tier)] = tokens.as_slice() else { return None };
    let is_quantity = |word: &str| {
        words::QUANTITY.contains(&word) || ["break", "staffel", "tier", "ab", "from"].contains(&word)
    };
    let others = tokens.iter().skip(1).rev().skip(1);
    let only_words = others
        .clone()
        .all(|token| matches!(token, Token::Word(word) if is_quantity(word) || word == "price"));
    let tier = u32::try_from(*tier).ok().filter(|tier| (1..=100).contains(tier))?;
    let quantity = is_quantity(word)
        || (word == "price"
            && others.clone().any(|token| matches!(token, Token::Word(word) if is_quantity(word))));
    (quantity && only_words).then_some((Meaning::TierFrom(tier), Confidence::Guess))
}

/// The words, numbers and signs of a header; nothing where there is no number, or a sign that says
/// something else.
fn tokens(header: &str) -> Option<Vec<Token>> {
    let text: Vec<char> = header.nfkc().flat_map(char::to_lowercase).collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(sign) = text.get(at).copied() {
        let run = |wanted: &dyn Fn(char) -> bool| {
            text.get(at..).unwrap_or_default().iter().take_while(|c| wanted(**c)).count()
        };
        if sign.is_ascii_digit() {
            let (number, length) = number_at(text.get(at..).unwrap_or_default())?;
            tokens.push(Token::Number(number));
            at += length;
        } else if sign.is_alphabetic() {
            let length = run(&char::is_alphabetic);
            tokens.push(Token::Word(text.get(at..at + length).unwrap_or_default().iter().collect()));
            at += length;
        } else {
            match sign {
                '+' | '≥' => tokens.push(Token::Onwards),
                '>' if text.get(at + 1) == Some(&'=') => {
                    tokens.push(Token::Onwards);
                    at += 1;
                }
                '>' => tokens.push(Token::Above),
                '-' | '–' | '—' | '~' => tokens.push(Token::Dash),
                ' ' | '_' | '(' | ')' | '[' | ']' | '@' | ':' | '/' | '.' | '=' | '\u{a0}' | '\u{202f}'
                | '#' => {}
                _ => return None,
            }
            at += 1;
        }
    }
    tokens.iter().any(|token| matches!(token, Token::Number(_))).then_some(tokens)
}

/// A whole number with or without marks between its thousands, and how many characters it takes.
fn number_at(text: &[char]) -> Option<(u64, usize)> {
    let digits =
        |from: usize| text.get(from..).unwrap_or_default().iter().take_while(|c| c.is_ascii_digit()).count();
    let mut length = digits(0);
    let mut number: String = text.get(..length)?.iter().collect();
    while length <= 12
        && text.get(length).is_some_and(|mark| matches!(mark, ',' | '.' | '\'' | '’' | ' '))
        && digits(length + 1) == 3
        && number.len() <= 9
        && (number.len() <= 3 || length > number.len())
    {
        number.extend(text.get(length + 1..length + 4)?);
        length += 4;
    }
    Some((number.parse().ok()?, length))
}

/// The meaning of every column of a header row: each once, the surest first.
pub(super) fn propose(names: &[String]) -> Vec<Proposal> {
    let mut found: Vec<(Confidence, usize, usize, Meaning)> = Vec::new();
    for (column, name) in names.iter().enumerate() {
        for (place, (meaning, confidence)) in meanings(name).into_iter().enumerate() {
            found.push((confidence, place, column, meaning));
        }
    }
    found.sort_by_key(|(confidence, place, column, meaning)| {
        (std::cmp::Reverse(*confidence), *place, alias_order(*meaning, &normalised(names, *column)), *column)
    });
    let mut columns: Vec<Option<(Meaning, Confidence)>> = vec![None; names.len()];
    let mut taken: BTreeSet<Meaning> = BTreeSet::new();
    for (confidence, _, column, meaning) in found {
        let Some(free) = columns.get_mut(column) else { continue };
        if free.is_none() && taken.insert(meaning) {
            *free = Some((meaning, confidence));
        }
    }
    pair_tiers(&mut columns);
    settle_prices(&mut columns);
    number_by_mpn(&mut columns);
    let proposal = |(column, (name, meaning)): (usize, (&String, Option<(Meaning, Confidence)>))| Proposal {
        column,
        letter: letter(column),
        header: name.clone(),
        meaning: meaning.map(|(meaning, _)| meaning),
        confidence: meaning.map_or(Confidence::Guess, |(_, confidence)| confidence),
    };
    names.iter().zip(columns).enumerate().map(proposal).collect()
}

fn normalised(names: &[String], column: usize) -> String {
    names.get(column).map(|name| normalise(&split_currency(name).1)).unwrap_or_default()
}

/// Where a name stands among those of its meaning.
fn alias_order(meaning: Meaning, name: &str) -> usize {
    let lists = words::NAMES.iter().filter(|(known, ..)| *known == meaning).map(|(_, _, names)| *names);
    let lists = lists.chain([words::PRICE, words::OTHER_PRICE]);
    lists.flatten().position(|alias| *alias == name).unwrap_or(usize::MAX)
}

/// `Qty 1, Price 1, Qty 2, Price 2`: the numbers count tiers there, they are no quantities.
fn pair_tiers(columns: &mut [Option<(Meaning, Confidence)>]) {
    let tiers: BTreeSet<u32> = columns
        .iter()
        .filter_map(|column| if let Some((Meaning::TierFrom(tier), _)) = column { Some(*tier) } else { None })
        .collect();
    let mut paired: BTreeSet<u32> = BTreeSet::new();
    for column in columns.iter_mut() {
        let Some((Meaning::PriceFrom(from), _)) = column else { continue };
        let tier = u32::try_from(from.get()).ok().filter(|tier| tiers.contains(tier));
        if let Some(tier) = tier {
            paired.insert(tier);
            *column = Some((Meaning::TierPrice(tier), Confidence::Likely));
        }
    }
    for column in columns.iter_mut() {
        match column {
            Some((Meaning::TierFrom(tier), _)) if !paired.contains(tier) => *column = None,
            Some((Meaning::TierFrom(_), confidence)) => *confidence = Confidence::Likely,
            _ => {}
        }
    }
}

/// A guess at prices is not needed where there are surer ones, and bare numbers mean prices only where
/// there are several.
fn settle_prices(columns: &mut [Option<(Meaning, Confidence)>]) {
    let prices = || columns.iter().flatten().filter(|(meaning, _)| meaning.is_price());
    let surest = prices().map(|(_, confidence)| *confidence).max();
    let by_quantity = prices().filter(|(meaning, _)| *meaning != Meaning::Price).count();
    let has_from = columns.iter().flatten().any(|(meaning, _)| matches!(meaning, Meaning::TierPrice(_)));
    for column in columns.iter_mut() {
        let drop = match column {
            Some((meaning, Confidence::Guess)) if meaning.is_price() => {
                surest > Some(Confidence::Guess) || (*meaning != Meaning::Price && by_quantity < 2)
            }
            // The rows' own quantity belongs to the one price of a row.
            Some((Meaning::From, _)) => by_quantity > 0,
            Some((Meaning::PriceFrom(_), _)) => has_from,
            _ => false,
        };
        if drop {
            *column = None;
        }
    }
}

/// A shop that has no numbers of its own sells by the manufacturer's.
fn number_by_mpn(columns: &mut [Option<(Meaning, Confidence)>]) {
    if columns.iter().flatten().any(|(meaning, _)| *meaning == Meaning::ItemNumber) {
        return;
    }
    for column in columns.iter_mut().flatten().filter(|(meaning, _)| *meaning == Meaning::Mpn) {
        column.1 = column.1.min(Confidence::Likely);
    }
}
