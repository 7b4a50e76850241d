//! What the stand-in knows: repositories, tokens, limits, faults and what it was asked.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Asked, Fault};

/// Everything, behind one lock.
pub struct State {
    pub base_url: String,
    pub repositories: BTreeMap<String, Repository>,
    /// Old name → id.
    pub renamed: BTreeMap<String, u64>,
    pub tokens: BTreeSet<String>,
    pub limit: Limit,
    pub largest_file: usize,
    pub most_tree_entries: usize,
    pub faults: VecDeque<Fault>,
    pub path_faults: Vec<(String, Fault)>,
    pub log: Vec<Asked>,
}

/// Requests that are left.
pub struct Limit {
    pub anonymous: u64,
    pub with_token: u64,
    pub reset: i64,
    pub status: u16,
}

/// Path → bytes.
pub type Tree = BTreeMap<String, Vec<u8>>;

pub struct Repository {
    pub id: u64,
    pub full_name: String,
    pub default_branch: Option<String>,
    pub commits: BTreeMap<String, Tree>,
    pub branches: BTreeMap<String, String>,
    pub tags: BTreeMap<String, String>,
    /// Tag object → commit.
    pub tag_objects: BTreeMap<String, String>,
    /// Tokens that may read it; none: public.
    pub readers: BTreeSet<String>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            base_url: String::new(),
            repositories: BTreeMap::new(),
            renamed: BTreeMap::new(),
            tokens: BTreeSet::new(),
            limit: Limit { anonymous: 1_000_000, with_token: 1_000_000, reset: 4_102_444_800, status: 403 },
            largest_file: 100 * 1024 * 1024,
            most_tree_entries: 100_000,
            faults: VecDeque::new(),
            path_faults: Vec::new(),
            log: Vec::new(),
        }
    }
}

/// GitHub's names know no case.
pub fn key(owner: &str, name: &str) -> String {
    format!("{owner}/{name}").to_lowercase()
}

impl State {
    /// The fault that this request meets, if any.
    pub fn take_fault(&mut self, path: &str) -> Option<Fault> {
        let by_path =
            || self.path_faults.iter().find(|(part, _)| path.contains(part)).map(|(_, fault)| fault.clone());
        by_path().or_else(|| self.faults.pop_front())
    }
}

impl Repository {
    pub fn new(id: u64, full_name: &str) -> Self {
        Self {
            id,
            full_name: full_name.to_owned(),
            default_branch: None,
            commits: BTreeMap::new(),
            branches: BTreeMap::new(),
            tags: BTreeMap::new(),
            tag_objects: BTreeMap::new(),
            readers: BTreeSet::new(),
        }
    }

    /// The commit that a name means: branch, tag (peeled), full or unambiguous short commit.
    pub fn commit_of(&self, name: &str) -> Option<String> {
        let name = name.strip_prefix("refs/").unwrap_or(name);
        if name.is_empty() || name == "HEAD" {
            return self.branches.get(self.default_branch.as_ref()?).cloned();
        }
        let branch = |name: &str| self.branches.get(name).cloned();
        let tag =
            |name: &str| self.tags.get(name).map(|sha| self.tag_objects.get(sha).unwrap_or(sha).clone());
        let qualified = match name.split_once('/') {
            Some(("heads", rest)) => branch(rest),
            Some(("tags", rest)) => tag(rest),
            _ => None,
        };
        qualified.or_else(|| branch(name)).or_else(|| tag(name)).or_else(|| self.by_digits(name))
    }

    fn by_digits(&self, digits: &str) -> Option<String> {
        let mut found = self.commits.keys().filter(|sha| digits.len() >= 7 && sha.starts_with(digits));
        let first = found.next()?;
        found.next().is_none().then(|| first.clone())
    }
}
