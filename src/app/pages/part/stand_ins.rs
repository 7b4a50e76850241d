//! What may be used for a part, and what it may be used for.

use super::Hands;
use crate::app::components::{
    Across, ActionsCell, Button, ButtonKind, CheckField, Column, Count, Disclosure, EmptyState, FormActions,
    FormCard, FormGrid, FormProblem, ItemRow, ItemTable, Lead, Panel, PiecesField, PostForm, SelectField,
    TextField, WideCell,
};
use crate::app::pages::afresh;
use crate::app::refusal;
use crate::domain::catalog::{Direction, PartSheet, PartStandIn, StandInKind};
use leptos::prelude::*;

pub(super) fn view(sheet: &PartSheet, hands: Hands) -> AnyView {
    let stand_ins = &sheet.page.stand_ins;
    let table = if stand_ins.is_empty() {
        view! {
            <EmptyState
                title="No stand-ins"
                hint="Say which part may be used for it: an equivalent both ways, or an alternative one way."
            />
        }
        .into_any()
    } else {
        let columns = vec![
            Column::words("Part"),
            Column::words("How"),
            Column::numbers("Free"),
            Column::actions("What to do"),
        ];
        let rows = stand_ins.iter().map(|other| row(sheet, other, hands)).collect_view();
        view! {
            <ItemTable label="Stand-ins" columns>
                {rows}
            </ItemTable>
        }
        .into_any()
    };
    let whole = sheet.clone();
    let form = afresh(sheet.reading.key.clone(), move || add(&whole, hands));
    view! {
        <FormProblem refusal=refusal::of(hands.remove_stand_in) />
        <Panel title="Stand-ins">{table}</Panel>
        {form}
    }
    .into_any()
}

fn row(sheet: &PartSheet, other: &PartStandIn, hands: Hands) -> AnyView {
    let href = sheet.ids.get(&other.part).map_or_else(|| "/parts".to_owned(), |id| format!("/parts/{id}"));
    let archived = if other.archived { " \u{b7} archived" } else { "" };
    let (name, detail) = (other.name.clone(), format!("{}{archived}", other.part));
    let (how, free, remove) = (how(other), other.free.get(), remove(sheet, other, hands));
    view! {
        <ItemRow>
            <Lead href name detail />
            <WideCell>{how}</WideCell>
            <Count label="Free" number=free />
            <ActionsCell>{remove}</ActionsCell>
        </ItemRow>
    }
    .into_any()
}

/// Which way it works, and whether somebody is asked first.
fn how(other: &PartStandIn) -> String {
    let way = match (other.direction, other.kind) {
        (Direction::BothWays, _) => "each for the other".to_owned(),
        (Direction::ForThis, StandInKind::Alternative { rank }) => {
            format!("used for this part, choice {rank}")
        }
        (Direction::ForOther, StandInKind::Alternative { rank }) => {
            format!("this part is used for it, choice {rank}")
        }
        (Direction::ForThis, StandInKind::Equivalent) => "used for this part".to_owned(),
        (Direction::ForOther, StandInKind::Equivalent) => "this part is used for it".to_owned(),
    };
    if other.asks { format!("{way}; asks first") } else { format!("{way}; drop-in") }
}

fn remove(sheet: &PartSheet, other: &PartStandIn, hands: Hands) -> AnyView {
    let this = sheet.page.part.key.clone();
    let (part, stands_in) = match other.direction {
        Direction::ForOther => (other.part.clone(), this),
        Direction::BothWays | Direction::ForThis => (this, other.part.clone()),
    };
    let kind = match other.kind {
        StandInKind::Equivalent => "equivalent",
        StandInKind::Alternative { .. } => "alternative",
    };
    let id = sheet.page.part.id.to_string();
    view! {
        <PostForm action=hands.remove_stand_in key=format!("{kind} {part} {stands_in}")>
            <input type="hidden" name="id" value=id />
            <input type="hidden" name="part" value=part />
            <input type="hidden" name="other" value=stands_in />
            <input type="hidden" name="kind" value=kind />
            <Button kind=ButtonKind::InRow>"Remove"</Button>
        </PostForm>
    }
    .into_any()
}

fn add(sheet: &PartSheet, hands: Hands) -> AnyView {
    let id = sheet.page.part.id.to_string();
    let open = sheet.page.stand_ins.is_empty();
    let kinds = vec![("equivalent", "each for the other"), ("alternative", "one way: used for this part")];
    view! {
        <Disclosure summary="Add a stand-in" open>
            <PostForm action=hands.add_stand_in>
                <FormProblem refusal=refusal::of(hands.add_stand_in) />
                <input type="hidden" name="id" value=id />
                <FormCard>
                    <FormGrid across=Across::Three>
                        <TextField label="Part" name="other" required=true hint="its name, number or key" />
                        <SelectField label="How" name="kind" options=kinds required=true />
                        <PiecesField label="Choice" name="rank" value="1" min=1 max=1000 unit="" hint="of several one way: 1 is taken first" />
                    </FormGrid>
                    <CheckField label="Ask first" name="asks" hint="offered, and never reserved without a yes" />
                    <FormActions>
                        <Button busy=hands.add_stand_in.pending()>"Add the stand-in"</Button>
                    </FormActions>
                </FormCard>
            </PostForm>
        </Disclosure>
    }
    .into_any()
}
