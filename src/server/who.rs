//! Who asks, before there are accounts: the name that a person gave this browser, or what browser it
//! is. So that the ledger and a conflict say who.

use crate::api::who::name;
use crate::domain::workspace::ActorKind;
use crate::services::{Context, workspaces};
use axum::{
    extract::{Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

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
