//! One file of a schematic: its symbols and sub-sheets, each as it stands.

use super::error::SchematicError;
use super::expression::{self, List};
use super::path;
use crate::domain::bom::error::clip;
use crate::domain::bom::{BomError, decode};
use std::collections::{HashMap, HashSet};

/// What one file says.
#[derive(Debug, Default)]
pub(super) struct SheetFile {
    pub path: String,
    pub uuid: String,
    pub symbols: Vec<Symbol>,
    pub sheets: Vec<SubSheet>,
    /// Where KiCad 6 keeps what later versions say at each symbol.
    pub kept_at_root: HashMap<String, Instance>,
}

/// A symbol that is placed on the sheet.
#[derive(Debug, Default)]
pub(super) struct Symbol {
    pub uuid: String,
    pub unit: u32,
    pub in_bom: bool,
    pub do_not_populate: bool,
    /// Names and texts of its fields, in their order; the four that every symbol has among them.
    pub fields: Vec<(String, String)>,
    pub instances: Vec<Instance>,
}

/// What a symbol is called where its sheet is used.
#[derive(Debug, Default, Clone)]
pub(super) struct Instance {
    /// The sheets from the root on, and in KiCad 6 the symbol at the end.
    pub path: String,
    pub reference: String,
    pub unit: Option<u32>,
    pub value: Option<String>,
    pub footprint: Option<String>,
}

/// A sheet within the sheet.
#[derive(Debug, Default)]
pub(super) struct SubSheet {
    pub uuid: String,
    /// Where its file is, from the folder that the schematic may use.
    pub path: String,
    pub in_bom: bool,
    pub do_not_populate: bool,
}

impl Symbol {
    /// The text of a field that every symbol has; empty where it says `~`.
    pub fn field(&self, name: &str) -> &str {
        let text = self.fields.iter().find(|(has, _)| has == name).map_or("", |(_, text)| text.trim());
        if text == "~" { "" } else { text }
    }
}

/// Reads a file. `root` is the path of the schematic's first sheet.
pub(super) fn read(file: &str, bytes: &[u8], root: &str) -> Result<SheetFile, BomError> {
    let text = text_of(file, bytes)?;
    let list = expression::read(text)
        .map_err(|problem| SchematicError::Syntax { sheet: file.to_owned(), problem })?;
    let power = power_symbols(&list);
    let symbols = list.children("symbol").filter(|symbol| !power.contains(library_name(symbol)));
    let sheets = list.children("sheet").map(|sheet| sub_sheet(sheet, file, root));
    let kept = list.children("symbol_instances").flat_map(|kept| kept.children("path")).map(instance);
    Ok(SheetFile {
        path: file.to_owned(),
        uuid: list.child_text("uuid").unwrap_or_default().to_owned(),
        symbols: symbols.map(symbol).collect(),
        sheets: sheets.collect::<Result<_, _>>()?,
        kept_at_root: kept.map(|instance| (instance.path.clone(), instance)).collect(),
    })
}

fn text_of<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, BomError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if bytes.trim_ascii_start().starts_with(b"(kicad_sch") {
        return std::str::from_utf8(bytes).map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            SchematicError::NotUtf8 { sheet: file.to_owned(), line }.into()
        });
    }
    match decode::decode(bytes) {
        Err(error @ BomError::NotABom(kind)) if kind != crate::domain::bom::FileKind::KicadDesign => {
            Err(error)
        }
        Err(BomError::Empty) => Err(BomError::Empty),
        _ => {
            let begins: Vec<u8> = bytes.trim_ascii_start().iter().copied().take(200).collect();
            let begins = String::from_utf8_lossy(&begins).into_owned();
            let begins = clip(begins.split_whitespace().next().unwrap_or_default());
            Err(SchematicError::NotASchematic { sheet: file.to_owned(), begins }.into())
        }
    }
}

/// Library symbols that are no parts but names of nets.
fn power_symbols<'a>(list: &'a List<'_>) -> HashSet<&'a str> {
    let library = list.children("lib_symbols").flat_map(|library| library.children("symbol"));
    library.filter(|symbol| symbol.flag("power").is_some()).filter_map(|symbol| symbol.text(1)).collect()
}

/// Which library symbol it is drawn by: a changed copy has a name of its own.
fn library_name<'a>(symbol: &'a List<'_>) -> &'a str {
    symbol.child_text("lib_name").or_else(|| symbol.child_text("lib_id")).unwrap_or_default()
}

fn symbol(list: &List<'_>) -> Symbol {
    let projects = list.children("instances").flat_map(|instances| instances.children("project"));
    Symbol {
        uuid: list.child_text("uuid").unwrap_or_default().to_owned(),
        unit: unit(list).unwrap_or(1),
        in_bom: list.flag("in_bom").unwrap_or(true),
        do_not_populate: list.flag("dnp").unwrap_or(false),
        fields: fields(list),
        instances: projects.flat_map(|project| project.children("path")).map(instance).collect(),
    }
}

fn unit(list: &List<'_>) -> Option<u32> {
    list.child_text("unit").and_then(|unit| unit.parse().ok())
}

/// A field more than a symbol may have is enough to see that there are too many.
fn fields(list: &List<'_>) -> Vec<(String, String)> {
    const MOST: usize = 500 + 1;
    let named = list.children("property").filter_map(|property| {
        // A word before the name says that the field is private.
        let start = 1 + usize::from(property.text(1) == Some("private") && property.text(3).is_some());
        Some((property.text(start)?.to_owned(), property.text(start + 1)?.to_owned()))
    });
    named.take(MOST).collect()
}

fn instance(path: &List<'_>) -> Instance {
    let said = |head| path.child_text(head).filter(|text| !text.is_empty()).map(str::to_owned);
    Instance {
        path: path.text(1).unwrap_or_default().to_owned(),
        reference: path.child_text("reference").unwrap_or_default().to_owned(),
        unit: unit(path),
        value: said("value"),
        footprint: said("footprint"),
    }
}

fn sub_sheet(list: &List<'_>, file: &str, root: &str) -> Result<SubSheet, SchematicError> {
    let fields = fields(list);
    let given = ["Sheetfile", "Sheet file"]
        .iter()
        .find_map(|name| fields.iter().find(|(has, _)| has == name))
        .map(|(_, text)| text.as_str())
        .unwrap_or_default();
    let path = path::resolve(file, given, root).map_err(|why| SchematicError::BadPath {
        given: clip(given),
        wanted_by: file.to_owned(),
        why,
    })?;
    Ok(SubSheet {
        uuid: list.child_text("uuid").unwrap_or_default().to_owned(),
        path,
        in_bom: list.flag("in_bom").unwrap_or(true),
        do_not_populate: list.flag("dnp").unwrap_or(false),
    })
}
