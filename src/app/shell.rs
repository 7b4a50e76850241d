//! The document around the pages: what stands before `<body>`'s content. Only the server makes it.

use super::{App, lazily::area_at, live::NewestEvent, theme};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;
use leptos_router::location::RequestUrl;
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
    /// The file that loads them.
    pub loader: String,
    /// By area (`lazily`): the names of its pieces, without their endings.
    pub of_area: HashMap<String, Vec<String>>,
}

impl Pieces {
    /// The addresses of the pieces that the page at this path loads.
    fn at(&self, path: &str) -> Vec<String> {
        let names = area_at(path).and_then(|area| self.of_area.get(area));
        names.into_iter().flatten().map(|name| format!("{}/{name}.wasm", self.folder)).collect()
    }

    /// The address of the file that loads them.
    fn loader(&self) -> String {
        format!("{}/{}", self.folder, self.loader)
    }
}

/// The whole document.
///
/// The start script is ours rather than `HydrationScripts`, which looks for a file beside the
/// executable and panics without it; this one takes the names from [`PageFiles`].
pub fn shell(files: PageFiles, options: LeptosOptions) -> impl IntoView {
    let nonce = use_nonce();
    let start = start_script(&files);
    let path = use_context::<RequestUrl>().and_then(|url| url.parse().ok()).unwrap_or_default();
    // Leptos names a page's pieces too, but only once the page is drawn: often after its head was sent.
    let pieces = files.pieces.at(path.path()).into_iter().map(|piece| {
        view! { <link rel="preload" href=piece r#as="fetch" r#type="application/wasm" crossorigin="" /> }
    });
    let pieces = pieces.collect_view();
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
                <link rel="modulepreload" href=files.script nonce=nonce.clone() />
                <link rel="preload" href=files.wasm r#as="fetch" r#type="application/wasm" crossorigin="" />
                <link rel="modulepreload" href=files.pieces.loader() nonce=nonce.clone() />
                {pieces}
                <AutoReload options />
                <script type="module" nonce=nonce.clone() src="/live.js"></script>
                <script type="module" nonce=nonce inner_html=start></script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// Starts the browser's part; `data-live` says that it has taken over, for styles and tests.
fn start_script(files: &PageFiles) -> String {
    format!(
        "import start, {{ hydrate }} from {:?}; await start({{ module_or_path: {:?} }}); await hydrate(); \
         document.documentElement.dataset.live = \"\";",
        files.script, files.wasm
    )
}
