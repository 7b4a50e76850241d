//! What a version follows, what its boards cost, and what it produces.

use crate::api;
use crate::api::projects::EditVersion;
use crate::app::components::{
    Across, Button, ButtonKind, FormActions, FormCard, FormGrid, FormProblem, HiddenField, LinkButton,
    Loading, PageHead, PageTitle, PostForm, Stack, TextField,
};
use crate::app::live;
use crate::app::pages::{drawn, version_in_address, way_to};
use crate::app::refusal;
use crate::domain::designs::VersionForm;
use leptos::prelude::*;

/// The form of a version.
#[component]
pub fn EditVersionPage() -> impl IntoView {
    let name = version_in_address();
    let version = live::fetched(
        move || name.get(),
        |name| async move {
            let (project, version) = name.ok_or_else(crate::app::pages::nothing_there)?;
            api::projects::version_form(project, version).await
        },
    );
    view! {
        <Suspense fallback=|| view! { <Loading what="the version" /> }>
            {move || Suspend::new(async move { drawn(version.await, |form| view! { <Form form /> }.into_any()) })}
        </Suspense>
    }
}

#[component]
fn Form(form: VersionForm) -> impl IntoView {
    let edit = ServerAction::<EditVersion>::new();
    let VersionForm { head, board_cost, board_lot, board_url, produces_key, currency, .. } = form;
    let here = format!("/projects/{}/versions/{}", head.project, head.version);
    view! {
        <PageTitle text=format!("Edit {} {}", head.project_name, head.revision) />
        <Stack>
            <PageHead way=way_to(&head, Some("Edit")) title="Edit version" more=format!("{} {}", head.project_name, head.revision) />
            <FormProblem refusal=refusal::of(edit) />
            <FormCard>
                <PostForm action=edit>
                    <HiddenField name="project" value=head.project.to_string() />
                    <HiddenField name="version" value=head.version.to_string() />
                    <HiddenField name="based_on" value=head.edit.to_string() />
                    <FormGrid>
                        <TextField label="Version" name="revision" value=head.revision.clone() required=true />
                        <TextField
                            label="Branch, tag or commit"
                            name="git_ref"
                            value=head.git_ref.clone().unwrap_or_default()
                            hint="empty: the one that is called like the version"
                        />
                    </FormGrid>
                    <TextField
                        label="BOM file"
                        name="bom_path"
                        value=head.bom_path.clone().unwrap_or_default()
                        placeholder="hardware/bom.csv"
                        hint="its path in the repository; empty: looked for at each sync"
                    />
                    <FormGrid across=Across::Three>
                        <TextField
                            label="Cost of a lot of boards"
                            name="board_cost"
                            value=board_cost.map(|cost| cost.plain()).unwrap_or_default()
                            hint=format!("in {currency}, for all of them")
                        />
                        <TextField
                            label="Boards in a lot"
                            name="board_lot"
                            value=board_lot.map(|lot| lot.to_string()).unwrap_or_default()
                            hint="how many come at once"
                        />
                        <TextField label="Produces" name="produces" value=produces_key.unwrap_or_default() hint="the part that a finished piece is" />
                    </FormGrid>
                    <TextField
                        label="Where boards are ordered"
                        name="board_url"
                        value=board_url.unwrap_or_default()
                        placeholder="https://"
                    />
                    <FormActions>
                        <LinkButton href=here>"Cancel"</LinkButton>
                        <Button kind=ButtonKind::Primary busy=edit.pending()>
                            "Save"
                        </Button>
                    </FormActions>
                </PostForm>
            </FormCard>
        </Stack>
    }
}
