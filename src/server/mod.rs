//! Assembles what is served: pages, server functions, files, events, and the layers around them.

mod assets;
pub mod config;
mod headers;
mod imports;
pub mod jobs;
mod limits;
mod live;
mod same_site;
mod theme;
mod typed;
mod uploads;
mod who;

pub use assets::{Assets, AssetsError};
pub use live::Feed;

use crate::app::{App, live::NewestEvent, shell};
use crate::services::Context;
use axum::{
    Router,
    extract::Request,
    http::{HeaderName, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};
use limits::RequestLimits;
use std::{any::Any, future::Future, net::SocketAddr, sync::Arc};
use tokio::net::TcpListener;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};

/// How hard pages are packed, for gzip and brotli alike: more takes up to three times as long for a tenth less.
const PACKED_HOW_WELL: i32 = 2;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Everything that is served, in the workspace of this context.
pub fn router(assets: Assets, context: Context, feed: &Feed) -> Router {
    let provide = {
        let (context, feed) = (context.clone(), feed.clone());
        move || {
            provide_context(context.clone());
            provide_context(NewestEvent(feed.newest()));
        }
    };
    let exports = crate::api::csv::router(context.clone());
    let options = options();
    let page = {
        let (files, options) = (assets.page_files().clone(), options.clone());
        move || {
            headers::allow_page_scripts();
            shell(files.clone(), options.clone())
        }
    };
    let order_files = crate::api::order_files::router(context.clone());
    let not_found = leptos_axum::render_app_async_with_context(provide.clone(), page.clone());
    let assets = Arc::new(assets);

    let router = Router::new()
        .leptos_routes_with_context(&options, generate_route_list(App), provide, page)
        .merge(uploads::router())
        .merge(imports::router())
        // What is added after this is not an act of anybody's.
        .layer(axum::middleware::from_fn_with_state(context, who::acts))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/theme", post(theme::choose))
        .fallback(move |request: Request| file_or_page(assets.clone(), request, not_found.clone()))
        .with_state(options)
        .merge(feed.routes())
        .merge(order_files)
        .merge(exports)
        // The innermost first: what an outer layer answers in a handler's place has an id, a line
        // in the log and its headers all the same.
        .layer(
            // The browser's part comes packed; packing it anew for each request takes seconds.
            CompressionLayer::new()
                .quality(CompressionLevel::Precise(PACKED_HOW_WELL))
                .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("application/wasm"))),
        )
        .layer(axum::middleware::from_fn(typed::keep))
        .layer(axum::middleware::from_fn(same_site::only_ours));
    RequestLimits::default()
        .hold(router)
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(axum::middleware::from_fn(headers::secure))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(TraceLayer::new_for_http())
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
}

/// What a person sees of a fault in the program; the log has the rest.
fn after_panic(fault: Box<dyn Any + Send>) -> Response {
    let said = fault
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| fault.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    tracing::error!(said, "a handler panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on the server; nothing was changed by it.\n")
        .into_response()
}

/// Answers with the file of that name, else with the page that says that there is none.
async fn file_or_page<F>(assets: Arc<Assets>, request: Request, not_found: impl Fn(Request) -> F) -> Response
where
    F: Future<Output = Response>,
{
    match assets.answer(request.uri().path(), request.headers()) {
        Some(file) => file,
        None => not_found(request).await,
    }
}

/// Serves until `stop` is ready, then finishes what is under way.
///
/// # Errors
/// Whatever keeps the listener from accepting.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stop)
        .await
}

/// Nothing of these is looked up when the program runs but what cargo-leptos says while it
/// watches; the rest is known here.
fn options() -> LeptosOptions {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
    LeptosOptions::builder()
        .output_name("ctb")
        .reload_port(number("LEPTOS_RELOAD_PORT").unwrap_or(3001))
        .build()
}
