//! The lines of an order: a form while it is a draft, a table once it has ended.

use super::{Seen, Verbs, no_lines};
use crate::api::orders::field_of;
use crate::app::components::{
    ActionsCell, Button, Column, Count, FormActions, FormCard, FormGrid, ItemRow, ItemTable, Lead,
    LinkedCell, MoneyCell, NumberCell, Panel, PiecesField, PostForm, SendWith, TableFoot, TextCell,
    TextField,
};
use crate::app::money::price;
use crate::app::pages::order::words;
use crate::domain::money::{Currency, Micros, Money};
use crate::domain::overview::{OrderPage, OrderPageLine};
use leptos::prelude::*;

/// The lines of a draft, to be changed, and a form for one more.
pub(super) fn draft(page: &OrderPage, verbs: Verbs) -> AnyView {
    let (number, edit, currency) = (page.number, page.edit, page.currency);
    let columns = vec![
        Column::words("Part"),
        Column::words("For"),
        Column::numbers("Each"),
        Column::numbers("Quantity"),
        Column::numbers("Price"),
        Column::actions("Remove"),
    ];
    let rows = page.lines.iter().map(|line| draft_row(line.clone(), currency)).collect_view();
    let vendor = page.vendor.clone();
    view! {
        <Panel title="Lines">
            <PostForm action=verbs.change>
                <Seen number edit />
                <ItemTable label="Lines" columns>
                    {rows}
                </ItemTable>
                <TableFoot note="The price follows the quantity. Drafting again for a build works its lines out anew.">
                    <Button busy=verbs.change.pending()>"Save quantities"</Button>
                </TableFoot>
            </PostForm>
        </Panel>
        <FormCard title="Add a line" note=format!("Something else from {vendor}.")>
            <PostForm action=verbs.add>
                <Seen number edit />
                <FormGrid>
                    <TextField
                        label="Item number or part"
                        name="what"
                        required=true
                        hint=format!("a number of {vendor}, or a part that it offers")
                    />
                    <PiecesField label="Quantity" name="quantity" value="1" min=1 unit="items" required=true />
                </FormGrid>
                <FormActions>
                    <Button busy=verbs.add.pending()>"Add"</Button>
                </FormActions>
            </PostForm>
        </FormCard>
    }
    .into_any()
}

fn draft_row(line: OrderPageLine, currency: Currency) -> AnyView {
    let name = line.name.clone();
    view! {
        <ItemRow>
            <LinkedCell href=format!("/parts/{}", line.part) name=name.clone() detail=detail(&line) />
            <TextCell label="For" text=pegs(&line) />
            <MoneyCell label="Each" amount=each(line.unit_price, currency) />
            <NumberCell
                label="Quantity"
                about=format!("Quantity of {name}")
                name=format!("items[{}]", field_of(line.id))
                value=line.items.to_string()
            />
            <MoneyCell label="Price" amount=whole(&line, currency) />
            <ActionsCell>
                <SendWith name="remove" value=line.id.to_string() about=format!("Remove {name}")>
                    "Remove"
                </SendWith>
            </ActionsCell>
        </ItemRow>
    }
    .into_any()
}

/// The lines of an order that has ended.
pub(super) fn ended(page: &OrderPage) -> AnyView {
    if page.lines.is_empty() {
        return no_lines();
    }
    let columns = vec![
        Column::words("Part"),
        Column::words("For"),
        Column::numbers("Each"),
        Column::numbers("Ordered"),
        Column::numbers("Came"),
        Column::numbers("Price"),
    ];
    let currency = page.currency;
    let rows = page
        .lines
        .iter()
        .cloned()
        .map(|line| {
            view! {
                <ItemRow>
                    <Lead href=format!("/parts/{}", line.part) name=line.name.clone() detail=detail(&line) />
                    <TextCell label="For" text=pegs(&line) />
                    <MoneyCell label="Each" amount=each(line.unit_price, currency) />
                    <Count label="Ordered" number=line.pieces().get() />
                    <Count label="Came" number=line.received.get() />
                    <MoneyCell label="Price" amount=whole(&line, currency) />
                </ItemRow>
            }
        })
        .collect_view();
    view! {
        <Panel title="Lines">
            <ItemTable label="Lines" columns>
                {rows}
            </ItemTable>
        </Panel>
    }
    .into_any()
}

/// The number at the vendor's, what the part is, and how many pieces an item holds.
pub(super) fn detail(line: &OrderPageLine) -> String {
    let mut words = vec![line.item_number.clone()];
    if !line.detail.is_empty() {
        words.push(line.detail.clone());
    }
    if line.pack.get() > 1 {
        words.push(format!("{} pieces in each", line.pack));
    }
    if let Some(terms) = line.terms {
        if terms.minimum.get() > 1 {
            words.push(format!("from {} on", terms.minimum));
        }
        if terms.multiple.get() > 1 {
            words.push(format!("in {}s", terms.multiple));
        }
    }
    words.join(" · ")
}

/// Whom its pieces are for.
pub(super) fn pegs(line: &OrderPageLine) -> String {
    let builds: Vec<i64> = line.pegs.iter().map(|peg| peg.build).collect();
    words::for_builds(&builds)
}

fn each(amount: Option<Micros>, currency: Currency) -> String {
    amount.map_or_else(|| "—".to_owned(), |amount| price(Money { amount, currency }))
}

fn whole(line: &OrderPageLine, currency: Currency) -> String {
    crate::app::money::amount_or_dash(line.total(), currency)
}
