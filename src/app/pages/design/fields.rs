//! Fields and forms.

use crate::api::ApiError;
use crate::app::components::{
    Across, AreaField, Button, CheckField, FileField, FormActions, FormCard, FormGrid, FormProblem,
    HiddenField, Manner, MoneyField, NumberField, PiecesField, SelectField, Specimen, SpecimenGroup,
    TextField, ValueField,
};
use leptos::prelude::*;

pub(super) fn drawn() -> AnyView {
    view! { <SpecimenGroup title="Forms">{values()} {fields()} {refused()}</SpecimenGroup> }.into_any()
}

fn values() -> AnyView {
    let manner = Manner {
        heard: "its label; what was understood is told when it changes",
        keys: "typing: every notation is understood, none is refused",
        without_scripts: "says what it understood of the value that it started with",
    };
    let symbol = RwSignal::new("R".to_owned());
    view! {
        <Specimen name="ValueField" manner>
            <FormGrid>
                <SelectField
                    label="Symbol"
                    name="symbol"
                    value="R"
                    options=vec![("R", "R: resistor"), ("C", "C: capacitor"), ("L", "L: inductor"), ("U", "U: chip"), ("J", "J: jack")]
                    required=true
                    on_change=move |chosen: String| symbol.set(chosen)
                />
                <ValueField symbol value="4k7" required=true hint="as you would write it: 4k7, 0.1uF, 22u/35V, TL072" />
            </FormGrid>
        </Specimen>
    }
    .into_any()
}

fn fields() -> AnyView {
    let manner = Manner {
        heard: "its label; \u{201c}optional\u{201d} where it may stay empty; its hint and what is wrong with it",
        keys: "Tab from field to field, Enter sends the form",
        without_scripts: "ordinary controls; a form that is refused comes back with what was typed",
    };
    view! {
        <Specimen name="TextField · PiecesField · NumberField · MoneyField · SelectField · CheckField · AreaField · FileField" manner>
            <form id="design-form" method="get" action="/design">
                <FormCard title="A form" note="What it is for, in a sentence.">
                    <HiddenField name="edited" value="1" />
                    <FormGrid>
                        <TextField label="Name" name="name" value="Tide LFO" required=true />
                        <TextField label="Description" name="description" hint="what tells it apart" />
                        <TextField
                            label="Repository"
                            name="repository"
                            kind="url"
                            value="gitlab"
                            problem="it is no web address: one begins with https://"
                        />
                        <SelectField
                            label="Vendor"
                            name="vendor"
                            options=vec![("", "none"), ("mouser", "Mouser"), ("tayda", "Tayda")]
                        />
                    </FormGrid>
                    <FormGrid across=Across::Three>
                        <PiecesField label="Minimum" name="minimum" value="5" min=1 max=1000 required=true />
                        <NumberField label="Spares" name="spares" value="2.5" unit="%" />
                        <MoneyField
                            label="Price"
                            name="price"
                            value="0.035"
                            currency="USD"
                            currencies=vec!["USD".to_owned(), "EUR".to_owned()]
                        />
                    </FormGrid>
                    <CheckField label="Count it" name="counted" checked=true hint="a part that nobody counts is never missing" />
                    <AreaField label="Notes" name="notes" value="</textarea> is only text here" />
                    <FileField label="BOM" name="bom" accept=".csv,.xlsx" hint="up to 10 MB" />
                    <FormActions>
                        <Button>"Send"</Button>
                    </FormActions>
                </FormCard>
            </form>
        </Specimen>
    }
    .into_any()
}

fn refused() -> AnyView {
    let manner = Manner {
        heard: "an alert: what did not happen, why, and what to do",
        keys: "none; buttons in it are buttons",
        without_scripts: "the server draws it on the page that the form leads back to",
    };
    let conflict = ApiError::Conflict("Kim changed build 12 meanwhile: its quantity is 6 now".to_owned());
    let refusal = Signal::derive(move || Some(conflict.clone()));
    view! {
        <Specimen name="FormProblem" manner>
            <FormProblem refusal />
        </Specimen>
    }
    .into_any()
}
