//! What the code under test tells `tracing`: one subscriber for all tests, since a second one that
//! comes and goes in one thread may miss events while another thread meets them first (`tracing`
//! remembers for each place in the code whether anybody listens).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Mutex, Once};
use tracing::span::{Attributes, Id};
use tracing::{Event, Instrument, Metadata, Subscriber};
use tracing_subscriber::filter::{dynamic_filter_fn, filter_fn};
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt, registry};

const COUNTED: &str = "counted";
const STATEMENT: &str = "sqlx::query";

static COUNTS: Mutex<BTreeMap<u64, usize>> = Mutex::new(BTreeMap::new());
static LISTENING: Once = Once::new();

thread_local! {
    static LOG: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

fn listen() {
    LISTENING.call_once(|| {
        let statements = Statements.with_filter(filter_fn(is_counted));
        let kept = dynamic_filter_fn(|_, _| LOG.with_borrow(Option::is_some));
        let log = fmt::layer().with_ansi(false).with_writer(|| Log).with_filter(kept);
        registry().with(statements).with(log).init();
    });
}

fn is_counted(metadata: &Metadata<'_>) -> bool {
    metadata.target() == STATEMENT || metadata.name() == COUNTED
}

/// The statements that a use case asks. sqlx tells of each by an event, within the span of whoever
/// asked for it: so tests that run side by side are counted apart. `COMMIT` comes after all of a use
/// case's statements on the same connection, so that none is counted late.
pub async fn statements(use_case: impl Future<Output = ()>) -> usize {
    listen();
    let span = tracing::info_span!(COUNTED);
    let id = span.id().expect("statements are counted").into_u64();
    use_case.instrument(span).await;
    COUNTS.lock().unwrap()[&id]
}

struct Statements;

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for Statements {
    fn on_new_span(&self, _: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        COUNTS.lock().unwrap().insert(id.into_u64(), 0);
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if let Some(span) = context.event_span(event) {
            *COUNTS.lock().unwrap().entry(span.id().into_u64()).or_default() += 1;
        }
    }
}

/// Everything that this thread logs from here on, down to the last trace of a library.
pub fn keep_log() {
    listen();
    LOG.set(Some(Vec::new()));
}

/// What this thread logged since [`keep_log`].
pub fn kept_log() -> String {
    String::from_utf8(LOG.take().expect("a log that is kept")).expect("a log in UTF-8")
}

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.with_borrow_mut(|log| log.get_or_insert_default().extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
