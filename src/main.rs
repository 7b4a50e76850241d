//! Serves the sample pages until the command line takes this place.
#![allow(missing_docs)]

use clap::Parser;
use ctb::server::{Assets, router, serve};
use std::net::SocketAddr;

#[derive(Parser)]
enum Command {
    Serve {
        #[arg(long, default_value = "127.0.0.1:3000")]
        listen: SocketAddr,
        #[arg(long)]
        database: Option<String>,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Command::Serve { listen, .. } = Command::parse();
    let assets = Assets::find()?;
    let listener = tokio::net::TcpListener::bind(listen).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let stop = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    Ok(serve(listener, router(assets, || (), axum::Router::new()), stop).await?)
}
