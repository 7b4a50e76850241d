//! What of a BOM is shown, and which line is open: kept in the address.

use crate::app::address;
use crate::domain::designs::{BomPage, LineFilter, VersionLine};
use crate::domain::lists;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
    params::ParamsMap,
};

/// What the address says.
#[derive(Clone, Copy)]
pub(super) struct Filter {
    query: Memo<ParamsMap>,
    go: StoredValue<Box<dyn Fn(String) + Send + Sync>>,
}

impl Filter {
    pub(super) fn new() -> Self {
        let go_to = use_navigate();
        let go = move |address: String| {
            go_to(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        };
        Self { query: use_query_map(), go: StoredValue::new(Box::new(go)) }
    }

    pub(super) fn show(self) -> LineFilter {
        self.query.with(in_address)
    }

    /// The page's address with another choice of lines.
    pub(super) fn address(self, show: LineFilter) -> String {
        self.query.with(|query| address::with(query, "show", show.key()))
    }

    pub(super) fn words(self) -> Signal<String> {
        let query = self.query;
        Signal::derive(move || query.with(|query| query.get("q").unwrap_or_default()))
    }

    pub(super) fn search(self, words: String) {
        let said = Some(words.as_str()).filter(|words| !words.is_empty());
        let address = self.query.with_untracked(|query| address::with(query, "q", said));
        self.go.with_value(|go| go(address));
    }

    /// What the address says besides the words.
    pub(super) fn kept(self) -> Signal<Vec<(String, String)>> {
        let query = self.query;
        Signal::derive(move || query.with(|query| address::kept(query, &["q"])))
    }

    /// The lines that are shown, of all.
    pub(super) fn shown(self, page: &BomPage) -> Vec<&VersionLine> {
        lists::bom_lines(&page.lines, &page.parts, &self.query.with(address::list_query))
    }

    /// Whether a row is open, and the page's address with it open, or closed where it is open. `row` is
    /// the number of a line of the BOM, or the name of another row.
    pub(super) fn opened(self, row: String) -> (Signal<bool>, Signal<String>) {
        let query = self.query;
        let row = StoredValue::new(row);
        let open =
            Memo::new(move |_| query.with(|query| row.with_value(|row| query.get_str("fix") == Some(row))));
        let toggled = Signal::derive(move || {
            query.with(|query| {
                let mut pairs = address::kept(query, &["fix", "find"]);
                pairs.extend((!open.get()).then(|| ("fix".to_owned(), row.get_value())));
                address::written(&pairs)
            })
        });
        (open.into(), toggled)
    }

    /// The line of the BOM that is open.
    pub(super) fn open_line(self) -> Option<u32> {
        self.query.with(|query| query.get_str("fix").and_then(|line| line.parse().ok()))
    }

    /// What parts are searched for beside the open line.
    pub(super) fn finding(self) -> Memo<String> {
        let query = self.query;
        Memo::new(move |_| query.with(|query| query.get("find").unwrap_or_default()))
    }

    /// Closes what is open.
    pub(super) fn close(self) {
        let closed = self.query.with_untracked(|query| {
            query.get_str("fix").map(|_| address::written(&address::kept(query, &["fix", "find"])))
        });
        if let Some(address) = closed {
            self.go.with_value(|go| go(address));
        }
    }
}

fn in_address(query: &ParamsMap) -> LineFilter {
    LineFilter::from_key(query.get_str("show").unwrap_or_default())
}
