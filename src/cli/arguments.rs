//! What may be typed: every command, and what all of them take.

use super::backup::{Backup, Restore};
use super::build::{Build, Edit};
use super::building::{Cancel, Complete, Reopen};
use super::bundle::{Export, Import};
use super::cart::Cart;
use super::clear::Clear;
use super::completions::Completions;
use super::count::Count;
use super::jobs::Jobs;
use super::offers::Offers;
use super::order::{CancelOrder, Order, Place, Receive};
use super::part::Part;
use super::parts::Parts;
use super::project::{Project, Version};
use super::serve::Serve;
use super::sync::{Line, Sync};
use super::workspace::Workspace;
use crate::domain::bom::{Reference, parse_references};
use clap::{Args, Parser, Subcommand};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Clear to Build: have we got everything for this build?
#[derive(Debug, Parser)]
#[command(name = "ctb", version, arg_required_else_help = true, propagate_version = true)]
#[command(
    after_help = "Exit codes: 0 done, 1 error, 2 wrong usage, 3 done but not clear to build (clear, complete)."
)]
pub struct Arguments {
    /// What all commands take.
    #[command(flatten)]
    pub common: Common,
    /// Which command.
    #[command(subcommand)]
    pub command: Command,
}

/// What all commands take, before or after their name.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Common {
    /// The database; made if it does not exist [env: CTB_DATABASE, default: sqlite:ctb.db]
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// The workspace, where there are several [env: CTB_WORKSPACE]
    #[arg(long, global = true, value_name = "NAME")]
    pub workspace: Option<String>,
    /// The configuration file [env: CTB_CONFIG, default: ctb.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Print one JSON document and nothing else on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// An id of your choice: the same id and command again returns the first answer and changes nothing
    #[arg(long, global = true, value_name = "ID")]
    pub request: Option<String>,
}

/// Every command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the web application
    Serve(Serve),
    /// Fill an empty database with the demo workshop
    Demo,
    /// Import a bundle: all of it or nothing
    Import(Import),
    /// Export everything as a bundle
    Export(Export),
    /// Add a project
    #[command(subcommand)]
    Project(Project),
    /// Add a version of a project
    #[command(subcommand)]
    Version(Version),
    /// Read the BOM of a version from its git repository, or from a file, and apply it
    Sync(Sync),
    /// Plan a build of a version
    Build(Build),
    /// Change a build that is not completed
    Edit(Edit),
    /// Decide what a BOM line means
    Line(Line),
    /// List parts, or show one
    #[command(subcommand)]
    Part(Part),
    /// Take in somebody's list of parts, undo that, or list the rows that wait
    #[command(subcommand)]
    Parts(Parts),
    /// Book what was counted
    Count(Count),
    /// Reserve what a build needs, or say exactly what is missing
    Clear(Clear),
    /// Complete a build, or some of its pieces: consumes what is reserved
    Complete(Complete),
    /// Give a build up: everything reserved for it is free again
    Cancel(Cancel),
    /// Reverse the last completion of a build
    Reopen(Reopen),
    /// Draft vendor orders for what is short
    Order(Order),
    /// Place a draft: its prices are frozen
    Place(Place),
    /// End an order: what has not come is no longer expected
    CancelOrder(CancelOrder),
    /// Book a delivery in
    Receive(Receive),
    /// Look offers up again, take in a price list, or list a part's offers with what they cost before
    #[command(subcommand)]
    Offers(Offers),
    /// Write an order as its vendor's website takes it
    Cart(Cart),
    /// List background jobs, or cancel, retry or do them
    Jobs(Jobs),
    /// Print the whole working state
    State,
    /// Prove that the database keeps its promises
    Check,
    /// Copy the database while others work with it
    Backup(Backup),
    /// Check a backup and put it in the database's place
    Restore(Restore),
    /// Show what is configured, and where it comes from
    Config,
    /// Print a script that completes ctb in a shell
    Completions(Completions),
    /// List or add workspaces
    #[command(subcommand)]
    Workspace(Workspace),
}

impl Command {
    /// The flag of `serve` that is a setting too.
    pub fn listen(&self) -> Option<String> {
        match self {
            Self::Serve(serve) => serve.listen.clone(),
            _ => None,
        }
    }
}

/// References as people write them: `R1,R3-R5`; an empty text is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct References(pub BTreeSet<Reference>);

impl std::str::FromStr for References {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let references = parse_references(text).map_err(|error| error.to_string())?;
        Ok(Self(references.into_iter().collect()))
    }
}

/// The word that takes a choice back.
const NONE: &str = "none";

/// A part, or `none`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartOrNone(pub Option<String>);

impl std::str::FromStr for PartOrNone {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim() {
            "" => Err("name a part, or none".to_owned()),
            NONE => Ok(Self(None)),
            part => Ok(Self(Some(part.to_owned()))),
        }
    }
}

/// `PART=PART`: what may be used where nothing else does; `PART=none` takes it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fallback {
    /// The part that is needed.
    pub part: String,
    /// What may be used instead.
    pub instead: PartOrNone,
}

impl std::str::FromStr for Fallback {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (part, instead) = text.split_once('=').ok_or("write PART=PART, or PART=none")?;
        let part = part.trim();
        if part.is_empty() {
            return Err("write PART=PART, or PART=none".to_owned());
        }
        Ok(Self { part: part.to_owned(), instead: instead.parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_commands_are_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn common_options_are_taken_before_and_after_the_command() {
        for typed in [
            ["ctb", "--json", "--database", "sqlite:a", "--request", "1", "state"],
            ["ctb", "state", "--json", "--database", "sqlite:a", "--request", "1"],
        ] {
            let common = Arguments::try_parse_from(typed).unwrap().common;
            assert!(common.json && common.database.as_deref() == Some("sqlite:a"));
            assert_eq!(common.request.as_deref(), Some("1"));
        }
    }

    #[test]
    fn references_are_read_as_people_write_them() {
        let read: References = "R1, R3-R5".parse().unwrap();
        assert_eq!(read.0.iter().map(Reference::as_str).collect::<Vec<_>>(), ["R1", "R3", "R4", "R5"]);
        assert!("".parse::<References>().unwrap().0.is_empty());
    }

    #[test]
    fn a_fallback_names_two_parts_or_takes_one_back() {
        let read: Fallback = "r-10k=r-9k1".parse().unwrap();
        assert_eq!((read.part.as_str(), read.instead.0.as_deref()), ("r-10k", Some("r-9k1")));
        assert_eq!("r-10k=none".parse::<Fallback>().unwrap().instead.0, None);
        assert!("r-10k".parse::<Fallback>().is_err() && "=x".parse::<Fallback>().is_err());
        assert!("r-10k=".parse::<Fallback>().is_err());
    }
}
