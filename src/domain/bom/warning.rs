//! What a person should know about a BOM that was read all the same.

use crate::domain::quantity::Quantity;
use crate::domain::schematic::SchematicWarning;
use serde::{Deserialize, Serialize};

/// One thing to know, in one sentence that names the row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BomWarning {
    /// The file has no column of quantities.
    NoQuantityColumn {
        /// Where the header is.
        header_row: u32,
    },
    /// The quantity is not the number of references; the quantity counts.
    QuantityDiffers {
        /// Which row.
        row: u32,
        /// What the quantity cell says.
        quantity: Quantity,
        /// How many references the row has.
        references: Quantity,
    },
    /// References without a number (`R?`).
    Unannotated {
        /// Which row.
        row: u32,
        /// As written, the first of them.
        reference: String,
        /// How many.
        count: usize,
    },
    /// A reference that stands more than once in one row; it counts once.
    RepeatedReference {
        /// Which row.
        row: u32,
        /// Which reference.
        reference: String,
    },
    /// A do-not-populate cell with a text that is neither yes nor no: taken as set.
    UnknownNotFitted {
        /// Which row.
        row: u32,
        /// What the cell says.
        text: String,
    },
    /// A populate cell with a text that is neither yes nor no: taken as fitted.
    UnknownFitted {
        /// Which row.
        row: u32,
        /// What the cell says.
        text: String,
    },
    /// The CAD program grouped symbols that differ in a field.
    MixedValues {
        /// Which row.
        row: u32,
        /// What the header calls the column.
        column: String,
    },
    /// More or fewer cells than the header.
    Ragged {
        /// Which row.
        row: u32,
        /// How many cells it has.
        cells: usize,
        /// How many the header has.
        columns: usize,
    },
    /// Neither references nor both a quantity and a value: no line.
    PassedOver {
        /// Which row.
        row: u32,
        /// The first text in it.
        text: String,
    },
    /// Rows of what looks like the file's footer that seem to be lines.
    BelowFooter {
        /// Where the footer begins.
        footer_row: u32,
        /// The first such row.
        row: u32,
        /// How many there are.
        count: usize,
    },
    /// Symbols that the design excludes from the BOM.
    Excluded {
        /// The first such row.
        row: u32,
        /// How many rows.
        count: usize,
    },
    /// So many warnings that the others are only counted.
    More {
        /// The row of the first that is left out.
        row: u32,
        /// How many are left out.
        count: usize,
    },
    /// Of a schematic, which has symbols where a table has rows.
    Schematic(SchematicWarning),
    /// One row for each symbol, so equal ones were joined into lines.
    Grouped {
        /// Where the header is.
        header_row: u32,
        /// How many rows there were.
        rows: usize,
        /// How many lines they make.
        lines: usize,
    },
}

impl BomWarning {
    /// The row that it is about; 0 for what is about no row.
    #[must_use]
    pub const fn row(&self) -> u32 {
        match self {
            Self::Schematic(_) => 0,
            Self::NoQuantityColumn { header_row } | Self::Grouped { header_row, .. } => *header_row,
            Self::QuantityDiffers { row, .. }
            | Self::Unannotated { row, .. }
            | Self::RepeatedReference { row, .. }
            | Self::UnknownNotFitted { row, .. }
            | Self::UnknownFitted { row, .. }
            | Self::MixedValues { row, .. }
            | Self::Ragged { row, .. }
            | Self::PassedOver { row, .. }
            | Self::BelowFooter { row, .. }
            | Self::More { row, .. }
            | Self::Excluded { row, .. } => *row,
        }
    }
}

impl std::fmt::Display for BomWarning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Schematic(warning) => warning.fmt(f),
            Self::NoQuantityColumn { header_row } => write!(
                f,
                "The header in row {header_row} has no column of quantities: each line counts its references."
            ),
            Self::QuantityDiffers { row, quantity, references } => {
                write!(
                    f,
                    "Row {row} says {quantity} pieces but names {references} references: {quantity} count."
                )
            }
            Self::Unannotated { row, reference, count } => write!(
                f,
                "Row {row} has {count} unannotated {symbols} ({reference}): annotate the schematic and export again.",
                symbols = plural(*count, "symbol", "symbols")
            ),
            Self::RepeatedReference { row, reference } => {
                write!(f, "Row {row} names {reference} more than once: it counts once.")
            }
            Self::UnknownNotFitted { row, text } => {
                write!(
                    f,
                    "Row {row} says “{text}” where it tells what is left empty: taken as do not populate."
                )
            }
            Self::UnknownFitted { row, text } => {
                write!(f, "Row {row} says “{text}” where it tells what is fitted: taken as fitted.")
            }
            Self::MixedValues { row, column } => {
                write!(f, "Row {row} groups symbols that differ in {column}: its {column} is left empty.")
            }
            Self::Ragged { row, cells, columns } => {
                write!(
                    f,
                    "Row {row} has {cells} cells where the header has {columns} columns: is it complete?"
                )
            }
            Self::PassedOver { row, text } => write!(
                f,
                "Row {row} (“{text}”) has no references and not both a quantity and a value: passed over."
            ),
            Self::BelowFooter { footer_row, row, count } => write!(
                f,
                "Row {row} is below a blank row, where the list ends at row {footer_row}: {count} {rows} there that \
                 {look} like {lines} {were} not read.",
                look = plural(*count, "looks", "look"),
                lines = plural(*count, "a line", "lines"),
                rows = plural(*count, "row", "rows"),
                were = plural(*count, "was", "were")
            ),
            Self::More { row, count } => write!(
                f,
                "From row {row} on there is more to say, {count} {times} over: mend what is above first.",
                times = plural(*count, "time", "times")
            ),
            Self::Excluded { row, count } => write!(
                f,
                "{count} {rows} that the design excludes from the BOM {were} left out, the first is row {row}.",
                rows = plural(*count, "row", "rows"),
                were = plural(*count, "was", "were")
            ),
            Self::Grouped { header_row, rows, lines } => write!(
                f,
                "Below the header in row {header_row} each symbol has its own row: {rows} rows were joined into \
                 {lines} lines."
            ),
        }
    }
}

const fn plural<'a>(count: usize, one: &'a str, more: &'a str) -> &'a str {
    if count == 1 { one } else { more }
}
