//! `ctb sync` and `ctb line`.

use super::arguments::PartOrNone;
use clap::{ArgGroup, Args};
use serde::Serialize;
use std::path::PathBuf;

/// A version whose BOM is to be read.
#[derive(Debug, Args, Serialize)]
pub struct Sync {
    /// The project's name
    project: String,
    /// The version's revision
    revision: String,
    /// Read this file instead of the git repository; - for standard input
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    bom: Option<PathBuf>,
    /// Say what would change, and change nothing
    #[arg(long)]
    preview: bool,
}

/// A decision about a BOM line.
#[derive(Debug, Args, Serialize)]
#[command(group(ArgGroup::new("decision").required(true).multiple(true).args(["matched", "substitute"])))]
pub struct Line {
    /// The project's name
    project: String,
    /// The version's revision
    revision: String,
    /// One of the line's references; # and its number for a line without
    reference: String,
    /// The part that the line means
    #[arg(id = "matched", long = "match", value_name = "PART")]
    part: Option<String>,
    /// The part to use in its place, or none
    #[arg(long, value_name = "PART")]
    substitute: Option<PartOrNone>,
}
