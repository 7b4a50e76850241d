//! The real binary, killed at random moments under load: what it said is done is there once, what it
//! did not is there once or not at all, and nothing is half there.
//!
//! `CTB_TORTURE_ROUNDS` tortures for longer, `CTB_TORTURE_SEED` repeats the moments of a failure (as
//! far as the machine lets them be repeated).

#![allow(clippy::disallowed_methods)] // The moments to strike at are of the machine's own time.

use crate::shell::Shell;
use crate::workshop::{Random, bundle, found, raw, setting};
use ctb::domain::ids::{ActorId, WorkspaceId};
use ctb::services::{Context, SystemClock};
use ctb::store::{Database, DatabaseUrl};
use sqlx::{Connection, SqliteConnection};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

const ROUNDS: u64 = 20;

/// Receipts of so many pieces that the ledger and the order line know of, too.
const RECEIVED: &str = "SELECT count(*) FROM receipts r \
    JOIN movements m ON m.order_line = r.order_line AND m.stock_line = r.stock_line AND m.on_hand_change = r.quantity \
    JOIN order_lines l ON l.id = r.order_line AND l.received = (SELECT sum(quantity) FROM receipts o WHERE o.order_line = l.id) \
    WHERE r.quantity = ?1";

/// A command with a request id, and the row that it makes when it is done.
struct Sent {
    request: String,
    arguments: Vec<String>,
    effect: Effect,
}

/// What must be there exactly as often as the request's answer.
enum Effect {
    /// A movement that found so many.
    Counted(i64),
    /// A build of that priority.
    Built(i64),
    /// The build of that number was cleared.
    Cleared(i64),
    /// A receipt of so many pieces.
    Received(i64),
}

impl Sent {
    fn new(request: String, arguments: &[&str], effect: Effect) -> Self {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        Self { request, arguments, effect }
    }

    fn arguments(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        all.extend(["--request", &self.request, "--json"]);
        all
    }

    fn start(&self, shell: &Shell) -> Child {
        let mut command = shell.command(&self.arguments());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// How often its answer, and how often its effect, is in the database.
    async fn traces(&self, raw: &mut SqliteConnection) -> (i64, i64) {
        let answers = sqlx::query_scalar("SELECT count(*) FROM requests WHERE key = ?1").bind(&self.request);
        let answers: i64 = answers.fetch_one(&mut *raw).await.unwrap();
        let (effects, which) = match self.effect {
            Effect::Counted(found) => {
                ("SELECT count(*) FROM movements WHERE reason = 'count' AND on_hand_after = ?1", found)
            }
            Effect::Built(priority) => ("SELECT count(*) FROM builds WHERE priority = ?1", priority),
            Effect::Cleared(number) => {
                ("SELECT count(*) FROM builds WHERE number = ?1 AND bom IS NOT NULL", number)
            }
            Effect::Received(pieces) => (RECEIVED, pieces),
        };
        let effects: i64 = sqlx::query_scalar(effects).bind(which).fetch_one(raw).await.unwrap();
        (answers, effects)
    }
}

/// What a command printed, if it said that it is done.
fn acknowledged(child: Child) -> Option<Vec<u8>> {
    let output = child.wait_with_output().unwrap();
    match output.status.code() {
        // 3: done, but not clear to build.
        Some(0 | 3) => Some(output.stdout),
        // Killed.
        None => None,
        Some(_) => panic!("{}", String::from_utf8_lossy(&output.stderr)),
    }
}

#[tokio::test]
async fn what_was_acknowledged_survives_being_killed_and_nothing_is_half_done() {
    let (seed, rounds) = (setting("CTB_TORTURE_SEED", 1), setting("CTB_TORTURE_ROUNDS", ROUNDS));
    let shell = Shell::new();
    shell.write("bundle.json", bundle().to_string());
    let began = Instant::now();
    shell.ok(&["import", "bundle.json"]);
    let usual = began.elapsed();
    // Something to receive, in as many parts as there are rounds.
    shell.ok(&["build", "Lfo", "v0", "--quantity", "60"]);
    shell.ok(&["order", "--all"]);
    shell.ok(&["place", "1"]);
    let mut random = Random::new(seed);
    let (mut killed, mut done, mut unsaid) = (0, 0, 0);
    for round in 1..=i64::try_from(rounds).unwrap() {
        let when = format!("seed {seed}, round {round}");
        let sent = load(&shell, round).await;
        let answers = killed_at_random(&shell, &sent, usual, &mut random);
        let mut past = raw(&shell.database()).await;
        for (sent, answer) in sent.iter().zip(&answers) {
            let traces = sent.traces(&mut past).await;
            let expected = if answer.is_some() { [(1, 1), (1, 1)] } else { [(0, 0), (1, 1)] };
            assert!(expected.contains(&traces), "{when}: {:?} left {traces:?}", sent.arguments);
            done += i64::from(answer.is_some());
            killed += i64::from(answer.is_none());
            unsaid += i64::from(answer.is_none() && traces == (1, 1));
        }
        past.close().await.unwrap();
        sound(&shell, &when).await;
        again(&shell, &sent, &answers, &when).await;
    }
    println!(
        "seed {seed}: {rounds} rounds, {done} acknowledged, {killed} killed, {unsaid} of those after their commit"
    );
    assert!(killed > 0, "seed {seed}: nothing was killed");
    assert!(done > 0, "seed {seed}: everything was killed");
}

/// Commands at once, that write to different tables of the same database.
async fn load(shell: &Shell, round: i64) -> Vec<Sent> {
    let found = 1_000 + round;
    let priority = round.to_string();
    let count = ["count", "c-100n", &found.to_string(), "--location", "A1"].map(str::to_owned);
    let count: Vec<&str> = count.iter().map(String::as_str).collect();
    let build = ["build", "Lfo", "v0", "--quantity", "1", "--priority", &priority];
    let pieces = 10_000 + round;
    let came = format!("1={pieces}");
    let receive = ["receive", "1", "--line", &came];
    let mut sent = vec![
        Sent::new(format!("receive {round}"), &receive, Effect::Received(pieces)),
        Sent::new(format!("count {round}"), &count, Effect::Counted(found)),
        Sent::new(format!("build {round}"), &build, Effect::Built(round)),
    ];
    let mut past = raw(&shell.database()).await;
    let open: Option<i64> =
        sqlx::query_scalar("SELECT number FROM builds WHERE bom IS NULL ORDER BY number LIMIT 1")
            .fetch_optional(&mut past)
            .await
            .unwrap();
    past.close().await.unwrap();
    if let Some(number) = open {
        sent.push(Sent::new(
            format!("clear {round}"),
            &["clear", &number.to_string()],
            Effect::Cleared(number),
        ));
    }
    sent
}

/// Starts them together and kills each at a moment of its own, which may be too late.
fn killed_at_random(
    shell: &Shell,
    sent: &[Sent],
    usual: Duration,
    random: &mut Random,
) -> Vec<Option<Vec<u8>>> {
    let longest = u64::try_from(usual.as_micros()).unwrap() * 3 / 2;
    let started: Vec<(Child, Duration)> =
        sent.iter().map(|sent| (sent.start(shell), Duration::from_micros(random.below(longest)))).collect();
    let began = Instant::now();
    let waiting: Vec<_> = started
        .into_iter()
        .map(|(mut child, moment)| {
            std::thread::spawn(move || {
                // Not for something to have happened, but to strike at whatever does.
                std::thread::sleep(moment.saturating_sub(began.elapsed()));
                child.kill().unwrap();
                acknowledged(child)
            })
        })
        .collect();
    waiting.into_iter().map(|thread| thread.join().unwrap()).collect()
}

/// Sent again, each is done once, and who was answered gets the same answer.
async fn again(shell: &Shell, sent: &[Sent], answers: &[Option<Vec<u8>>], when: &str) {
    for (sent, answer) in sent.iter().zip(answers) {
        let repeated = acknowledged(sent.start(shell)).unwrap();
        if let Some(answer) = answer {
            assert_eq!(&repeated, answer, "{when}: {:?} was answered otherwise", sent.arguments);
        }
    }
    let mut past = raw(&shell.database()).await;
    for sent in sent {
        assert_eq!(sent.traces(&mut past).await, (1, 1), "{when}: {:?}, sent again", sent.arguments);
    }
    past.close().await.unwrap();
}

async fn sound(shell: &Shell, when: &str) {
    let url: DatabaseUrl = format!("sqlite:{}", shell.database().display()).parse().unwrap();
    let database = Database::open(&url).await.unwrap();
    let context = Context::new(database, WorkspaceId::new(1), ActorId::new(1), Arc::new(SystemClock));
    assert_eq!(found(&context).await, Vec::<String>::new(), "{when}");
    context.database().close().await;
}
