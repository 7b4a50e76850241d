//! Matching against a slow obvious version, and what no decision can lose.

use super::*;
use proptest::prelude::*;

/// The rules once more without any index: a scan over all parts.
fn obvious(data: &CatalogData, line: &BomLine) -> (Option<PartId>, Vec<PartId>) {
    use crate::domain::value::{Ratings, Symbol, parse};
    let symbol = Symbol::of_reference(&line.references[0]);
    let wanted = parse(&symbol, &line.value);
    let package = data.packages.iter().find(|p| p.footprints.contains(&line.footprint)).map(|p| p.id);
    let mut best: Option<&CatalogPart> = None;
    let mut meeting: Vec<&CatalogPart> = Vec::new();
    for part in &data.parts {
        let own = parse(&Symbol::new(&part.symbol), &part.value);
        let ratings = Ratings::of_part(own.ratings(), part.tolerance.as_deref(), part.rating.as_deref());
        let meets = !part.archived
            && package.is_some()
            && part.package == package
            && part.symbol == symbol.as_str()
            && own.key().is_some()
            && own.key() == wanted.key()
            && ratings.satisfies(wanted.ratings());
        if meets {
            meeting.push(part);
            let better = best.is_none_or(|other| {
                (part.free, other.price.unwrap_or(Micros::MAX), &other.key)
                    > (other.free, part.price.unwrap_or(Micros::MAX), &part.key)
            });
            best = if better { Some(part) } else { best };
        }
    }
    meeting.sort_by_key(|part| (part.price.unwrap_or(Micros::MAX), part.key.clone()));
    (best.map(|part| part.id), meeting.iter().map(|part| part.id).collect())
}

fn any_part() -> impl Strategy<Value = CatalogPart> {
    let value = prop::sample::select(vec!["10k", "10K 1%", "4k7", "4700", "10000", "TL074", ""]);
    let symbol = prop::sample::select(vec!["R", "C", "U"]);
    let package = prop::sample::select(vec![SMD_0805, DIP_14]);
    let price = prop::option::of(0_i64..4);
    (symbol, value, package, any::<bool>(), 0_u16..4, price).prop_map(
        |(symbol, value, package, archived, free, price)| CatalogPart {
            archived,
            free: Quantity::of(free),
            price: price.map(Micros::new),
            ..part(0, symbol, value, package)
        },
    )
}

proptest! {
    #[test]
    fn the_requirement_is_met_as_a_scan_over_all_parts_finds(
        mut parts in prop::collection::vec(any_part(), 0..12),
        value in prop::sample::select(vec!["10k", "10k 1%", "10k 5%", "4.7k", "tl074", "x"]),
        reference in prop::sample::select(vec!["R1", "C1", "U1"]),
        footprint in prop::sample::select(vec![R_0805, "Package_DIP:DIP-14_W7.62mm", "Foo:Bar", ""]),
    ) {
        for (part, id) in parts.iter_mut().zip(1..) {
            part.id = PartId::new(id);
            part.key = format!("part-{id:03}");
        }
        let data = workshop(parts);
        let line = line(&[reference], value, footprint);
        let (best, meeting) = obvious(&data, &line);
        let resolution = resolved(&data, &line, Vec::new()).resolutions.remove(0);
        prop_assert_eq!(resolution.part, best);
        prop_assert_eq!(resolution.wanted.is_some(), best.is_none());
        prop_assert_eq!(parts_meeting(&Catalog::new(data), &line), meeting);
    }

    #[test]
    fn whatever_is_decided_no_reference_and_no_piece_is_lost(
        quantity in 0_u16..40,
        words in prop::collection::vec((0_usize..8, 0_u8..4), 0..12),
    ) {
        let names = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"];
        let data = workshop(vec![part(1, "R", "10k", SMD_0805), part(2, "R", "9k1", SMD_0805)]);
        let line = BomLine { quantity: Quantity::of(quantity), ..line(&names, "10k", R_0805) };
        let word = |kind| match kind {
            0 => Word::Match(Some(PartId::new(2))),
            1 => Word::Substitute(Some(PartId::new(2))),
            2 => Word::LeaveOut,
            _ => Word::Ignore,
        };
        let decisions = words.into_iter().map(|(place, kind)| about(names[place], word(kind))).collect();
        let resolutions = resolved(&data, &line, decisions).resolutions;
        let total: Quantity = resolutions.iter().map(|resolution| resolution.quantity).sum();
        prop_assert_eq!(total, line.quantity);
        let mut found: Vec<_> = resolutions.iter().flat_map(|r| r.references.clone()).collect();
        found.sort();
        prop_assert_eq!(found, names);
        for resolution in resolutions {
            prop_assert!(resolution.references.is_sorted());
            prop_assert!(resolution.ignored || resolution.part.is_none() == resolution.wanted.is_some());
        }
    }

    #[test]
    fn every_new_line_is_added_changed_or_as_it_was(
        old in prop::collection::vec(prop::collection::btree_set(0_u8..20, 0..4), 0..6),
        new in prop::collection::vec(prop::collection::btree_set(0_u8..20, 0..4), 0..6),
    ) {
        let bom = |sets: Vec<std::collections::BTreeSet<u8>>| {
            let mut seen = std::collections::BTreeSet::new();
            let fresh = sets.into_iter().zip(1..).map(|(set, number)| BomLine {
                line: number,
                references: set.into_iter().filter(|r| seen.insert(*r)).map(|r| format!("R{r}")).collect(),
                ..BomLine::default()
            });
            fresh.collect::<Vec<_>>()
        };
        let (old, new) = (bom(old), bom(new));
        let changes = compare(&old, &new, Comparison::Full);
        let kept = old.len() - changes.removed.len() - changes.changed.len();
        prop_assert_eq!(kept + changes.added.len() + changes.changed.len(), new.len());
        prop_assert!(compare(&new, &new, Comparison::Full).is_empty());
    }
}
