//! `ctb serve`: the web application.

use super::answer::Answer;
use super::desk::{Desk, start_log};
use super::failure::Failure;
use super::print;
use super::sync::git_host;
use crate::server::config::Origin;
use crate::server::{self, Assets, Feed};
use clap::Args;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// What is logged while serving, if nobody says otherwise.
const USUAL_LOG: &str = "info";

/// How long a call to a vendor that is under way may take once everything else has stopped.
const LAST_CALL: Duration = Duration::from_secs(5);

/// Serves the web application until it is told to stop.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen: a loopback address; port 0 takes a free one [env: CTB_LISTEN, default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<String>,
}

impl Serve {
    /// Listens, says where, and serves until SIGTERM or SIGINT.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        if desk.config().log.origin == Origin::Usual {
            start_log(USUAL_LOG);
        }
        let listener = listen(desk.config().listen.value).await?;
        let host = Arc::new(git_host(desk.config())?);
        let context = desk.context().await?.with_git_host(host);
        let assets = match &desk.config().site_root.value {
            Some(folder) => Assets::in_folder(folder)?,
            None => Assets::find()?,
        };
        let stop = stopped()?;
        let (stopping, stopped) = watch::channel(false);
        let feed = Feed::start(context.clone(), stopped.clone()).await?;
        let address = listener.local_addr()?;
        let router = server::router(assets, context, &feed);
        let background = tokio::spawn(server::jobs::run(desk.database().await?, desk.vendors()?, stopped));
        print(&ready(address, desk.json()))?;
        // Streams and jobs are told first: what is under way is waited for.
        let stop = async move {
            stop.await;
            let _ = stopping.send(true);
        };
        let served = server::serve(listener, router, stop).await;
        let _ = tokio::time::timeout(LAST_CALL, background).await;
        served?;
        Ok(Answer::ready("", ""))
    }
}

/// Nobody is asked who they are yet, so that only this machine may ask.
async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    if !address.ip().is_loopback() {
        return Err(Failure::NotLoopback(address));
    }
    TcpListener::bind(address).await.map_err(|cause| Failure::Listen { address, cause })
}

fn ready(address: SocketAddr, json: bool) -> String {
    if json {
        serde_json::json!({"address": format!("http://{address}")}).to_string()
    } else {
        format!("Clear to Build is ready: http://{address}")
    }
}

/// Ready at the first signal to stop. Both are caught before anything is served.
fn stopped() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping");
    })
}
