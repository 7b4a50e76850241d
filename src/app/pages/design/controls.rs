//! Buttons, links, numbers in place.

use crate::app::components::{
    Button, ButtonKind, CopyText, DialogButton, FilterTab, FilterTabs, Icon, LinkButton, Manner, Picture,
    QuantityField, Specimen, SpecimenGroup, SpecimenRow, Tab, Tabs,
};
use leptos::prelude::*;

pub(super) fn drawn() -> AnyView {
    view! { <SpecimenGroup title="Controls">{buttons()} {quantity()} {tabs()} {small()}</SpecimenGroup> }
        .into_any()
}

fn buttons() -> AnyView {
    let manner = Manner {
        heard: "a button, or a link where it leads to a page; busy while its request is under way",
        keys: "Enter and Space press it",
        without_scripts: "sends its form, to another address where it names one; a link stays a link",
    };
    let busy = Signal::derive(|| true);
    view! {
        <Specimen name="Button · LinkButton" manner>
            <SpecimenRow>
                <Button>"Quiet"</Button>
                <Button busy>"Quiet, busy"</Button>
                <Button kind=ButtonKind::Danger>"Danger"</Button>
                <Button kind=ButtonKind::InRow>"In a row"</Button>
                <LinkButton href="/design">"A link"</LinkButton>
                <LinkButton href="/design" kind=ButtonKind::Primary>
                    "Primary: one on a page"
                </LinkButton>
            </SpecimenRow>
        </Specimen>
    }
    .into_any()
}

fn quantity() -> AnyView {
    let manner = Manner {
        heard: "a field of that name between two buttons, \u{201c}One less\u{201d} and \u{201c}One more\u{201d}",
        keys: "digits change the number at once; what is no number is marked and changes nothing",
        without_scripts: "the steppers send the form with a step; Enter sends what was typed",
    };
    let pieces = RwSignal::new(4);
    view! {
        <Specimen name="QuantityField" manner>
            <QuantityField
                label="Pieces"
                name="pieces"
                form="design-form"
                value=pieces
                on_change=move |number| pieces.set(number)
            />
        </Specimen>
    }
    .into_any()
}

fn tabs() -> AnyView {
    let manner = Manner {
        heard: "a navigation of that name; the open one is the current page, the chosen filter is current",
        keys: "Tab moves between them, Enter follows",
        without_scripts: "links: the address keeps the choice",
    };
    let here = Signal::derive(|| "/design".to_owned());
    let yes = Signal::derive(|| true);
    let no = Signal::derive(|| false);
    view! {
        <Specimen name="Tabs · FilterTabs" manner>
            <Tabs label="Parts of a page">
                <Tab label="Stock" href=here active=yes />
                <Tab label="Where used" href=here active=no />
                <Tab label="History" href=here active=no />
            </Tabs>
            <FilterTabs label="What a list shows">
                <FilterTab label="All" count=40_usize href=here active=yes />
                <FilterTab label="Missing" count=2_usize href=here active=no />
            </FilterTabs>
        </Specimen>
    }
    .into_any()
}

fn small() -> AnyView {
    let manner = Manner {
        heard: "the text, and a button \u{201c}Copy\u{201d} with it; icons are not heard, a word stands beside them",
        keys: "Enter copies",
        without_scripts: "the button is not there; a press on the text selects it",
    };
    let pictures = [
        Picture::Builds,
        Picture::Projects,
        Picture::Parts,
        Picture::Stock,
        Picture::Orders,
        Picture::Bench,
        Picture::Vendors,
        Picture::Packages,
        Picture::Settings,
        Picture::More,
        Picture::Search,
        Picture::Copy,
        Picture::Open,
        Picture::Plus,
        Picture::Minus,
        Picture::Cross,
    ];
    view! {
        <Specimen name="CopyText · Icon" manner>
            <CopyText text="595-TL072CP" />
            <SpecimenRow>{pictures.map(|picture| view! { <Icon picture /> }).collect_view()}</SpecimenRow>
            <SpecimenRow>
                <DialogButton opens="design-dialog">"Opens a window"</DialogButton>
            </SpecimenRow>
        </Specimen>
    }
    .into_any()
}
