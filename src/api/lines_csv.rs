//! The lines of a BOM and the needs of a build as CSV. The lines are those that their page shows under the same query, all
//! of them; the needs are of the build as it is stored.

use super::csv::file;
use crate::domain::bom::format_references;
use crate::domain::clearing::{
    Absence, Choices, Meaning, NeedReadiness, NeedState, Origin, SheetLine, UnmatchedLine, absent, work_out,
};
use crate::domain::csv_export::{Cell, CsvTable};
use crate::domain::designs::{BomPage, VersionLine};
use crate::domain::ids::{PartId, ProjectId, VersionId};
use crate::domain::lists::{ListQuery, NeedKeys, bom_lines, needs_order};
use crate::domain::overview::BuildPage;
use crate::domain::quantity::Quantity;
use crate::services::{Context, designs, overview};
use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};

/// The exports, for whom `context` says.
pub(super) fn router(context: Context) -> Router {
    Router::new()
        .route("/projects/{project}/versions/{version}/bom.csv", get(bom))
        .route("/builds/{build}/needs.csv", get(needs))
        .with_state(context)
}

async fn bom(
    State(context): State<Context>,
    Path((project, version)): Path<(i64, i64)>,
    Query(query): Query<ListQuery>,
) -> Response {
    let name = designs::VersionName { project: ProjectId::new(project), version: VersionId::new(version) };
    let page = designs::bom(&context, name).await;
    file("bom", page.map(|page| lines(&page, &query)))
}

fn lines(page: &BomPage, query: &ListQuery) -> CsvTable {
    let mut table = CsvTable::new(&[
        "Line",
        "References",
        "Quantity",
        "Value",
        "Footprint",
        "Vendor",
        "Item number",
        "Manufacturer",
        "MPN",
        "Description",
        "Note",
        "Optional",
        "State",
        "Part",
        "Why",
    ]);
    for line in bom_lines(&page.lines, &page.parts, query) {
        let (read, meanings) = (&line.line, meanings(page, line));
        table.push(vec![
            Cell::whole(read.line),
            read.references.join(" ").into(),
            read.quantity.into(),
            read.value.as_str().into(),
            read.footprint.as_str().into(),
            read.vendor.as_str().into(),
            read.item_number.as_str().into(),
            read.manufacturer.as_str().into(),
            read.mpn.as_str().into(),
            read.description.as_str().into(),
            read.note.as_str().into(),
            if read.optional { "yes" } else { "" }.into(),
            line.standing().word().into(),
            meanings.0.into(),
            meanings.1.into(),
        ]);
    }
    table
}

/// What a line is, and why: its parts, and what comes with them.
fn meanings(page: &BomPage, line: &VersionLine) -> (String, String) {
    let named =
        |id: PartId| page.parts.get(&id).map_or_else(|| format!("part {id}"), |part| part.name.clone());
    let (mut parts, mut why) = (Vec::new(), Vec::new());
    for meaning in line.meanings.iter().filter(|meaning| !meaning.ignored) {
        let Some(part) = meaning.substitute.or(meaning.part) else { continue };
        parts.push(named(part));
        why.push(meaning.why());
    }
    why.dedup();
    (parts.join("; "), why.join("; "))
}

async fn needs(
    State(context): State<Context>,
    Path(build): Path<String>,
    Query(query): Query<ListQuery>,
) -> Response {
    let page = overview::build(&context, &build).await;
    // By its number, whatever it was called in the address.
    let name = page.as_ref().map_or_else(|_| String::new(), |page| format!("build-{}", page.build.number));
    file(&name, page.map(|page| all_needs(&page, &query)))
}

/// A row of the export, before it is put into cells.
struct NeedRow<'a> {
    /// Own lines come after the BOM's; where it stands among them.
    place: (bool, u32),
    name: &'a str,
    key: &'a str,
    detail: &'a str,
    references: String,
    /// Needed, reserved, free, missing, on the way, drafted, to buy; none of what is not built with.
    pieces: Option<[Quantity; 7]>,
    /// How it stands; `None` for what is not built with.
    state: Option<NeedState>,
    word: &'static str,
}

impl<'a> NeedRow<'a> {
    fn of_need(page: &'a BuildPage, need: &'a NeedReadiness) -> Self {
        let part = page.sheet.parts.get(&need.part);
        let from_bom = |line: &SheetLine| {
            !matches!(line.origin, Origin::Own(_))
                && need.lines.contains(&line.line)
                && matches!(line.meaning, Meaning::Part { part, .. } if part == need.part)
        };
        Self {
            place: (!page.sheet.lines.iter().any(from_bom), need.lines.first().copied().unwrap_or(u32::MAX)),
            name: part.map_or("", |part| &part.name),
            key: part.map_or("", |part| &part.key),
            detail: part.map_or("", |part| &part.detail),
            references: format_references(&need.references),
            pieces: Some([
                need.needed,
                need.reserved,
                need.free,
                need.missing,
                need.on_the_way,
                need.drafted,
                need.to_buy(),
            ]),
            state: Some(need.state()),
            word: need.state().word(),
        }
    }

    fn of_unmatched(page: &BuildPage, line: &'a UnmatchedLine) -> Self {
        let (pieces, state, none) = (pieces_of(page, line), NeedState::Unmatched, Quantity::ZERO);
        Self {
            place: (false, line.line),
            name: &line.wanted,
            key: "",
            detail: "",
            references: format_references(&line.references),
            pieces: Some([pieces, none, none, pieces, none, none, none]),
            state: Some(state),
            word: state.word(),
        }
    }

    fn not_built(page: &'a BuildPage, choices: &Choices, line: &'a SheetLine) -> Option<Self> {
        let (absent, why) = absent(line, &page.sheet, choices)?;
        let part = match &line.meaning {
            Meaning::Part { part, .. } => page.sheet.parts.get(part),
            Meaning::Unmatched(_) | Meaning::Ignored => None,
        };
        let wanted = if let Meaning::Unmatched(wanted) = &line.meaning { wanted.as_str() } else { "" };
        Some(Self {
            place: (false, line.line),
            name: part.map_or(wanted, |part| &part.name),
            key: part.map_or("", |part| &part.key),
            detail: part.map_or("", |part| &part.detail),
            references: format_references(&absent),
            pieces: None,
            state: None,
            word: why.word(),
        })
    }

    /// What it does not know, `show` says nothing about.
    fn is_asked_for(&self, query: &ListQuery) -> bool {
        let is_known = NeedState::EACH.iter().any(|state| state.key() == Some(&query.show));
        let shown = match self.state {
            None => !is_known,
            Some(state) if is_known => state.key() == Some(&query.show),
            Some(_) => query.show != Absence::KEY,
        };
        shown && query.has_words(&[self.name, self.detail, &self.references, self.word])
    }

    fn keys(&self) -> NeedKeys<'_> {
        let [needed, reserved, free, missing, on_the_way, ..] =
            self.pieces.unwrap_or([Quantity::ZERO; 7]).map(Quantity::get);
        let references = self.references.as_str();
        NeedKeys {
            name: self.name,
            references,
            needed,
            reserved,
            free,
            missing,
            on_the_way,
            state: self.state,
        }
    }

    fn cells(&self) -> Vec<Cell> {
        let words = [Cell::text(self.name), self.key.into(), self.references.as_str().into()];
        let pieces = match self.pieces {
            Some(pieces) => pieces.map(Cell::from),
            None => [const { Cell::Empty }; 7],
        };
        words.into_iter().chain(pieces).chain([self.word.into()]).collect()
    }
}

fn all_needs(page: &BuildPage, query: &ListQuery) -> CsvTable {
    let columns = [
        "Part",
        "Key",
        "References",
        "Needed",
        "Reserved",
        "Free",
        "Missing",
        "On the way",
        "Drafted",
        "To buy",
        "State",
    ];
    let mut table = CsvTable::new(&columns);
    let choices = page.build.choices();
    let readiness = work_out(&page.sheet, &choices);
    let needs = readiness.needs.iter().map(|need| NeedRow::of_need(page, need));
    let unmatched = readiness.unmatched.iter().map(|line| NeedRow::of_unmatched(page, line));
    let not_built = page.sheet.lines.iter().filter_map(|line| NeedRow::not_built(page, &choices, line));
    let mut rows: Vec<NeedRow<'_>> =
        needs.chain(unmatched).chain(not_built).filter(|row| row.is_asked_for(query)).collect();
    rows.sort_by_key(|row| row.place);
    query.sort(&mut rows, |key, a, b| needs_order(key, &a.keys(), &b.keys()));
    for row in &rows {
        table.push(row.cells());
    }
    table
}

/// Pieces of a line without a part, for all that is still to be made.
fn pieces_of(page: &BuildPage, line: &UnmatchedLine) -> Quantity {
    let is_it = |read: &&SheetLine| {
        read.line == line.line
            && matches!(read.meaning, Meaning::Unmatched(_))
            && line.references.iter().all(|reference| read.references.contains(reference))
    };
    let read = page.sheet.lines.iter().find(is_it);
    read.map_or(Quantity::ZERO, |read| read.quantity.times(page.build.choices().remaining()))
}
