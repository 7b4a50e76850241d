//! One line of a BOM, and what it is.

use super::filter::Filter;
use super::fix::Fix;
use super::{COLUMNS, Page, Words};
use crate::app::components::{
    ActionsCell, BadgeCell, Count, DetailRow, ItemRow, LinkedText, Named, OpensHere, WideCell,
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
    let (places, asks, pieces, state) =
        (references(&line), wants(&line), line.line.quantity.get(), status(&line));
    let line = StoredValue::new(line);
    // What is free changes while the line stays what it is.
    let told = move || {
        let meanings = page.with(|page| line.with_value(|line| told(line, &page.parts)));
        meanings.into_iter().map(|pieces| view! { <LinkedText pieces /> }).collect_view()
    };
    let verb = if standing == LineStanding::Unmatched { "Fix" } else { "Change" };
    view! {
        <ItemRow>
            <Named name=places detail=format!("line {number}") />
            <WideCell>{asks}</WideCell>
            <Count label="Pieces" number=pieces />
            <WideCell>
                {told}
            </WideCell>
            <BadgeCell status=state />
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

/// What the line asks for, in short.
fn wants(line: &VersionLine) -> String {
    let line = &line.line;
    let footprint = line.footprint.rsplit_once(':').map_or(line.footprint.as_str(), |(_, name)| name);
    let numbers = [line.vendor.as_str(), line.item_number.as_str()].join(" ");
    let cells = [line.value.as_str(), footprint, numbers.trim(), line.mpn.as_str()];
    let said: Vec<&str> = cells.into_iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
    if said.is_empty() { line.description.clone() } else { said.join(" · ") }
}

fn status(line: &VersionLine) -> Status {
    let standing = line.standing();
    let tone = match standing {
        LineStanding::Unmatched => Tone::Missing,
        LineStanding::Matched => Tone::Clear,
        LineStanding::DoNotPopulate | LineStanding::LeftOut | LineStanding::Ignored => Tone::Quiet,
    };
    let optional = if line.line.optional && standing == LineStanding::Matched { ", optional" } else { "" };
    Status::new(tone, format!("{}{optional}", standing.word()))
}

/// What the line is, and why: one text for each thing that it means, in which parts lead to their pages.
fn told(line: &VersionLine, parts: &BTreeMap<PartId, BomPart>) -> Vec<Vec<Piece>> {
    let several = line.own_meanings().count() > 1;
    line.meanings.iter().map(|meaning| means(meaning, parts, several)).collect()
}

fn means(meaning: &Resolution, parts: &BTreeMap<PartId, BomPart>, several: bool) -> Vec<Piece> {
    let named = |id: PartId| {
        let name = parts.get(&id).map_or_else(|| format!("part {id}"), |part| part.name.clone());
        Piece::link(name, format!("/parts/{id}"))
    };
    let whose = if several { format!("{}: ", meaning.references.join(", ")) } else { String::new() };
    if meaning.ignored {
        return vec![Piece::text(format!("{whose}no part"))];
    }
    let Some(part) = meaning.part else {
        let others = match meaning.candidates.len() {
            0 => String::new(),
            1 => " (1 part may be meant)".to_owned(),
            count => format!(" ({count} parts may be meant)"),
        };
        return vec![Piece::text(format!("{whose}{}{others}", meaning.wanted.clone().unwrap_or_default()))];
    };
    if meaning.implicit {
        return vec![Piece::text(format!("comes with it: {} ", meaning.quantity)), named(part)];
    }
    let free = parts.get(&meaning.substitute.unwrap_or(part)).map(|part| format!(", {} free", part.free));
    let free = free.unwrap_or_default();
    let whose = Piece::text(whose);
    match meaning.substitute {
        Some(substitute) => {
            vec![whose, named(substitute), Piece::text(" in place of "), named(part), Piece::text(free)]
        }
        None => vec![whose, named(part), Piece::text(format!(" \u{b7} {}{free}", meaning.why()))],
    }
}
