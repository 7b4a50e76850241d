//! One line of a BOM, and what it is.

use super::filter::Filter;
use super::fix::Fix;
use super::{COLUMNS, Page, Words};
use crate::app::components::{
    ActionsCell, BadgeCell, Count, DetailRow, ItemRow, LinkedText, Named, OpensHere, TwoLines, WideCell,
};
use crate::app::view::{Piece, Status, Tone};
use crate::domain::bom::{Reference, format_references};
use crate::domain::designs::{BomPart, LineStanding, VersionLine};
use crate::domain::ids::PartId;
use crate::domain::matching::Resolution;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A row, with what fixes it beneath where it is open.
#[component]
pub(super) fn LineRow(
    line: VersionLine,
    page: RwSignal<Page>,
    words: Words,
    filter: Filter,
) -> impl IntoView {
    let number = line.line.line;
    let called = line.called();
    let standing = line.standing();
    let (open, toggled) = filter.opened(number.to_string());
    let (places, pieces, state) = (references(&line), line.line.quantity.get(), status(&line));
    let (asks, footprint) = wants(&line);
    let optional = if line.line.optional { "optional" } else { "" };
    let line = StoredValue::new(line);
    // What is free changes while the line stays what it is.
    let told = move || {
        let meanings = page.with(|page| line.with_value(|line| told(line, &page.parts)));
        meanings.into_iter().map(|(pieces, detail)| view! { <LinkedText pieces detail /> }).collect_view()
    };
    let verb = if standing == LineStanding::Unmatched { "Fix" } else { "Change" };
    view! {
        <ItemRow>
            <Named name=places detail=format!("line {number}") />
            <TwoLines text=asks detail=footprint />
            <Count label="Pieces" number=pieces />
            <WideCell>
                {told}
            </WideCell>
            <BadgeCell status=state note=optional />
            <ActionsCell>
                <OpensHere
                    href=toggled
                    open
                    label=format!("{verb} {called}")
                    text=verb
                />
            </ActionsCell>
        </ItemRow>
        {move || {
            open.get()
                .then(|| {
                    let line = line.get_value();
                    view! {
                        <DetailRow columns=COLUMNS>
                            <Fix line page words filter />
                        </DetailRow>
                    }
                })
        }}
    }
}

fn references(line: &VersionLine) -> String {
    let all: Vec<Reference> = line.line.references.iter().map(|text| Reference::new(text.as_str())).collect();
    if all.is_empty() { "no reference".to_owned() } else { format_references(&all) }
}

/// What the line asks for, in short, and what else tells it apart.
fn wants(line: &VersionLine) -> (String, String) {
    let line = &line.line;
    let footprint = line.footprint.rsplit_once(':').map_or(line.footprint.as_str(), |(_, name)| name);
    let numbers = [line.vendor.as_str(), line.item_number.as_str()].join(" ");
    let cells = [line.value.as_str(), footprint, numbers.trim(), line.mpn.as_str()];
    let mut said = cells.into_iter().map(str::trim).filter(|cell| !cell.is_empty());
    match said.next() {
        None => (line.description.clone(), String::new()),
        Some(first) => (first.to_owned(), said.collect::<Vec<_>>().join(" \u{b7} ")),
    }
}

fn status(line: &VersionLine) -> Status {
    let standing = line.standing();
    let tone = match standing {
        LineStanding::Unmatched => Tone::Missing,
        LineStanding::Matched => Tone::Clear,
        LineStanding::DoNotPopulate | LineStanding::LeftOut | LineStanding::Ignored => Tone::Quiet,
    };
    Status::new(tone, standing.word())
}

/// What the line is, in which parts lead to their pages, and why: one for each thing that it means.
fn told(line: &VersionLine, parts: &BTreeMap<PartId, BomPart>) -> Vec<(Vec<Piece>, String)> {
    let several = line.own_meanings().count() > 1;
    line.meanings.iter().map(|meaning| means(meaning, parts, several)).collect()
}

fn means(meaning: &Resolution, parts: &BTreeMap<PartId, BomPart>, several: bool) -> (Vec<Piece>, String) {
    let named = |id: PartId| {
        let name = parts.get(&id).map_or_else(|| format!("part {id}"), |part| part.name.clone());
        Piece::link(name, format!("/parts/{id}"))
    };
    let free = |id: PartId| parts.get(&id).map(|part| format!("{} free", part.free)).unwrap_or_default();
    let whose = if several { format!("{}: ", meaning.references.join(", ")) } else { String::new() };
    if meaning.ignored {
        return (vec![Piece::text(format!("{whose}no part"))], String::new());
    }
    let Some(part) = meaning.part else {
        let others = match meaning.candidates.len() {
            0 => String::new(),
            1 => "1 part may be meant".to_owned(),
            count => format!("{count} parts may be meant"),
        };
        return (vec![Piece::text(format!("{whose}{}", meaning.wanted.clone().unwrap_or_default()))], others);
    };
    if meaning.implicit {
        return (
            vec![Piece::text(format!("comes with it: {} ", meaning.quantity)), named(part)],
            String::new(),
        );
    }
    let whose = Piece::text(whose);
    match meaning.substitute {
        Some(substitute) => {
            (vec![whose, named(substitute), Piece::text(" in place of "), named(part)], free(substitute))
        }
        None => (vec![whose, named(part)], format!("{} \u{b7} {}", free(part), meaning.why())),
    }
}
