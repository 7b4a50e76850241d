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
use tokio::sync::oneshot;

use super::answers::{self, Plain};
use super::state::State;
use super::{Asked, Fault, lock};

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
    let target = request.uri().path_and_query().map_or_else(String::new, ToString::to_string);
    let mut asked = Asked {
        method: request.method().to_string(),
        target,
        headers: request
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect(),
        status: 0,
    };
    let fault = lock(&state).take_fault(&asked.target);
    let plain = match &fault {
        None | Some(Fault::CutBody) => Some(answers::answer(&mut lock(&state), &asked)),
        Some(Fault::Silent | Fault::Reset | Fault::Endless(_)) => None,
        Some(fault) => Some(answers::faulty(fault)),
    };
    asked.status = plain.as_ref().map_or(0, |plain| plain.status);
    lock(&state).log.push(asked);
    match (fault, plain) {
        (Some(Fault::CutBody), Some(plain)) => cut(plain),
        (Some(Fault::Endless(bytes)), _) => endless(bytes),
        (Some(Fault::Silent), _) => std::future::pending().await,
        (_, Some(plain)) => whole(plain),
        // Unwinding the handler makes the server close the connection without a word.
        (_, None) => std::panic::resume_unwind(Box::new("the connection is reset on purpose")),
    }
}

fn whole(plain: Plain) -> Response {
    response(plain.status, plain.headers, Body::from(plain.body))
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

fn endless(bytes: usize) -> Response {
    let piece = Bytes::from(vec![b'x'; 64 * 1024]);
    let pieces = std::iter::repeat_n(piece, bytes.div_ceil(64 * 1024)).map(Ok::<_, std::io::Error>);
    let headers = vec![("content-type".to_owned(), "application/vnd.github.raw+json".to_owned())];
    response(200, headers, Body::from_stream(futures::stream::iter(pieces)))
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
