//! Who asks, before there are accounts: the name that a person gave this browser, or what browser it
//! is. So that the ledger and a conflict say who.

use crate::api::who::{COOKIE, encoded, name, possible};
use crate::domain::workspace::ActorKind;
use crate::services::{Context, workspaces};
use axum::{
    Form,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

/// A year, in seconds.
const KEPT_FOR: u32 = 31_536_000;

/// Gives what changes something the context of whoever asks for it. Whoever only reads does not
/// become known by it.
pub async fn acts(State(context): State<Context>, mut request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let name = name(request.headers());
    match workspaces::acting(&context, (ActorKind::Person, &name)).await {
        Ok(context) => {
            request.extensions_mut().insert(context);
            next.run(request).await
        }
        Err(error) => {
            tracing::error!(error = error.to_string(), "an actor could not be found");
            let why = "The database is busy, and nothing was done. Try again.\n";
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")], why).into_response()
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    name: String,
}

/// Keeps what a person calls themselves at this browser; an empty name forgets it.
pub(super) async fn choose(Form(choice): Form<Choice>) -> Response {
    let (value, kept_for, answer) = match (choice.name.trim(), possible(&choice.name)) {
        ("", _) => (String::new(), 0, "?name=forgotten"),
        (_, Some(name)) => (encoded(&name), KEPT_FOR, "?name=kept"),
        (_, None) => return Redirect::to("/settings?name=refused").into_response(),
    };
    let cookie = format!("{COOKIE}={value}; Path=/; Max-Age={kept_for}; SameSite=Lax; HttpOnly");
    let Ok(cookie) = HeaderValue::from_str(&cookie) else {
        return Redirect::to("/settings?name=refused").into_response();
    };
    ([(header::SET_COOKIE, cookie)], Redirect::to(&format!("/settings{answer}"))).into_response()
}
