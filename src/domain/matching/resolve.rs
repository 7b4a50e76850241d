//! The order of matching, and what a line becomes when people's words are heard.

use super::by_number;
use super::catalog::Catalog;
use super::decisions::{Choice, Decisions, Remembered, RememberedKey, Said};
use super::line::{BomLine, LineKey, line_keys};
use super::requirement::Requirement;
use super::resolution::{Reason, Resolution, ResolvedLine};
use crate::domain::ids::PartId;
use crate::domain::quantity::Quantity;
use crate::domain::value;
use std::collections::HashMap;

/// More candidates than a person would read.
const MOST_CANDIDATES: usize = 20;

/// What a bundle said that a line is: it stands until the next sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What it is.
    pub part: PartId,
    /// What is used in its place.
    pub substitute: Option<PartId>,
    /// Whether every part that meets the line's requirement will do.
    pub by_requirement: bool,
}

/// What bundles said, by reference or text.
pub type StandingMeanings = HashMap<LineKey, Standing>;

/// What the catalogue says about a line.
#[derive(Debug, Clone)]
struct Found {
    reason: Reason,
    /// Likeliest first; the line is the first one, unless the reason is [`Reason::None`].
    parts: Vec<PartId>,
    warnings: Vec<String>,
}

/// Resolves a whole BOM.
#[must_use]
pub fn resolve_all(
    catalog: &Catalog,
    lines: &[BomLine],
    decisions: &Decisions,
    standing: &StandingMeanings,
) -> Vec<ResolvedLine> {
    let keys = line_keys(lines);
    lines.iter().zip(&keys).map(|(line, keys)| resolve(catalog, line, keys, decisions, standing)).collect()
}

/// What one line means. Decisions that disagree within it split it; the order of its references is
/// kept. `keys` are the line's, from [`line_keys`].
#[must_use]
pub fn resolve(
    catalog: &Catalog,
    line: &BomLine,
    keys: &[LineKey],
    decisions: &Decisions,
    standing: &StandingMeanings,
) -> ResolvedLine {
    let groups = groups(keys, decisions, standing);
    let sizes: Vec<u64> = groups.iter().map(|group| group.keys.len() as u64).collect();
    let mut resolved = ResolvedLine::default();
    for (group, quantity) in groups.iter().zip(shares(line.quantity, &sizes)) {
        let found = found_for(catalog, line, group.said);
        let resolution = resolution(catalog, line, group, quantity, &found);
        if resolution.reason != Reason::Decision && resolution.reason != Reason::Bundle {
            resolved.warnings.extend(found.warnings);
        }
        resolved.resolutions.push(resolution);
    }
    resolved.warnings.dedup();
    resolved.warnings.extend(value_warning(line));
    let implicit: Vec<Resolution> =
        resolved.resolutions.iter().flat_map(|brings| implicit(catalog, line, brings)).collect();
    resolved.resolutions.extend(implicit);
    resolved
}

/// What to remember for the whole workspace when somebody says that the line is `part`: only where the
/// catalogue has no answer of its own, and only by what means the same everywhere. A panel label
/// ("Tune") is never remembered.
#[must_use]
pub fn to_remember(catalog: &Catalog, line: &BomLine, part: PartId) -> Option<Remembered> {
    if !matches!(found(catalog, line, Memory::Asked).reason, Reason::None | Reason::Remembered) {
        return None;
    }
    remembered_keys(catalog, line).into_iter().next().map(|key| Remembered { key, part })
}

/// Whether a match of the line says something about others: it is told by one number, or by an
/// electrical value, and not by a panel label ("Tune").
#[must_use]
pub fn can_be_remembered(line: &BomLine) -> bool {
    let numbers = by_number::pieces(&line.item_number).len();
    if numbers == 1 || !line.mpn.trim().is_empty() {
        return true;
    }
    let measured = |symbol| matches!(value::parse(&symbol, &line.value), value::Value::Measured(_));
    numbers == 0 && line.symbol().is_some_and(measured)
}

/// References of a line about which the same was said.
struct Group<'a> {
    keys: Vec<&'a LineKey>,
    said: Said,
    standing: Option<Standing>,
}

fn groups<'a>(keys: &'a [LineKey], decisions: &Decisions, standing: &StandingMeanings) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for key in keys {
        let (said, standing) = (decisions.about(key), standing.get(key).copied());
        match groups.iter_mut().find(|group| group.said == said && group.standing == standing) {
            Some(group) => group.keys.push(key),
            None => groups.push(Group { keys: vec![key], said, standing }),
        }
    }
    groups
}

/// A line's pieces among the groups of its references: evenly by reference where that works out, else
/// one for each reference while they last, and what is left to the first group. Their sum is the
/// line's.
fn shares(quantity: Quantity, sizes: &[u64]) -> Vec<Quantity> {
    let references: u64 = sizes.iter().sum();
    let per_reference = if references > 0 && quantity.get().is_multiple_of(references) {
        quantity.get() / references
    } else {
        1
    };
    let mut left = quantity.get();
    let mut shares: Vec<u64> = Vec::with_capacity(sizes.len());
    for size in sizes {
        let share = left.min(size.saturating_mul(per_reference));
        left -= share;
        shares.push(share);
    }
    if let Some(first) = shares.first_mut() {
        *first += left;
    }
    shares.into_iter().map(|share| Quantity::new(share).unwrap_or(Quantity::MAX)).collect()
}

fn resolution(
    catalog: &Catalog,
    line: &BomLine,
    group: &Group<'_>,
    quantity: Quantity,
    found: &Found,
) -> Resolution {
    let said = group.said;
    let meaning = meaning(catalog, said, group.standing, found);
    let is_without_references = line.references.is_empty();
    let mut resolution = Resolution {
        references: group.keys.iter().filter_map(|key| reference(key)).collect(),
        quantity,
        part: meaning.part,
        wanted: None,
        substitute: meaning.substitute.filter(|substitute| Some(*substitute) != meaning.part),
        by_requirement: meaning.by_requirement,
        reason: meaning.reason,
        candidates: found.parts.iter().copied().filter(|part| Some(*part) != meaning.part).collect(),
        implicit: false,
        // References that are left out are taken out by each build; text has no other way.
        ignored: said.ignored || (said.left_out && is_without_references),
    };
    resolution.candidates.truncate(MOST_CANDIDATES);
    if said.ignored {
        resolution.reason = Reason::Ignored;
        resolution.part = None;
        resolution.substitute = None;
        resolution.by_requirement = false;
    } else if resolution.part.is_none() {
        resolution.wanted = Some(wanted(catalog, line));
    }
    resolution
}

/// Part, substitute and why.
struct Meaning {
    part: Option<PartId>,
    substitute: Option<PartId>,
    by_requirement: bool,
    reason: Reason,
}

/// A decision, or what a bundle said, or what the catalogue says.
fn meaning(catalog: &Catalog, said: Said, standing: Option<Standing>, found: &Found) -> Meaning {
    let known = |part: &PartId| catalog.part(*part).is_some();
    let decided_substitute = said.substitute.part().filter(known);
    if let Some(part) = said.matched.part().filter(known) {
        let substitute = decided_substitute;
        return Meaning { part: Some(part), substitute, by_requirement: false, reason: Reason::Decision };
    }
    if let Some(standing) = standing.filter(|_| said.matched == Choice::Silent) {
        let substitute = match said.substitute {
            Choice::Silent => standing.substitute,
            Choice::Nothing | Choice::Part(_) => decided_substitute,
        };
        let Standing { part, by_requirement, .. } = standing;
        return Meaning { part: Some(part), substitute, by_requirement, reason: Reason::Bundle };
    }
    Meaning {
        part: found.parts.first().copied().filter(|_| found.reason != Reason::None),
        substitute: decided_substitute,
        by_requirement: found.reason == Reason::Requirement,
        reason: found.reason,
    }
}

/// Whether remembered matches are heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Memory {
    Asked,
    Silent,
}

fn found_for(catalog: &Catalog, line: &BomLine, said: Said) -> Found {
    let memory = if said.matched == Choice::Nothing { Memory::Silent } else { Memory::Asked };
    found(catalog, line, memory)
}

/// The first that fits: remembered, vendor number, manufacturer's number, requirement.
fn found(catalog: &Catalog, line: &BomLine, memory: Memory) -> Found {
    let requirement = Requirement::of(catalog, line);
    if memory == Memory::Asked
        && let Some(part) = remembered(catalog, line, requirement.as_ref())
    {
        return Found { reason: Reason::Remembered, parts: vec![part], warnings: Vec::new() };
    }
    let by_number = by_number::find(catalog, line);
    if !by_number.parts.is_empty() {
        let warnings = by_number.warning.into_iter().collect();
        return Found { reason: Reason::VendorNumber, parts: by_number.parts, warnings };
    }
    let by_mpn = by_mpn(catalog, line);
    if !by_mpn.is_empty() {
        return Found { reason: Reason::Mpn, parts: by_mpn, warnings: Vec::new() };
    }
    let met = requirement.as_ref().map(|requirement| requirement.met(catalog)).unwrap_or_default();
    if !met.is_empty() {
        let parts = catalog.likeliest_first(met);
        return Found { reason: Reason::Requirement, parts, warnings: Vec::new() };
    }
    let candidates = requirement.map(|requirement| requirement.candidates(catalog)).unwrap_or_default();
    Found { reason: Reason::None, parts: candidates, warnings: Vec::new() }
}

/// By the manufacturer's number; a number without a vendor may be one too.
fn by_mpn(catalog: &Catalog, line: &BomLine) -> Vec<PartId> {
    let of_cell = |cell: &str| {
        let parts = by_number::pieces(cell).into_iter().map(|number| catalog.of_mpn(number));
        parts.into_iter().find(|parts| !parts.is_empty()).unwrap_or(&[]).to_vec()
    };
    let mut parts = of_cell(&line.mpn);
    if parts.is_empty() && line.vendor.trim().is_empty() {
        parts = of_cell(&line.item_number);
    }
    catalog.likeliest_first(parts)
}

/// A remembered value speaks only where the line is told by its value alone, and only if the part is
/// at least what the line states.
fn remembered(catalog: &Catalog, line: &BomLine, requirement: Option<&Requirement>) -> Option<PartId> {
    remembered_keys(catalog, line).iter().find_map(|key| {
        let part = catalog.remembered(key)?;
        let is_allowed = match key {
            RememberedKey::Value(_) => catalog
                .read_part(part)
                .is_some_and(|read| requirement.is_some_and(|asked| asked.allows(read))),
            RememberedKey::VendorNumber(_) | RememberedKey::Mpn(_) => true,
        };
        is_allowed.then_some(part)
    })
}

/// What a match of this line is remembered by, the most precise first.
fn remembered_keys(catalog: &Catalog, line: &BomLine) -> Vec<RememberedKey> {
    let numbers = by_number::pieces(&line.item_number);
    let vendors = by_number::pieces(&line.vendor);
    let mut keys = Vec::new();
    // Several items in one cell are an assembly of this line, not the same thing everywhere.
    if let [number] = numbers[..] {
        keys.extend(RememberedKey::vendor_number(vendors.first().copied().unwrap_or_default(), number));
    }
    keys.extend(RememberedKey::mpn(&line.mpn));
    if numbers.is_empty() && line.mpn.trim().is_empty() {
        let requirement = Requirement::of(catalog, line);
        keys.extend(requirement.and_then(|asked| asked.remembered_key(catalog, line)));
    }
    keys
}

/// What the body of the part that is used brings along; nothing where the line doesn't count.
fn implicit(catalog: &Catalog, line: &BomLine, brings: &Resolution) -> Vec<Resolution> {
    if line.do_not_populate || brings.ignored {
        return Vec::new();
    }
    let used = brings.substitute.or(brings.part).and_then(|part| catalog.part(part));
    let package = used.and_then(|part| part.package);
    let comes_with = package.map_or(&[][..], |package| catalog.implicit_parts(package));
    comes_with
        .iter()
        .map(|comes| Resolution {
            references: brings.references.clone(),
            quantity: brings.quantity.times(comes.quantity),
            part: Some(comes.part),
            wanted: None,
            substitute: None,
            by_requirement: false,
            reason: Reason::Implicit,
            candidates: Vec::new(),
            implicit: true,
            ignored: false,
        })
        .collect()
}

/// What a line that is no part wanted: its number, or its value and body, or whatever it says.
fn wanted(catalog: &Catalog, line: &BomLine) -> String {
    let joined = |cells: &[&str]| {
        let said: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        said.join(" ")
    };
    if !line.item_number.trim().is_empty() {
        let named = joined(&[&line.vendor, &line.item_number]);
        return match by_number::said_of_missing(catalog, line) {
            Some(said) => format!("{named}: {said}"),
            None => named,
        };
    }
    if !line.mpn.trim().is_empty() {
        return joined(&[&line.manufacturer, &line.mpn]);
    }
    let footprint = line.footprint.trim();
    let package = catalog.package_of(footprint).and_then(|package| catalog.package_name(package));
    let body = match package {
        Some(package) if package != footprint => format!("{package} ({footprint})"),
        Some(_) | None => footprint.to_owned(),
    };
    let said: Vec<&str> = [line.value.trim(), &body].into_iter().filter(|text| !text.is_empty()).collect();
    if !said.is_empty() {
        return said.join(" \u{b7} ");
    }
    let text = joined(&[&line.description, &line.note]);
    if text.is_empty() { format!("nothing that {} says", line.place()) } else { text }
}

/// A value that may be a slip, unless a number says what it is anyway.
fn value_warning(line: &BomLine) -> Option<String> {
    if !line.item_number.trim().is_empty() || !line.mpn.trim().is_empty() {
        return None;
    }
    let (_, warning) = value::parse_with_warnings(&line.symbol()?, &line.value);
    warning.map(|warning| format!("{}: {warning}", line.place()))
}

fn reference(key: &LineKey) -> Option<String> {
    match key {
        LineKey::Reference(reference) => Some(reference.clone()),
        LineKey::Text { .. } => None,
    }
}
