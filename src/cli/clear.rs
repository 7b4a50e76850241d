//! `ctb clear`.

use clap::Args;
use serde::Serialize;

/// A build to clear.
#[derive(Debug, Args, Serialize)]
pub struct Clear {
    /// The build's number or key
    build: String,
    /// Reserve what is here, even of parts that cannot be covered in full
    #[arg(long)]
    partial: bool,
}
