//! One part: where it lies, what happened to it, where it is used, what it costs, what stands in for it.
//! Everything comes in one request; the tab that is open stands in the address.

mod edit;
mod history;
mod offers;
mod stand_ins;
mod stock;
mod uses;

use super::{drawn, nothing_there};
use crate::api::{
    self,
    bench::BookAtBench,
    parts::{
        AddOffer, AddStandIn, ArchiveOffer, ArchivePart, RefreshOffers, RemoveStandIn, SavePart, SetAside,
    },
};
use crate::app::components::{
    Badge, ChipList, Crumb, DefinitionList, LinkButton, Loading, Notices, PageHead, PageTitle, Panel, Stack,
    Stat, StatStrip, Tab, Tabs, Toasts,
};
use crate::app::live::followed_unless;
use crate::app::view::{Figure, Notice, Piece, Status, Tone};
use crate::domain::catalog::PartSheet;
use crate::domain::inventory::{Booked, Verb};
use crate::domain::live::Subject;
use crate::domain::quantity::Quantity;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map, use_query_map},
    params::ParamsMap,
};

/// What is open of a part's page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Stock,
    History,
    Uses,
    Offers,
    StandIns,
    Edit,
}

impl Open {
    const ALL: [Self; 6] = [Self::Stock, Self::History, Self::Uses, Self::Offers, Self::StandIns, Self::Edit];

    const fn name(self) -> &'static str {
        match self {
            Self::Stock => "stock",
            Self::History => "history",
            Self::Uses => "uses",
            Self::Offers => "offers",
            Self::StandIns => "stand_ins",
            Self::Edit => "edit",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Stock => "Stock",
            Self::History => "History",
            Self::Uses => "Where used",
            Self::Offers => "Offers",
            Self::StandIns => "Stand-ins",
            Self::Edit => "Edit",
        }
    }

    fn of(query: &ParamsMap) -> Self {
        let named = query.get_str("tab").unwrap_or_default();
        Self::ALL.into_iter().find(|open| open.name() == named).unwrap_or_default()
    }
}

/// What the address says beside the part.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Looked {
    open: Open,
    line: Option<i64>,
    verb: Option<Verb>,
    said: Option<String>,
}

impl Looked {
    fn of(query: &ParamsMap) -> Self {
        Self {
            open: Open::of(query),
            line: query.get_str("line").and_then(|text| text.parse().ok()),
            verb: query.get_str("do").and_then(Verb::named),
            said: query.get("said"),
        }
    }
}

/// What a person does on the page, and what was done last.
#[derive(Clone, Copy)]
struct Hands {
    book: ServerAction<BookAtBench>,
    aside: ServerAction<SetAside>,
    save: ServerAction<SavePart>,
    archive: ServerAction<ArchivePart>,
    add_stand_in: ServerAction<AddStandIn>,
    remove_stand_in: ServerAction<RemoveStandIn>,
    refresh: ServerAction<RefreshOffers>,
    add_offer: ServerAction<AddOffer>,
    archive_offer: ServerAction<ArchiveOffer>,
    done: RwSignal<Option<Booked>>,
    /// How often something was done: the page is fetched anew then, and not where it was refused.
    times: RwSignal<u32>,
}

impl Hands {
    fn new() -> Self {
        let hands = Self {
            book: ServerAction::new(),
            aside: ServerAction::new(),
            save: ServerAction::new(),
            archive: ServerAction::new(),
            add_stand_in: ServerAction::new(),
            remove_stand_in: ServerAction::new(),
            refresh: ServerAction::new(),
            add_offer: ServerAction::new(),
            archive_offer: ServerAction::new(),
            done: RwSignal::new(None),
            times: RwSignal::new(0),
        };
        hands.listen();
        hands
    }

    /// Fetches the page anew, says what was done and leaves the form, whenever something was done.
    fn listen(self) {
        let toasts = use_context::<Toasts>();
        let again = move || self.times.update(|times| *times += 1);
        let say = move |words: &str| {
            if let Some(toasts) = toasts {
                toasts.say(Status::new(Tone::Clear, words));
            }
        };
        let go_to = use_navigate();
        let leave = move |open: Open| {
            let address = format!("?tab={}", open.name());
            go_to(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        };
        let (leave_stock, leave_edit) = (leave.clone(), leave);
        Effect::new(move |_| {
            if let Some(Ok(booked)) = self.book.value().get() {
                self.done.set(Some(booked));
                again();
                leave_stock(Open::Stock);
            }
        });
        Effect::new(move |_| {
            if let Some(Ok(_)) = self.save.value().get() {
                say("Saved");
                again();
                leave_edit(Open::Stock);
            }
        });
        Effect::new(move |_| {
            if let Some(Ok(told)) = self.refresh.value().get() {
                say(&told);
                again();
            }
        });
        after(self.aside, again);
        after(self.archive, again);
        after(self.add_stand_in, again);
        after(self.remove_stand_in, again);
        after(self.add_offer, again);
        after(self.archive_offer, again);
    }
}

/// Does something whenever an action was done.
fn after<S>(action: ServerAction<S>, again: impl Fn() + Copy + Send + Sync + 'static)
where
    S: leptos::server_fn::ServerFn + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    S::Error: Clone + Send + Sync + 'static,
{
    Effect::new(move |_| {
        if action.value().with(|value| matches!(value, Some(Ok(_)))) {
            again();
        }
    });
}

/// The part that the address names.
#[component]
pub fn PartPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get_str("id")?.parse::<i64>().ok()));
    let query = use_query_map();
    let before =
        Memo::new(move |_| query.with(|query| query.get_str("after").and_then(|text| text.parse().ok())));
    let done = Memo::new(move |_| query.with(|query| query.get("done")));
    let hands = Hands::new();
    // Whoever opened another form or types into one is not disturbed anyway.
    let is_asking = Signal::derive(move || {
        query.with(|query| {
            let looked = Looked::of(query);
            looked.open == Open::Edit || looked.verb.is_some()
        })
    });
    let sheet = followed_unless(
        is_asking,
        &[Subject::Part, Subject::Catalog, Subject::Stock, Subject::Order, Subject::Version],
        move || (id.get(), before.get(), done.get(), hands.times.get()),
        |(id, before, done, ..)| async move {
            api::parts::page(id.ok_or_else(nothing_there)?, before, done).await
        },
    );
    view! {
        <Transition fallback=|| view! { <Loading what="the part" /> }>
            {move || Suspend::new(async move {
                drawn(sheet.await, |sheet| view! { <PartView sheet hands /> }.into_any())
            })}
        </Transition>
    }
}

#[component]
fn PartView(sheet: PartSheet, hands: Hands) -> impl IntoView {
    let query = use_query_map();
    let looked = Memo::new(move |_| query.with(Looked::of));
    let opened = {
        let sheet = sheet.clone();
        move || {
            let looked = looked.get();
            match looked.open {
                Open::Stock => stock::view(&sheet, &looked, hands),
                Open::History => history::view(&sheet),
                Open::Uses => uses::view(&sheet),
                Open::Offers => offers::view(&sheet, &looked, hands),
                Open::StandIns => stand_ins::view(&sheet, hands),
                Open::Edit => edit::view(&sheet, hands),
            }
        }
    };
    let part = &sheet.page.part;
    let name = part.name.clone();
    let state = state(&sheet);
    let tabs = Open::ALL.into_iter().map(|open| {
        view! {
            <Tab
                label=open.label()
                href=format!("?tab={}", open.name())
                active=Signal::derive(move || looked.with(|looked| looked.open == open))
            />
        }
    });
    let tabs = tabs.collect_view();
    let bench = format!("/bench?part={}", part.id);
    // A package that the name says already is not said again.
    let package = sheet.page.package.as_deref().filter(|package| !part.name.contains(package));
    let (more, note) = (package.unwrap_or_default().to_owned(), part.description.clone());
    let (notices, figures, properties) = (notices(&sheet), figures(&sheet), properties(&sheet));
    let done = stock::done(&sheet, hands);
    view! {
        <PageTitle text=name.clone() />
        <Stack>
            <PageHead
                way=vec![Crumb::link("Parts", "/parts")]
                title=name
                more
                note
                state=move || state.clone().map(|status| view! { <Badge status /> })
            >
                <LinkButton href="?tab=edit">"Edit"</LinkButton>
                <LinkButton href=bench>"At the bench"</LinkButton>
            </PageHead>
            <Notices notices />
            {figures}
            <Tabs label="The part">{tabs}</Tabs>
            {opened}
            {properties}
        </Stack>
        {done}
    }
    .into_any()
}

/// What is the matter with it.
fn state(sheet: &PartSheet) -> Option<Status> {
    let part = &sheet.page.part;
    let free: Quantity = sheet.spots.iter().map(crate::domain::inventory::Spot::free).sum();
    match part.low_stock {
        _ if part.archived => Some(Status::new(Tone::Quiet, "archived")),
        _ if part.not_counted => Some(Status::new(Tone::Quiet, "not counted")),
        Some(least) if free < least => Some(Status::new(Tone::Missing, format!("low: under {least}"))),
        _ => None,
    }
}

fn notices(sheet: &PartSheet) -> Vec<Notice> {
    let placeholder = sheet.page.part.placeholder.then(|| Notice {
        tone: Tone::Waiting,
        what: "Made for a number that nobody knew:".to_owned(),
        remedy: "edit it to say what it is, or wait until the vendor has told it.".to_owned(),
    });
    placeholder.into_iter().collect()
}

fn figures(sheet: &PartSheet) -> AnyView {
    let sum =
        |of: fn(&crate::domain::inventory::Spot) -> Quantity| sheet.spots.iter().map(of).sum::<Quantity>();
    let (on_hand, reserved) = (sum(|spot| spot.on_hand), sum(|spot| spot.reserved));
    let free = sum(crate::domain::inventory::Spot::free);
    let places = sheet.spots.iter().filter(|spot| !spot.on_hand.is_zero()).count();
    let lies = match places {
        0 => "lies nowhere".to_owned(),
        1 => "in 1 place".to_owned(),
        places => format!("in {places} places"),
    };
    let least = sheet.page.part.low_stock.map(|least| format!("low under {least}")).unwrap_or_default();
    let on_the_way = sheet.on_the_way.to_string();
    view! {
        <StatStrip>
            <Stat label="Free" figure=Figure::new(free.to_string(), least) />
            <Stat label="On hand" figure=Figure::new(on_hand.to_string(), lies) />
            <Stat label="Reserved" figure=Figure::new(reserved.to_string(), "for builds") />
            <Stat label="On the way" figure=Figure::new(on_the_way, "ordered and not here yet") />
        </StatStrip>
    }
    .into_any()
}

/// What tells it apart.
fn properties(sheet: &PartSheet) -> AnyView {
    let part = &sheet.page.part;
    let text = |text: &Option<String>| Piece::text(text.clone().unwrap_or_default());
    let spares = part.spares.map(|spares| {
        let told = [
            (u64::from(spares.percent), format!("{} %", spares.percent)),
            (spares.fixed.get(), format!("{} always", spares.fixed)),
            (spares.minimum.get(), format!("{} at least", spares.minimum)),
        ];
        told.into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(_, words)| words)
            .collect::<Vec<_>>()
            .join(", ")
    });
    let own = sheet.page.fields.iter().map(|(name, value)| (name.clone(), Piece::text(value.clone())));
    let pairs = [
        ("Symbol", Piece::text(part.symbol.clone())),
        ("Value", Piece::text(part.value.clone())),
        ("Tolerance", text(&part.tolerance)),
        ("Ratings", text(&part.rating)),
        ("Manufacturer\u{2019}s number", text(&part.mpn)),
        ("Manufacturer", text(&part.manufacturer)),
        ("Spares", text(&spares)),
        ("Key", Piece::text(part.key.clone())),
    ];
    let pairs = pairs.into_iter().map(|(name, piece)| (name.to_owned(), piece)).chain(own).collect();
    let tags: Vec<Piece> = part.tags.iter().map(|tag| Piece::text(tag.clone())).collect();
    view! {
        <Panel>
            <DefinitionList pairs />
        </Panel>
        {(!tags.is_empty()).then(|| view! { <ChipList label="Tags" chips=tags /> })}
    }
    .into_any()
}
