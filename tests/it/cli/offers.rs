//! Keeping offers fresh from the shell, against a local server that behaves like Mouser.

use crate::mouser_stand_in::{Fault, MouserStandIn, part, part_with};
use crate::offers::workshop;
use crate::shell::Shell;
use serde_json::{Value, json};

const KEY: &str = "9b2f3c4d-0000-4444-8888-1234567890ab";
const LIST: &str =
    "SKU;MPN;Name;1+;10+\ntl074;TL074CN;Op-amp;1,10;0,95\nPJ;WQP-PJ398SM;Jack;0,40;\nX;;Case;cheap;\n";

fn shell() -> Shell {
    imported(Shell::new())
}

fn imported(shell: Shell) -> Shell {
    shell.write("workshop.json", workshop().to_string());
    shell.ok(&["import", "workshop.json"]);
    shell
}

fn asking(mouser: &MouserStandIn) -> Shell {
    imported(Shell::new().with("CTB_MOUSER_URL", &mouser.base_url()).with("CTB_MOUSER_KEY", KEY))
}

fn numbers(came: &Value) -> [i64; 5] {
    ["refreshed", "unchanged", "unknown", "failed", "queued"].map(|field| came[field].as_i64().unwrap())
}

#[test]
fn a_price_list_is_previewed_taken_in_and_listed() {
    let shell = shell();
    shell.write("thonk.csv", LIST);
    let before = shell.ok(&["export"]);
    let import = ["offers", "import", "thonk.csv", "--vendor", "Thonk"];
    let preview = shell.ok(&[&import[..], &["--preview"]].concat());
    for said in ["price@10", "certain", "1 offer would be new", "row 4, column 4 (1+)"] {
        assert!(preview.contains(said), "{said} is not in {preview}");
    }
    assert_eq!(shell.ok(&["export"]), before);
    let taken = shell.ok_json(&import);
    assert_eq!((&taken["added"], &taken["changed"]), (&json!(1), &json!(1)));
    assert_eq!((&taken["problems"][0]["row"], &taken["problems"][0]["column"]), (&json!(4), &json!(4)));
    let after = shell.ok(&["export"]);
    let again = shell.ok_json(&import);
    assert_eq!((&again["added"], &again["changed"], &again["unchanged"]), (&json!(0), &json!(0), &json!(2)));
    assert_eq!(shell.ok(&["export"]), after);
    let listed = shell.ok_json(&["offers", "list", "tl074"]);
    let thonk = listed.as_array().unwrap().iter().find(|offer| offer["vendor_name"] == "Thonk").unwrap();
    assert_eq!(thonk["history"].as_array().unwrap().len(), 2);
    assert_eq!(thonk["history"][0]["prices"][0]["unit_price"], "1.20");
    let text = shell.ok(&["offers", "list", "tl074"]);
    assert!(text.contains("1.10 from 1, 0.95 from 10 EUR") && text.contains("1.20 from 1 EUR"), "{text}");
}

#[test]
fn columns_are_said_otherwise_by_letter_or_header() {
    let shell = shell();
    shell.write("odd.csv", "Kenn;Was;Geld\nPJ;WQP-PJ398SM;0,40\n");
    let import = ["offers", "import", "odd.csv", "--vendor", "Thonk"];
    shell.fails(1, "no header was found", &import);
    let columns = [&import[..], &["--columns", "number=Kenn,mpn=B,price=Geld"]].concat();
    assert_eq!(shell.ok_json(&columns)["added"], 1);
    assert_eq!(shell.run(&[&import[..], &["--columns", "colour=A"]].concat()).code, 2);
    shell.fails(1, "no column", &[&import[..], &["--columns", "number=Kenn,price=Geld,mpn=Marke"]].concat());
    shell.write("thonk.csv", LIST);
    shell.fails(1, "there is no vendor", &["offers", "import", "thonk.csv", "--vendor", "Nobody"]);
    shell.fails(1, "nowhere.csv cannot be read", &["offers", "import", "nowhere.csv", "--vendor", "Thonk"]);
    shell.fails(1, "there is no part", &["offers", "list", "nothing"]);
}

#[test]
fn offers_are_refreshed_and_what_is_fresh_is_not_asked_about() {
    let mouser = MouserStandIn::start(KEY);
    mouser.add(part("595-TL074CN", "TL074CN")).add(part_with(
        "490-JACK",
        "WQP-PJ398SM",
        json!({"PriceBreaks": []}),
    ));
    let shell = asking(&mouser);
    let came = shell.ok_json(&["offers", "refresh"]);
    assert_eq!(numbers(&came)[2..], [0, 0, 0]);
    assert_eq!(came["refreshed"].as_i64().unwrap() + came["unchanged"].as_i64().unwrap(), 2);
    assert_eq!(came["not_asked"][0]["vendor"], "Thonk");
    let asked = mouser.asked();
    assert_eq!(asked.len(), 2);
    assert_eq!(shell.ok_json(&["offers", "refresh", "--all"])["fresh"], 2);
    assert_eq!(mouser.asked(), asked);
    let forced = shell.ok_json(&["offers", "refresh", "--part", "tl074", "--force"]);
    assert_eq!(numbers(&forced), [0, 1, 0, 0, 0]);
    let text = shell.ok(&["offers", "refresh", "--build", "b1"]);
    assert!(text.contains("2 looked up lately already"), "{text}");
    assert!(!shell.ok(&["export"]).contains(KEY) && !shell.ok(&["jobs"]).contains(KEY));
    assert_eq!(shell.run(&["offers", "refresh", "--part", "x", "--all"]).code, 2);
}

#[test]
fn what_nobody_waits_for_is_left_queued_and_done_later() {
    let mouser = MouserStandIn::start(KEY);
    mouser.add(part("595-TL074CN", "TL074CN"));
    let shell = asking(&mouser);
    let left = shell.ok_json(&["offers", "refresh", "--no-wait"]);
    assert_eq!(numbers(&left), [0, 0, 0, 0, 2]);
    assert!(mouser.asked().is_empty());
    shell.ok(&["jobs", "run"]);
    assert_eq!(mouser.asked().len(), 2);
    mouser.fail_next(Fault::BadKey(200));
    let failed = shell.ok_json(&["offers", "refresh", "--part", "tl074", "--force"]);
    assert_eq!(numbers(&failed), [0, 0, 0, 0, 1], "a wrong key is mended by a person, then it goes on");
    let again = shell.ok_json(&["offers", "refresh", "--part", "tl074", "--force"]);
    assert_eq!(numbers(&again), [0, 1, 0, 0, 0]);
}

#[test]
fn ordering_may_refresh_first_and_says_how_old_prices_are() {
    let mouser = MouserStandIn::start(KEY);
    mouser
        .add(part_with(
            "595-TL074CN",
            "TL074CN",
            json!({"LifecycleStatus": "Obsolete", "SuggestedReplacement": "595-TL074HIDR"}),
        ))
        .add(part("490-JACK", "WQP-PJ398SM"));
    let shell = asking(&mouser);
    let stale = shell.ok_json(&["order"]);
    assert!(stale["oldest_price"]["days"].as_i64().unwrap() > 0, "{stale}");
    assert!(stale.get("refresh").is_none() && mouser.asked().is_empty());
    let fresh = shell.ok_json(&["order", "--refresh"]);
    assert_eq!(fresh["oldest_price"]["days"], 0);
    assert_eq!(fresh["cautions"][0]["part"], "tl074");
    assert_eq!(numbers(&fresh["refresh"])[2..], [0, 0, 0]);
    let text = shell.ok(&["order", "--refresh"]);
    assert!(text.contains("The oldest price is less than a day old") && text.contains("Obsolete"), "{text}");
    assert_eq!(mouser.asked().len(), 2, "nothing is asked twice in a day");
}
