//! The lines of a BOM and the needs of a build.

use super::{ListQuery, named};
use crate::domain::clearing::NeedState;
use crate::domain::designs::{BomPart, LineFilter, VersionLine};
use crate::domain::ids::PartId;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The lines of a BOM that an address asks for; their own order is that of the file.
#[must_use]
pub fn bom_lines<'a>(
    lines: &'a [VersionLine],
    parts: &BTreeMap<PartId, BomPart>,
    query: &ListQuery,
) -> Vec<&'a VersionLine> {
    let filter = LineFilter::from_key(&query.show);
    let mut shown: Vec<&VersionLine> =
        lines.iter().filter(|line| filter.shows(line) && line.says(&query.q)).collect();
    query.sort(&mut shown, |key, a, b| match key {
        "references" => named(&a.called(), &b.called()),
        "wants" => named(wanted(a), wanted(b)),
        "pieces" => a.line.quantity.cmp(&b.line.quantity),
        "part" => named(part_of(a, parts), part_of(b, parts)),
        "state" => a.standing().cmp(&b.standing()),
        _ => Ordering::Equal,
    });
    shown
}

/// What a line asks for first: a value, else a number.
fn wanted(line: &VersionLine) -> &str {
    let asked = [&line.line.value, &line.line.mpn, &line.line.item_number];
    asked.into_iter().map(String::as_str).find(|text| !text.is_empty()).unwrap_or_default()
}

fn part_of<'a>(line: &VersionLine, parts: &'a BTreeMap<PartId, BomPart>) -> &'a str {
    let part = line.own_meanings().find_map(|meaning| meaning.substitute.or(meaning.part));
    part.and_then(|part| parts.get(&part)).map_or("", |part| &part.name)
}

/// What the needs of a build are sorted by.
#[derive(Debug, Clone, Copy)]
pub struct NeedKeys<'a> {
    /// The part's name.
    pub name: &'a str,
    /// Where it goes, as written.
    pub references: &'a str,
    /// Lines times quantity, plus spares.
    pub needed: u64,
    /// Reserved for this build.
    pub reserved: u64,
    /// Free for it.
    pub free: u64,
    /// What nothing covers now.
    pub missing: u64,
    /// Placed with a vendor and not here yet.
    pub on_the_way: u64,
    /// How it stands; `None` for what is not part of the build, which comes last.
    pub state: Option<NeedState>,
}

/// The order of two needs by the column that an address asks for: what `query.sort` takes. Their own order is that of the BOM.
#[must_use]
pub fn needs_order(key: &str, a: &NeedKeys<'_>, b: &NeedKeys<'_>) -> Ordering {
    match key {
        "part" => named(a.name, b.name),
        "references" => named(a.references, b.references),
        "needed" => a.needed.cmp(&b.needed),
        "reserved" => a.reserved.cmp(&b.reserved),
        "free" => a.free.cmp(&b.free),
        "missing" => a.missing.cmp(&b.missing),
        "on-the-way" => a.on_the_way.cmp(&b.on_the_way),
        "state" => a.state.is_none().cmp(&b.state.is_none()).then_with(|| a.state.cmp(&b.state)),
        _ => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::BomLine;

    fn lines(query: &ListQuery) -> Vec<u32> {
        let line = |number: u32, reference: &str, value: &str| VersionLine {
            line: BomLine {
                line: number,
                references: vec![reference.to_owned()],
                value: value.to_owned(),
                ..BomLine::default()
            },
            meanings: Vec::new(),
            left_out: false,
            can_be_remembered: false,
            new_part: None,
        };
        let all = [line(1, "R10", "4k7"), line(2, "R9", "100n"), line(3, "C2", "22p")];
        bom_lines(&all, &BTreeMap::new(), query).iter().map(|line| line.line.line).collect()
    }

    #[test]
    fn lines_stand_in_the_files_order_or_in_that_of_a_column() {
        let sorted = |sort: &str| lines(&ListQuery { sort: sort.to_owned(), ..ListQuery::default() });
        assert_eq!(sorted(""), [1, 2, 3]);
        assert_eq!(sorted("references"), [3, 2, 1], "R9 comes before R10");
        assert_eq!(sorted("-references"), [1, 2, 3]);
        assert_eq!(sorted("wants"), [1, 3, 2]);
        assert_eq!(sorted("nonsense"), [1, 2, 3]);
    }

    #[test]
    fn words_and_columns_go_together() {
        let query = ListQuery { q: "r".to_owned(), sort: "references".to_owned(), ..ListQuery::default() };
        assert_eq!(lines(&query), [2, 1]);
    }

    #[test]
    fn what_is_not_built_with_stands_behind_every_state() {
        let need = |state| NeedKeys {
            name: "",
            references: "",
            needed: 0,
            reserved: 0,
            free: 0,
            missing: 0,
            on_the_way: 0,
            state,
        };
        let order = |a, b| needs_order("state", &need(a), &need(b));
        assert_eq!(order(Some(NeedState::Unmatched), None), Ordering::Less);
        assert_eq!(order(Some(NeedState::Ready), Some(NeedState::Missing)), Ordering::Less);
    }
}
