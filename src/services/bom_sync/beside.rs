//! The file beside the BOM: a table and the schematic that it was exported from are compared, since the
//! table is forgotten easily. Whatever happens to that second file, the first one counts.

use super::lines;
use super::schematic::{self, Limits, Place};
use crate::domain::bom::{BomFile, difference};
use crate::domain::repository::BomFileKind;
use crate::remote::BomPath;
use std::time::Duration;

/// A comparison is not worth more waiting.
const LONGEST: Duration = Duration::from_secs(10);
/// Nor more requests.
const MOST_SHEETS: usize = 20;

/// What differs between a BOM in a repository and the file beside it; none also where there is no such file,
/// or it cannot be read.
pub(super) async fn in_repository(at: &Place<'_>, path: &str, file: &BomFile) -> Option<String> {
    let pair = Pair::of(path)?;
    let reading = async {
        let other = BomPath::parse(&pair.other).ok()?;
        let bytes = at.file(&other).await.ok()??;
        match pair.read {
            Read::Schematic => lines::table(&bytes).ok(),
            Read::Table => {
                let limits = Limits { sheets: MOST_SHEETS, ..Limits::default() };
                schematic::of_repository(at, &pair.other, &bytes, limits).await.ok()
            }
        }
    };
    let other = tokio::time::timeout(LONGEST, reading).await.ok().flatten();
    if other.is_none() {
        tracing::debug!(path = pair.other, "there is no file beside the BOM that it could be compared with");
    }
    pair.told(file, &other?)
}

/// The same of files at hand.
pub(super) fn in_files<'f>(
    name: &str,
    file: &BomFile,
    find: &dyn Fn(&str) -> Option<&'f [u8]>,
) -> Option<String> {
    let pair = Pair::of(name)?;
    let other = match pair.read {
        Read::Schematic => lines::table(find(&pair.other)?).ok()?,
        Read::Table => schematic::of_files(&pair.other, find).ok()?,
    };
    pair.told(file, &other)
}

/// A BOM and the file of the same name beside it.
struct Pair {
    /// Which of the two is the BOM.
    read: Read,
    name: String,
    other: String,
}

enum Read {
    Schematic,
    Table,
}

impl Pair {
    fn of(path: &str) -> Option<Self> {
        let (stem, _) = path.rsplit_once('.')?;
        let (read, ending) = match BomFileKind::of(path)? {
            BomFileKind::Schematic => (Read::Schematic, "csv"),
            BomFileKind::Table | BomFileKind::Workbook => (Read::Table, "kicad_sch"),
        };
        Some(Self { read, name: path.to_owned(), other: format!("{stem}.{ending}") })
    }

    fn told(&self, file: &BomFile, other: &BomFile) -> Option<String> {
        let (schematic, table) = match self.read {
            Read::Schematic => (file, other),
            Read::Table => (other, file),
        };
        let differs = difference(&schematic.lines, &table.lines)?.told();
        Some(match self.read {
            Read::Schematic => {
                format!("The CSV beside it is stale ({}): the schematic {differs}.", self.other)
            }
            Read::Table => format!(
                "{} is stale: the schematic beside it ({}) {differs}. Export the BOM again, or read the schematic itself.",
                self.name, self.other
            ),
        })
    }
}
