//! What GitHub answers, status by status.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Value, json};

use super::state::{Repository, State, Tree, key};
use super::{Asked, Fault};

/// An answer before it is sent.
pub struct Plain {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Plain {
    fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: vec![("content-type".into(), content_type.into())], body: body.into() }
    }

    fn json(status: u16, value: &Value) -> Self {
        Self::new(status, "application/json; charset=utf-8", value.to_string())
    }

    fn error(status: u16, message: &str) -> Self {
        Self::json(status, &json!({"message": message, "status": status.to_string()}))
    }

    fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    fn etag(&self) -> String {
        let mut hasher = DefaultHasher::new();
        (&self.body, &self.headers).hash(&mut hasher);
        format!("W/\"{:016x}\"", hasher.finish())
    }
}

/// An answer that GitHub would not give, or rarely.
pub fn faulty(fault: &Fault) -> Plain {
    match fault {
        Fault::Html => Plain::new(
            200,
            "text/html; charset=utf-8",
            "<!DOCTYPE html><html><body>Please sign in</body></html>",
        ),
        Fault::Status(status) => Plain::error(*status, "Something went wrong"),
        Fault::NotJson => Plain::new(200, "application/json; charset=utf-8", "{\"sha\": "),
        Fault::RedirectTo(to) => Plain::error(301, "Moved Permanently").with("location", to),
        Fault::SecondaryLimit(after) => {
            let plain =
                Plain::error(403, "You have exceeded a secondary rate limit. Please wait a few minutes.")
                    .with("x-ratelimit-remaining", 4000);
            match after {
                Some(seconds) => plain.with("retry-after", seconds),
                None => plain,
            }
        }
        Fault::Answer(status, content_type, body) => Plain::new(*status, content_type, body.clone()),
        Fault::CutBody | Fault::Silent | Fault::Reset | Fault::Endless(_) => {
            unreachable!("made by the socket")
        }
    }
}

/// The right answer, with limits counted and a known tag confirmed.
pub fn answer(state: &mut State, asked: &Asked) -> Plain {
    if asked.header("user-agent").is_none_or(str::is_empty) {
        return Plain::new(
            403,
            "text/html",
            "Request forbidden by administrative rules. (User-Agent missing)",
        );
    }
    let token = asked.header("authorization").map(|text| {
        text.strip_prefix("Bearer ").or_else(|| text.strip_prefix("token ")).unwrap_or_default().to_owned()
    });
    if token.as_ref().is_some_and(|token| !state.tokens.contains(token)) {
        return Plain::error(401, "Bad credentials");
    }
    let remaining = if token.is_some() { state.limit.with_token } else { state.limit.anonymous };
    if remaining == 0 {
        let message = "API rate limit exceeded for 203.0.113.7. (But here's the good news: Authenticated requests get a higher rate limit.)";
        return with_limit(Plain::error(state.limit.status, message), state, 0, token.is_some());
    }
    let plain = route(state, asked, token.as_deref());
    let tagged = plain.status == 200;
    let etag = plain.etag();
    let confirmed = tagged && asked.header("if-none-match") == Some(&etag);
    let counted = !(confirmed && token.is_some());
    let left = remaining - u64::from(counted);
    if token.is_some() {
        state.limit.with_token = left;
    } else {
        state.limit.anonymous = left;
    }
    let plain = if confirmed { Plain { status: 304, headers: Vec::new(), body: Vec::new() } } else { plain };
    let plain = if tagged { plain.with("etag", etag) } else { plain };
    with_limit(plain, state, left, token.is_some())
}

fn with_limit(plain: Plain, state: &State, left: u64, with_token: bool) -> Plain {
    let limit = if with_token { 5000 } else { 60 };
    plain
        .with("x-ratelimit-limit", limit)
        .with("x-ratelimit-remaining", left)
        .with("x-ratelimit-used", limit.max(left) - left)
        .with("x-ratelimit-reset", state.limit.reset)
        .with("x-ratelimit-resource", "core")
}

fn route(state: &State, asked: &Asked, token: Option<&str>) -> Plain {
    let (path, query) = asked.target.split_once('?').unwrap_or((&asked.target, ""));
    let segments: Vec<String> = path.split('/').skip(1).map(percent_decoded).collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let (repository, rest) = match segments.as_slice() {
        ["repos", owner, name, rest @ ..] => {
            let key = key(owner, name);
            if let Some(id) = state.renamed.get(&key).filter(|_| !state.repositories.contains_key(&key)) {
                return moved(state, asked, *id, path);
            }
            (state.repositories.get(&key), rest)
        }
        ["repositories", id, rest @ ..] => {
            (state.repositories.values().find(|r| r.id.to_string() == *id), rest)
        }
        _ => return not_found(),
    };
    let may_read = |r: &&Repository| r.readers.is_empty() || token.is_some_and(|t| r.readers.contains(t));
    let Some(repository) = repository.filter(may_read) else { return not_found() };
    let accept = asked.header("accept").unwrap_or_default();
    match rest {
        [] => describe(repository),
        ["commits", name @ ..] if !name.is_empty() => commit(repository, &name.join("/"), accept),
        ["branches"] => page_of_names(&repository.branches, repository, query),
        ["tags"] => page_of_names(&repository.tags, repository, query),
        ["git", "trees", sha] => whole_tree(state, repository, sha),
        ["branches", name @ ..] => branch(repository, &name.join("/")),
        ["git", "ref", "tags", name @ ..] => tag_ref(repository, &name.join("/")),
        ["git", "tags", sha] => tag_object(repository, sha),
        ["contents", path @ ..] => {
            let git_ref = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "ref");
            let git_ref = git_ref.map_or_else(String::new, |(_, value)| value.into_owned());
            contents(state, repository, &path.join("/"), &git_ref, accept)
        }
        _ => not_found(),
    }
}

fn not_found() -> Plain {
    Plain::error(404, "Not Found")
}

/// GitHub points to the repository's number.
fn moved(state: &State, asked: &Asked, id: u64, path: &str) -> Plain {
    let old: usize = path.split('/').take(4).map(|part| part.len() + 1).sum::<usize>() - 1;
    let rest = asked.target.get(old..).unwrap_or_default();
    Plain::error(301, "Moved Permanently")
        .with("location", format!("{}/repositories/{id}{rest}", state.base_url))
}

fn describe(repository: &Repository) -> Plain {
    let name = repository.full_name.split('/').next_back();
    Plain::json(
        200,
        &json!({
            "id": repository.id, "full_name": repository.full_name, "name": name,
            "private": !repository.readers.is_empty(),
            "default_branch": repository.default_branch.as_deref().unwrap_or("main"),
        }),
    )
}

fn commit(repository: &Repository, name: &str, accept: &str) -> Plain {
    if repository.commits.is_empty() {
        return Plain::error(409, "Git Repository is empty.");
    }
    match repository.commit_of(name) {
        None => Plain::error(422, &format!("No commit found for SHA: {name}")),
        Some(sha) if accept.contains("sha") => {
            Plain::new(200, "application/vnd.github.sha; charset=utf-8", sha)
        }
        Some(sha) => Plain::json(200, &json!({"sha": sha, "commit": {"message": "…"}})),
    }
}

fn branch(repository: &Repository, name: &str) -> Plain {
    match repository.branches.get(name) {
        None => Plain::error(404, "Branch not found"),
        Some(sha) => Plain::json(200, &json!({"name": name, "commit": {"sha": sha}})),
    }
}

/// Names with the commits that they stand for, a hundred to a page at most.
fn page_of_names(names: &BTreeMap<String, String>, repository: &Repository, query: &str) -> Plain {
    let number = |wanted: &str, usual: usize| {
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.find(|(name, _)| name == wanted).and_then(|(_, value)| value.parse().ok()).unwrap_or(usual)
    };
    let (size, page) = (number("per_page", 30).min(100), number("page", 1).max(1));
    let named = names.iter().skip((page - 1) * size).take(size).map(|(name, sha)| {
        let commit = repository.tag_objects.get(sha).unwrap_or(sha);
        json!({"name": name, "commit": {"sha": commit, "url": "https://example.com"}})
    });
    Plain::json(200, &Value::Array(named.collect()))
}

/// Every file and folder of a commit in one list.
fn whole_tree(state: &State, repository: &Repository, sha: &str) -> Plain {
    if repository.commits.is_empty() {
        return Plain::error(409, "Git Repository is empty.");
    }
    let Some(tree) = repository.commit_of(sha).and_then(|sha| repository.commits.get(&sha)) else {
        return not_found();
    };
    let parents = |path: &str| -> Vec<String> {
        path.match_indices('/').map(|(at, _)| path[..at].to_owned()).collect()
    };
    let folders: BTreeSet<String> = tree.keys().flat_map(|path| parents(path)).collect();
    let files = tree.iter().map(|(path, body)| {
        json!({"path": path, "mode": "100644", "type": "blob", "size": body.len(), "sha": sha})
    });
    let folders =
        folders.iter().map(|path| json!({"path": path, "mode": "040000", "type": "tree", "sha": sha}));
    let mut entries: Vec<Value> = folders.chain(files).collect();
    let truncated = entries.len() > state.most_tree_entries;
    entries.truncate(state.most_tree_entries);
    Plain::json(
        200,
        &json!({"sha": sha, "url": "https://example.com", "tree": entries, "truncated": truncated}),
    )
}

fn tag_ref(repository: &Repository, name: &str) -> Plain {
    let Some(sha) = repository.tags.get(name) else { return not_found() };
    let kind = if repository.tag_objects.contains_key(sha) { "tag" } else { "commit" };
    Plain::json(200, &json!({"ref": format!("refs/tags/{name}"), "object": {"type": kind, "sha": sha}}))
}

fn tag_object(repository: &Repository, sha: &str) -> Plain {
    match repository.tag_objects.get(sha) {
        None => not_found(),
        Some(commit) => Plain::json(200, &json!({"sha": sha, "object": {"type": "commit", "sha": commit}})),
    }
}

fn contents(state: &State, repository: &Repository, path: &str, git_ref: &str, accept: &str) -> Plain {
    if repository.commits.is_empty() {
        return Plain::error(404, "This repository is empty.");
    }
    let Some(tree) = repository.commit_of(git_ref).and_then(|sha| repository.commits.get(&sha)) else {
        return Plain::error(404, &format!("No commit found for the ref {git_ref}"));
    };
    let path = path.trim_end_matches('/');
    match tree.get(path) {
        Some(body) if body.len() > state.largest_file => Plain::json(
            403,
            &json!({"message": "This API returns blobs up to 100 MB in size.",
                    "errors": [{"resource": "Blob", "field": "data", "code": "too_large"}]}),
        ),
        Some(body) if accept.contains("raw") => {
            Plain::new(200, "application/vnd.github.raw+json; charset=utf-8", body.clone())
        }
        Some(body) => Plain::json(200, &entry(path, "file", body.len())),
        None => {
            directory(tree, path).map_or_else(not_found, |entries| Plain::json(200, &Value::Array(entries)))
        }
    }
}

fn directory(tree: &Tree, path: &str) -> Option<Vec<Value>> {
    let prefix = if path.is_empty() { String::new() } else { format!("{path}/") };
    let below =
        || tree.iter().filter_map(|(file, body)| file.strip_prefix(&prefix).map(|rest| (rest, body.len())));
    let folders: BTreeSet<&str> =
        below().filter_map(|(rest, _)| rest.split_once('/')).map(|(folder, _)| folder).collect();
    let files = below().filter(|(rest, _)| !rest.contains('/'));
    let mut entries: Vec<Value> =
        files.map(|(name, size)| entry(&format!("{prefix}{name}"), "file", size)).collect();
    entries.extend(folders.iter().map(|name| entry(&format!("{prefix}{name}"), "dir", 0)));
    entries.truncate(1000);
    (!entries.is_empty()).then_some(entries)
}

fn entry(path: &str, kind: &str, size: usize) -> Value {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    let name = path.rsplit('/').next();
    json!({"name": name, "path": path, "type": kind, "size": size, "sha": format!("{:040x}", hasher.finish())})
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = text
            .get(at + 1..at + 3)
            .filter(|_| byte == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}
