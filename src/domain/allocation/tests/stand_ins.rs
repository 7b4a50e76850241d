//! What is acceptable for a need (design.md §5).

use super::*;

const A: i64 = 1;
const B: i64 = 2;
const C: i64 = 3;
const D: i64 = 4;
const E: i64 = 5;
const F: i64 = 6;

fn same(one: i64, other: i64) -> Equivalent {
    Equivalent { one: part(one), other: part(other), consent: Consent::DropIn }
}

fn instead(wanted: i64, stand_in: i64, rank: u32) -> Alternative {
    Alternative { wanted: part(wanted), stand_in: part(stand_in), rank, consent: Consent::DropIn }
}

fn asking_same(one: i64, other: i64) -> Equivalent {
    Equivalent { consent: Consent::Asks, ..same(one, other) }
}

fn asking_instead(wanted: i64, stand_in: i64, rank: u32) -> Alternative {
    Alternative { consent: Consent::Asks, ..instead(wanted, stand_in, rank) }
}

fn numbers(acceptable: &[Acceptable]) -> Vec<(i64, Tier)> {
    acceptable.iter().map(|acceptable| (acceptable.part.get(), acceptable.tier)).collect()
}

fn drop_ins(stand_ins: &StandIns, requirement: &[i64], fallback: Option<i64>) -> Vec<(i64, Tier)> {
    let requirement: Vec<PartId> = requirement.iter().copied().map(part).collect();
    numbers(&stand_ins.acceptable(part(A), &requirement, fallback.map(part)).drop_in)
}

#[test]
fn equivalents_chain_in_both_directions() {
    let stand_ins = StandIns::new(&[same(B, A), same(C, B)], &[]);
    assert_eq!(drop_ins(&stand_ins, &[], None), [(A, Tier::Own), (B, Tier::Own), (C, Tier::Own)]);
}

#[test]
fn alternatives_go_one_way_and_do_not_chain() {
    let stand_ins = StandIns::new(&[], &[instead(A, B, 1), instead(B, C, 1), instead(D, A, 1)]);
    assert_eq!(drop_ins(&stand_ins, &[], None), [(A, Tier::Own), (B, Tier::Alternative(1))]);
}

#[test]
fn an_alternative_of_an_equivalent_brings_its_own_equivalents() {
    let stand_ins = StandIns::new(&[same(A, B), same(C, D)], &[instead(B, C, 2), instead(A, E, 1)]);
    assert_eq!(
        drop_ins(&stand_ins, &[], None),
        [
            (A, Tier::Own),
            (B, Tier::Own),
            (E, Tier::Alternative(1)),
            (C, Tier::Alternative(2)),
            (D, Tier::Alternative(2))
        ]
    );
}

#[test]
fn other_parts_that_meet_the_requirement_come_before_the_fallback_and_its_equivalents() {
    let stand_ins = StandIns::new(&[same(E, F)], &[instead(A, B, 1)]);
    assert_eq!(
        drop_ins(&stand_ins, &[C, A, B, D], Some(E)),
        [
            (A, Tier::Own),
            (B, Tier::Alternative(1)),
            (C, Tier::Requirement(0)),
            (D, Tier::Requirement(3)),
            (E, Tier::Fallback),
            (F, Tier::Fallback)
        ]
    );
}

#[test]
fn a_part_appears_once_at_its_best_tier() {
    let stand_ins = StandIns::new(&[same(A, B)], &[instead(A, B, 1), instead(A, C, 2), instead(B, C, 1)]);
    assert_eq!(
        drop_ins(&stand_ins, &[B, C], Some(C)),
        [(A, Tier::Own), (B, Tier::Own), (C, Tier::Alternative(1))]
    );
}

#[test]
fn stand_ins_that_ask_or_lie_behind_one_that_asks_are_listed_apart() {
    let stand_ins = StandIns::new(
        &[asking_same(A, B), same(B, C)],
        &[asking_instead(A, D, 1), instead(B, E, 2), instead(A, F, 3)],
    );
    let acceptable = stand_ins.acceptable(part(A), &[], None);
    assert_eq!(numbers(&acceptable.drop_in), [(A, Tier::Own), (F, Tier::Alternative(3))]);
    assert_eq!(
        numbers(&acceptable.asks),
        [(B, Tier::Own), (C, Tier::Own), (D, Tier::Alternative(1)), (E, Tier::Alternative(2))]
    );
}

#[test]
fn a_part_reached_both_ways_does_not_ask() {
    let stand_ins = StandIns::new(&[asking_same(A, B)], &[instead(A, B, 1)]);
    let acceptable = stand_ins.acceptable(part(A), &[], None);
    assert_eq!(numbers(&acceptable.drop_in), [(A, Tier::Own), (B, Tier::Alternative(1))]);
    assert_eq!(acceptable.asks, []);
}

#[test]
fn stand_ins_that_ask_are_never_used() {
    let stand_ins = StandIns::new(&[asking_same(A, B)], &[asking_instead(A, C, 1)]);
    let acceptable = stand_ins.acceptable(part(A), &[], None).drop_in;
    let needs = vec![Need { acceptable, quantity: Quantity::ONE }];
    let outcome = solve(&problem(needs, vec![line(1, B, 5), line(2, C, 5)]));
    assert_eq!(missing(&outcome), [1]);
    assert_eq!(outcome.needs[0].would_take, []);
}
