//! The promises of design.md §3 (5: never a false shortage) and §5, case by case; the searches for
//! counter-examples are in the modules below.

mod against_brute_force;
mod large;
mod random;
mod stand_ins;

use super::*;
use crate::domain::ids::{LocationId, PartId, StockLineId};
use crate::domain::quantity::Quantity;

fn part(number: i64) -> PartId {
    PartId::new(number)
}

fn line_id(number: i64) -> StockLineId {
    StockLineId::new(number)
}

fn need(quantity: u16, acceptable: &[(i64, Tier)]) -> Need {
    let acceptable =
        acceptable.iter().map(|&(number, tier)| Acceptable { part: part(number), tier }).collect();
    Need { acceptable, quantity: Quantity::of(quantity) }
}

/// A line of its own part number, in location 1.
fn line(number: i64, of_part: i64, available: u16) -> Supply {
    line_at(number, of_part, available, 1)
}

fn line_at(number: i64, of_part: i64, available: u16, location: i64) -> Supply {
    Supply {
        stock_line: line_id(number),
        part: part(of_part),
        available: Quantity::of(available),
        location: LocationId::new(location),
        lot_order: number.unsigned_abs(),
    }
}

fn held(need: usize, number: i64, quantity: u16) -> Held {
    Held { need, stock_line: line_id(number), quantity: Quantity::of(quantity) }
}

fn problem(needs: Vec<Need>, supply: Vec<Supply>) -> Problem {
    Problem { needs, supply, ..Problem::default() }
}

/// (line, pieces) of what a need takes.
fn takes(outcome: &Outcome, need: usize) -> Vec<(i64, u64)> {
    outcome.needs[need].takes.iter().map(|take| (take.stock_line.get(), take.quantity.get())).collect()
}

fn missing(outcome: &Outcome) -> Vec<u64> {
    outcome.needs.iter().map(|need| need.missing.get()).collect()
}

#[test]
fn another_assignment_is_found_where_taking_in_order_would_report_a_shortage() {
    let outcome = solve(&problem(
        vec![need(5, &[(1, Tier::Own), (2, Tier::Alternative(1))]), need(5, &[(1, Tier::Own)])],
        vec![line(1, 1, 5), line(2, 2, 5)],
    ));
    assert!(outcome.is_clear());
    assert_eq!((takes(&outcome, 0), takes(&outcome, 1)), (vec![(2, 5)], vec![(1, 5)]));
}

#[test]
fn a_fallback_shared_by_two_needs_counts_once() {
    let outcome = solve(&problem(
        vec![
            need(3, &[(1, Tier::Own), (9, Tier::Fallback)]),
            need(3, &[(2, Tier::Own), (9, Tier::Fallback)]),
        ],
        vec![line(1, 9, 4)],
    ));
    assert_eq!(missing(&outcome), [0, 2]);
    assert_eq!(outcome.total_missing(), Quantity::of(2));
}

#[test]
fn earlier_needs_are_filled_first() {
    let both = || need(3, &[(1, Tier::Own)]);
    let outcome = solve(&problem(vec![both(), both()], vec![line(1, 1, 4)]));
    assert_eq!(missing(&outcome), [0, 2]);
}

#[test]
fn fewer_pieces_from_fallbacks_count_more_than_any_number_of_better_stand_ins() {
    // Need 0 could leave its own part to need 1, whose other way is the fallback.
    let outcome = solve(&problem(
        vec![
            need(2, &[(1, Tier::Own), (2, Tier::Requirement(7))]),
            need(1, &[(1, Tier::Own), (9, Tier::Fallback)]),
        ],
        vec![line(1, 1, 2), line(2, 2, 2), line(9, 9, 1)],
    ));
    assert_eq!((takes(&outcome, 0), takes(&outcome, 1)), (vec![(1, 1), (2, 1)], vec![(1, 1)]));
}

#[test]
fn the_worst_rank_is_avoided_first() {
    // One piece of rank 3 is worse than two of rank 1.
    let outcome = solve(&problem(
        vec![
            need(1, &[(1, Tier::Own), (2, Tier::Alternative(1))]),
            need(1, &[(2, Tier::Own), (3, Tier::Alternative(1))]),
            need(1, &[(1, Tier::Own), (4, Tier::Alternative(3))]),
        ],
        vec![line(1, 1, 1), line(2, 2, 1), line(3, 3, 1), line(4, 4, 1)],
    ));
    assert_eq!(
        [takes(&outcome, 0), takes(&outcome, 1), takes(&outcome, 2)],
        [vec![(2, 1)], vec![(3, 1)], vec![(1, 1)]]
    );
}

#[test]
fn a_short_need_reserves_nothing_unless_told_to() {
    let mut asked = problem(vec![need(5, &[(1, Tier::Own)])], vec![line(1, 1, 3)]);
    let outcome = solve(&asked);
    assert_eq!((takes(&outcome, 0), missing(&outcome)), (vec![], vec![2]));
    assert_eq!(outcome.needs[0].covered, Quantity::of(3));
    assert_eq!(outcome.needs[0].would_take[0].quantity, Quantity::of(3));

    asked.when_short = WhenShort::ReserveWhatIsHere;
    let outcome = solve(&asked);
    assert_eq!((takes(&outcome, 0), missing(&outcome)), (vec![(1, 3)], vec![2]));
    assert_eq!(outcome.needs[0].takes, outcome.needs[0].would_take);
}

#[test]
fn clearing_again_keeps_what_fits_adds_what_lacks_and_gives_back_the_surplus() {
    let mut asked = problem(
        vec![need(6, &[(1, Tier::Own)]), need(2, &[(2, Tier::Own)])],
        vec![line_at(1, 1, 10, 1), line_at(2, 1, 4, 2), line(3, 2, 9)],
    );
    asked.held = vec![held(0, 2, 4), held(1, 3, 5)];
    let outcome = solve(&asked);
    assert_eq!((takes(&outcome, 0), takes(&outcome, 1)), (vec![(1, 2), (2, 4)], vec![(3, 2)]));
}

#[test]
fn reservations_do_not_swap_needs_for_nothing() {
    let either = || need(1, &[(1, Tier::Own), (2, Tier::Own)]);
    let mut asked = problem(vec![either(), either()], vec![line(1, 1, 1), line(2, 2, 1)]);
    for (first, second) in [(1, 2), (2, 1)] {
        asked.held = vec![held(0, first, 1), held(1, second, 1)];
        let outcome = solve(&asked);
        assert_eq!((takes(&outcome, 0), takes(&outcome, 1)), (vec![(first, 1)], vec![(second, 1)]));
    }
}

#[test]
fn what_is_held_but_no_longer_fits_is_given_back() {
    let mut asked = problem(vec![need(1, &[(1, Tier::Own)])], vec![line(1, 1, 1), line(2, 2, 5)]);
    asked.held = vec![held(0, 2, 1), held(0, 77, 1), held(5, 1, 1)];
    assert_eq!(takes(&solve(&asked), 0), [(1, 1)]);
}

#[test]
fn a_better_tier_outweighs_keeping_a_reservation() {
    let mut asked =
        problem(vec![need(1, &[(1, Tier::Own), (9, Tier::Fallback)])], vec![line(1, 1, 1), line(9, 9, 1)]);
    asked.held = vec![held(0, 9, 1)];
    assert_eq!(takes(&solve(&asked), 0), [(1, 1)]);
}

#[test]
fn fewest_stops_takes_the_smallest_line_that_has_it_all() {
    let asked = problem(
        vec![need(5, &[(1, Tier::Own)])],
        vec![line_at(1, 1, 4, 1), line_at(2, 1, 90, 2), line_at(3, 1, 6, 3), line_at(4, 1, 4, 4)],
    );
    assert_eq!(takes(&solve(&asked), 0), [(3, 5)]);
}

#[test]
fn fewest_stops_goes_where_it_must_go_anyway() {
    // Part 2 lies at 20 only, so part 1 is taken there, too, though a smaller line has it all.
    let asked = problem(
        vec![need(5, &[(1, Tier::Own)]), need(1, &[(2, Tier::Own)])],
        vec![line_at(1, 1, 5, 10), line_at(2, 1, 90, 20), line_at(3, 2, 1, 20)],
    );
    assert_eq!(takes(&solve(&asked), 0), [(2, 5)]);
}

#[test]
fn small_lines_are_used_up_where_the_policy_says_so() {
    let mut asked =
        problem(vec![need(5, &[(1, Tier::Own)])], vec![line(1, 1, 90), line(2, 1, 3), line(3, 1, 1)]);
    asked.policy = PickingPolicy::UseUpSmallLines;
    assert_eq!(takes(&solve(&asked), 0), [(1, 1), (2, 3), (3, 1)]);
}

#[test]
fn the_oldest_lot_goes_first_where_the_policy_says_so() {
    let mut asked =
        problem(vec![need(5, &[(1, Tier::Own)])], vec![line(1, 1, 3), line(2, 1, 90), line(3, 1, 9)]);
    asked.supply[0].lot_order = 7;
    asked.policy = PickingPolicy::OldestLot;
    assert_eq!(takes(&solve(&asked), 0), [(2, 5)]);
}

#[test]
fn a_part_named_twice_counts_at_its_best_tier() {
    let asked = problem(vec![need(1, &[(1, Tier::Fallback), (1, Tier::Own)])], vec![line(1, 1, 1)]);
    assert_eq!(solve(&asked).needs[0].takes[0].tier, Tier::Own);
}

#[test]
fn a_build_without_needs_is_clear_and_limited_only_by_the_question() {
    assert!(solve(&Problem::default()).is_clear());
    assert_eq!(buildable(&|_, pieces| pieces, &Problem::default(), Quantity::MAX), Quantity::MAX);
}

#[test]
fn buildable_counts_shared_stock_once() {
    let asked = problem(
        vec![need(0, &[(1, Tier::Own)]), need(0, &[(1, Tier::Own), (2, Tier::Fallback)])],
        vec![line(1, 1, 10), line(2, 2, 3)],
    );
    let quantity_of =
        |need, n: Quantity| if need == 0 { n.times(Quantity::of(2)) + Quantity::ONE } else { n };
    assert_eq!(buildable(&quantity_of, &asked, Quantity::MAX), Quantity::of(4));
    assert_eq!(buildable(&quantity_of, &asked, Quantity::of(3)), Quantity::of(3));
    assert_eq!(buildable(&quantity_of, &asked, Quantity::ZERO), Quantity::ZERO);
}
