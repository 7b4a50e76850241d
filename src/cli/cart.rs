//! `ctb cart`.

use super::answer::Answer;
use super::desk::{Desk, write_file};
use super::failure::Failure;
use super::table::{counted, one_line};
use crate::domain::cart::CartFormat;
use crate::services::vendor_orders::{self, CartAnswer};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::path::PathBuf;

/// An order to take to its vendor's website.
#[derive(Debug, Args)]
pub struct Cart {
    /// The order's number or key
    order: String,
    /// Lines to paste, or a file to upload; what the vendor likes best, if not given
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// The file, replaced if it exists; standard output, if not given
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A form of a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines to paste
    Text,
    /// A file to upload
    Csv,
}

/// For programs: the cart, and the file that it was written to.
#[derive(Debug, Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    cart: &'a CartAnswer,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

impl Cart {
    /// Prints the cart, or writes it: the whole file or none of it.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let context = desk.context().await?;
        let format = self.format.map(|format| match format {
            Format::Text => CartFormat::Text,
            Format::Csv => CartFormat::Csv,
        });
        let cart = vendor_orders::cart(&context, &self.order, format).await?;
        let file = match &self.output {
            None => None,
            Some(file) => {
                write_file(file, cart.text.as_bytes())?;
                Some(file.display().to_string())
            }
        };
        let text = file.as_ref().map_or_else(|| cart.text.clone(), |file| written(&cart, file));
        let answer = Answer::new(&Told { cart: &cart, file }, text)?;
        // The text is for pasting: what else is to be said goes beside it. Programs find it inside.
        if desk.json() || cart.warnings.is_empty() {
            return Ok(answer);
        }
        Ok(answer.noting(one_line(&cart.warnings.join("; "))))
    }
}

fn written(cart: &CartAnswer, file: &str) -> String {
    let lines = counted(cart.lines.len(), "line", "lines");
    format!("Order {} at {} was written to {file}: {lines}.\n", cart.order, cart.vendor)
}
