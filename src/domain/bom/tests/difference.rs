//! A table beside its schematic.

use super::*;

const HEAD: &str = "Reference,Value,Footprint,DNP,PartNum\n";

fn told(schematic: &str, table: &str) -> Option<String> {
    let lines = |text: &str| bom(&format!("{HEAD}{text}")).lines;
    super::super::difference(&lines(schematic), &lines(table)).map(|found| found.told())
}

#[test]
fn what_was_exported_just_now_does_not_differ() {
    let same = "\"R1,R2\",10k,R_0805,,\nC1,100n,Lib:C_0805,DNP,X1\n";
    assert_eq!(told(same, same), None);
    assert_eq!(told(same, "C1,100n,C_0805,DNP,X1\nR2,10k,R_0805,,\nR1,10k,R_0805,,\n"), None);
}

#[test]
fn what_is_new_gone_and_otherwise_is_said_in_one_sentence() {
    let table = "C5,15p,,,\nR1,10k,,,\n";
    assert_eq!(
        told("C5,100n,,,\nR1,10k,,,\n\"D7,D8\",BAT54,,,\n\"R24,R25,R26\",1k,,,\n", table).unwrap(),
        "has D7, D8, R24\u{2013}R26 besides, and C5 is 100n, not 15p"
    );
    assert_eq!(told("C5,15p,,,\n", table).unwrap(), "has no R1");
    assert_eq!(told("C5,15p,,DNP,\nR1,10k,,,\n", table).unwrap(), "says that C5 is not populated");
    assert_eq!(
        told("\"C5,R1\",10k,A:B,,N2\n", "\"C5,R1\",10k,C:B,,N1\n").unwrap(),
        "says that C5, R1 have the footprint A:B, not C:B, and C5, R1 have the number N2, not N1"
    );
}

#[test]
fn what_the_table_tells_of_no_line_is_not_compared() {
    assert_eq!(told("R1,10k,A:B,,N1\n", "R1,10k,,,\n"), None);
    assert!(
        told("\"R1,R2\",10k,A:B,,N1\n", "R1,10k,,,N1\nR2,10k,,,\n")
            .unwrap()
            .contains("R2 has the number N1, not nothing")
    );
}

#[test]
fn however_much_differs_the_sentence_stays_short() {
    let rows = |value: &str| (0..200).map(|at| format!("R{},{value}{at},,,\n", at * 2)).collect::<String>();
    let sentence = told(&rows("a"), &rows("b")).unwrap();
    assert!(sentence.ends_with("and 195 more differences"), "{sentence}");
    let sentence = told(&rows("a"), "C1,1,,,\n").unwrap();
    assert!(sentence.contains("and 170 more besides"), "{sentence}");
}
