//! What a person may write as a commit, a ref or a path. Parsed once at the edge, so that nothing
//! further in has to ask whether a name could climb out of its place.

use std::fmt;
use std::str::FromStr;

/// Why a name was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Not 40 hexadecimal digits.
    #[error("{0:?} is not a commit: a commit has 40 hexadecimal digits")]
    Commit(String),
    /// Not a ref that git would accept.
    #[error("{given:?} is not a branch, tag or commit: {why}")]
    Ref {
        /// As given.
        given: String,
        /// Which rule it breaks.
        why: &'static str,
    },
    /// Not a path inside a repository.
    #[error("{given:?} is not a path in the repository: {why}; write it like hardware/bom.csv")]
    Path {
        /// As given.
        given: String,
        /// Which rule it breaks.
        why: &'static str,
    },
}

/// A full commit id: 40 hexadecimal digits, in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitId(String);

impl CommitId {
    /// Parses 40 hexadecimal digits.
    ///
    /// # Errors
    /// The text is anything else.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        if text.len() == 40 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(NameError::Commit(shorten(text)))
        }
    }

    /// The 40 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first ten digits, for people.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(..10).unwrap_or(&self.0)
    }
}

/// A branch, a tag or a commit as a person names it; by default the repository's default branch.
///
/// `heads/x` and `tags/x` say which of the two is meant; names may contain slashes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct GitRef(Option<String>);

impl GitRef {
    /// Parses a ref by git's own rules for names; nothing and `HEAD` mean the default branch.
    ///
    /// # Errors
    /// Git would not accept the name, or it could be taken for something else in an address.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let name = text.trim();
        if name.is_empty() || name == "HEAD" {
            return Ok(Self(None));
        }
        let name = name.strip_prefix("refs/").unwrap_or(name);
        match broken_ref_rule(name) {
            Some(why) => Err(NameError::Ref { given: shorten(text), why }),
            None => Ok(Self(Some(name.to_owned()))),
        }
    }

    /// The branch of that name, not a tag of the same name.
    ///
    /// # Errors
    /// As for [`GitRef::parse`].
    pub fn branch(name: &str) -> Result<Self, NameError> {
        Self::parse(&format!("heads/{name}"))
    }

    /// The name as given, or `None` for the default branch.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// The name as given, or `HEAD` for the default branch.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.name().unwrap_or("HEAD")
    }
}

fn broken_ref_rule(name: &str) -> Option<&'static str> {
    let forbidden = |c: char| c.is_control() || c.is_whitespace() || "~^:?*[\\#".contains(c);
    if name.len() > 250 {
        Some("it is longer than 250 bytes")
    } else if name.starts_with('-') {
        Some("it starts with a dash")
    } else if name.contains("..") {
        Some("it contains two dots in a row")
    } else if name.contains("@{") || name == "@" {
        Some("@ stands alone or before a brace")
    } else if name.contains(forbidden) {
        Some("it contains a space, a control character or one of ~ ^ : ? * [ \\ #")
    } else if name.split('/').any(str::is_empty) {
        Some("a slash is first, last or doubled")
    } else if name.split('/').any(|part| part.starts_with('.') || part.ends_with(".lock")) {
        Some("a part of it starts with a dot or ends in .lock")
    } else if name.ends_with('.') {
        Some("it ends in a dot")
    } else {
        None
    }
}

/// The path of a file inside a repository, with forward slashes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BomPath(String);

impl BomPath {
    /// Parses a relative path.
    ///
    /// # Errors
    /// The path is empty, too long, absolute, climbs out with `..` (also if disguised), or has a
    /// part that a file system would take for something else.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let path = text.trim();
        match broken_path_rule(path) {
            Some(why) => Err(NameError::Path { given: shorten(text), why }),
            None => Ok(Self(path.to_owned())),
        }
    }

    /// The path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

fn broken_path_rule(path: &str) -> Option<&'static str> {
    let lower = path.to_ascii_lowercase();
    if path.is_empty() {
        Some("it is empty")
    } else if path.chars().count() > 500 {
        Some("it is longer than 500 characters")
    } else if path.contains(char::is_control) {
        Some("it contains a control character")
    } else if path.contains('\\') {
        Some("it contains a backslash")
    } else if path.starts_with('/') || has_drive(path) {
        Some("it is absolute")
    } else if ["%2e", "%2f", "%5c", "%00", "%25"].iter().any(|code| lower.contains(code)) {
        Some("it contains a percent code")
    } else if path.split('/').any(str::is_empty) {
        Some("a slash is last or doubled")
    } else if path.split('/').any(|part| part.trim_end_matches([' ', '.']).is_empty()) {
        Some("it contains . or ..")
    } else if path.split('/').any(is_device) {
        Some("a part of it names a device on Windows")
    } else {
        None
    }
}

fn has_drive(path: &str) -> bool {
    let mut start = path.chars();
    start.next().is_some_and(|c| c.is_ascii_alphabetic()) && start.next() == Some(':')
}

/// Windows takes these for devices whatever extension follows.
fn is_device(part: &str) -> bool {
    let stem = part.split(['.', ':']).next().unwrap_or(part).trim_end().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|n| {
            let mut digits = n.chars();
            digits.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c)) && digits.next().is_none()
        })
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$" | "clock$")
        || numbered("com")
        || numbered("lpt")
}

/// At most 80 characters of what was given: an error message is not a place for a megabyte.
fn shorten(text: &str) -> String {
    if text.chars().count() <= 80 {
        return text.to_owned();
    }
    let mut start: String = text.chars().take(79).collect();
    start.push('…');
    start
}

macro_rules! text_forms {
    ($($name:ident),+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, NameError> {
                Self::parse(text)
            }
        }
    )+};
}

text_forms!(CommitId, GitRef, BomPath);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_forty_hexadecimal_digits() {
        let sha = "0084F0312155f600d2d7a84db28b4222adbf63b5";
        assert_eq!(CommitId::parse(sha).unwrap().as_str(), sha.to_lowercase());
        for bad in ["", "0084f03", &sha[..39], &format!("{sha}0"), "zz84f0312155f600d2d7a84db28b4222adbf63b5"]
        {
            assert!(CommitId::parse(bad).is_err(), "{bad:?} passed");
        }
    }

    #[test]
    fn nothing_and_head_mean_the_default_branch() {
        for text in ["", "  ", "HEAD"] {
            assert_eq!(GitRef::parse(text).unwrap(), GitRef::default());
        }
    }

    #[test]
    fn branches_tags_and_commits_are_refs_with_slashes_too() {
        for text in ["main", "v1.0", "feature/new-pots", "heads/a/b", "tags/v0", "0084f03", "50%", "é", "a@b"]
        {
            assert_eq!(GitRef::parse(text).unwrap().name(), Some(text));
        }
        assert_eq!(GitRef::parse("refs/tags/v0").unwrap().name(), Some("tags/v0"));
    }

    #[test]
    fn a_ref_cannot_be_an_option_a_path_upwards_or_a_query() {
        for bad in [
            "-x",
            "--upload-pack=x",
            "..",
            "a..b",
            "a/../b",
            "a b",
            "a\0",
            "a\nb",
            "a?x=1",
            "a#b",
            "a\\b",
            "/a",
            "a/",
            "a//b",
            ".a",
            "a/.b",
            "a.lock",
            "a.",
            "@",
            "a@{1}",
            "a^",
            "a~1",
            "a:b",
            "*",
            "refs/",
        ] {
            assert!(GitRef::parse(bad).is_err(), "{bad:?} passed");
        }
    }

    #[test]
    fn a_path_stays_inside_the_repository() {
        for bad in [
            "",
            "/etc/passwd",
            "../x",
            "a/../x",
            "a/..",
            "a/./x",
            "a/.. /x",
            "..\\x",
            "a\\..\\x",
            "C:/x",
            "C:x",
            "a\0.csv",
            "a\n.csv",
            "%2e%2e/x",
            "%2E%2E/x",
            "a%2fb",
            "a%5cb",
            "%252e%252e/x",
            "a//b",
            "a/",
            "NUL",
            "aux.csv",
            "a/Com1.csv",
            "lpt¹",
            "con .csv",
            "a/nul:stream",
        ] {
            assert!(BomPath::parse(bad).is_err(), "{bad:?} passed");
        }
        assert!(BomPath::parse(&"a".repeat(501)).is_err());
    }

    #[test]
    fn ordinary_paths_pass() {
        for good in [
            "lfo.csv",
            "hardware/rev 2/bom.csv",
            "…/bom.csv",
            "Stückliste.csv",
            "50% done.csv",
            "..a/b..",
            "console.csv",
        ] {
            assert_eq!(BomPath::parse(good).unwrap().as_str(), good);
        }
    }
}
