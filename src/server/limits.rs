//! How much one request may bring, how long its answer may take to begin, and how many are worked on
//! at once.

use axum::{Router, http::StatusCode};
use std::time::Duration;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::{limit::RequestBodyLimitLayer, timeout::TimeoutLayer};

/// What requests are held to.
#[derive(Debug, Clone, Copy)]
pub(super) struct RequestLimits {
    /// Bytes of the largest request: an upload of 10 MB and what a form adds to it.
    pub largest: usize,
    /// How long an answer may take to begin; a stream of events may then last as long as it likes.
    pub answer_within: Duration,
    /// How many requests are worked on at once; more wait.
    pub at_once: usize,
}

impl Default for RequestLimits {
    fn default() -> Self {
        Self { largest: 11 * 1024 * 1024, answer_within: Duration::from_secs(30), at_once: 512 }
    }
}

impl RequestLimits {
    /// Holds all that the router answers to them.
    pub(super) fn hold(self, router: Router) -> Router {
        router
            .layer(RequestBodyLimitLayer::new(self.largest))
            .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, self.answer_within))
            .layer(GlobalConcurrencyLimitLayer::new(self.at_once))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{
        body::Body,
        extract::Request,
        routing::{get, post},
    };
    use std::{
        future::{pending, ready},
        sync::Arc,
        sync::atomic::{AtomicUsize, Ordering},
    };
    use tokio::sync::Semaphore;
    use tower::ServiceExt;

    async fn status(router: &Router, request: Request) -> u16 {
        router.clone().oneshot(request).await.unwrap().status().as_u16()
    }

    fn ask(path: &str, body: Body) -> Request {
        Request::post(path).body(body).unwrap()
    }

    /// In pieces, so that its length is not known beforehand.
    fn in_pieces(bytes: usize) -> Body {
        let piece = |_| Ok::<_, std::io::Error>(vec![b'x'; 1024]);
        Body::from_stream(futures::stream::iter((0..bytes.div_ceil(1024)).map(piece)))
    }

    #[test]
    fn the_limits_of_the_server_are_those_of_the_table() {
        let RequestLimits { largest, answer_within, at_once } = RequestLimits::default();
        assert_eq!((largest, answer_within.as_secs(), at_once), (11 * 1024 * 1024, 30, 512));
    }

    #[tokio::test]
    async fn a_request_of_11_mb_is_read_and_a_larger_one_is_not_whether_it_says_so_or_not() {
        let most = RequestLimits::default().largest;
        let router = Router::new().route("/", post(|body: axum::body::Bytes| ready(body.len().to_string())));
        // A stream is read up to the limit, wherever the framework has one of its own.
        let router = router.layer(axum::extract::DefaultBodyLimit::disable());
        let router = RequestLimits::default().hold(router);
        let said = |bytes: usize| Body::from(vec![b'x'; bytes]);
        assert_eq!(status(&router, ask("/", said(most))).await, 200);
        assert_eq!(status(&router, ask("/", in_pieces(most))).await, 200);
        assert_eq!(status(&router, ask("/", in_pieces(most + 1))).await, 413);
        let mut declared = ask("/", Body::empty());
        declared.headers_mut().insert("content-length", (most + 1).into());
        assert_eq!(status(&router, declared).await, 413, "it is refused before any of it is read");
    }

    #[tokio::test]
    async fn an_answer_that_does_not_begin_in_time_is_given_up() {
        let limits = RequestLimits { answer_within: Duration::from_millis(10), ..RequestLimits::default() };
        let router = Router::new().route("/", post(pending::<String>)).route("/at-once", post(|| ready("")));
        let router = limits.hold(router);
        assert_eq!(status(&router, ask("/", Body::empty())).await, 504);
        assert_eq!(status(&router, ask("/at-once", Body::empty())).await, 200);
    }

    #[tokio::test]
    async fn no_more_requests_than_the_limit_are_worked_on_at_once_and_the_others_wait() {
        const MORE: usize = 5;
        let limits = RequestLimits::default();
        let (entered, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
        let (inside, door) = (entered.clone(), gate.clone());
        let handler = move || {
            let (inside, door) = (inside.clone(), door.clone());
            async move {
                inside.fetch_add(1, Ordering::SeqCst);
                door.acquire().await.unwrap().forget();
            }
        };
        let router = limits.hold(Router::new().route("/", get(handler)));
        let asking: Vec<_> = (0..limits.at_once + MORE)
            .map(|_| {
                let request = Request::get("/").body(Body::empty()).unwrap();
                tokio::spawn(router.clone().oneshot(request))
            })
            .collect();
        // On one thread: all that can go on has gone on once each task had its turns.
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert_eq!(entered.load(Ordering::SeqCst), limits.at_once);
        gate.add_permits(limits.at_once + MORE);
        for answer in asking {
            assert_eq!(answer.await.unwrap().unwrap().status(), StatusCode::OK);
        }
        assert_eq!(entered.load(Ordering::SeqCst), limits.at_once + MORE);
    }
}
