//! Every rule of matching by name.

mod properties;

use super::*;
use crate::domain::ids::{PackageId, PartId, VendorId};
use crate::domain::money::Micros;
use crate::domain::quantity::Quantity;

const MOUSER: VendorId = VendorId::new(1);
const TAYDA: VendorId = VendorId::new(2);
const SMD_0805: PackageId = PackageId::new(1);
const DIP_14: PackageId = PackageId::new(2);
const RADIAL: PackageId = PackageId::new(3);
const POT: PackageId = PackageId::new(4);
const R_0805: &str = "Resistor_SMD:R_0805_2012Metric";
const C_RADIAL: &str = "Capacitor_THT:CP_Radial_D5.0mm_P2.50mm";

fn part(id: i64, symbol: &str, value: &str, package: PackageId) -> CatalogPart {
    CatalogPart {
        id: PartId::new(id),
        key: format!("part-{id:03}"),
        symbol: symbol.into(),
        value: value.into(),
        tolerance: None,
        rating: None,
        package: Some(package),
        mpn: None,
        archived: false,
        free: Quantity::ZERO,
        price: None,
    }
}

fn workshop(parts: Vec<CatalogPart>) -> CatalogData {
    let package = |id, name: &str, footprints: &[&str]| PackageEntry {
        id,
        name: name.into(),
        footprints: footprints.iter().map(|name| (*name).to_owned()).collect(),
    };
    CatalogData {
        parts,
        packages: vec![
            package(SMD_0805, "0805", &[R_0805, "Capacitor_SMD:C_0805_2012Metric"]),
            package(DIP_14, "DIP-14", &["Package_DIP:DIP-14_W7.62mm"]),
            package(RADIAL, "Radial 5 mm", &[C_RADIAL]),
            package(POT, "9 mm pot", &["Eurorack:Potentiometer_RV16AF-41-15R1"]),
        ],
        vendors: vec![
            CatalogVendor { id: MOUSER, name: "Mouser".into() },
            CatalogVendor { id: TAYDA, name: "Tayda".into() },
        ],
        ..CatalogData::default()
    }
}

fn offer(part: i64, vendor: VendorId, number: &str) -> CatalogOffer {
    CatalogOffer { part: PartId::new(part), vendor, item_number: number.into() }
}

fn line(references: &[&str], value: &str, footprint: &str) -> BomLine {
    BomLine {
        line: 1,
        references: references.iter().map(|name| (*name).to_owned()).collect(),
        quantity: Quantity::new(references.len().max(1) as u64).unwrap(),
        value: value.into(),
        footprint: footprint.into(),
        ..BomLine::default()
    }
}

fn numbered(vendor: &str, number: &str) -> BomLine {
    BomLine { vendor: vendor.into(), item_number: number.into(), ..line(&["U1"], "TL074", "") }
}

fn resolved(data: &CatalogData, line: &BomLine, decisions: Vec<Decision>) -> ResolvedLine {
    let catalog = Catalog::new(data.clone());
    let decisions = decisions.into_iter().collect();
    let lines = std::slice::from_ref(line);
    resolve_all(&catalog, lines, &decisions, &StandingMeanings::new()).remove(0)
}

/// Part and reason of a line that is not split.
fn matched(data: &CatalogData, line: &BomLine) -> (Option<i64>, Reason) {
    let resolution = resolved(data, line, Vec::new()).resolutions.remove(0);
    (resolution.part.map(PartId::get), resolution.reason)
}

fn about(reference: &str, word: Word) -> Decision {
    Decision { whose: LineKey::Reference(reference.into()), word }
}

#[test]
fn a_decision_comes_before_everything_else() {
    let mut data = workshop(vec![part(1, "U", "TL074", DIP_14), part(2, "U", "LM324", DIP_14)]);
    data.offers = vec![offer(1, MOUSER, "595-TL074CN")];
    let word = about("U1", Word::Match(Some(PartId::new(2))));
    let resolution = resolved(&data, &numbered("Mouser", "595-TL074CN"), vec![word]).resolutions.remove(0);
    assert_eq!((resolution.part, resolution.reason), (Some(PartId::new(2)), Reason::Decision));
    assert_eq!(resolution.candidates, [PartId::new(1)]);
    assert!(!resolution.by_requirement);
}

#[test]
fn a_vendors_number_is_found_whatever_its_case() {
    let mut data = workshop(vec![part(1, "U", "TL074", DIP_14)]);
    data.offers = vec![offer(1, MOUSER, "595-TL074CN")];
    assert_eq!(matched(&data, &numbered("MOUSER", " 595-tl074cn ")), (Some(1), Reason::VendorNumber));
}

#[test]
fn a_known_vendor_answers_for_its_own_numbers_only() {
    let mut data = workshop(vec![part(1, "J", "", POT)]);
    data.offers = vec![offer(1, TAYDA, "A-2566")];
    assert_eq!(matched(&data, &numbered("Mouser", "A-2566")), (None, Reason::None));
}

#[test]
fn a_number_without_a_known_vendor_is_taken_from_any_and_said_so() {
    let mut data = workshop(vec![part(1, "U", "TL074", DIP_14)]);
    data.offers = vec![offer(1, MOUSER, "595-TL074CN")];
    for (vendor, says) in [("", "no vendor is named"), ("Maus", "there is no vendor \u{201c}Maus\u{201d}")] {
        let resolved = resolved(&data, &numbered(vendor, "595-TL074CN"), Vec::new());
        assert_eq!(resolved.resolutions[0].part, Some(PartId::new(1)));
        assert!(resolved.warnings[0].contains(says), "{:?}", resolved.warnings);
        assert!(resolved.warnings[0].starts_with("line 1 (U1): "), "{:?}", resolved.warnings);
    }
}

#[test]
fn two_vendors_in_one_cell_are_tried_each_and_said_so() {
    let mut data = workshop(vec![part(1, "Q", "BCM847", DIP_14), part(2, "R", "1k", SMD_0805)]);
    data.offers = vec![offer(2, TAYDA, "LT16")];
    let both = numbered("Mouser --and-- Tayda", "771-BCM847DS135 --and-- LT16");
    let second_only = resolved(&data, &both, Vec::new());
    assert_eq!(second_only.resolutions[0].part, Some(PartId::new(2)));
    data.offers.push(offer(1, MOUSER, "771-BCM847DS135"));
    let first = resolved(&data, &both, Vec::new());
    assert_eq!(first.resolutions[0].part, Some(PartId::new(1)));
    assert!(first.warnings[0].contains("only 771-BCM847DS135 is counted"), "{:?}", first.warnings);
}

#[test]
fn of_several_parts_with_a_number_the_likeliest_is_taken_and_the_others_are_listed() {
    let mut data = workshop(vec![
        CatalogPart { archived: true, free: Quantity::of(90), ..part(1, "U", "TL074", DIP_14) },
        CatalogPart { free: Quantity::of(2), ..part(2, "U", "TL074", DIP_14) },
        CatalogPart { free: Quantity::of(5), ..part(3, "U", "TL074", DIP_14) },
        CatalogPart { price: Some(Micros::new(5)), ..part(4, "U", "TL074", DIP_14) },
        part(5, "U", "TL074", DIP_14),
    ]);
    data.offers = (1..=5).map(|id| offer(id, MOUSER, "X")).collect();
    let resolution = resolved(&data, &numbered("Mouser", "X"), Vec::new()).resolutions.remove(0);
    assert_eq!(resolution.part, Some(PartId::new(3)));
    assert_eq!(resolution.candidates, [2, 4, 5, 1].map(PartId::new));
}

#[test]
fn a_makers_number_comes_after_the_vendors_and_before_the_requirement() {
    let mut data = workshop(vec![
        CatalogPart { mpn: Some("RC0805FR-0710KL".into()), ..part(1, "R", "10k", SMD_0805) },
        CatalogPart { free: Quantity::of(9), ..part(2, "R", "10k", SMD_0805) },
    ]);
    let by_mpn = BomLine { mpn: "rc0805fr-0710kl".into(), ..line(&["R1"], "10k", R_0805) };
    assert_eq!(matched(&data, &by_mpn), (Some(1), Reason::Mpn));
    data.offers = vec![offer(2, MOUSER, "603-X")];
    let by_both = BomLine { vendor: "Mouser".into(), item_number: "603-X".into(), ..by_mpn };
    assert_eq!(matched(&data, &by_both), (Some(2), Reason::VendorNumber));
}

#[test]
fn every_notation_of_a_value_meets_the_requirement_in_the_right_body_only() {
    let data = workshop(vec![part(1, "R", "4k7", SMD_0805), part(2, "R", "4k7", DIP_14)]);
    for value in ["4.7K", "4700", "4k7"] {
        let resolution = resolved(&data, &line(&["R1"], value, R_0805), Vec::new()).resolutions.remove(0);
        assert_eq!((resolution.part, resolution.reason), (Some(PartId::new(1)), Reason::Requirement));
        assert!(resolution.by_requirement);
    }
    assert_eq!(matched(&data, &line(&["R1"], "47k", R_0805)), (None, Reason::None));
}

#[test]
fn a_stated_rating_is_the_least_that_will_do() {
    let rated =
        |id, rating: &str| CatalogPart { rating: Some(rating.into()), ..part(id, "C", "22u", RADIAL) };
    let data = workshop(vec![part(1, "C", "22u", RADIAL), rated(2, "25V"), rated(3, "35V"), rated(4, "50V")]);
    let catalog = Catalog::new(data);
    let meeting = |value| parts_meeting(&catalog, &line(&["C1"], value, C_RADIAL));
    assert_eq!(meeting("22u/35V"), [3, 4].map(PartId::new));
    assert_eq!(meeting("22u"), [1, 2, 3, 4].map(PartId::new));
    assert_eq!(meeting("22u 63V"), []);
}

#[test]
fn a_stated_tolerance_or_dielectric_is_the_worst_that_will_do() {
    let within = |id, tolerance: &str| CatalogPart {
        tolerance: Some(tolerance.into()),
        ..part(id, "R", "10k", SMD_0805)
    };
    let ceramic = |id, value: &str| part(id, "C", value, SMD_0805);
    let catalog = Catalog::new(workshop(vec![
        part(1, "R", "10k", SMD_0805),
        within(2, "1%"),
        within(3, "\u{b1}5 %"),
        ceramic(4, "1n X7R"),
        ceramic(5, "1n NP0"),
        ceramic(6, "1n"),
    ]));
    let meeting = |reference, value| parts_meeting(&catalog, &line(&[reference], value, "0805"));
    assert_eq!(meeting("R1", "10k 5%"), [2, 3].map(PartId::new));
    assert_eq!(meeting("R1", "10k 1%"), [PartId::new(2)]);
    assert_eq!(meeting("R1", "10k"), [1, 2, 3].map(PartId::new));
    assert_eq!(meeting("C1", "1n C0G"), [PartId::new(5)]);
    assert_eq!(meeting("C1", "1n ceramic"), [4, 5].map(PartId::new));
}

/// `10k 0805` beside a footprint of that package asks for nothing that the package does not say.
#[test]
fn a_value_that_names_the_lines_own_package_asks_no_more() {
    let data = workshop(vec![part(1, "R", "10k", SMD_0805), part(2, "U", "TL074", DIP_14)]);
    for footprint in [R_0805, "R_0805_2012Metric", "0805"] {
        assert_eq!(matched(&data, &line(&["R1"], "10k/0805", footprint)).0, Some(1), "{footprint}");
    }
    assert_eq!(matched(&data, &line(&["R1"], "10k 0603", R_0805)).0, None);
}

#[test]
fn a_line_by_requirement_accepts_the_others_cheapest_first() {
    let priced = |id, price: Option<i64>| CatalogPart {
        price: price.map(Micros::new),
        ..part(id, "R", "10k", SMD_0805)
    };
    let mut gone = priced(4, Some(1));
    gone.archived = true;
    let catalog = Catalog::new(workshop(vec![priced(1, None), priced(2, Some(9)), priced(3, Some(4)), gone]));
    assert_eq!(parts_meeting(&catalog, &line(&["R1"], "10k", R_0805)), [3, 2, 1].map(PartId::new));
}

#[test]
fn a_footprint_is_compared_in_full_then_by_its_name_alone() {
    let data = workshop(vec![part(1, "R", "10k", SMD_0805)]);
    for footprint in [R_0805, "R_0805_2012Metric", "resistor_smd:r_0805_2012metric", "0805"] {
        assert_eq!(
            matched(&data, &line(&["R1"], "10k", footprint)),
            (Some(1), Reason::Requirement),
            "{footprint}"
        );
    }
}

#[test]
fn twenty_candidates_are_kept() {
    let alike = |count: i64| workshop((1..=count).map(|id| part(id, "R", "10k", SMD_0805)).collect());
    let kept = |count: i64| {
        let resolution =
            resolved(&alike(count), &line(&["R1"], "10k", R_0805), Vec::new()).resolutions.remove(0);
        assert!(resolution.by_requirement, "all of them will do, whatever is listed");
        resolution.candidates.len()
    };
    // The part itself is none of its candidates.
    assert_eq!((kept(20), kept(21), kept(30)), (19, 20, 20));
}

#[test]
fn a_name_that_two_packages_share_says_nothing_alone() {
    let mut data = workshop(vec![part(1, "R", "10k", SMD_0805)]);
    data.packages[1].footprints.push("Mine:R_0805_2012Metric".into());
    assert_eq!(matched(&data, &line(&["R1"], "10k", "R_0805_2012Metric")), (None, Reason::None));
    assert_eq!(matched(&data, &line(&["R1"], "10k", R_0805)), (Some(1), Reason::Requirement));
}

#[test]
fn an_unknown_footprint_lists_candidates_and_matches_none() {
    let data = workshop(vec![part(1, "R", "10k", SMD_0805), part(2, "R", "22k", SMD_0805)]);
    let resolution = resolved(&data, &line(&["R1"], "10k", "Foo:Bar"), Vec::new()).resolutions.remove(0);
    assert_eq!(resolution.part, None);
    assert_eq!(resolution.wanted.as_deref(), Some("10k \u{b7} Foo:Bar"));
    assert_eq!(resolution.candidates, [PartId::new(1)]);
}

#[test]
fn a_panel_label_is_no_identity_and_is_never_remembered() {
    let data = workshop(vec![part(1, "RV", "Tune", POT)]);
    let tune = line(&["RV4"], "Tune", "Eurorack:Potentiometer_RV16AF-41-15R1");
    assert_eq!(matched(&data, &tune), (None, Reason::None));
    for (reference, label) in [("J3", "1V/OCT"), ("SW1", "Tune"), ("J_IN1", "Tune"), ("J1", "10k")] {
        let data = workshop(vec![part(1, "J", label, POT), part(2, "SW", label, POT)]);
        let labelled = line(&[reference], label, "9 mm pot");
        assert_eq!(matched(&data, &labelled), (None, Reason::None), "{reference} {label}");
        assert_eq!(to_remember(&Catalog::new(data), &labelled, PartId::new(1)), None, "{reference} {label}");
    }
    assert_eq!(to_remember(&Catalog::new(data), &tune, PartId::new(1)), None);
}

#[test]
fn a_name_is_not_remembered_by_value_but_by_its_number() {
    let catalog = Catalog::new(workshop(vec![part(1, "U", "TL074", DIP_14)]));
    assert_eq!(to_remember(&catalog, &line(&["U1"], "LED", "Foo:Bar"), PartId::new(1)), None);
    let remembered = to_remember(&catalog, &numbered("Mouser", "595-X"), PartId::new(1)).unwrap();
    assert_eq!(remembered.key, RememberedKey::VendorNumber("mouser 595-x".into()));
}

#[test]
fn what_is_remembered_speaks_everywhere_until_it_is_taken_back() {
    let mut data = workshop(vec![part(1, "C", "47u", RADIAL)]);
    let here = line(&["C1"], "22u", C_RADIAL);
    data.remembered = vec![to_remember(&Catalog::new(data.clone()), &here, PartId::new(1)).unwrap()];
    let there = line(&["C7"], "22uF", C_RADIAL);
    assert_eq!(matched(&data, &here), (Some(1), Reason::Remembered));
    assert_eq!(matched(&data, &there), (Some(1), Reason::Remembered));
    let taken_back = resolved(&data, &here, vec![about("C1", Word::Match(None))]).resolutions.remove(0);
    assert_eq!((taken_back.part, taken_back.reason), (None, Reason::None));
}

#[test]
fn a_remembered_value_is_not_used_below_what_a_line_states() {
    let mut data = workshop(vec![CatalogPart { rating: Some("25V".into()), ..part(1, "C", "47u", RADIAL) }]);
    let plain = line(&["C1"], "22u", C_RADIAL);
    data.remembered = vec![to_remember(&Catalog::new(data.clone()), &plain, PartId::new(1)).unwrap()];
    assert_eq!(matched(&data, &line(&["C1"], "22u 16V", C_RADIAL)), (Some(1), Reason::Remembered));
    assert_eq!(matched(&data, &line(&["C1"], "22u 50V", C_RADIAL)), (None, Reason::None));
}

#[test]
fn what_the_catalogue_finds_by_itself_is_not_remembered() {
    let catalog = Catalog::new(workshop(vec![part(1, "R", "10k", SMD_0805), part(2, "R", "9k1", SMD_0805)]));
    assert_eq!(to_remember(&catalog, &line(&["R1"], "10k", R_0805), PartId::new(2)), None);
}

#[test]
fn decisions_that_disagree_split_a_line_in_its_order() {
    let data = workshop(vec![part(1, "R", "10k", SMD_0805), part(2, "R", "9k1", SMD_0805)]);
    let four = line(&["R1", "R2", "R3", "R4"], "10k", R_0805);
    let words = vec![about("R2", Word::Substitute(Some(PartId::new(2)))), about("R4", Word::Ignore)];
    let resolutions = resolved(&data, &four, words).resolutions;
    let shown: Vec<_> =
        resolutions.iter().map(|r| (r.references.join(" "), r.quantity.get(), r.ignored)).collect();
    assert_eq!(shown, [("R1 R3".into(), 2, false), ("R2".into(), 1, false), ("R4".into(), 1, true)]);
    assert_eq!(resolutions[1].substitute, Some(PartId::new(2)));
    assert_eq!(resolutions[1].part, Some(PartId::new(1)));
    assert_eq!((resolutions[2].part, resolutions[2].reason), (None, Reason::Ignored));
}

#[test]
fn a_dip_brings_its_socket_also_after_substitution() {
    let mut data =
        workshop(vec![part(1, "U", "TL074", DIP_14), part(2, "U", "TL074H", SMD_0805), part(3, "", "", POT)]);
    data.implicit = vec![ImplicitPart { package: DIP_14, part: PartId::new(3), quantity: Quantity::of(2) }];
    let amplifiers = line(&["U1", "U2"], "TL074", "Package_DIP:DIP-14_W7.62mm");
    let brought = |line: &BomLine, words| {
        let all = resolved(&data, line, words).resolutions.into_iter();
        all.filter(|r| r.implicit).map(|r| (r.part, r.quantity.get(), r.references)).collect::<Vec<_>>()
    };
    let sockets = (Some(PartId::new(3)), 4, amplifiers.references.clone());
    assert_eq!(brought(&amplifiers, Vec::new()), [sockets]);
    let to_smd = vec![about("U1", Word::Substitute(Some(PartId::new(2))))];
    assert_eq!(brought(&amplifiers, to_smd), [(Some(PartId::new(3)), 2, vec!["U2".to_owned()])]);
    assert_eq!(brought(&amplifiers, vec![about("U1", Word::Ignore), about("U2", Word::Ignore)]), []);
    let not_populated = BomLine { do_not_populate: true, ..amplifiers };
    assert_eq!(brought(&not_populated, Vec::new()), []);
}

#[test]
fn a_line_that_is_no_part_says_what_it_wanted() {
    let data = workshop(Vec::new());
    let wanted = |line: &BomLine| resolved(&data, line, Vec::new()).resolutions.remove(0).wanted.unwrap();
    assert_eq!(wanted(&line(&["R1"], "10k", R_0805)), "10k \u{b7} 0805 (Resistor_SMD:R_0805_2012Metric)");
    assert_eq!(wanted(&numbered("Mouser", "595-TL074CDR")), "Mouser 595-TL074CDR");
    assert_eq!(wanted(&line(&["H1"], "", "")), "nothing that line 1 (H1) says");
}

#[test]
fn networks_and_beads_are_no_resistors() {
    let data = workshop(vec![part(1, "R", "10k", SMD_0805), part(2, "U", "TL074", DIP_14)]);
    assert_eq!(matched(&data, &line(&["RN1"], "10k", R_0805)).0, None);
    assert_eq!(matched(&data, &line(&["FB1"], "10k", R_0805)).0, None);
    assert_eq!(matched(&data, &line(&["IC1"], "tl074", "DIP-14_W7.62mm")).0, Some(2));
}

#[test]
fn a_bundles_word_stands_until_a_match_is_decided() {
    let catalog = Catalog::new(workshop(vec![part(1, "R", "10k", SMD_0805), part(2, "R", "9k1", SMD_0805)]));
    let lines = [line(&["R1"], "nothing known", "")];
    let key = LineKey::Reference("R1".into());
    let standing = Standing { part: PartId::new(1), substitute: None, by_requirement: false };
    let standing = StandingMeanings::from([(key, standing)]);
    let with = |word| {
        let decisions = [about("R1", word)].into_iter().collect();
        resolve_all(&catalog, &lines, &decisions, &standing).remove(0).resolutions.remove(0)
    };
    let substituted = with(Word::Substitute(Some(PartId::new(2))));
    assert_eq!((substituted.part, substituted.substitute), (Some(PartId::new(1)), Some(PartId::new(2))));
    assert_eq!(substituted.reason, Reason::Bundle);
    assert_eq!(with(Word::Match(Some(PartId::new(2)))).part, Some(PartId::new(2)));
}

#[test]
fn lines_without_references_are_told_apart_by_text_and_occurrence() {
    let lines = [line(&[], "screw", ""), line(&[], "knob", ""), line(&[], "screw", "")];
    let keys: Vec<_> = line_keys(&lines).into_iter().flatten().collect();
    let LineKey::Text { text, occurrence: 2 } = &keys[2] else { panic!("{keys:?}") };
    assert_eq!(keys[0], LineKey::Text { text: text.clone(), occurrence: 1 });
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn rows_that_move_are_no_change_and_references_that_move_are() {
    let old = [line(&["R1", "R2"], "10k", R_0805), line(&["C1"], "1u", ""), line(&["D1"], "x", "")];
    let numbered = |mut lines: Vec<BomLine>| {
        lines.iter_mut().zip(1..).for_each(|(line, number)| line.line = number);
        lines
    };
    let old = numbered(old.to_vec());
    let sorted = numbered(old.iter().rev().cloned().collect());
    assert!(compare(&old, &sorted, Comparison::Full).is_empty());
    let new =
        numbered(vec![line(&["Q1"], "y", ""), line(&["C1"], "2u", ""), line(&["R2", "R7"], "10k", R_0805)]);
    let expected = BomChanges { added: vec![0], changed: vec![(1, 1), (0, 2)], removed: vec![2] };
    assert_eq!(compare(&old, &new, Comparison::Full), expected);
}

#[test]
fn a_bundles_missing_cells_are_no_change() {
    let old = [line(&["R1"], "10k", R_0805)];
    let new = [BomLine { description: "Resistor".into(), ..old[0].clone() }];
    assert!(compare(&old, &new, Comparison::Meaning).is_empty());
    assert_eq!(compare(&old, &new, Comparison::Full).changed, [(0, 0)]);
}
