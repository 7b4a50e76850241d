//! What a repository was found to hold, to choose from.

use crate::app::components::{ErrorState, Notices, TextField};
use crate::app::view::{Notice, Tone};
use crate::app::words::sentence;
use crate::domain::designs::Look;
use crate::domain::repository::{BomProposals, RepositoryRefs};
use leptos::prelude::*;

/// The branch that counts where none is named; empty where nothing was found.
pub(super) fn default_branch(look: Option<&Look>) -> String {
    match look {
        Some(Look::Found { refs, .. }) => refs.default_branch.clone(),
        Some(Look::Failed(_)) | None => String::new(),
    }
}

/// Why the repository, or what was asked for in it, is not there; and what else is to know.
#[component]
pub(super) fn Told(look: Option<Look>) -> impl IntoView {
    match look {
        None => ().into_any(),
        Some(Look::Failed(why)) => view! {
            <ErrorState
                what="The repository could not be looked at."
                remedy=format!("{} What you typed is kept; branch and BOM file can be typed all the same.", sentence(&why))
            />
        }
        .into_any(),
        Some(Look::Found { refs, boms, problem }) => {
            let more = boms.map(|boms| boms.notes).unwrap_or_default();
            let notice = |what: String| Notice { tone: Tone::Waiting, what: "To know:".to_owned(), remedy: what };
            let notices: Vec<Notice> = refs.notes.into_iter().chain(more).map(notice).collect();
            view! {
                {problem
                    .map(|why| view! { <ErrorState what="Not found in the repository." remedy=sentence(&why) /> })}
                <Notices notices=notices />
            }
            .into_any()
        }
    }
}

/// The field of the branch, tag or commit, with those that were found as suggestions.
#[component]
pub(super) fn RefField(look: Option<Look>, value: String, name: &'static str) -> impl IntoView {
    let (suggestions, hint) = match look {
        Some(Look::Found { refs, .. }) => (names(&refs), counted(&refs)),
        _ => (Vec::new(), "empty: the default branch".to_owned()),
    };
    view! { <TextField label="Branch, tag or commit" name value hint suggestions /> }
}

fn names(refs: &RepositoryRefs) -> Vec<String> {
    refs.branches.iter().chain(&refs.tags).map(|found| found.name.clone()).collect()
}

fn counted(refs: &RepositoryRefs) -> String {
    let some = |found: &[crate::domain::repository::RefName]| -> String {
        found.iter().take(4).map(|found| found.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let kinds = [("branches", &refs.branches), ("tags", &refs.tags)];
    let told: Vec<String> = kinds
        .into_iter()
        .filter(|(_, found)| !found.is_empty())
        .map(|(what, found)| match found.len() {
            count if count > 4 => format!("{count} {what}: {}, …", some(found)),
            _ => format!("{what}: {}", some(found)),
        })
        .collect();
    told.join(" · ")
}

/// The field of the BOM's path: the likeliest file to begin with, the others as suggestions.
#[component]
pub(super) fn PathField(look: Option<Look>, value: String) -> impl IntoView {
    let boms = match look {
        Some(Look::Found { boms, .. }) => boms,
        Some(Look::Failed(_)) | None => None,
    };
    let files = boms.as_ref().map(|boms| boms.files.as_slice()).unwrap_or_default();
    let value = if value.is_empty() {
        files.first().map(|file| file.path.clone()).unwrap_or_default()
    } else {
        value
    };
    let suggestions: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
    let hint = boms.as_ref().map_or_else(|| "empty: looked for at each sync".to_owned(), offered);
    view! { <TextField label="BOM file" name="bom_path" value hint suggestions placeholder="hardware/bom.csv" /> }
}

/// Which files were found, and why each may be the BOM.
fn offered(boms: &BomProposals) -> String {
    let told: Vec<String> =
        boms.files.iter().take(4).map(|file| format!("{} ({})", file.path, file.why)).collect();
    match boms.files.len() {
        0 => "no file looks like a BOM: type its path".to_owned(),
        count if count > 4 => format!("{count} files may be it: {}, …", told.join(", ")),
        _ => format!("found: {}", told.join(", ")),
    }
}
