//! Progress of long work: on a terminal only, and on standard error, so that pipes stay clean.

use indicatif::{ProgressBar, ProgressDrawTarget};
use std::io::IsTerminal;
use std::time::Duration;

/// How often the spinner turns.
const TURN: Duration = Duration::from_millis(120);

/// How often it is said anew how far the work is.
const GLANCE: Duration = Duration::from_secs(1);

/// Does the work, and shows meanwhile how far it is.
pub async fn telling<T>(
    what: &'static str,
    work: impl Future<Output = T>,
    far: impl AsyncFn() -> String,
) -> T {
    if !std::io::stderr().is_terminal() {
        return work.await;
    }
    let spinner = ProgressBar::new_spinner().with_message(what);
    spinner.enable_steady_tick(TURN);
    let mut work = std::pin::pin!(work);
    let done = loop {
        tokio::select! {
            done = &mut work => break done,
            () = tokio::time::sleep(GLANCE) => spinner.set_message(far().await),
        }
    };
    spinner.finish_and_clear();
    done
}

/// Does the work, and shows meanwhile what is being done.
pub async fn during<T>(what: &'static str, work: impl Future<Output = T>) -> T {
    let spinner = ProgressBar::new_spinner().with_message(what);
    if std::io::stderr().is_terminal() {
        spinner.enable_steady_tick(TURN);
    } else {
        spinner.set_draw_target(ProgressDrawTarget::hidden());
    }
    let done = work.await;
    spinner.finish_and_clear();
    done
}
