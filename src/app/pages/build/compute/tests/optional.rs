//! Optional and do-not-populate lines are on the page, and count only where they are asked for.

use super::*;

const C100N: PartId = PartId::new(3);
const C47P: PartId = PartId::new(4);

fn including(included: &str) -> BuildEdit {
    let mut edit = edit(2, "SW1");
    edit.chosen.included = references(included).into_iter().collect();
    edit
}

/// With two 100n and a third that is optional, an optional 47p, and a 47p that is not populated.
fn with_options() -> BuildPage {
    let mut page = page();
    let optional = |line: SheetLine| SheetLine { optional: true, ..line };
    page.sheet.lines.extend([
        line(3, Origin::Bom, "C1,C2", meant(C100N)),
        optional(line(4, Origin::Bom, "C3", meant(C100N))),
        optional(line(5, Origin::Bom, "C4", meant(C47P))),
        SheetLine { do_not_populate: true, ..line(6, Origin::Bom, "C5", meant(C47P)) },
        optional(line(7, Origin::Bom, "J9", Meaning::Unmatched("Jack".to_owned()))),
    ]);
    page.sheet.parts.insert(C100N, part("100n", Vec::new()));
    page.sheet.parts.insert(C47P, part("47p", Vec::new()));
    page.sheet.stock.push(stock(4, C100N, 5));
    page
}

fn rows(edit: &BuildEdit) -> Vec<NeedRow> {
    let view = shown(with_options(), edit);
    view.rows.into_iter().filter(|row| row.references.starts_with(['C', 'J'])).collect()
}

fn told(rows: &[NeedRow]) -> Vec<(String, u64, u64, Built)> {
    rows.iter().map(|row| (row.references.to_string(), row.needed, row.missing, row.built)).collect()
}

#[test]
fn what_is_optional_is_shown_and_counts_only_where_it_is_asked_for() {
    let told_of = |references: &str, needed, missing, built| (references.to_owned(), needed, missing, built);
    assert_eq!(
        told(&rows(&including(""))),
        [
            told_of("C1, C2", 4, 0, Built::In),
            told_of("C3", 0, 0, Built::Optional),
            told_of("C4", 0, 0, Built::Optional),
            told_of("C5", 0, 0, Built::NotPopulated),
            told_of("J9", 0, 0, Built::Optional),
        ]
    );
    // C3 is counted with C1 and C2; C4 is a need of its own.
    assert_eq!(
        told(&rows(&including("C3,C4,J9"))),
        [
            told_of("C1\u{2013}C3", 6, 1, Built::In),
            told_of("C3", 0, 0, Built::In),
            told_of("C4", 2, 2, Built::In),
            told_of("C5", 0, 0, Built::NotPopulated),
            told_of("J9", 2, 2, Built::In),
        ]
    );
}

#[test]
fn an_optional_row_has_a_box_that_takes_it_in_and_a_row_of_the_bom_one_that_leaves_it_out() {
    let boxes: Vec<_> = rows(&including("C4"))
        .into_iter()
        .map(|row| (row.check_box.map(|it| it.name()), row.checked))
        .collect();
    let told = |name: &str, checked| (Some(name.to_owned()), checked);
    assert_eq!(
        boxes,
        [told("C1,C2", true), told("+C3", false), told("+C4", true), (None, false), told("+J9", false)]
    );
}

#[test]
fn rows_stay_in_their_place_whatever_is_taken_in_or_left_out() {
    let rule = Rule::new(Arc::new(with_options()));
    let keys =
        |edit: &BuildEdit| shown_by(&rule, edit).rows.into_iter().map(|row| row.key).collect::<Vec<_>>();
    let before = keys(&including(""));
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len(), "keys tell rows apart");
    assert_eq!(before, keys(&including("C3,C4,J9")));
    let mut bare = including("C3");
    bare.chosen.left_out = references("C1,C2,U1-U3,SW1").into_iter().collect();
    assert_eq!(before, keys(&bare));
    let (all, optional) = (&shown_by(&rule, &bare).rows[3], &shown_by(&rule, &bare).rows[4]);
    assert_eq!(
        (all.needed, all.checked),
        (2, false),
        "only the optional one of its references is built with"
    );
    assert_eq!((optional.checked, optional.built), (true, Built::In));
}

#[test]
fn what_is_not_in_the_build_is_not_counted_among_its_parts() {
    let rule = Rule::new(Arc::new(with_options()));
    assert_eq!(shown_by(&rule, &including("")).lines_ready.value, "3 of 3");
    assert_eq!(shown_by(&rule, &including("C4")).lines_ready.value, "3 of 4");
}

#[test]
fn a_line_that_nobody_can_ask_for_is_shown_without_a_box() {
    let mut page = page();
    page.sheet.lines.push(SheetLine { optional: true, ..line(9, Origin::Bom, "", meant(SOCKET)) });
    let rows = shown(page, &edit(1, "")).rows;
    let last = rows.last().unwrap();
    assert_eq!((last.built, last.check_box.clone(), &*last.key), (Built::Optional, None, "line9"));
}

#[test]
fn what_comes_with_a_part_and_own_lines_say_so() {
    let mut page = page();
    page.sheet.lines.push(line(1, Origin::Own("bare board".to_owned()), "", meant(C100N)));
    page.sheet.parts.insert(C100N, part("LFO board", Vec::new()));
    let rows = shown(page, &edit(1, "")).rows;
    let details: Vec<&str> = rows.iter().map(|row| &*row.detail).collect();
    assert_eq!(details, ["", "comes with TL074", "no part is known · line 2", "own line: bare board"]);
}
