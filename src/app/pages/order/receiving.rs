//! A delivery: how many pieces came of each line, and where they are put. What is open stands in the
//! fields already, so that a whole delivery is one press.

use super::lines::{detail, pegs};
use super::{Seen, Verbs};
use crate::api::orders::field_of;
use crate::app::components::{
    Button, ButtonKind, Column, Count, HiddenField, ItemRow, ItemTable, LinkedCell, NumberCell, Panel,
    PostForm, Suggestions, TableFoot, TextCell, TypedCell,
};
use crate::domain::overview::{OrderPage, OrderPageLine};
use leptos::prelude::*;

/// The id of the places that are offered.
const PLACES: &str = "places";

/// Where things go that have no place yet.
const USUAL: &str = "Received";

/// The form of a delivery, and beneath it what came in full: nothing is asked of that any more.
pub(super) fn delivery(page: &OrderPage, verbs: Verbs) -> AnyView {
    let (number, edit) = (page.number, page.edit);
    let columns = vec![
        Column::words("Part"),
        Column::words("For"),
        Column::numbers("Ordered"),
        Column::numbers("Came before"),
        Column::numbers("Came now"),
        Column::words("Put in"),
    ];
    let (here, open): (Vec<OrderPageLine>, Vec<OrderPageLine>) =
        page.lines.iter().cloned().partition(|line| line.open().is_zero());
    let rows = open.into_iter().map(row).collect_view();
    let places = page.places.clone();
    let served = page.builds.iter().map(|build| build.number.to_string()).collect::<Vec<_>>().join(",");
    view! {
        <Panel title="Receive">
            <PostForm action=verbs.receive>
                <Seen number edit />
                <HiddenField name="served" value=served />
                <Suggestions id=PLACES options=places />
                <ItemTable label="What comes" columns>
                    {rows}
                </ItemTable>
                <TableFoot note="What has not come stays open. More than was ordered is booked, and said.">
                    <Button kind=ButtonKind::Primary busy=verbs.receive.pending()>"Receive"</Button>
                </TableFoot>
            </PostForm>
        </Panel>
        {(!here.is_empty()).then(|| already_here(here))}
    }
    .into_any()
}

fn already_here(lines: Vec<OrderPageLine>) -> AnyView {
    let columns = vec![
        Column::words("Part"),
        Column::words("For"),
        Column::numbers("Ordered"),
        Column::numbers("Came"),
    ];
    let row = |line: OrderPageLine| {
        view! {
            <ItemRow>
                <LinkedCell href=format!("/parts/{}", line.part) name=line.name.clone() detail=detail(&line) />
                <TextCell label="For" text=pegs(&line) />
                <Count label="Ordered" number=line.pieces().get() />
                <Count label="Came" number=line.received.get() />
            </ItemRow>
        }
    };
    let rows = lines.into_iter().map(row).collect_view();
    view! {
        <Panel title="Already here">
            <ItemTable label="Already here" columns>
                {rows}
            </ItemTable>
        </Panel>
    }
    .into_any()
}

fn row(line: OrderPageLine) -> AnyView {
    let (name, open) = (line.name.clone(), line.open());
    let field = field_of(line.place);
    let otherwise = line.usual_place.clone().unwrap_or_else(|| USUAL.to_owned());
    view! {
        <ItemRow>
            <LinkedCell href=format!("/parts/{}", line.part) name=name.clone() detail=detail(&line) />
            <TextCell label="For" text=pegs(&line) />
            <Count label="Ordered" number=line.pieces().get() />
            <Count label="Came before" number=line.received.get() />
            <NumberCell
                label="Came now"
                about=format!("Pieces of {name} that came")
                name=format!("pieces[{field}]")
                value=open.to_string()
                expected=Some(open.get())
            />
            <TypedCell
                label="Put in"
                about=format!("Place for {name}")
                name=format!("place[{field}]")
                otherwise
                list=PLACES
            />
        </ItemRow>
    }
    .into_any()
}
