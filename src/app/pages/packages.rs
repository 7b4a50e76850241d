//! Packages: how they are mounted, which CAD names map to them, what comes with them.

use super::drawn;
use crate::api::{
    self,
    packages::{DeletePackage, SavePackage, SetComesWith, SetFootprint},
};
use crate::app::address::{self, list_query};
use crate::app::components::{
    ActionsCell, Button, ButtonKind, Column, Count, EmptyState, ExportCsv, FormActions, FormCard, FormGrid,
    FormProblem, ItemRow, ItemTable, LinkButton, ListTools, Loading, Named, PageHead, PageTitle, Panel,
    PiecesField, PostForm, SearchBox, SelectField, Stack, TextCell, TextField, WideCell,
};
use crate::app::live::followed_unless;
use crate::app::refusal;
use crate::domain::catalog::{PackagePage, Technology};
use crate::domain::lists;
use crate::domain::live::Subject;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

/// What a person does with packages.
#[derive(Clone, Copy)]
struct Hands {
    save: ServerAction<SavePackage>,
    delete: ServerAction<DeletePackage>,
    footprint: ServerAction<SetFootprint>,
    comes_with: ServerAction<SetComesWith>,
}

/// The list of packages, with the forms of one above it where the address says so.
#[component]
pub fn PackagesPage() -> impl IntoView {
    let hands = Hands {
        save: ServerAction::new(),
        delete: ServerAction::new(),
        footprint: ServerAction::new(),
        comes_with: ServerAction::new(),
    };
    let times = RwSignal::new(0_u32);
    let query = use_query_map();
    let go_to = use_navigate();
    Effect::new(move |_| {
        let saved = hands.save.value().with(|value| matches!(value, Some(Ok(()))));
        let deleted = hands.delete.value().with(|value| matches!(value, Some(Ok(()))));
        if saved || deleted {
            times.update(|times| *times += 1);
            let closed = query.with_untracked(|query| address::with(query, "edit", None));
            go_to(&closed, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
    });
    Effect::new(move |_| {
        let mapped = hands.footprint.value().with(|value| matches!(value, Some(Ok(()))));
        let comes = hands.comes_with.value().with(|value| matches!(value, Some(Ok(()))));
        if mapped || comes {
            times.update(|times| *times += 1);
        }
    });
    let is_asking = Signal::derive(move || query.with(|query| query.get_str("edit").is_some()));
    let packages = followed_unless(
        is_asking,
        &[Subject::Catalog, Subject::Part],
        move || times.get(),
        |_| api::packages::list(),
    );
    view! {
        <PageTitle text="Packages" />
        <Stack>
            <PageHead title="Packages" note="bodies of parts, with the footprints that mean them">
                {move || view! { <LinkButton href="?edit=new" kind=ButtonKind::primary_unless(is_asking.get())>"New package"</LinkButton> }}
            </PageHead>
            <Transition fallback=|| view! { <Loading what="the packages" /> }>
                {move || Suspend::new(async move {
                    drawn(packages.await, |packages| view! { <Listed packages hands /> }.into_any())
                })}
            </Transition>
        </Stack>
    }
}

#[component]
fn Listed(packages: Vec<PackagePage>, hands: Hands) -> impl IntoView {
    let query = use_query_map();
    let edited = Memo::new(move |_| query.with(|query| query.get("edit")));
    let forms = {
        let packages = packages.clone();
        move || {
            let edited = edited.get()?;
            match packages.iter().find(|package| package.id.to_string() == edited) {
                Some(package) => Some(forms(package, hands)),
                None => (edited == "new").then(|| form(None, hands)),
            }
        }
    };
    if packages.is_empty() {
        let hint = "A package is a body such as 0805 or DIP-14: lines of a BOM find their parts through it.";
        return view! {
            {forms}
            <Panel><EmptyState title="No packages yet" hint /></Panel>
        }
        .into_any();
    }
    let shown = Memo::new(move |_| query.with(|query| lists::packages(&packages, &list_query(query))));
    // What a row's links keep; opening a form draws no row anew.
    let keeping = Memo::new(move |_| query.with(|query| address::kept(query, &["edit"])));
    view! {
        {forms}
        <ListTools>
            <SearchBox label="Search packages" placeholder="Search: dip R_0805" />
            <ExportCsv to="/packages.csv" />
        </ListTools>
        <Panel>{move || table(shown.get(), &keeping.get())}</Panel>
    }
    .into_any()
}

fn table(packages: Vec<PackagePage>, keeping: &[(String, String)]) -> AnyView {
    if packages.is_empty() {
        return view! {
            <EmptyState title="No package fits" hint="No name, footprint or part that comes with one has these words.">
                <LinkButton href="/packages">"Show all packages"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::words("Package").sorted_by("name"),
        Column::words("Footprints").sorted_by("footprints"),
        Column::words("Comes with"),
        Column::numbers("Parts").sorted_by("parts"),
        Column::actions("What to do"),
    ];
    let rows = packages.into_iter().map(|package| row(package, keeping)).collect_view();
    view! {
        <ItemTable label="Packages" columns>
            {rows}
        </ItemTable>
    }
    .into_any()
}

const fn mounted(technology: Technology) -> &'static str {
    match technology {
        Technology::Smd => "on the surface (SMD)",
        Technology::Tht => "through holes (THT)",
        Technology::Other => "neither",
    }
}

fn row(package: PackagePage, keeping: &[(String, String)]) -> AnyView {
    let comes: Vec<String> =
        package.implicit.iter().map(|with| format!("{} \u{d7} {}", with.quantity, with.name)).collect();
    let edit = address::and(keeping, "edit", &package.id.to_string());
    view! {
        <ItemRow>
            <Named name=package.package detail=mounted(package.technology) />
            <WideCell>{package.footprints.join(", ")}</WideCell>
            <TextCell label="Comes with" text=comes.join(", ") />
            <Count label="Parts" number=package.parts />
            <ActionsCell>
                <LinkButton kind=ButtonKind::InRow href=edit>
                    "Edit"
                </LinkButton>
            </ActionsCell>
        </ItemRow>
    }
    .into_any()
}

fn form(package: Option<&PackagePage>, hands: Hands) -> AnyView {
    let (title, does) =
        if package.is_some() { ("Edit the package", "Save") } else { ("New package", "Make the package") };
    let (was, edit) = package.map_or_else(
        || (String::new(), "0".to_owned()),
        |package| (package.package.clone(), package.edit.to_string()),
    );
    let technology = package.map_or("smd", |package| package.technology.name()).to_owned();
    let options: Vec<(&str, &str)> =
        Technology::ALL.into_iter().map(|(one, name)| (name, mounted(one))).collect();
    let name = was.clone();
    view! {
        <PostForm action=hands.save>
            <FormProblem refusal=refusal::of(hands.save) />
            <input type="hidden" name="was" value=was />
            <input type="hidden" name="based_on" value=edit />
            <FormCard title=title>
                <FormGrid>
                    <TextField label="Name" name="name" value=name required=true placeholder="0805" />
                    <SelectField label="Mounted" name="technology" options value=technology required=true />
                </FormGrid>
                <FormActions>
                    <LinkButton href="/packages">"Cancel"</LinkButton>
                    <Button kind=ButtonKind::Primary busy=hands.save.pending()>{does}</Button>
                </FormActions>
            </FormCard>
        </PostForm>
    }
    .into_any()
}

/// All that can be changed about a package.
fn forms(package: &PackagePage, hands: Hands) -> AnyView {
    let name = package.package.clone();
    let (own, footprints, comes) =
        (form(Some(package), hands), footprints(package, hands), comes_with(package, hands));
    view! {
        {own}
        {footprints}
        {comes}
        <PostForm action=hands.delete>
            <FormProblem refusal=refusal::of(hands.delete) />
            <input type="hidden" name="package" value=name />
            <FormCard title="Delete" note="Only a package that no part is in can be deleted; its footprints go with it.">
                <FormActions>
                    <Button kind=ButtonKind::Danger busy=hands.delete.pending()>
                        "Delete"
                    </Button>
                </FormActions>
            </FormCard>
        </PostForm>
    }
    .into_any()
}

fn footprints(package: &PackagePage, hands: Hands) -> AnyView {
    let name = package.package.clone();
    let rows = package.footprints.iter().map(|footprint| {
        let (package, footprint) = (name.clone(), footprint.clone());
        let (key, shown) = (footprint.clone(), footprint.clone());
        view! {
            <ItemRow>
                <Named name=shown />
                <ActionsCell>
                    <PostForm action=hands.footprint key>
                        <input type="hidden" name="package" value=package />
                        <input type="hidden" name="footprint" value=footprint />
                        <input type="hidden" name="remove" value="true" />
                        <Button kind=ButtonKind::InRow>"Remove"</Button>
                    </PostForm>
                </ActionsCell>
            </ItemRow>
        }
    });
    let has_rows = !package.footprints.is_empty();
    let rows = rows.collect_view();
    let columns = vec![Column::words("Footprint"), Column::actions("What to do")];
    let package = name.clone();
    view! {
        <FormCard title="Footprints" note="CAD names that mean this package">
            {has_rows.then(|| view! { <ItemTable label="Footprints" columns>{rows}</ItemTable> })}
            <PostForm action=hands.footprint>
                <FormProblem refusal=refusal::of(hands.footprint) />
                <input type="hidden" name="package" value=package />
                <TextField label="Footprint" name="footprint" required=true placeholder="Resistor_SMD:R_0805_2012Metric" />
                <FormActions>
                    <Button busy=hands.footprint.pending()>"Add the footprint"</Button>
                </FormActions>
            </PostForm>
        </FormCard>
    }
    .into_any()
}

fn comes_with(package: &PackagePage, hands: Hands) -> AnyView {
    let name = package.package.clone();
    let rows = package.implicit.iter().map(|with| {
        let (package, part, pieces) = (name.clone(), with.part.clone(), with.quantity.get());
        let (key, shown) = (part.clone(), with.name.clone());
        let number = if part == shown { String::new() } else { part.clone() };
        view! {
            <ItemRow>
                <Named name=shown detail=number />
                <Count label="Pieces" number=pieces />
                <ActionsCell>
                    <PostForm action=hands.comes_with key>
                        <input type="hidden" name="package" value=package />
                        <input type="hidden" name="part" value=part />
                        <input type="hidden" name="remove" value="true" />
                        <Button kind=ButtonKind::InRow>"Remove"</Button>
                    </PostForm>
                </ActionsCell>
            </ItemRow>
        }
    });
    let has_rows = !package.implicit.is_empty();
    let rows = rows.collect_view();
    let columns = vec![Column::words("Part"), Column::numbers("Pieces"), Column::actions("What to do")];
    let package = name.clone();
    view! {
        <FormCard title="Comes with" note="parts that every part in this package brings along: a socket">
            {has_rows.then(|| view! { <ItemTable label="Comes with" columns>{rows}</ItemTable> })}
            <PostForm action=hands.comes_with>
                <FormProblem refusal=refusal::of(hands.comes_with) />
                <input type="hidden" name="package" value=package />
                <FormGrid>
                    <TextField label="Part" name="part" required=true hint="its name, number or key" />
                    <PiecesField label="Pieces for each" name="pieces" value="1" min=1 required=true />
                </FormGrid>
                <FormActions>
                    <Button busy=hands.comes_with.pending()>"Let it come with the package"</Button>
                </FormActions>
            </PostForm>
        </FormCard>
    }
    .into_any()
}
