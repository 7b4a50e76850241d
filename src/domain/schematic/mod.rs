//! Reading the KiCad schematic itself: `.kicad_sch` files of KiCad 6 and later become the same lines
//! that reading their BOM export gives.
//!
//! Sub-sheets are files of their own, and where they come from is not known here: a [`Design`] says
//! which it [wants](Design::wanted), is [given](Design::add) them, and [becomes a BOM](Design::bom) once
//! it has all. In steps, each with its file: `expression` (text → brackets), `sheet` (brackets → symbols
//! and sub-sheets), `hierarchy` (sheets → parts, each with the reference that it has where its sheet is
//! used) and `lines` (parts → lines, by the rules of [`crate::domain::bom`]).

mod error;
mod expression;
mod hierarchy;
mod lines;
mod path;
mod sheet;
mod warning;

#[cfg(test)]
mod tests;

use crate::domain::bom::{self, BomError, BomFile};
use sheet::SheetFile;
use std::collections::{BTreeMap, BTreeSet};

pub use error::{Place, SchematicError, SyntaxError};
pub use warning::SchematicWarning;

/// What a schematic may be at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one sheet.
    pub sheet_bytes: usize,
    /// Bytes of all sheets together.
    pub bytes: usize,
    /// Sheets; one that is used twice counts twice.
    pub sheets: usize,
    /// Symbols, counted in each use of their sheet.
    pub symbols: usize,
    /// Of the lines, as of any BOM.
    pub table: bom::Limits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sheet_bytes: 10_000_000,
            bytes: 50_000_000,
            sheets: 200,
            symbols: 50_000,
            table: bom::Limits::default(),
        }
    }
}

/// A sub-sheet that is still wanted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WantedSheet {
    /// Where it is, by the same folder as the path of the root.
    pub path: String,
    /// The sheet that uses it.
    pub wanted_by: String,
}

impl WantedSheet {
    /// What to say where it cannot be had.
    #[must_use]
    pub fn missing(self, why: Option<String>) -> SchematicError {
        SchematicError::Missing { sheet: self.path, wanted_by: self.wanted_by, why }
    }
}

/// A schematic while its sheets are gathered.
#[derive(Debug)]
pub struct Design {
    limits: Limits,
    root: String,
    files: BTreeMap<String, SheetFile>,
    wanted: BTreeSet<WantedSheet>,
    bytes: usize,
}

/// Whether a file is a schematic, by its name or by how it begins.
#[must_use]
pub fn is_schematic(name: &str, bytes: &[u8]) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let start = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("kicad_sch")) || start.starts_with(b"(kicad_sch")
}

impl Design {
    /// Begins with the root sheet. Its path is from the folder that sub-sheets may lie in.
    ///
    /// # Errors
    /// As for [`Design::add`].
    pub fn start(root: &str, bytes: &[u8], limits: Limits) -> Result<Self, BomError> {
        let (files, wanted) = (BTreeMap::new(), BTreeSet::new());
        let mut design = Self { limits, root: root.to_owned(), files, wanted, bytes: 0 };
        design.add(root, bytes)?;
        Ok(design)
    }

    /// The sub-sheets that are still to be given.
    #[must_use]
    pub fn wanted(&self) -> Vec<WantedSheet> {
        let mut paths = BTreeSet::new();
        self.wanted.iter().filter(|wanted| paths.insert(&wanted.path)).cloned().collect()
    }

    /// Takes a sheet.
    ///
    /// # Errors
    /// [`BomError::Schematic`] for what is no schematic, is beyond the limits, or uses a sheet whose path
    /// leads out of the folder; [`BomError::NotABom`] for a page, a pointer and the like.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), BomError> {
        let too_large = |bytes, limit| SchematicError::TooLarge { sheet: path.to_owned(), bytes, limit };
        self.bytes = self.bytes.saturating_add(bytes.len());
        if bytes.len() > self.limits.sheet_bytes {
            return Err(too_large(bytes.len(), self.limits.sheet_bytes).into());
        }
        if self.bytes > self.limits.bytes {
            return Err(too_large(self.bytes, self.limits.bytes).into());
        }
        let file = sheet::read(path, bytes, &self.root)?;
        self.wanted.retain(|wanted| wanted.path != path);
        let new =
            file.sheets.iter().filter(|sheet| sheet.path != path && !self.files.contains_key(&sheet.path));
        self.wanted
            .extend(new.map(|sheet| WantedSheet { path: sheet.path.clone(), wanted_by: path.to_owned() }));
        self.files.insert(path.to_owned(), file);
        let limit = self.limits.sheets;
        if self.files.len() + self.wanted().len() > limit {
            return Err(SchematicError::TooManySheets { sheet: path.to_owned(), limit }.into());
        }
        Ok(())
    }

    /// The lines of the whole schematic.
    ///
    /// # Errors
    /// [`BomError::Schematic`] for a sheet that is missing or contains itself, a reference on two parts, and
    /// whatever is beyond the limits.
    pub fn bom(&self) -> Result<BomFile, BomError> {
        if let Some(wanted) = self.wanted.first() {
            return Err(wanted.clone().missing(None).into());
        }
        let no_parts = || SchematicError::NoParts { sheet: self.root.clone() };
        let root = self.files.get(&self.root).ok_or_else(no_parts)?;
        let (parts, warnings) = hierarchy::parts(&self.files, root, &self.limits)?;
        if parts.is_empty() {
            return Err(no_parts().into());
        }
        match lines::of_parts(&parts, warnings, &self.limits) {
            Err(BomError::NoRows { .. }) => Err(no_parts().into()),
            read => read,
        }
    }
}

/// Reads a schematic whose sheets are all at hand: `sheet` gives the one of a path, the root's included.
///
/// # Errors
/// As for [`Design::add`] and [`Design::bom`].
pub fn read<'f>(
    root: &str,
    sheet: &dyn Fn(&str) -> Option<&'f [u8]>,
    limits: Limits,
) -> Result<BomFile, BomError> {
    let by_nobody = || WantedSheet { path: root.to_owned(), wanted_by: root.to_owned() };
    let bytes = sheet(root).ok_or_else(|| by_nobody().missing(None))?;
    let mut design = Design::start(root, bytes, limits)?;
    while let Some(wanted) = design.wanted().into_iter().next() {
        match sheet(&wanted.path) {
            Some(bytes) => design.add(&wanted.path, bytes)?,
            None => return Err(wanted.missing(None).into()),
        }
    }
    design.bom()
}
