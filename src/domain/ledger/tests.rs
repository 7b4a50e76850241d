use super::*;
use proptest::prelude::*;

/// Small enough that movements meet each other's limits.
fn quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![8 => (0_u16..12).prop_map(Quantity::of), 1 => Just(Quantity::MAX)]
}

fn balance() -> impl Strategy<Value = Balance> {
    (quantity(), quantity()).prop_map(|(one, other)| Balance::new(one.max(other), one.min(other)).unwrap())
}

fn movement() -> impl Strategy<Value = Movement> {
    let allocation = AllocationId::new(1);
    let completion = CompletionId::new(1);
    (0_u8..23, quantity()).prop_map(move |(kind, quantity)| match kind {
        0 => Movement::Opening { quantity, cost: None },
        1 => Movement::Receipt { quantity, cost: None, order_line: None },
        2 => Movement::Adjustment { change: Change::More(quantity) },
        3 => Movement::Adjustment { change: Change::Fewer(quantity) },
        4 => Movement::Count { found: quantity },
        5 => Movement::MoveOut { quantity },
        6 => Movement::MoveIn { quantity, cost: None },
        7 => Movement::Scrap { quantity, completion: Some(completion) },
        8 => Movement::Return { quantity, completion: None },
        9 | 10 => Movement::Reserve { allocation, quantity },
        11 => Movement::Release { allocation, quantity },
        12 => Movement::PickOut { allocation, quantity },
        13 => Movement::PickIn { allocation, quantity },
        14 => Movement::Consume { allocation, quantity, completion },
        15 => Movement::UseExtra { quantity, completion },
        16 => Movement::Produce { quantity, completion },
        17 => Movement::Reverse(Reversed::Consume { allocation, quantity, completion }),
        18 => Movement::Reverse(Reversed::UseExtra { quantity, completion }),
        19 => Movement::Reverse(Reversed::Produce { quantity, completion }),
        20 => Movement::Reverse(Reversed::Scrap { quantity, completion: None }),
        21 => Movement::Reverse(Reversed::Return { quantity, completion: None }),
        _ => Movement::Reverse(Reversed::Receipt { quantity, cost: None, order_line: None }),
    })
}

/// The obvious version: what an entry of that reason adds to (on hand, reserved), in signed numbers.
fn changes(movement: &Movement, before: Balance) -> (i64, i64) {
    let number = i64::from;
    match *movement {
        Movement::Opening { quantity, .. }
        | Movement::Receipt { quantity, .. }
        | Movement::MoveIn { quantity, .. }
        | Movement::Return { quantity, .. }
        | Movement::Produce { quantity, .. }
        | Movement::Adjustment { change: Change::More(quantity) } => (number(quantity), 0),
        Movement::MoveOut { quantity }
        | Movement::Scrap { quantity, .. }
        | Movement::UseExtra { quantity, .. }
        | Movement::Adjustment { change: Change::Fewer(quantity) } => (-number(quantity), 0),
        Movement::Count { found } => (number(found) - number(before.on_hand()), 0),
        Movement::Reserve { quantity, .. } => (0, number(quantity)),
        Movement::Release { quantity, .. } => (0, -number(quantity)),
        Movement::PickIn { quantity, .. } => (number(quantity), number(quantity)),
        Movement::PickOut { quantity, .. } | Movement::Consume { quantity, .. } => {
            (-number(quantity), -number(quantity))
        }
        Movement::Reverse(reversed) => {
            let (on_hand, reserved) = changes(&reversed.redo(), before);
            (-on_hand, -reserved)
        }
    }
}

proptest! {
    #[test]
    fn a_movement_happens_exactly_where_the_balances_stay_possible(before in balance(), movement in movement()) {
        let (on_hand_change, reserved_change) = changes(&movement, before);
        let on_hand = i64::from(before.on_hand()) + on_hand_change;
        let reserved = i64::from(before.reserved()) + reserved_change;
        let something =
            on_hand_change != 0 || reserved_change != 0 || matches!(movement, Movement::Opening { .. } | Movement::Count { .. });
        let possible = something && 0 <= reserved && reserved <= on_hand && on_hand <= i64::from(Quantity::MAX);
        let after = movement.apply(before);
        prop_assert_eq!(after.is_ok(), possible, "{:?}", after);
        if let Ok(after) = after {
            prop_assert_eq!((i64::from(after.on_hand()), i64::from(after.reserved())), (on_hand, reserved));
        }
    }

    #[test]
    fn balances_are_the_sums_of_the_changes(movements in prop::collection::vec(movement(), 0..40)) {
        let (mut balance, mut on_hand, mut reserved) = (Balance::EMPTY, 0, 0);
        for movement in movements {
            let Ok(effect) = movement.effect(balance) else { continue };
            on_hand += effect.on_hand_change;
            reserved += effect.reserved_change;
            balance = effect.after;
            prop_assert!(balance.reserved() <= balance.on_hand());
            prop_assert_eq!((i64::from(balance.on_hand()), i64::from(balance.reserved())), (on_hand, reserved));
            prop_assert_eq!(effect.allocation.is_some(), effect.reserved_change != 0);
        }
    }

    #[test]
    fn undoing_what_was_done_gives_the_balance_before(before in balance(), movement in movement()) {
        let Ok(after) = movement.apply(before) else { return Ok(()) };
        let Some(undo) = movement.undo(before) else {
            prop_assert_eq!(after, before);
            return Ok(());
        };
        prop_assert_eq!(undo.apply(after), Ok(before));
        prop_assert_eq!(undo.undo(after).unwrap().apply(before), Ok(after));
    }
}

#[test]
fn a_refusal_says_what_and_how_many() {
    let balance = Balance::new(Quantity::of(5), Quantity::of(4)).unwrap();
    let scrap = Movement::Scrap { quantity: Quantity::of(2), completion: None };
    assert_eq!(
        scrap.apply(balance).unwrap_err().to_string(),
        "2 were to be taken, but only 1 are free there"
    );
    let count = Movement::Count { found: Quantity::of(3) };
    assert_eq!(
        count.apply(balance),
        Err(LedgerError::CountBelowReserved { found: Quantity::of(3), reserved: Quantity::of(4) })
    );
    let release = Movement::Release { allocation: AllocationId::new(1), quantity: Quantity::of(5) };
    assert_eq!(
        release.apply(balance),
        Err(LedgerError::NotReserved { wanted: Quantity::of(5), reserved: Quantity::of(4) })
    );
    let receipt = Movement::Receipt { quantity: Quantity::MAX, cost: None, order_line: None };
    assert_eq!(receipt.apply(balance), Err(LedgerError::TooMany));
    assert!(Balance::new(Quantity::ONE, Quantity::of(2)).is_err());
}
