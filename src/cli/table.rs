//! Tables with aligned columns, and text that is safe on a terminal.

use std::fmt;

/// Which side a column's cells stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// A table: a line of headings, then its rows.
#[derive(Debug)]
pub struct Table {
    headings: Vec<&'static str>,
    sides: Vec<Side>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table of these columns. A heading that ends in `#` is a column of numbers, which stand on
    /// the right; the sign itself is not shown.
    pub fn new(headings: &[&'static str]) -> Self {
        let sides = headings.iter().map(|name| if name.ends_with('#') { Side::Right } else { Side::Left });
        Self {
            headings: headings.iter().map(|name| name.trim_end_matches('#')).collect(),
            sides: sides.collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row<Cell: fmt::Display>(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().map(|cell| one_line(&cell.to_string())).collect());
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        let heading = self.headings.get(column).map_or(0, |heading| heading.chars().count());
        cells.chain([heading]).max().unwrap_or(0)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths: Vec<usize> = (0..self.headings.len()).map(|column| self.width(column)).collect();
        let headings: Vec<String> = self.headings.iter().map(|heading| (*heading).to_owned()).collect();
        for row in std::iter::once(&headings).chain(&self.rows) {
            let cells = row.iter().zip(&widths).zip(&self.sides).map(|((cell, width), side)| match side {
                Side::Left => format!("{cell:<width$}"),
                Side::Right => format!("{cell:>width$}"),
            });
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        Ok(())
    }
}

/// Text on one line, without what a terminal would obey: BOMs and vendors write some of it.
pub fn one_line(text: &str) -> String {
    let calm = |c: char| if c.is_control() || is_direction(c) { ' ' } else { c };
    let line: String = text.chars().map(calm).collect();
    line.trim().to_owned()
}

/// Signs that turn around the direction in which the following text is shown.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `1 line`, `2 lines`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_numbers_stand_on_the_right() {
        let mut table = Table::new(&["part", "short#", "for"]);
        table.row(["r-10k", "9", "R1"]);
        table.row(["µ", "1200", ""]);
        assert_eq!(table.to_string(), "part   short  for\nr-10k      9  R1\nµ       1200\n");
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_printed() {
        let mut table = Table::new(&["wanted"]);
        table.row(["\u{1b}[2Jtwo\r\nlines\u{202e}"]);
        assert_eq!(table.to_string(), "wanted\n[2Jtwo  lines\n");
    }
}
