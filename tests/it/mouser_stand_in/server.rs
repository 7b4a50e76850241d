//! The stand-in's socket: a thread with a runtime of its own, ended on drop.

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use futures::StreamExt;
use serde_json::Value;
use tokio::sync::oneshot;

use super::answers::{self, Plain};
use super::{Call, Fault, State, lock};

/// The running socket.
pub struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start(state: Arc<Mutex<State>>) -> Self {
        // Bound before the thread starts, so that it listens when this returns.
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.set_nonblocking(true).expect("a socket for tokio");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                let app = Router::new().fallback(move |request: Request| answer(state.clone(), request));
                tokio::select! {
                    result = axum::serve(listener, app).into_future() => result.expect("serving"),
                    _ = stopped => {}
                }
            });
        });
        Self { address, stop: Some(stop), thread: Some(thread) }
    }

    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn answer(state: Arc<Mutex<State>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1_000_000).await.expect("a body");
    let query = head.uri.query().unwrap_or_default().to_owned();
    let is_json = head.headers.get("content-type").is_some_and(|kind| kind == "application/json");
    let question: Value = serde_json::from_slice(&body).unwrap_or_default();
    let numbers = question["SearchByPartRequest"]["mouserPartNumber"].as_str();
    let wrong = (!is_json || numbers.is_none()).then_some("this is no question");
    let mut call = Call {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        key: url::form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "apiKey")
            .map(|(_, value)| value.into_owned()),
        numbers: numbers.unwrap_or_default().split('|').map(str::to_owned).collect(),
        option: question["SearchByPartRequest"]["partSearchOptions"].as_str().unwrap_or_default().to_owned(),
        status: 0,
    };
    let (fault, plain) = {
        let mut state = lock(&state);
        let fault = state.faults.pop_front();
        let plain = match &fault {
            None | Some(Fault::CutBody) => Some(answers::answer(&mut state, &call, wrong)),
            Some(Fault::Silent | Fault::Reset) => None,
            Some(fault) => Some(answers::faulty(fault)),
        };
        call.status = plain.as_ref().map_or(0, |plain| plain.status);
        state.calls.push(call);
        (fault, plain)
    };
    match (fault, plain) {
        (Some(Fault::CutBody), Some(plain)) => cut(plain),
        (Some(Fault::Silent), _) => std::future::pending().await,
        (_, Some(plain)) => response(plain.status, plain.headers, Body::from(plain.body)),
        // Unwinding the handler makes the server close the connection without a word.
        (_, None) => std::panic::resume_unwind(Box::new("the connection is reset on purpose")),
    }
}

/// Declares more than it sends.
fn cut(mut plain: Plain) -> Response {
    plain.headers.push(("content-length".into(), (plain.body.len() + 100).to_string()));
    let body = futures::stream::once(std::future::ready(Ok::<_, std::io::Error>(Bytes::from(plain.body))));
    // The pause lets the server send what it has before the end closes the connection.
    let end = futures::stream::once(async {
        tokio::task::yield_now().await;
        Err(std::io::Error::other("cut short on purpose"))
    });
    response(plain.status, plain.headers, Body::from_stream(body.chain(end)))
}

fn response(status: u16, headers: Vec<(String, String)>, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).expect("a status");
    for (name, value) in headers {
        let name = HeaderName::try_from(name).expect("a header's name");
        response.headers_mut().insert(name, HeaderValue::from_str(&value).expect("a header's value"));
    }
    response
}
