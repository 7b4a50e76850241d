//! Lists of parts: handed over as a file or pasted, applied as they were looked at, and the rows that wait.
//! Plain forms, the same with scripts and without: each leads on to a page, or back with the reason.

use super::uploads::{address_of, read, to, told};
use crate::domain::parts_list::Field;
use crate::services::parts_import::{self, Fixing, Selection};
use crate::services::{Context, Request as Done};
use axum::{
    Extension, Form, Router,
    extract::{DefaultBodyLimit, Request},
    response::Redirect,
    routing::post,
};

/// Takes lists in, for the caller whose context the request carries (`who`).
pub(super) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/upload/parts", post(hand_over))
        .layer(DefaultBodyLimit::disable())
        .route("/import/apply", post(apply))
        .route("/import/fix", post(fix))
}

/// What a form says, as often as it says it.
type Said = Form<Vec<(String, String)>>;

fn text<'s>(said: &'s [(String, String)], name: &str) -> &'s str {
    said.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.trim())
}

/// A file, or pasted rows: kept, and looked at.
async fn hand_over(Extension(context): Extension<Context>, request: Request) -> Redirect {
    let (form, read) = read(request).await;
    let pasted = form.field("pasted");
    let back = |problem: &str| to(&address_of("/import", &[("problem", problem)]));
    let (name, bytes) = if form.file.is_empty() && !pasted.is_empty() {
        ("pasted list", pasted.as_bytes())
    } else if let Err(problem) = &read {
        return back(problem);
    } else {
        (form.file_name.as_str(), form.file.as_slice())
    };
    match parts_import::read(name, bytes).and_then(|list| parts_import::park(&context, list)) {
        Ok(parked) => to(&address_of("/import/preview", &[("list", &parked)])),
        Err(error) => back(&told(&error)),
    }
}

/// What becomes of the columns: `c0`, `c1`, … in their order.
fn columns(said: &[(String, String)]) -> String {
    let uses: Vec<&str> = (0..)
        .map_while(|at: usize| {
            let name = format!("c{at}");
            said.iter().find(|(known, _)| *known == name).map(|(_, becomes)| becomes.as_str())
        })
        .collect();
    uses.join(",")
}

async fn apply(Extension(context): Extension<Context>, Form(said): Said) -> Redirect {
    let (list, packages) = (text(&said, "list"), text(&said, "packages"));
    let stated = parts_import::stated(&columns(&said), packages);
    match parts_import::apply_parked(&context, list, &stated).await {
        Ok(imported) => match imported.batch {
            Some(batch) => to(&format!("/import?done={batch}")),
            None => to("/import?done=0"),
        },
        Err(error) => {
            let problem = told(&error);
            let mut query = vec![("list", list), ("packages", packages), ("problem", problem.as_str())];
            let uses = said.iter().filter(|(name, _)| name.starts_with('c') && name.len() < 5);
            query.extend(uses.map(|(name, becomes)| (name.as_str(), becomes.as_str())));
            to(&address_of("/import/preview", &query))
        }
    }
}

async fn fix(Extension(context): Extension<Context>, Form(said): Said) -> Redirect {
    let (batch, kind) = (text(&said, "batch"), text(&said, "kind"));
    let page = |more: &[(&str, &str)]| {
        let mut query = vec![("batch", batch)];
        if !kind.is_empty() {
            query.push(("kind", kind));
        }
        query.extend(more);
        to(&address_of("/import/tray", &query))
    };
    let chosen = said.iter().filter(|(name, _)| name == "row").filter_map(|(_, row)| row.parse().ok());
    let which = if text(&said, "all").is_empty() {
        Selection::Rows(chosen.collect())
    } else {
        Selection::Kind(kind.to_owned())
    };
    let fixing = match text(&said, "do") {
        "accept" => Fixing::Accept,
        "match" => Fixing::Match(text(&said, "part").to_owned()),
        "skip" => Fixing::Skip,
        _ => match Field::named(text(&said, "field")) {
            Some(field) => Fixing::Set(field, text(&said, "text").to_owned()),
            None => return page(&[("problem", "say which field is to be set: choose one")]),
        },
    };
    let number = batch.parse().unwrap_or(0);
    match parts_import::fix(&context, &Done::unkeyed(), number, &which, &fixing).await {
        Ok(done) => page(&[
            ("entered", &done.entered.to_string()),
            ("left", &done.waiting.to_string()),
            ("skipped", &done.skipped.to_string()),
        ]),
        Err(error) => page(&[("problem", &told(&error))]),
    }
}
