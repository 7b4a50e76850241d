//! What lies over the page or opens in it.

use crate::app::{
    components::{
        Button, Dialog, DialogButton, Disclosure, Drawer, Manner, Specimen, SpecimenGroup, SpecimenRow,
        Toasts,
    },
    view::{Status, Tone},
};
use leptos::prelude::*;

pub(super) fn drawn() -> AnyView {
    view! { <SpecimenGroup title="Overlays">{windows()} {disclosure()} {messages()}</SpecimenGroup> }
        .into_any()
}

fn windows() -> AnyView {
    let manner = Manner {
        heard: "a dialog of its heading's name; what lies beneath is not reached meanwhile",
        keys: "Enter opens, Esc closes; the focus goes back to what opened it",
        without_scripts: "the button leads to its place in the address, which shows it; its cross leads back",
    };
    view! {
        <Specimen name="Dialog · Drawer · DialogButton" manner>
            <SpecimenRow>
                <DialogButton opens="design-dialog">"Open a dialog"</DialogButton>
                <DialogButton opens="design-drawer">"Open a drawer"</DialogButton>
            </SpecimenRow>
            <Dialog id="design-dialog" title="Count Drawer 3">
                <p>"How many TL074 lie there?"</p>
            </Dialog>
            <Drawer id="design-drawer" title="Where TL074 is used">
                <p>"Tide LFO v2: U1, U2, U3"</p>
            </Drawer>
        </Specimen>
    }
    .into_any()
}

fn disclosure() -> AnyView {
    let manner = Manner {
        heard: "its heading, opened or closed",
        keys: "Enter and Space open and close it",
        without_scripts: "the same: the browser does it",
    };
    view! {
        <Specimen name="Disclosure" manner>
            <Disclosure summary="More about this part">
                <p>"It comes with a socket."</p>
            </Disclosure>
            <Disclosure summary="Starts open" open=true>
                <p>"For what most people want to see."</p>
            </Disclosure>
        </Specimen>
    }
    .into_any()
}

fn messages() -> AnyView {
    let manner = Manner {
        heard: "the message, once, when it comes",
        keys: "Tab reaches \u{201c}Undo\u{201d} and \u{201c}Close\u{201d}",
        without_scripts: "there is none: the page that a form leads back to shows what was done",
    };
    let toasts = use_context::<Toasts>();
    let say = move |()| {
        if let Some(toasts) = toasts {
            toasts.say(Status::new(Tone::Clear, "Saved"));
        }
    };
    let offer = move |()| {
        if let Some(toasts) = toasts {
            let undone = move |()| toasts.say(Status::new(Tone::Quiet, "Put back"));
            toasts.say_with_undo(
                Status::new(Tone::Quiet, "24 × 10k taken from Drawer 3"),
                Callback::new(undone),
            );
        }
    };
    view! {
        <Specimen name="Toasts" manner>
            <SpecimenRow>
                <Button on_press=say>"Say something"</Button>
                <Button on_press=offer>"Say something that can be undone"</Button>
            </SpecimenRow>
        </Specimen>
    }
    .into_any()
}
