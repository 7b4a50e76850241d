//! The lines of a BOM and the needs of a build as CSV. The lines are those that their page shows under the same query, all
//! of them; the needs are of the build as it is stored, without what is left out of it.

use super::csv::file;
use crate::domain::bom::format_references;
use crate::domain::clearing::{Meaning, NeedState, SheetLine, UnmatchedLine, work_out};
use crate::domain::csv_export::{Cell, CsvTable};
use crate::domain::designs::{BomPage, LineFilter, VersionLine};
use crate::domain::ids::{PartId, ProjectId, VersionId};
use crate::domain::lists::ListQuery;
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
    let filter = LineFilter::from_key(&query.show);
    for line in page.lines.iter().filter(|line| filter.shows(line) && line.says(&query.q)) {
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
    let readiness = work_out(&page.sheet, &page.build.choices());
    let shows = |state: NeedState, texts: &[&str]| {
        (query.show.is_empty() || state.key() == Some(&query.show)) && query.has_words(texts)
    };
    for need in &readiness.needs {
        let part = page.sheet.parts.get(&need.part);
        let (name, key, detail) = part.map_or_else(
            || (format!("part {}", need.part), "", ""),
            |part| (part.name.clone(), part.key.as_str(), part.detail.as_str()),
        );
        let (references, state) = (format_references(&need.references), need.state());
        if shows(state, &[&name, detail, &references, state.word()]) {
            let pieces = [
                need.needed,
                need.reserved,
                need.free,
                need.missing,
                need.on_the_way,
                need.drafted,
                need.to_buy(),
            ];
            let words = [Cell::text(name), key.into(), references.into()];
            table
                .push(words.into_iter().chain(pieces.map(Cell::from)).chain([state.word().into()]).collect());
        }
    }
    let state = NeedState::Unmatched;
    for line in &readiness.unmatched {
        let references = format_references(&line.references);
        if shows(state, &[&line.wanted, &references, state.word()]) {
            let words = [Cell::text(line.wanted.as_str()), Cell::Empty, references.into()];
            let pieces = pieces_of(page, line);
            let missing = [Cell::from(pieces), Cell::Empty, Cell::Empty, Cell::from(pieces)];
            let rest = [Cell::Empty, Cell::Empty, Cell::Empty, state.word().into()];
            table.push(words.into_iter().chain(missing).chain(rest).collect());
        }
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
