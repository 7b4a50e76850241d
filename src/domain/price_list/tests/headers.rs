//! What headers mean, in several languages and schemes of prices.

use super::*;

/// The meanings of a header row, `-` for none, `?` after a guess.
fn meanings(header: &str) -> String {
    let sheet = sheet(&format!("{header}\n1;1;1;1;1;1;1;1;1;1;1;1\n"));
    let said = sheet.propose().into_iter().map(|column| match (column.meaning, column.confidence) {
        (None, _) => "-".to_owned(),
        (Some(meaning), Confidence::Guess) => format!("{meaning}?"),
        (Some(meaning), _) => meaning.to_string(),
    });
    said.collect::<Vec<_>>().join(" ")
}

#[test]
fn headers_are_known_in_several_languages() {
    for (header, wanted) in [
        (
            "SKU;Manufacturer;MPN;Description;Price;Stock;MOQ;URL",
            "number manufacturer mpn description price stock minimum url",
        ),
        (
            "Artikelnummer;Hersteller;Herstellernummer;Bezeichnung;Preis;Bestand",
            "number manufacturer mpn description price stock",
        ),
        (
            "Bestell-Nr.;Artikelbezeichnung;VE;Einzelpreis EUR;Lieferzeit (Tage)",
            "number description pack price lead",
        ),
        (
            "Référence;Désignation;Marque;Prix unitaire HT;Devise",
            "number description manufacturer price currency",
        ),
        ("Código;Descripción;Precio unitario;Moneda", "number description price currency"),
        ("Codice articolo;Descrizione;Prezzo (EUR);Giacenza", "number description price stock"),
        ("Artikelcode;Omschrijving;Prijs;Voorraad", "number description price stock"),
        (
            "LCSC Part Number;Manufacture Part Number;Manufacturer;Description;Unit Price($)",
            "number mpn manufacturer description price",
        ),
        ("Mouser #;Mfr. #;Price", "number mpn price"),
        ("Part Number;Manufacturer Part Number;Price", "number mpn price"),
        ("Part Number;SKU;Price", "mpn number price"),
        ("Name;Number;List Price", "description number? price?"),
        ("Symbol;Order multiple;Lead time in weeks;Price", "number multiple lead price"),
        ("SKU;Colour;Weight;Price", "number - - price"),
    ] {
        assert_eq!(meanings(header), wanted, "{header}");
    }
}

#[test]
fn price_breaks_stand_in_headers_in_many_ways() {
    for (header, wanted) in [
        ("SKU;1+;10+;100+", "number price@1 price@10 price@100"),
        ("SKU;1-9;10-99;100 - 999;1,000+", "number price@1 price@10 price@100 price@1000"),
        ("SKU;Price 1;Price 10+;Price 1.000", "number price@1 price@10 price@1000"),
        ("SKU;ab 1 St\u{fc}ck;ab 10 St\u{fc}ck;ab 100 Stk.", "number price@1 price@10 price@100"),
        ("SKU;Preis ab 1;Preis ab 25;Preis (100)", "number price@1 price@25 price@100"),
        ("SKU;1 to 9;10 bis 99;>99;\u{2265} 1'000", "number price@1 price@10 price@100 price@1000"),
        ("SKU;Price @ 1;Price @ 10 (EUR)", "number price@1 price@10"),
        ("SKU;\u{e0} partir de 1;\u{e0} partir de 50", "number price@1 price@50"),
        ("SKU;desde 1;desde 10", "number price@1 price@10"),
        ("SKU;EUR 1+;EUR 10+", "number price@1 price@10"),
        ("SKU;1;10;100", "number price@1? price@10? price@100?"),
        ("SKU;Price;100", "number price -"),
        (
            "SKU;Qty 1;Price 1;Qty 2;Price 2",
            "number from of tier 1 price of tier 1 from of tier 2 price of tier 2",
        ),
        (
            "SKU;Break 1;Break Price 1;Break 2;Break Price 2",
            "number from of tier 1 price of tier 1 from of tier 2 price of tier 2",
        ),
        ("SKU;Price break;Price", "number from price"),
        ("SKU;Staffel;Preis;Preiseinheit", "number from price per"),
    ] {
        assert_eq!(meanings(header), wanted, "{header}");
    }
}

#[test]
fn a_plain_quantity_is_a_price_break_only_where_items_repeat() {
    let once = sheet("SKU,Quantity,Price\nA,500,1.00\nB,7,2.00\n");
    assert_eq!(once.propose()[1].meaning, None);
    let twice = sheet("SKU,Quantity,Price\nA,1,1.00\nA,10,0.90\n");
    assert_eq!(
        (twice.propose()[1].meaning, twice.propose()[1].confidence),
        (Some(Meaning::From), Confidence::Likely)
    );
}

#[test]
fn what_is_stated_wins_over_what_is_proposed() {
    let text = "SKU;MPN;1+;10+;Netto\nA;M1;9,00;8,00;1,50\n";
    let reading = read_stated(text, "number=MPN, price=Netto").unwrap();
    assert_eq!(items(&reading), ["M1: 1 1.50 EUR"]);
    let reading = read_stated(text, "price@1=E,price@20=d,mpn=none").unwrap();
    assert_eq!(items(&reading), ["A: 1 1.50, 20 8.00 EUR"]);
    assert_eq!(reading.lines[0].mpn, None);
    let reading = read_stated(text, "number=2,mpn=1").unwrap();
    assert_eq!((reading.lines[0].item_number.as_str(), reading.lines[0].mpn.as_deref()), ("M1", Some("A")));
}

#[test]
fn columns_that_cannot_be_are_refused() {
    for (stated, said) in [
        ("number", "assigns nothing"),
        ("number=", "assigns nothing"),
        ("colour=A", "nothing that a column can mean"),
        ("price@0=A", "nothing that a column can mean"),
        ("price@many=A", "nothing that a column can mean"),
        ("number=A,number=B", "assigned twice"),
        ("number=Nowhere", "no column \u{201c}Nowhere\u{201d}"),
        ("number=Z", "no column \u{201c}Z\u{201d}"),
        ("number=0", "no column \u{201c}0\u{201d}"),
        ("number=none", "no column of item numbers"),
        ("price=none", "no column of prices"),
    ] {
        let error = read_stated("SKU,Price\nA,1.00\n", stated).unwrap_err().to_string();
        assert!(error.contains(said), "{stated}: {error}");
    }
}

#[test]
fn a_header_of_unknown_words_is_found_by_the_columns_that_are_named() {
    let text = "Our list of spring\nKenn;Was;Geld\nA;Knob;1,50\n";
    assert_eq!(items(&read_stated(text, "number=kenn,price=Geld").unwrap()), ["A: 1 1.50 EUR"]);
    assert_eq!(read_stated(text, "").unwrap_err(), PriceListError::NoHeader);
}

#[test]
fn a_list_without_a_header_is_read_by_letters() {
    let text = "A-1;Knob;1,50\nA-2;Jack;0,75\n";
    assert_eq!(
        items(&read_stated(text, "number=A,price=C").unwrap()),
        ["A-1: 1 1.50 EUR", "A-2: 1 0.75 EUR"]
    );
}

#[test]
fn columns_have_letters_as_in_a_spreadsheet() {
    let header = (0..30).map(|at| format!("x{at}")).collect::<Vec<_>>().join(",");
    let sheet = sheet(&format!("SKU,Price,{header}\nA,1.00\n"));
    let letters: Vec<String> = sheet.propose().into_iter().map(|column| column.letter).collect();
    assert_eq!(
        (letters[0].as_str(), letters[25].as_str(), letters[26].as_str(), letters[31].as_str()),
        ("A", "Z", "AA", "AF")
    );
}
