//! Where a part lies, and what is done with it there.

use super::{Hands, Looked};
use crate::app::components::{
    ActionsCell, BenchDone, Button, ButtonKind, Column, Count, Disclosure, EmptyState, FormActions, FormCard,
    FormGrid, FormProblem, ItemRow, ItemTable, Lead, LinkButton, Panel, PiecesField, PostForm, TextField,
    UndoButton, WideCell,
};
use crate::app::pages::afresh;
use crate::app::refusal;
use crate::domain::catalog::PartSheet;
use crate::domain::inventory::{Booked, Spot, Undo, Verb};
use leptos::prelude::*;

pub(super) fn view(sheet: &PartSheet, looked: &Looked, hands: Hands) -> AnyView {
    let spot = sheet.spots.iter().find(|spot| Some(spot.line.get()) == looked.line);
    let form = looked.verb.zip(spot).map(|(verb, spot)| booking(sheet, verb, spot, hands));
    let table = if sheet.spots.is_empty() {
        view! { <EmptyState title="It lies nowhere" hint="Put some of it into a place below, or receive what was ordered." /> }
            .into_any()
    } else {
        let columns = vec![
            Column::words("Place"),
            Column::numbers("On hand"),
            Column::numbers("Reserved"),
            Column::numbers("Free"),
            Column::words("For"),
            Column::actions("What to do"),
        ];
        let rows = sheet.spots.iter().map(|spot| row(sheet, spot, hands)).collect_view();
        view! {
            <ItemTable label="Where it lies" columns>
                {rows}
            </ItemTable>
        }
        .into_any()
    };
    let whole = sheet.clone();
    let put = afresh(sheet.reading.key.clone(), move || put_somewhere(&whole, hands));
    view! {
        {form}
        <FormProblem refusal=refusal::of(hands.aside) />
        <Panel title="Where it lies">{table}</Panel>
        {put}
    }
    .into_any()
}

fn row(sheet: &PartSheet, spot: &Spot, hands: Hands) -> AnyView {
    let lot = if spot.lot.is_empty() { String::new() } else { format!("lot {}", spot.lot) };
    let doing = |verb: Verb| format!("?tab=stock&line={}&do={}", spot.line, verb.name());
    let place = format!("/stock/{}", spot.place);
    let told = match spot.kit_of {
        Some(build) => format!("kit of build {build}; {}", spot.reserved_in_words()),
        None => spot.reserved_in_words(),
    };
    let (name, on_hand) = (spot.location.clone(), spot.on_hand.get());
    let (reserved, free, aside) = (spot.reserved.get(), spot.free().get(), aside(sheet, spot, hands));
    let (count, moves) = (doing(Verb::Count), doing(Verb::Move));
    view! {
        <ItemRow>
            <Lead href=place name detail=lot />
            <Count label="On hand" number=on_hand />
            <Count label="Reserved" number=reserved />
            <Count label="Free" number=free />
            <WideCell>{told}</WideCell>
            <ActionsCell>
                <LinkButton kind=ButtonKind::InRow href=count>
                    "Count"
                </LinkButton>
                <LinkButton kind=ButtonKind::InRow href=moves>
                    "Move"
                </LinkButton>
                {aside}
            </ActionsCell>
        </ItemRow>
    }
    .into_any()
}

/// Whether it is reserved automatically: turned round by a press.
fn aside(sheet: &PartSheet, spot: &Spot, hands: Hands) -> AnyView {
    let word = if spot.deprioritized { "Use automatically again" } else { "Don\u{2019}t use automatically" };
    let turned = !spot.deprioritized;
    let (part, line) = (sheet.page.part.id.to_string(), spot.line.to_string());
    view! {
        <PostForm action=hands.aside key=line.clone()>
            <input type="hidden" name="id" value=part />
            <input type="hidden" name="line" value=line />
            <input type="hidden" name="aside" value=turned.to_string() />
            <Button kind=ButtonKind::InRow>{word}</Button>
        </PostForm>
    }
    .into_any()
}

/// The form of a verb on a stock line.
fn booking(sheet: &PartSheet, verb: Verb, spot: &Spot, hands: Hands) -> AnyView {
    let (title, label, does) = match verb {
        Verb::Take => ("Take", "How many do you take?", "Take"),
        Verb::Put => ("Put", "How many do you put there?", "Put"),
        Verb::Count => ("Count", "How many lie there?", "Count"),
        Verb::Move => ("Move", "How many do you move?", "Move"),
    };
    let back = format!("/parts/{}?tab=stock", sheet.page.part.id);
    let places = (verb == Verb::Move).then(|| sheet.place_names.clone());
    let note = format!("{} lie there, {} of them free", spot.on_hand, spot.free());
    let (key, line) = (sheet.reading.key.clone(), spot.line.to_string());
    let title = format!("{title}: {}", spot.location);
    view! {
        <PostForm action=hands.book>
            <FormProblem refusal=refusal::of(hands.book) />
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="verb" value=verb.name() />
            <input type="hidden" name="line" value=line />
            <input type="hidden" name="back" value=back />
            <FormCard title note>
                <FormGrid>
                    <PiecesField label name="pieces" max=1_000_000_000 required=true autofocus=true />
                    {places
                        .map(|places| {
                            view! { <TextField label="Where to?" name="to" required=true suggestions=places /> }
                        })}
                </FormGrid>
                <FormActions>
                    <LinkButton href="?tab=stock">"Cancel"</LinkButton>
                    <Button kind=ButtonKind::Primary busy=hands.book.pending()>
                        {does}
                    </Button>
                </FormActions>
            </FormCard>
        </PostForm>
    }
    .into_any()
}

fn put_somewhere(sheet: &PartSheet, hands: Hands) -> AnyView {
    let id = sheet.page.part.id;
    let open = sheet.spots.is_empty();
    let places = sheet.place_names.clone();
    let key = sheet.reading.key.clone();
    view! {
        <Disclosure summary="Put some into another place" open>
            <PostForm action=hands.book key="put">
                <FormProblem refusal=refusal::of(hands.book) />
                <input type="hidden" name="key" value=key />
                <input type="hidden" name="verb" value="put" />
                <input type="hidden" name="part" value=id.to_string() />
                <input type="hidden" name="back" value=format!("/parts/{id}?tab=stock") />
                <FormCard>
                    <FormGrid>
                        <TextField label="Place" name="location" required=true suggestions=places hint="a new name makes a new place" />
                        <PiecesField label="How many?" name="pieces" max=1_000_000_000 required=true />
                    </FormGrid>
                    <FormActions>
                        <Button busy=hands.book.pending()>"Put"</Button>
                    </FormActions>
                </FormCard>
            </PostForm>
        </Disclosure>
    }
    .into_any()
}

/// What was just booked, with what takes it back.
pub(super) fn done(sheet: &PartSheet, hands: Hands) -> AnyView {
    let (led_back, key, id) = (sheet.done.clone(), sheet.reading.key.clone(), sheet.page.part.id.get());
    let shown = move || hands.done.get().or_else(|| led_back.clone());
    let notice = move || shown().map(|booked| notice(booked, key.clone(), id, hands));
    notice.into_any()
}

fn notice(booked: Booked, key: String, id: i64, hands: Hands) -> AnyView {
    let undo = booked.undo.clone().map(|undo| undo_form(undo, key, id, hands));
    view! {
        <BenchDone what=booked.sentence() follows=booked.consequence()>
            {undo}
        </BenchDone>
    }
    .into_any()
}

fn undo_form(undo: Undo, key: String, id: i64, hands: Hands) -> AnyView {
    view! {
        <PostForm action=hands.book key="undo">
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="verb" value=undo.verb.name() />
            <input type="hidden" name="line" value=undo.line.to_string() />
            <input type="hidden" name="pieces" value=undo.pieces.to_string() />
            <input type="hidden" name="to" value=undo.to />
            <input type="hidden" name="undoes" value="true" />
            <input type="hidden" name="back" value=format!("/parts/{id}?tab=stock") />
            <UndoButton busy=hands.book.pending() />
        </PostForm>
    }
    .into_any()
}
