//! What comes without an order: a bag from a friend, a find, what was bought over the counter.

use crate::api::{self, stock::ReceivePieces};
use crate::app::components::{
    Across, Button, ButtonKind, Crumb, FormActions, FormCard, FormGrid, FormProblem, LinkButton, Loading,
    MoneyField, Notices, PageHead, PageTitle, PiecesField, PostForm, Stack, TextField,
};
use crate::app::live;
use crate::app::pages::{afresh, drawn};
use crate::app::refusal;
use crate::app::view::{Notice, Tone};
use crate::domain::inventory::ReceivingForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The form of a receipt without an order. It comes back empty, for the next one.
#[component]
pub fn ReceivePage() -> impl IntoView {
    let action = ServerAction::<ReceivePieces>::new();
    let times = RwSignal::new(0_u32);
    let query = use_query_map();
    let led_back = move || query.with(|query| query.get("said"));
    let done = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if let Some(Ok(told)) = action.value().get() {
            done.set(Some(told));
            times.update(|times| *times += 1);
        }
    });
    let notices = Signal::derive(move || {
        let told = |told| Notice { tone: Tone::Clear, what: "Done:".to_owned(), remedy: told };
        done.get().or_else(led_back).map(told).into_iter().collect::<Vec<_>>()
    });
    let form = live::fetched(move || times.get(), |_| api::stock::receiving());
    view! {
        <PageTitle text="Receive" />
        <Stack>
            <PageHead
                way=vec![Crumb::link("Stock", "/stock")]
                title="Receive without an order"
                note="what was ordered is received on its order"
            />
            <Notices notices />
            <Transition fallback=|| view! { <Loading what="the form" /> }>
                {move || Suspend::new(async move {
                    drawn(form.await, |form| {
                        let part = query.with_untracked(|query| query.get("part").unwrap_or_default());
                        let key = form.key.clone();
                        afresh(key, move || asked(form.clone(), part.clone(), action))
                    })
                })}
            </Transition>
        </Stack>
    }
}

fn asked(form: ReceivingForm, part: String, action: ServerAction<ReceivePieces>) -> AnyView {
    let ReceivingForm { key, place_names, currency } = form;
    view! {
        <PostForm action>
            <FormProblem refusal=refusal::of(action) />
            <input type="hidden" name="key" value=key />
            <FormCard>
                <FormGrid>
                    <TextField label="Part" name="part" value=part required=true hint="its name, manufacturer\u{2019}s number or key" />
                    <PiecesField label="How many?" name="pieces" min=1 max=1_000_000_000 required=true />
                </FormGrid>
                <FormGrid across=Across::Three>
                    <TextField label="Into which place?" name="location" suggestions=place_names required=true hint="a new name makes a new place" />
                    <MoneyField label="Paid for one" name="cost" currency=currency.to_string() />
                    <TextField label="Lot" name="lot" hint="where lots are told apart" />
                </FormGrid>
                <FormActions>
                    <LinkButton href="/stock">"Cancel"</LinkButton>
                    <Button kind=ButtonKind::Primary busy=action.pending()>
                        "Receive"
                    </Button>
                </FormActions>
            </FormCard>
        </PostForm>
    }
    .into_any()
}
