//! The form of a part: a new one, or one that is changed.

use crate::api::parts::SavePart;
use crate::app::components::{
    Across, AreaField, Button, ButtonKind, CheckField, Disclosure, FormActions, FormCard, FormGrid,
    FormProblem, HiddenField, LinkButton, NumberField, PiecesField, PostForm, TextField, ValueField,
};
use crate::app::refusal;
use crate::domain::catalog::PartFields;
use crate::domain::ids::PartId;
use leptos::prelude::*;

/// Asks for everything about a part that a person edits.
#[component]
pub fn PartForm(
    /// Keeps it.
    action: ServerAction<SavePart>,
    /// The part with its edit counter; none for a new one.
    #[prop(optional_no_strip)]
    part: Option<(PartId, i64)>,
    /// What the fields begin with.
    start: PartFields,
    /// Names of packages.
    packages: Vec<String>,
    /// Where leaving it leads.
    #[prop(into)]
    leave: String,
) -> impl IntoView {
    let (title, verb) = match part {
        Some(_) => ("Edit", "Save"),
        None => ("What is it?", "Make the part"),
    };
    let which = part.map(|(id, edit)| {
        view! {
            <HiddenField name="id" value=id.to_string() />
            <HiddenField name="based_on" value=edit.to_string() />
        }
    });
    view! {
        <PostForm action>
            <FormProblem refusal=refusal::of(action) />
            {which}
            <FormCard title=title>
                {identity(start.clone(), packages)}
                {stock(start.clone())}
                {more(start)}
                <FormActions>
                    <LinkButton href=leave>"Cancel"</LinkButton>
                    <Button kind=ButtonKind::Primary busy=action.pending()>
                        {verb}
                    </Button>
                </FormActions>
            </FormCard>
        </PostForm>
    }
    .into_any()
}

/// What it is, and what BOM lines find it by.
fn identity(start: PartFields, packages: Vec<String>) -> AnyView {
    let symbol = RwSignal::new(start.symbol.clone());
    view! {
        <TextField
            label="Name"
            name="name"
            value=start.name
            required=true
            hint="as you call it: 10k 1% 0805"
        />
        <FormGrid across=Across::Three>
            <TextField
                label="Symbol"
                name="symbol"
                value=start.symbol
                hint="R, C, U: tells the value's unit"
                on_change=move |text: String| symbol.set(text)
            />
            <ValueField symbol=Signal::derive(move || symbol.get()) value=start.value />
            <TextField label="Package" name="package" value=start.package suggestions=packages hint="0805, DIP-14" />
        </FormGrid>
        <FormGrid>
            <TextField label="Tolerance" name="tolerance" value=start.tolerance hint="1%" />
            <TextField label="Ratings" name="rating" value=start.rating hint="50V X7R" />
            <TextField label="Manufacturer\u{2019}s number" name="mpn" value=start.mpn />
            <TextField label="Manufacturer" name="manufacturer" value=start.manufacturer />
        </FormGrid>
    }
    .into_any()
}

/// How it is counted.
fn stock(start: PartFields) -> AnyView {
    view! {
        <FormGrid>
            <PiecesField
                label="Low stock"
                name="low_stock"
                value=start.low_stock
                max=1_000_000_000
                hint="said to be low when fewer are free"
            />
            <CheckField
                label="Not counted"
                name="not_counted"
                checked=start.not_counted
                hint="never missing, still on the pick list: solder, wire"
            />
        </FormGrid>
    }
    .into_any()
}

/// What few parts need.
fn more(start: PartFields) -> AnyView {
    let has_spares = [&start.spares_percent, &start.spares_fixed, &start.spares_minimum];
    let open =
        has_spares.iter().any(|text| !text.is_empty()) || !start.fields.is_empty() || !start.tags.is_empty();
    view! {
        <Disclosure summary="Spares, tags, notes" open>
            <FormGrid across=Across::Three>
                <NumberField label="Spares" name="spares_percent" value=start.spares_percent unit="%" hint="of what is needed" />
                <PiecesField label="and always" name="spares_fixed" value=start.spares_fixed hint="however many are needed" />
                <PiecesField label="at least" name="spares_minimum" value=start.spares_minimum />
            </FormGrid>
            <FormGrid>
                <TextField label="Tags" name="tags" value=start.tags hint="with commas between them" />
                <TextField label="Counted in" name="unit" value=start.unit placeholder="pcs" />
            </FormGrid>
            <AreaField label="Description" name="description" value=start.description />
            <AreaField label="Own fields" name="fields" value=start.fields hint="one a line: reel: 7" />
        </Disclosure>
    }
    .into_any()
}
