//! The stream of events: what changed, for every browser that follows (`GET /api/events`).
//!
//! One task reads the `events` table, so that the work of other processes shows too; each stream
//! begins with what its browser missed. A stream that falls behind is ended: the browser comes
//! back by itself and catches up from the last event that it saw.

use crate::domain::live::Change;
use crate::services::{Context, ServiceError, live};
use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::get,
};
use futures::stream::{self, Stream, StreamExt};
use serde::Deserialize;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast, watch};
use tokio_stream::wrappers::BroadcastStream;

/// How often is looked for new events: a page agrees with another within a second.
const GLANCE: Duration = Duration::from_millis(200);
/// How many changes a stream may be behind before it is ended.
const BEHIND: usize = 1_000;
/// How many browsers follow at once; one more is told to come back.
const MOST_STREAMS: usize = 1_000;
/// Something is sent at least this often, so that a connection that died is noticed.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Reads the events of a workspace and passes them on. Cheap to clone.
#[derive(Clone)]
pub struct Feed {
    context: Context,
    changes: broadcast::Sender<Arc<Change>>,
    newest: Arc<AtomicI64>,
    places: Arc<Semaphore>,
    stopped: watch::Receiver<bool>,
}

/// Where a browser goes on that says so by its address.
#[derive(Debug, Deserialize)]
struct From {
    after: Option<i64>,
}

impl Feed {
    /// Begins to read, until `stopped` says so.
    ///
    /// # Errors
    /// [`ServiceError::Store`].
    pub async fn start(context: Context, stopped: watch::Receiver<bool>) -> Result<Self, ServiceError> {
        let newest = Arc::new(AtomicI64::new(live::newest(&context).await?));
        let (changes, _) = broadcast::channel(BEHIND);
        let places = Arc::new(Semaphore::new(MOST_STREAMS));
        let feed = Self { context, changes, newest, places, stopped };
        tokio::spawn(feed.clone().read_on());
        Ok(feed)
    }

    /// The newest event that was read: what is looked at later holds everything up to it.
    #[must_use]
    pub fn newest(&self) -> i64 {
        self.newest.load(Ordering::Relaxed)
    }

    /// The stream's address.
    pub fn routes(&self) -> Router {
        Router::new().route("/api/events", get(follow)).with_state(self.clone())
    }

    async fn read_on(mut self) {
        loop {
            tokio::select! {
                () = tokio::time::sleep(GLANCE) => {}
                _ = self.stopped.changed() => return,
            }
            match live::since(&self.context, self.newest()).await {
                Ok(changes) => changes.into_iter().for_each(|change| self.tell(change)),
                Err(error) => tracing::error!(error = error.to_string(), "events could not be read"),
            }
        }
    }

    fn tell(&self, change: Change) {
        self.newest.store(change.id, Ordering::Relaxed);
        // Nobody listens: whether it is heard is no matter.
        let _ = self.changes.send(Arc::new(change));
    }

    /// Everything after an event, then what comes.
    async fn stream(
        self,
        after: i64,
        place: OwnedSemaphorePermit,
    ) -> Result<impl Stream<Item = Result<Event, Infallible>>, ServiceError> {
        // Subscribed first: what comes while the missed ones are read is heard twice rather than never.
        let coming = BroadcastStream::new(self.changes.subscribe());
        let missed = self.missed(after).await?;
        let seen = missed.last().map_or(after, |change| change.id);
        let coming = coming
            .take_while(|change| std::future::ready(change.is_ok()))
            .filter_map(|change| std::future::ready(change.ok()))
            .filter(move |change| std::future::ready(change.id > seen));
        let mut stopped = self.stopped;
        let stop = async move {
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        let events = stream::iter(missed).map(Arc::new).chain(coming).map(move |change| {
            // The place is given back when the stream is dropped.
            let _held = &place;
            Ok(event(&change))
        });
        Ok(events.take_until(Box::pin(stop)))
    }

    async fn missed(&self, mut after: i64) -> Result<Vec<Change>, ServiceError> {
        let mut missed = Vec::new();
        loop {
            let more = live::since(&self.context, after).await?;
            let Some(last) = more.last() else { return Ok(missed) };
            after = last.id;
            missed.extend(more);
        }
    }
}

fn event(change: &Change) -> Event {
    let event = Event::default().id(change.id.to_string());
    event.json_data(change).unwrap_or_default()
}

async fn follow(State(feed): State<Feed>, Query(from): Query<From>, headers: HeaderMap) -> Response {
    let Ok(place) = feed.places.clone().try_acquire_owned() else {
        let later = [(header::RETRY_AFTER, "10")];
        let why = "Too many browsers follow this server: pages work, and show what others do when they are loaded again.\n";
        return (StatusCode::SERVICE_UNAVAILABLE, later, why).into_response();
    };
    // A browser that lost its connection says by a header what it saw last; that is the newer word.
    let last: Option<i64> =
        headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()).and_then(|id| id.parse().ok());
    let after = last.or(from.after).unwrap_or_else(|| feed.newest());
    match feed.stream(after, place).await {
        Ok(events) => {
            let alive = KeepAlive::new().interval(SIGN_OF_LIFE);
            // For proxies that would collect an answer before they pass it on.
            ([("x-accel-buffering", "no")], Sse::new(events).keep_alive(alive)).into_response()
        }
        Err(error) => {
            tracing::error!(error = error.to_string(), "events could not be read");
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "10")]).into_response()
        }
    }
}
