//! The files that pages load: from the binary itself (feature `embed`, how it is released) or from
//! a folder (while developing).
//!
//! They are named with their hashes, and the names are found by looking, so that nothing depends
//! on a file beside the executable.

use crate::app::{PageFiles, Pieces};
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// The folder of the style sheet, the script and the browser's part.
const PACKAGE: &str = "pkg";
/// How their names begin.
const NAME: &str = "ctb";
/// What loads the pieces of the browser's part, and how the list of what each page needs is called.
const LOADER: &str = "__wasm_split";
const PIECES: &str = "__wasm_split_manifest";

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Why the files cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum AssetsError {
    /// The folder cannot be read.
    #[error(
        "the folder of the site's files, {folder}, cannot be read ({source}): build them with `scripts/site`, or name the folder in LEPTOS_SITE_ROOT"
    )]
    Unreadable {
        /// The folder.
        folder: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// One that every page needs is not there.
    #[error(
        "{place} has no {name}*.{extension} under {PACKAGE}/: build the site's files with `scripts/site`"
    )]
    Missing {
        /// Where it was looked for.
        place: String,
        /// How its name begins.
        name: &'static str,
        /// What kind of file it is.
        extension: &'static str,
    },
    /// The list of what each page needs is not one.
    #[error("{path} cannot be read ({source}): build the site's files anew with `scripts/site`")]
    NoPieces {
        /// Its path.
        path: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
}

/// All files of the site, in memory: a few, and smaller together than a photograph.
#[derive(Debug)]
pub struct Assets {
    files: HashMap<String, Bytes>,
    page: PageFiles,
}

struct Found {
    /// Its path below the site's root, with slashes.
    path: String,
    bytes: Bytes,
    /// When it was made: where an older build left files behind, the newest count.
    made: SystemTime,
}

impl Assets {
    /// The files in the binary where it holds any, else those of the folder that
    /// `LEPTOS_SITE_ROOT` names, else of `target/site`.
    ///
    /// # Errors
    /// [`AssetsError`] where the folder or a file that every page needs is missing.
    pub fn find() -> Result<Self, AssetsError> {
        let embedded = embedded();
        if !embedded.is_empty() {
            return Self::from_found(embedded, "this binary");
        }
        let folder =
            std::env::var_os("LEPTOS_SITE_ROOT").map_or_else(|| PathBuf::from("target/site"), PathBuf::from);
        Self::in_folder(&folder)
    }

    /// The files of a folder, as they are now.
    ///
    /// # Errors
    /// [`AssetsError`] where the folder or a file that every page needs is missing.
    pub fn in_folder(folder: &Path) -> Result<Self, AssetsError> {
        let shown = folder.display().to_string();
        let mut found = Vec::new();
        read_folder(folder, "", &mut found)
            .map_err(|source| AssetsError::Unreadable { folder: shown.clone(), source })?;
        Self::from_found(found, &shown)
    }

    fn from_found(found: Vec<Found>, place: &str) -> Result<Self, AssetsError> {
        let newest = |name: &'static str, extension: &'static str| {
            found
                .iter()
                .filter(|file| is_package_file(&file.path, name, extension))
                .max_by_key(|file| file.made)
                .ok_or_else(|| AssetsError::Missing { place: place.to_owned(), name, extension })
        };
        let address = |name, extension| newest(name, extension).map(|file| format!("/{}", file.path));
        let page = PageFiles {
            style: address(NAME, "css")?,
            script: address(NAME, "js")?,
            wasm: address(NAME, "wasm")?,
            pieces: {
                // The script imports it.
                newest(LOADER, "js")?;
                let of_area = newest(PIECES, "json").and_then(areas)?;
                let together = found.iter().filter_map(|file| area_file(file, &of_area)).collect();
                Pieces { folder: format!("/{PACKAGE}"), of_area, together }
            },
        };
        let files = found.into_iter().map(|file| (format!("/{}", file.path), file.bytes)).collect();
        Ok(Self { files, page })
    }

    /// What every page loads.
    #[must_use]
    pub fn page_files(&self) -> &PageFiles {
        &self.page
    }

    /// The file of that path, in the smallest form that the browser takes.
    pub fn answer(&self, path: &str, request: &HeaderMap) -> Option<Response> {
        let plain = self.files.get(path)?;
        let kind = kind(path)?;
        let accepted =
            request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
        let packed = [("br", "br"), ("gzip", "gz")]
            .into_iter()
            .filter(|(encoding, _)| accepts(accepted, encoding))
            .find_map(|(encoding, ending)| Some((encoding, self.files.get(&format!("{path}.{ending}"))?)));
        let keep = if keeps_for_ever(path) { FOR_EVER } else { ASK_AGAIN };

        let mut response = Response::new(Body::from(packed.map_or(plain, |(_, bytes)| bytes).clone()));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::CACHE_CONTROL, keep);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some((encoding, _)) = packed {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        Some(response)
    }
}

/// The list of what each area needs.
fn areas(list: &Found) -> Result<HashMap<String, Vec<String>>, AssetsError> {
    serde_json::from_slice(&list.bytes)
        .map_err(|source| AssetsError::NoPieces { path: list.path.clone(), source })
}

/// The area whose pieces a file holds together (`scripts/areas.mjs`), with its address; nothing where an older build
/// left it behind, whose pieces were others.
fn area_file(file: &Found, of_area: &HashMap<String, Vec<String>>) -> Option<(String, String)> {
    let name = file.path.strip_prefix(PACKAGE)?.strip_prefix("/area_")?.strip_suffix(".pieces")?;
    let (area, _) = name.split_once('.')?;
    let head = file.bytes.split(|byte| *byte == b'\n').next()?;
    let held: Vec<(String, u64)> = serde_json::from_slice(head).ok()?;
    let held = held.iter().filter_map(|(piece, _)| piece.strip_suffix(".wasm"));
    held.eq(of_area.get(area)?).then(|| (area.to_owned(), format!("/{}", file.path)))
}

/// Whether an `Accept-Encoding` takes an encoding; one with a weight of zero is refused.
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        let refused = matches!(weight.trim().strip_prefix("q="), Some("0" | "0.0" | "0.00" | "0.000"));
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

/// The media type of a file that is served; `None` for those that are not (packed twins).
fn kind(path: &str) -> Option<&'static str> {
    let (_, extension) = path.rsplit_once('.')?;
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "pieces" => "application/octet-stream",
        "json" | "webmanifest" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

/// Whether a path is a name, a dot, a hash, a dot and the extension, in the package's folder.
fn is_package_file(path: &str, name: &str, extension: &str) -> bool {
    path.strip_prefix(PACKAGE)
        .and_then(|path| path.strip_prefix('/'))
        .and_then(|file| file.strip_prefix(name))
        .and_then(|rest| rest.strip_suffix(extension))
        .is_some_and(|between| between.starts_with('.') && between.ends_with('.') && !between.contains('/'))
}

/// What has its hash in its name never changes. The loader names the pieces, so it is asked for each time.
fn keeps_for_ever(path: &str) -> bool {
    let Some(file) = path.strip_prefix('/').and_then(|path| path.strip_prefix(PACKAGE)) else { return false };
    file.matches('.').count() == 2 && !file.starts_with(&format!("/{LOADER}"))
}

fn read_folder(folder: &Path, below: &str, found: &mut Vec<Found>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        let about = entry.metadata()?;
        if about.is_dir() {
            read_folder(&entry.path(), &path, found)?;
        } else {
            found.push(Found { path, bytes: std::fs::read(entry.path())?.into(), made: about.modified()? });
        }
    }
    Ok(())
}

#[cfg(feature = "embed")]
fn embedded() -> Vec<Found> {
    use rust_embed::RustEmbed;
    use std::{borrow::Cow, time::Duration};

    #[derive(RustEmbed)]
    #[folder = "target/site"]
    #[allow_missing = true]
    struct Site;

    Site::iter()
        .filter_map(|path| {
            let file = Site::get(&path)?;
            let bytes = match file.data {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => bytes.into(),
            };
            let made =
                SystemTime::UNIX_EPOCH + Duration::from_secs(file.metadata.last_modified().unwrap_or(0));
            Some(Found { path: path.into_owned(), bytes, made })
        })
        .collect()
}

#[cfg(not(feature = "embed"))]
fn embedded() -> Vec<Found> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("pkg")).unwrap();
        for name in names {
            let text = match name.rsplit_once('.') {
                Some((_, "json")) => r#"{"bench": ["split_bench.f6"]}"#,
                Some((_, "pieces")) if name.contains("old") => "[[\"split_bench.e5.wasm\",1]]\nx",
                Some((_, "pieces")) => "[[\"split_bench.f6.wasm\",1]]\nx",
                _ => name,
            };
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    const ALL: [&str; 11] = [
        "pkg/ctb.a1.css",
        "pkg/ctb.b2.js",
        "pkg/ctb.c3.wasm",
        "pkg/ctb.c3.wasm.br",
        "pkg/__wasm_split.d4.js",
        "pkg/__wasm_split_manifest.e5.json",
        "pkg/split_bench.f6.wasm",
        "pkg/area_bench.07.pieces",
        "pkg/area_bench.07.pieces.br",
        "pkg/area_bench.old.pieces",
        "favicon.svg",
    ];

    #[test]
    fn names_are_found_whatever_their_hash() {
        let assets = Assets::in_folder(folder(&ALL).path()).unwrap();
        assert_eq!(assets.page_files().style, "/pkg/ctb.a1.css");
        assert_eq!(assets.page_files().script, "/pkg/ctb.b2.js");
        assert_eq!(assets.page_files().wasm, "/pkg/ctb.c3.wasm");
        let pieces = &assets.page_files().pieces;
        assert_eq!(pieces.of_area["bench"], ["split_bench.f6"]);
        assert_eq!(pieces.together, [("bench".to_owned(), "/pkg/area_bench.07.pieces".to_owned())].into());
    }

    #[test]
    fn what_has_a_hash_is_kept_and_the_loader_is_asked_for_each_time() {
        let assets = Assets::in_folder(folder(&ALL).path()).unwrap();
        let keep =
            |path| assets.answer(path, &HeaderMap::new()).unwrap().headers()[header::CACHE_CONTROL].clone();
        for path in
            ["/pkg/ctb.a1.css", "/pkg/ctb.c3.wasm", "/pkg/split_bench.f6.wasm", "/pkg/area_bench.07.pieces"]
        {
            assert_eq!(keep(path), FOR_EVER, "{path}");
        }
        for path in ["/pkg/__wasm_split.d4.js", "/pkg/__wasm_split_manifest.e5.json", "/favicon.svg"] {
            assert_eq!(keep(path), ASK_AGAIN, "{path}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = Assets::in_folder(folder(&ALL[..2]).path()).unwrap_err().to_string();
        assert!(error.contains("ctb*.wasm"), "{error}");
        let error = Assets::in_folder(Path::new("no/such/folder")).unwrap_err().to_string();
        assert!(error.contains("no/such/folder") && error.contains("scripts/site"), "{error}");
        let error = Assets::in_folder(folder(&ALL[..4]).path()).unwrap_err().to_string();
        assert!(error.contains("__wasm_split*.js") && error.contains("scripts/site"), "{error}");
    }

    #[test]
    fn a_browser_gets_the_packed_twin_only_if_it_takes_it() {
        let assets = Assets::in_folder(folder(&ALL).path()).unwrap();
        let ask = |accepted: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted));
            let answer = assets.answer("/pkg/ctb.c3.wasm", &headers).unwrap();
            answer.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(ask("gzip, br").as_deref(), Some("br"));
        assert_eq!(ask("gzip, br;q=0"), None);
        assert_eq!(ask(""), None);
    }

    #[test]
    fn only_the_sites_own_files_are_answered() {
        let assets = Assets::in_folder(folder(&ALL).path()).unwrap();
        for path in ["/", "/pkg", "/../Cargo.toml", "/pkg/ctb.c3.wasm.br", "/pkg/ctb.zz.css"] {
            assert!(assets.answer(path, &HeaderMap::new()).is_none(), "{path}");
        }
    }
}
