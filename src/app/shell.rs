//! The document around the pages: what stands before `<body>`'s content. Only the server makes it.

use super::{App, lazily::area_at, live::NewestEvent, pages::BENCH_SCRIPT, theme};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;
use leptos_router::location::RequestUrl;
use serde::Serialize;
use std::collections::HashMap;

/// Where the files that a page loads lie, with their hashes in their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFiles {
    /// The style sheet.
    pub style: String,
    /// The script that starts the browser's part.
    pub script: String,
    /// The browser's part.
    pub wasm: String,
    /// What of it each page needs besides.
    pub pieces: Pieces,
}

/// The pieces of the browser's part that come with the pages that need them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pieces {
    /// The folder that all lie in, as an address.
    pub folder: String,
    /// By area (`lazily`): the names of its pieces, without their endings.
    pub of_area: HashMap<String, Vec<String>>,
    /// By area: the address of the one file that holds them all, where it was made (`scripts/areas.mjs`).
    pub together: HashMap<String, String>,
}

/// How a page gets its pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum PagePieces {
    /// In one file, at this address.
    Together(String),
    /// One by one, at these.
    Each(Vec<String>),
}

impl Pieces {
    /// What the page at this path loads.
    fn at(&self, path: &str) -> PagePieces {
        let Some(area) = area_at(path) else { return PagePieces::Each(Vec::new()) };
        if let Some(file) = self.together.get(area) {
            return PagePieces::Together(file.clone());
        }
        let names = self.of_area.get(area).into_iter().flatten();
        PagePieces::Each(names.map(|name| format!("{}/{name}.wasm", self.folder)).collect())
    }
}

/// The whole document.
///
/// The start script is ours rather than `HydrationScripts`, which looks for a file beside the
/// executable and panics without it; this one takes the names from [`PageFiles`].
pub fn shell(files: PageFiles, options: LeptosOptions) -> impl IntoView {
    let nonce = use_nonce();
    let path = use_context::<RequestUrl>().and_then(|url| url.parse().ok()).unwrap_or_default();
    let start = start_script(&files, path.path());
    let NewestEvent(newest) = use_context().unwrap_or_default();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme::current().sheet() data-event=newest>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#fbfcfd" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#13171d" media="(prefers-color-scheme: dark)" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=files.style />
                <AutoReload options />
                <script nonce=nonce.clone() inner_html=start></script>
                <script type="module" nonce=nonce src="/live.js"></script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// Starts the browser's part when it is needed (`start.js`), but for the bench, which has a script of its own.
/// Leptos would name a page's pieces too, but only
/// once the page is drawn: often after its head was sent.
fn start_script(files: &PageFiles, path: &str) -> String {
    if path.trim_end_matches('/') == "/bench" {
        return format!("(() => {{\n\"use strict\";\n{BENCH_SCRIPT}}})();");
    }
    let names = serde_json::json!({
        "wasm": files.wasm,
        "glue": files.script,
        "pieces": files.pieces.at(path),
    });
    format!("(() => {{\n\"use strict\";\nconst files = {names};\n{}}})();", include_str!("start.js"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_its_pieces_together_where_they_were_put_so() {
        let map = |name: &str| [(name.to_owned(), format!("/pkg/area_{name}.a1.pieces"))].into();
        let names = |names: [&str; 2]| names.map(str::to_owned).to_vec();
        let pieces = Pieces {
            folder: "/pkg".to_owned(),
            of_area: [("parts".to_owned(), names(["one.a1", "two.b2"])), ("builds".to_owned(), vec![])]
                .into(),
            together: map("builds"),
        };
        assert_eq!(pieces.at("/builds"), PagePieces::Together("/pkg/area_builds.a1.pieces".to_owned()));
        let each = names(["/pkg/one.a1.wasm", "/pkg/two.b2.wasm"]);
        assert_eq!(pieces.at("/parts/3"), PagePieces::Each(each));
        assert_eq!(pieces.at("/nowhere"), PagePieces::Each(Vec::new()));
    }
}
