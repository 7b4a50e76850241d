//! Progress of long work: on a terminal only, and on standard error, so that pipes stay clean.

use indicatif::{ProgressBar, ProgressDrawTarget};
use std::io::IsTerminal;
use std::time::Duration;

/// How often the spinner turns.
const TURN: Duration = Duration::from_millis(120);

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
