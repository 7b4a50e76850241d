//! A vendor's cart as text: lines to paste, or a CSV file to upload, in the form that the vendor takes.
//!
//! Forms are facts about vendors (formats.md §2). Those of others are a guess that most importers
//! can work with, since they let people say which column is which.

use super::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// An item to order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    /// The vendor's number.
    pub item_number: String,
    /// Items, not pieces.
    pub quantity: Quantity,
    /// The part's key.
    pub part: String,
    /// Where its pieces go: `R1`; `Lfo:R1` where several projects share the line.
    pub references: Vec<String>,
}

/// Which form a cart is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CartFormat {
    /// Lines to paste.
    Text,
    /// A file to upload.
    Csv,
}

/// A cart as it is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenCart {
    /// Lines, each with its end.
    pub text: String,
    /// What the vendor may misread.
    pub warnings: Vec<String>,
}

/// What a line or a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Number,
    Quantity,
    References,
    Part,
}

/// How a vendor wants its carts.
#[derive(Debug, Clone, Copy)]
pub struct CartForm {
    /// How its name begins, in small letters and digits.
    names: &'static [&'static str],
    /// Between the cells of a pasted line, and what they are; none where nothing can be pasted.
    pasted: Option<(char, &'static [Cell])>,
    columns: &'static [(&'static str, Cell)],
}

use Cell::{Number, Part, References};

/// The vendors whose form is known; the last one stands for all others.
const FORMS: [CartForm; 6] = [
    CartForm {
        names: &["mouser"],
        pasted: Some(('|', &[Number, Cell::Quantity, References])),
        columns: &[
            ("Mouser Part Number", Number),
            ("Quantity", Cell::Quantity),
            ("Customer Part Number", References),
        ],
    },
    CartForm {
        names: &["digikey"],
        pasted: Some((',', &[Cell::Quantity, Number, References])),
        columns: &[("Quantity", Cell::Quantity), ("Part Number", Number), ("Customer Reference", References)],
    },
    CartForm {
        names: &["farnell", "newark", "arrow"],
        pasted: Some((',', &[Number, Cell::Quantity, References])),
        columns: &[("Part Number", Number), ("Quantity", Cell::Quantity), ("Line Note", References)],
    },
    CartForm {
        names: &["tme", "rscomponents", "rsonline", "rs"],
        pasted: Some((' ', &[Number, Cell::Quantity, References])),
        columns: &[("Symbol", Number), ("Quantity", Cell::Quantity)],
    },
    CartForm {
        names: &["lcsc"],
        pasted: None,
        columns: &[("LCSC Part Number", Number), ("Quantity", Cell::Quantity)],
    },
    CartForm {
        names: &[],
        pasted: Some((',', &[Number, Cell::Quantity, References])),
        columns: &[
            ("Part Number", Number),
            ("Quantity", Cell::Quantity),
            ("References", References),
            ("Part", Part),
        ],
    },
];

impl CartForm {
    /// The form of the vendor of that name. Short names count only by themselves: `RS` is one, the
    /// beginning of `RSX Surplus` is not.
    #[must_use]
    pub fn of(vendor: &str) -> Self {
        let plain: String = vendor.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let is_called = |name: &&str| if name.len() > 3 { plain.starts_with(*name) } else { plain == **name };
        let [.., others] = FORMS;
        FORMS.into_iter().find(|form| form.names.iter().any(is_called)).unwrap_or(others)
    }

    /// The form that the vendor's importer likes best.
    #[must_use]
    pub fn usual(self) -> CartFormat {
        if self.pasted.is_some() { CartFormat::Text } else { CartFormat::Csv }
    }

    /// The cart in one format; `None` where the vendor takes nothing pasted.
    #[must_use]
    pub fn write(self, format: CartFormat, lines: &[CartLine]) -> Option<WrittenCart> {
        match format {
            CartFormat::Text => self.pasted.map(|(between, cells)| pasted(between, cells, lines)),
            CartFormat::Csv => Some(WrittenCart { text: self.csv(lines), warnings: Vec::new() }),
        }
    }

    fn csv(self, lines: &[CartLine]) -> String {
        let mut text = csv_row(self.columns.iter().map(|(name, _)| (*name).to_owned()));
        for line in lines {
            text.push_str(&csv_row(self.columns.iter().map(|(_, cell)| match cell {
                Cell::Quantity => line.quantity.to_string(),
                Cell::References => guarded(&line.references.join(";")),
                Cell::Number => guarded(&line.item_number),
                Cell::Part => guarded(&line.part),
            })));
        }
        text
    }
}

fn pasted(between: char, cells: &[Cell], lines: &[CartLine]) -> WrittenCart {
    let mut cart = WrittenCart { text: String::new(), warnings: Vec::new() };
    for line in lines {
        let number = one_line(&line.item_number);
        if number.contains(between) {
            cart.warnings.push(format!(
                "the number {number} contains what stands between the cells of a line: check it, or take a CSV file"
            ));
        }
        let written: Vec<String> = cells
            .iter()
            .map(|cell| match cell {
                Cell::Quantity => line.quantity.to_string(),
                Cell::References => joined(&line.references, between),
                Cell::Number => number.clone(),
                Cell::Part => one_line(&line.part),
            })
            .collect();
        let text = written.join(&between.to_string());
        cart.text.push_str(text.trim_end_matches(between));
        cart.text.push('\n');
    }
    cart
}

/// References without blanks, with no separator of the line in them.
fn joined(references: &[String], between: char) -> String {
    let mark = if between == ',' { ";" } else { "," };
    references.join(mark).chars().map(|c| if c == between || c.is_whitespace() { '_' } else { c }).collect()
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text that a spreadsheet takes for a text, whatever it begins with.
fn guarded(text: &str) -> String {
    const DANGEROUS: [char; 12] =
        ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    if text.starts_with(DANGEROUS) { format!("'{text}") } else { text.to_owned() }
}

/// One row by RFC 4180; its end is a line feed.
fn csv_row(cells: impl Iterator<Item = String>) -> String {
    let quoted = |cell: String| {
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    };
    cells.map(quoted).collect::<Vec<_>>().join(",") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: &str, quantity: u16, references: &[&str]) -> CartLine {
        CartLine {
            item_number: number.to_owned(),
            quantity: Quantity::of(quantity),
            part: "tl074".to_owned(),
            references: references.iter().map(|one| (*one).to_owned()).collect(),
        }
    }

    fn write(vendor: &str, format: CartFormat, lines: &[CartLine]) -> String {
        CartForm::of(vendor).write(format, lines).map_or("none".to_owned(), |cart| cart.text)
    }

    #[test]
    fn each_vendor_takes_its_own_form() {
        let lines = [line("595-TL074CN", 3, &["U1", "U2"]), line("603-X", 100, &[])];
        for (vendor, text, csv) in [
            (
                "Mouser Electronics",
                "595-TL074CN|3|U1,U2\n603-X|100\n",
                "Mouser Part Number,Quantity,Customer Part Number\n595-TL074CN,3,U1;U2\n603-X,100,\n",
            ),
            (
                "Digi-Key",
                "3,595-TL074CN,U1;U2\n100,603-X\n",
                "Quantity,Part Number,Customer Reference\n3,595-TL074CN,U1;U2\n100,603-X,\n",
            ),
            (
                "farnell",
                "595-TL074CN,3,U1;U2\n603-X,100\n",
                "Part Number,Quantity,Line Note\n595-TL074CN,3,U1;U2\n603-X,100,\n",
            ),
            ("TME", "595-TL074CN 3 U1,U2\n603-X 100\n", "Symbol,Quantity\n595-TL074CN,3\n603-X,100\n"),
            ("RS", "595-TL074CN 3 U1,U2\n603-X 100\n", "Symbol,Quantity\n595-TL074CN,3\n603-X,100\n"),
            ("LCSC", "none", "LCSC Part Number,Quantity\n595-TL074CN,3\n603-X,100\n"),
            (
                "RSX Surplus",
                "595-TL074CN,3,U1;U2\n603-X,100\n",
                "Part Number,Quantity,References,Part\n595-TL074CN,3,U1;U2,tl074\n603-X,100,,tl074\n",
            ),
        ] {
            assert_eq!(write(vendor, CartFormat::Text, &lines), text, "{vendor}");
            assert_eq!(write(vendor, CartFormat::Csv, &lines), csv, "{vendor}");
        }
        assert_eq!(CartForm::of("LCSC").usual(), CartFormat::Csv);
        assert_eq!(CartForm::of("Tayda").usual(), CartFormat::Text);
    }

    #[test]
    fn a_spreadsheet_computes_nothing() {
        for dangerous in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "\0x", "\u{ff1d}1", "\u{ff0d}1"] {
            let text = write("Mouser", CartFormat::Csv, &[line(dangerous, 1, &["=R1"])]);
            let row = text.split_once('\n').unwrap().1;
            assert!(row.trim_start_matches('"').starts_with('\''), "{row:?}");
            assert!(row.ends_with(",1,'=R1\n"), "{row:?}");
        }
        let text = write("Mouser", CartFormat::Csv, &[line("a,\"b\"", 1, &[])]);
        assert!(text.ends_with("\n\"a,\"\"b\"\"\",1,\n"), "{text}");
    }

    #[test]
    fn a_pasted_line_is_one_line_without_foreign_separators() {
        let text = write("Mouser", CartFormat::Text, &[line("595-X\n1", 1, &["my lfo:R1", "a|b"])]);
        assert_eq!(text, "595-X 1|1|my_lfo:R1,a_b\n");
        let cart = CartForm::of("Farnell").write(CartFormat::Text, &[line("771-X,135", 1, &[])]).unwrap();
        assert!(cart.warnings[0].contains("771-X,135"), "{cart:?}");
    }
}
