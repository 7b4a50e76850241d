//! `ctb cart`: an order leaves for the vendor's website.

use crate::shell::Shell;
use serde_json::{Value, json};

/// Two projects share an op-amp; one part comes in bags; one number looks like a formula.
fn bundle() -> Value {
    let offer = |vendor: &str, number: &str, pack: u32| {
        json!({"vendor": vendor, "item_number": number, "pack": pack,
        "prices": [{"quantity": 1, "unit_price": "0.90"}]})
    };
    let line = |line: u32, references: &[&str], part: &str| {
        json!({"line": line, "references": references,
        "quantity": references.len(), "value": part, "part": part})
    };
    let project =
        |name: &str, lines: Value| json!({"name": name, "versions": [{"revision": "v0", "bom": lines}]});
    let build = |key: &str, project: &str| {
        json!({"key": key, "project": project, "revision": "v0", "quantity": 1,
        "status": "open"})
    };
    json!({
        "format": "clear-to-build/1",
        "workspace": {"name": "Workshop", "currency": "USD"},
        "vendors": [{"name": "Mouser"}, {"name": "LCSC"}, {"name": "Corner Shop"}],
        "parts": [
            {"key": "tl074", "name": "TL074", "offers": [offer("Mouser", "595-TL074CN", 1)]},
            {"key": "c-100n", "name": "100n", "offers": [offer("Mouser", "80-C100N", 5)]},
            {"key": "r-10k", "name": "10k", "offers": [offer("LCSC", "C25804", 1)]},
            {"key": "=knob", "name": "Knob", "offers": [offer("Corner Shop", "=HYPERLINK(\"x\")", 1)]},
        ],
        "projects": [
            project("Lfo", json!([line(1, &["U1", "U10", "U2"], "tl074"), line(2, &["C1", "C2", "C3", "C4", "C5", "C6"], "c-100n"),
                line(3, &["R1"], "r-10k"), line(4, &["K1"], "=knob")])),
            project("My Vco", json!([line(1, &["U1"], "tl074")])),
        ],
        "builds": [build("b1", "Lfo"), build("b2", "My Vco")],
    })
}

fn workshop(builds: &[&str]) -> (Shell, impl Fn(&str) -> String + use<>) {
    let shell = Shell::new();
    let file = shell.write("workshop.json", bundle().to_string());
    shell.ok_json(&["import", file.to_str().unwrap()]);
    let drafted = shell.ok_json(&[&["order"], builds].concat());
    let number = move |vendor: &str| {
        let orders = drafted["orders"].as_array().unwrap();
        orders.iter().find(|order| order["vendor"] == vendor).unwrap()["order"].to_string()
    };
    (shell, number)
}

#[test]
fn an_order_is_printed_as_its_vendor_takes_it_with_items_and_references() {
    let (shell, number) = workshop(&["b1"]);
    let mouser = number("Mouser");
    // Two bags of five capacitors.
    let pasted = "595-TL074CN|3|U1,U2,U10\n80-C100N|2|C1,C2,C3,C4,C5,C6\n";
    assert_eq!(shell.ok(&["cart", &mouser]), pasted);
    assert_eq!(shell.ok(&["cart", &mouser, "--format", "text"]), pasted);
    assert_eq!(
        shell.ok(&["cart", &mouser, "--format", "csv"]),
        "Mouser Part Number,Quantity,Customer Part Number\n595-TL074CN,3,U1;U2;U10\n80-C100N,2,C1;C2;C3;C4;C5;C6\n"
    );
    let lcsc = number("LCSC");
    assert_eq!(shell.ok(&["cart", &lcsc]), "LCSC Part Number,Quantity\nC25804,1\n");
    shell.fails(1, "LCSC takes no pasted lines", &["cart", &lcsc, "--format", "text"]);
    shell.fails(1, "there is no order", &["cart", "99"]);
    let wrong = shell.run(&["cart", &mouser, "--format", "pdf"]);
    assert!(wrong.code == 2 && wrong.stderr.contains("possible values: text, csv"), "{wrong:?}");
    // Nothing is changed by looking, and a placed order is written just so.
    shell.ok_json(&["place", &mouser]);
    assert_eq!(shell.ok(&["cart", &mouser]), pasted);
}

#[test]
fn a_line_for_several_projects_says_whose_each_reference_is() {
    let (shell, number) = workshop(&["b1", "b2"]);
    let cart = shell.ok_json(&["cart", &number("Mouser")]);
    assert_eq!(
        cart["lines"][0],
        json!({"item_number": "595-TL074CN", "quantity": 4, "part": "tl074",
               "references": ["Lfo:U1", "Lfo:U2", "Lfo:U10", "My Vco:U1"]})
    );
    assert_eq!((&cart["vendor"], &cart["format"]), (&json!("Mouser"), &json!("text")));
    let text = cart["text"].as_str().unwrap();
    assert!(text.starts_with("595-TL074CN|4|Lfo:U1,Lfo:U2,Lfo:U10,My_Vco:U1\n"), "{text}");
}

#[test]
fn a_file_is_written_whole_and_no_spreadsheet_computes_what_a_number_says() {
    let (shell, number) = workshop(&["b1"]);
    let (shop, file) = (number("Corner Shop"), shell.path("cart.csv"));
    let name = file.display().to_string();
    let told = shell.ok_json(&["cart", &shop, "--format", "csv", "--output", &name]);
    assert_eq!(told["file"], json!(name));
    let written = std::fs::read_to_string(&file).unwrap();
    assert_eq!(written, "Part Number,Quantity,References,Part\n\"'=HYPERLINK(\"\"x\"\")\",1,K1,'=knob\n");
    assert_eq!(told["text"], json!(written));
    let said = shell.ok(&["cart", &shop, "--output", &name]);
    assert_eq!(said, format!("Order {shop} at Corner Shop was written to {name}: 1 line.\n"));
    let nowhere = shell.path("none/cart.csv").display().to_string();
    shell.fails(1, "cannot be written", &["cart", &shop, "--output", &nowhere]);
}
