//! Files that a form hands over: BOMs and bundles. They are read into memory, counted meanwhile, and
//! never written to the disk.

use crate::app::address::written;
use crate::domain::ids::{ProjectId, VersionId};
use crate::services::designs::{self, NewDesign, VersionName};
use crate::services::{Context, ServiceError, bom_sync};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, multipart::MultipartError},
    response::Redirect,
    routing::post,
};
use std::collections::BTreeMap;

/// Bytes of a file.
const MOST_BYTES: usize = 10_000_000;
/// Bytes of all other fields of the form together.
const MOST_TEXT: usize = 100_000;

/// Characters of a text that stands in an address.
const LONGEST_TEXT: usize = 1500;

/// Takes files in, for the caller whose context the request carries (`who`).
pub(super) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/upload/project", post(project))
        .route("/upload/bom", post(bom))
        .route("/upload/bundle", post(bundle))
        // Both count what arrives; the whole server refuses more than 11 MB.
        .layer(DefaultBodyLimit::disable())
}

/// A form with a file.
#[derive(Debug, Default)]
pub(super) struct Form {
    fields: BTreeMap<String, String>,
    pub(super) file_name: String,
    pub(super) file: Vec<u8>,
}

impl Form {
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str).trim()
    }

    fn number(&self, name: &str) -> i64 {
        // No id is 0: what is no number names nothing.
        self.field(name).parse().unwrap_or(0)
    }
}

/// A project whose BOM is handed over: made with its first version, then previewed.
async fn project(Extension(context): Extension<Context>, request: Request) -> Redirect {
    let (form, read) = read(request).await;
    let again = |problem: String| {
        let typed =
            [("name", form.field("name")), ("revision", form.field("revision")), ("problem", &problem)];
        to(&address_of("/projects/new", &typed))
    };
    if let Err(problem) = read {
        return again(problem);
    }
    let new = NewDesign {
        name: form.field("name").to_owned(),
        revision: form.field("revision").to_owned(),
        ..NewDesign::default()
    };
    let begun = async {
        let bom = bom_sync::from_file(&form.file_name, &form.file)?;
        designs::begin_with_file(&context, &new, bom).await
    };
    match begun.await {
        Ok((version, parked)) => to(&sync_page(version, &[("file", &parked)])),
        Err(error) => again(told(&error)),
    }
}

/// The BOM of a version that is there already.
async fn bom(Extension(context): Extension<Context>, request: Request) -> Redirect {
    let (form, read) = read(request).await;
    let version = VersionName {
        project: ProjectId::new(form.number("project")),
        version: VersionId::new(form.number("version")),
    };
    let again = |problem: String| to(&sync_page(version, &[("problem", &problem)]));
    if let Err(problem) = read {
        return again(problem);
    }
    match designs::park_file(&context, version, &form.file_name, &form.file).await {
        Ok(parked) => to(&sync_page(version, &[("file", &parked)])),
        Err(error) => again(told(&error)),
    }
}

/// A bundle for an empty workspace: all of it or none.
async fn bundle(Extension(context): Extension<Context>, request: Request) -> Redirect {
    let (form, read) = read(request).await;
    if let Err(problem) = read {
        return to(&address_of("/", &[("problem", &problem)]));
    }
    match designs::import(&context, &form.file).await {
        Ok(Ok(_)) => to("/builds"),
        Ok(Err(problems)) => to(&address_of("/", &[("import", &problems)])),
        Err(error) => to(&address_of("/", &[("problem", &told(&error))])),
    }
}

/// A page's address with these things said in it.
pub(super) fn address_of(page: &str, query: &[(&str, &str)]) -> String {
    let shortened = |text: &str| text.chars().take(LONGEST_TEXT).collect();
    let pairs: Vec<(String, String)> =
        query.iter().map(|(name, text)| ((*name).to_owned(), shortened(text))).collect();
    format!("{page}{}", written(&pairs))
}

pub(super) fn to(address: &str) -> Redirect {
    Redirect::to(address)
}

fn sync_page(version: VersionName, query: &[(&str, &str)]) -> String {
    address_of(&format!("/projects/{}/versions/{}/sync", version.project, version.version), query)
}

/// What is said of an error on the page.
pub(super) fn told(error: &ServiceError) -> String {
    if matches!(error, ServiceError::Internal(_)) {
        tracing::error!(error = error.to_string(), "a file was not taken in");
        return "something went wrong on the server, and nothing was changed".to_owned();
    }
    error.to_string()
}

/// The form as far as it could be read, and what is wrong with it.
pub(super) async fn read(request: Request) -> (Form, Result<(), String>) {
    let mut form = Form::default();
    let read = match Multipart::from_request(request, &()).await {
        Ok(parts) => fill(&mut form, parts).await,
        Err(_) => Err("the form could not be read: open the page again and send it once more".to_owned()),
    };
    let read = read.and_then(|()| {
        if form.file.is_empty() {
            Err("no file was chosen, or it is empty: choose one".to_owned())
        } else {
            Ok(())
        }
    });
    (form, read)
}

async fn fill(form: &mut Form, mut parts: Multipart) -> Result<(), String> {
    let broken = |_: MultipartError| "the file did not arrive as a whole: send it again".to_owned();
    let mut is_too_large = false;
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = name == "file";
        if is_file {
            form.file_name = part.file_name().unwrap_or_default().to_owned();
        }
        let mut bytes = Vec::new();
        // Rows of a list may be pasted in place of a file.
        let most = if is_file || name == "pasted" { MOST_BYTES } else { MOST_TEXT };
        while let Some(piece) = part.chunk().await.map_err(broken)? {
            // What is too much is read to its end all the same: a browser listens only after it has sent.
            if bytes.len() + piece.len() > most {
                is_too_large = true;
            } else if !is_too_large {
                bytes.extend_from_slice(&piece);
            }
        }
        if is_file {
            form.file = bytes;
        } else {
            form.fields.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    if is_too_large {
        return Err("the file is larger than 10 MB, which is the most that a form hands over: use the command line for it (ctb sync --bom, ctb import), or split it".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    /// A form with a file of so many bytes, and a field before it.
    fn form(bytes: usize) -> Request {
        let mut body = b"--b\r\ncontent-disposition: form-data; name=\"name\"\r\n\r\n Filter \r\n".to_vec();
        body.extend_from_slice(
            b"--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"bom.csv\"\r\n\r\n",
        );
        body.resize(body.len() + bytes, b'x');
        body.extend_from_slice(b"\r\n--b--\r\n");
        let request = Request::post("/").header("content-type", "multipart/form-data; boundary=b");
        let mut request = request.body(Body::from(body)).unwrap();
        // As the route's layer says it.
        DefaultBodyLimit::disable().apply(&mut request);
        request
    }

    #[tokio::test]
    async fn a_file_of_10_mb_is_taken_in_and_a_larger_one_is_not() {
        let (taken, read) = self::read(form(MOST_BYTES)).await;
        assert_eq!(read, Ok(()));
        assert_eq!((taken.file.len(), taken.file_name.as_str()), (MOST_BYTES, "bom.csv"));
        let (refused, read) = self::read(form(MOST_BYTES + 1)).await;
        assert!(read.is_err_and(|why| why.contains("larger than 10 MB")));
        assert_eq!(refused.field("name"), "Filter", "what was typed is kept");
    }

    #[tokio::test]
    async fn a_form_without_a_file_and_what_is_no_form_are_sentences() {
        assert!(self::read(form(0)).await.1.is_err_and(|why| why.contains("no file was chosen")));
        let nothing = Request::post("/").body(Body::empty()).unwrap();
        assert!(self::read(nothing).await.1.is_err_and(|why| why.contains("could not be read")));
    }
}
