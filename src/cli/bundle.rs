//! `ctb import` and `ctb export`.

use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// A bundle to take in.
#[derive(Debug, Args, Serialize)]
pub struct Import {
    /// The bundle; - for standard input
    #[serde(skip)]
    file: PathBuf,
}

/// Where a bundle is written.
#[derive(Debug, Args)]
pub struct Export {
    /// The file, replaced if it exists; standard output, if not given
    file: Option<PathBuf>,
}
