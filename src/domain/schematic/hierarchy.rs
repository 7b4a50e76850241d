//! From sheets to parts: every use of a sheet names its symbols anew, and the units of one part are one.

use super::Limits;
use super::error::SchematicError;
use super::sheet::{Instance, SheetFile, SubSheet, Symbol};
use super::warning::SchematicWarning;
use crate::domain::bom::Reference;
use crate::domain::bom::error::clip;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A part as the schematic names it.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub reference: Reference,
    /// The file that it is drawn in.
    pub sheet: &'a str,
    pub value: String,
    pub footprint: String,
    pub do_not_populate: bool,
    /// The user's fields that say something.
    pub fields: Vec<(&'a str, &'a str)>,
}

/// A symbol where its sheet is used.
struct Placed<'a> {
    symbol: &'a Symbol,
    sheet: &'a str,
    reference: String,
    unit: u32,
    value: &'a str,
    footprint: &'a str,
    in_bom: bool,
    do_not_populate: bool,
}

/// A use of a sheet.
#[derive(Clone, Copy)]
struct Use {
    in_bom: bool,
    do_not_populate: bool,
}

/// Walks the sheets from the root on.
struct Walk<'a> {
    files: &'a BTreeMap<String, SheetFile>,
    root: &'a SheetFile,
    limits: &'a Limits,
    /// How often each file is used.
    uses: HashMap<&'a str, usize>,
    sheets: usize,
    placed: Vec<Placed<'a>>,
    /// Sheets with symbols that no path of this root names, and how many.
    unnamed: BTreeMap<&'a str, usize>,
}

/// The parts of a schematic in natural order, and what a person should know.
pub(super) fn parts<'a>(
    files: &'a BTreeMap<String, SheetFile>,
    root: &'a SheetFile,
    limits: &'a Limits,
) -> Result<(Vec<Part<'a>>, Vec<SchematicWarning>), SchematicError> {
    let mut walk = Walk {
        files,
        root,
        limits,
        uses: HashMap::new(),
        sheets: 0,
        placed: Vec::new(),
        unnamed: BTreeMap::new(),
    };
    walk.count_uses(root, &mut Vec::new())?;
    let whole = Use { in_bom: true, do_not_populate: false };
    walk.enter(root, &format!("/{}", root.uuid), whole)?;
    let unnamed = walk.unnamed.into_iter();
    let mut warnings: Vec<SchematicWarning> = unnamed
        .map(|(sheet, count)| SchematicWarning::NoInstance { sheet: sheet.to_owned(), count })
        .collect();
    let parts = join_units(walk.placed, &mut warnings)?;
    Ok((parts, warnings))
}

impl<'a> Walk<'a> {
    /// Finds cycles and counts sheets before any symbol is looked at.
    fn count_uses(&mut self, file: &'a SheetFile, above: &mut Vec<&'a str>) -> Result<(), SchematicError> {
        self.sheets += 1;
        if self.sheets > self.limits.sheets {
            return Err(SchematicError::TooManySheets {
                sheet: file.path.clone(),
                limit: self.limits.sheets,
            });
        }
        *self.uses.entry(&file.path).or_insert(0) += 1;
        above.push(&file.path);
        for sheet in &file.sheets {
            if above.contains(&sheet.path.as_str()) {
                let (sheet, wanted_by) = (sheet.path.clone(), file.path.clone());
                return Err(SchematicError::Cycle { sheet, wanted_by });
            }
            self.count_uses(self.file(sheet, file)?, above)?;
        }
        above.pop();
        Ok(())
    }

    fn file(&self, sheet: &SubSheet, by: &SheetFile) -> Result<&'a SheetFile, SchematicError> {
        self.files.get(&sheet.path).ok_or_else(|| SchematicError::Missing {
            sheet: sheet.path.clone(),
            wanted_by: by.path.clone(),
            why: None,
        })
    }

    fn enter(&mut self, file: &'a SheetFile, path: &str, used: Use) -> Result<(), SchematicError> {
        for symbol in &file.symbols {
            self.place(file, symbol, path, used);
        }
        if self.placed.len() > self.limits.symbols {
            let limit = self.limits.symbols;
            return Err(SchematicError::TooManySymbols { sheet: file.path.clone(), limit });
        }
        for sheet in &file.sheets {
            let below = self.file(sheet, file)?;
            let used = Use {
                in_bom: used.in_bom && sheet.in_bom,
                do_not_populate: used.do_not_populate || sheet.do_not_populate,
            };
            self.enter(below, &format!("{path}/{}", sheet.uuid), used)?;
        }
        Ok(())
    }

    fn place(&mut self, file: &'a SheetFile, symbol: &'a Symbol, path: &str, used: Use) {
        let instance = self.instance(symbol, path);
        let drawn = symbol.field("Reference");
        let reference = match instance {
            Some(instance) => instance.reference.as_str(),
            None => drawn,
        };
        if reference.starts_with('#') {
            return;
        }
        let is_shared = self.uses.get(file.path.as_str()).copied().unwrap_or(0) > 1;
        let reference = match instance {
            // One text for several uses names none of them.
            None if is_shared => unnumbered(drawn),
            _ if reference.trim().is_empty() => "?".to_owned(),
            _ => reference.trim().to_owned(),
        };
        if instance.is_none() {
            *self.unnamed.entry(&file.path).or_insert(0) += 1;
        }
        let said =
            |text: Option<&'a String>, name| text.map_or_else(|| symbol.field(name), |text| plain(text));
        self.placed.push(Placed {
            symbol,
            sheet: &file.path,
            reference,
            unit: instance.and_then(|instance| instance.unit).unwrap_or(symbol.unit),
            value: said(instance.and_then(|instance| instance.value.as_ref()), "Value"),
            footprint: said(instance.and_then(|instance| instance.footprint.as_ref()), "Footprint"),
            in_bom: symbol.in_bom && used.in_bom,
            do_not_populate: symbol.do_not_populate || used.do_not_populate,
        });
    }

    /// What the symbol is called at this path: at the symbol, or as KiCad 6 keeps it at the root, where
    /// the path begins below the root and ends with the symbol.
    fn instance(&self, symbol: &'a Symbol, path: &str) -> Option<&'a Instance> {
        let own = symbol.instances.iter().find(|instance| instance.path == path);
        own.or_else(|| {
            let kept = &self.root.kept_at_root;
            let whole = format!("{path}/{}", symbol.uuid);
            let below = whole.get(1 + self.root.uuid.len()..).unwrap_or_default();
            kept.get(below).or_else(|| kept.get(&whole))
        })
    }
}

fn plain(text: &str) -> &str {
    let text = text.trim();
    if text == "~" { "" } else { text }
}

/// `R12` without its number, as an unannotated symbol is called.
fn unnumbered(reference: &str) -> String {
    let prefix = reference.trim().trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '?');
    format!("{prefix}?")
}

/// Joins the units of each part, and leaves out what is no part of the BOM.
fn join_units<'a>(
    placed: Vec<Placed<'a>>,
    warnings: &mut Vec<SchematicWarning>,
) -> Result<Vec<Part<'a>>, SchematicError> {
    let mut parts: BTreeMap<Reference, Vec<Placed<'a>>> = BTreeMap::new();
    let mut unannotated = Vec::new();
    for symbol in placed {
        if symbol.reference.ends_with('?') {
            // The first unit stands for the others.
            if symbol.unit == 1 {
                unannotated.push(symbol);
            }
        } else {
            parts.entry(Reference::new(symbol.reference.clone())).or_default().push(symbol);
        }
    }
    let mut joined = Vec::new();
    for (reference, mut units) in parts {
        units.sort_by_key(|symbol| symbol.unit);
        let twice = units.windows(2).find(|pair| matches!(pair, [one, next] if one.unit == next.unit));
        if let Some([first, second]) = twice {
            if reference.as_str().ends_with(|letter: char| letter.is_ascii_digit()) {
                return Err(SchematicError::Duplicate {
                    reference: Reference::new(clip(reference.as_str())),
                    first: first.sheet.to_owned(),
                    second: second.sheet.to_owned(),
                });
            }
            unannotated.extend(units.into_iter().map(|symbol| {
                let reference = format!("{}?", symbol.reference);
                Placed { reference, ..symbol }
            }));
            continue;
        }
        joined.extend(join(reference, &units, warnings));
    }
    for symbol in unannotated {
        let reference = Reference::new(symbol.reference.clone());
        joined.extend(join(reference, &[symbol], warnings));
    }
    Ok(joined)
}

/// One part of its units, the first of which speaks for those that say nothing.
fn join<'a>(
    reference: Reference,
    units: &[Placed<'a>],
    warnings: &mut Vec<SchematicWarning>,
) -> Option<Part<'a>> {
    let counted = units.iter().filter(|symbol| symbol.in_bom).count();
    let left_empty = units.iter().filter(|symbol| symbol.do_not_populate).count();
    let (first, _) = units.split_first().filter(|_| counted > 0)?;
    if counted < units.len() || !(left_empty == 0 || left_empty == units.len()) {
        let (reference, sheet) = (clip(reference.as_str()), first.sheet.to_owned());
        warnings.push(SchematicWarning::UnitsDiffer { reference, sheet });
    }
    let says = |text: fn(&Placed<'a>) -> &'a str| {
        units.iter().map(text).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
    };
    let mut seen = HashSet::new();
    let fields = units.iter().flat_map(|unit| user_fields(unit.symbol));
    let fields = fields.filter(|(name, _)| seen.insert(*name)).collect();
    Some(Part {
        reference,
        sheet: first.sheet,
        value: says(|symbol| symbol.value),
        footprint: says(|symbol| symbol.footprint),
        do_not_populate: left_empty == units.len(),
        fields,
    })
}

/// The fields beside those that have their place; the library's own begin with `ki_`.
fn user_fields(symbol: &Symbol) -> impl Iterator<Item = (&str, &str)> {
    let is_users =
        |name: &str| !matches!(name, "Reference" | "Value" | "Footprint") && !name.starts_with("ki_");
    let named = symbol.fields.iter().map(|(name, text)| (name.trim(), plain(text)));
    named.filter(move |(name, text)| is_users(name) && !name.is_empty() && !text.is_empty())
}
