//! States in words: badges, notices, progress, and what stands where there is nothing.

use crate::app::{
    components::{
        Badge, EmptyState, ErrorState, Explanation, LinkButton, Loading, Manner, Notices, Panel, Progress,
        Specimen, SpecimenGroup, SpecimenRow,
    },
    view::{Notice, Piece, Sign, Status, Term, Tone},
};
use leptos::prelude::*;

pub(super) fn drawn() -> AnyView {
    view! { <SpecimenGroup title="States">{badges()} {explanation()} {progress()} {nothing()}</SpecimenGroup> }.into_any()
}

fn badges() -> AnyView {
    let manner = Manner {
        heard: "the word; its colour says the same and is never alone",
        keys: "none",
        without_scripts: "the same",
    };
    let words = [
        (Tone::Missing, "2 parts missing"),
        (Tone::Waiting, "order 31 · Fri"),
        (Tone::Clear, "clear to build"),
        (Tone::StandIn, "4 stand-ins"),
        (Tone::Quiet, "completed"),
    ];
    let notices = vec![
        Notice {
            tone: Tone::Missing,
            what: "2 lines have no part:".to_owned(),
            remedy: "choose one for each.".to_owned(),
        },
        Notice {
            tone: Tone::Waiting,
            what: "The BOM changed:".to_owned(),
            remedy: "reserve again to take it in.".to_owned(),
        },
    ];
    view! {
        <Specimen name="Badge · Notices" manner>
            <SpecimenRow>
                {words.map(|(tone, word)| view! { <Badge status=Status::new(tone, word) /> }).collect_view()}
            </SpecimenRow>
            <Notices notices=Signal::derive(move || notices.clone()) />
        </Specimen>
    }
    .into_any()
}

fn explanation() -> AnyView {
    let manner = Manner {
        heard: "each number with what it is; what is left comes last",
        keys: "Tab to the links in it",
        without_scripts: "open where the address says so",
    };
    let term = |sign, number, text: Vec<Piece>| Term { sign, number, text };
    let terms = vec![
        term(Sign::Plus, Some(18), vec![Piece::text("needed: 6 × 3 (U1, U2, U3)")]),
        term(
            Sign::Minus,
            Some(10),
            vec![
                Piece::text("free: 6 in "),
                Piece::link("Drawer 3", "/design"),
                Piece::text(", 4 in Box 12"),
            ],
        ),
        term(Sign::Equals, Some(8), vec![Piece::text("missing now · nothing on its way")]),
        term(Sign::Remark, None, vec![Piece::text("A stand-in that asks first: TL084, 11 free")]),
    ];
    view! {
        <Specimen name="Explanation" manner>
            <Explanation tone=Tone::Missing terms=Signal::derive(move || terms.clone()) />
        </Specimen>
    }
    .into_any()
}

fn progress() -> AnyView {
    let manner = Manner {
        heard: "its label with how far it is",
        keys: "none",
        without_scripts: "as far as it was when the page was drawn",
    };
    view! {
        <Specimen name="Progress · Loading" manner>
            <Progress label="Asking Mouser" done=12_u64 all=40_u64 />
            <Progress label="Reading the repository" done=0_u64 all=0_u64 />
            <Loading what="the parts" />
        </Specimen>
    }
    .into_any()
}

fn nothing() -> AnyView {
    let manner = Manner {
        heard: "what is not here and what to do; a fault is an alert",
        keys: "Tab to the button that does it",
        without_scripts: "the same",
    };
    view! {
        <Specimen name="EmptyState · ErrorState" manner>
            <Panel>
                <EmptyState title="No parts yet" hint="Parts come from a list, from a BOM, or one by one.">
                    <LinkButton href="/design">"Add a part"</LinkButton>
                </EmptyState>
            </Panel>
            <ErrorState what="This page could not be fetched." remedy="Check the connection, then load it again." />
        </Specimen>
    }
    .into_any()
}
