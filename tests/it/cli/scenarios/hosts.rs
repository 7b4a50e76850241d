//! A git host that has no BOM to give, through the stand-in for GitHub: a precise error in one line,
//! exit code 1, and everything as it was.

use super::{Story, state};
use crate::github_stand_in::{Fault, GitHubStandIn};
use crate::shell::Shell;
use serde_json::json;

const FIRST: &str = "1111111111111111111111111111111111111111";
const SECOND: &str = "2222222222222222222222222222222222222222";
const PATH: &str = "hardware/lfo.csv";
const HEAD: &str = "Reference,Qty,Value,Footprint\n";
const ROW: &str = "R1,1,10k,R_0805\n";
const NEWER: &str = "\"R1,R2\",2,10k,R_0805\n";

/// A version that follows `main`, synced at its first commit, with a build that is clear; then a
/// second commit that would change it.
struct Followed {
    github: GitHubStandIn,
    shell: Shell,
    before: String,
}

impl Followed {
    fn begin() -> Self {
        let github = GitHubStandIn::start_blocking();
        push(&github, FIRST, &format!("{HEAD}{ROW}"));
        let shell = Story::of(&["r-10k"])
            .say("r-10k", json!({"symbol": "R", "value": "10k", "package": "0805"}))
            .with(json!({"packages": [{"name": "0805", "technology": "smd", "footprints": ["R_0805"]}]}))
            .lying("r-10k", "A1", 5)
            .begin_in(Shell::new().with("CTB_GITHUB_URL", &github.base_url()));
        shell.ok_json(&["project", "add", "Vco", "--repository", "https://github.com/maker/vco"]);
        shell.ok_json(&["version", "add", "Vco", "dev", "--ref", "main", "--bom", PATH]);
        assert_eq!(shell.ok_json(&["sync", "Vco", "dev"])["commit"], FIRST);
        shell.ok_json(&["build", "Vco", "dev", "--quantity", "3"]);
        shell.ok_json(&["clear", "1"]);
        push(&github, SECOND, &format!("{HEAD}{NEWER}"));
        let before = shell.ok(&["export"]);
        Self { github, shell, before }
    }

    /// A sync is refused with these words, and nothing changed, whatever is tried.
    #[track_caller]
    fn refuses(&self, words: &[&str]) {
        let said = self.shell.fails(1, words[0], &["sync", "Vco", "dev"]);
        assert!(words.iter().all(|word| said.contains(word)), "{words:?} are not in {said}");
        self.shell.fails(1, words[0], &["sync", "Vco", "dev", "--preview"]);
        assert_eq!(self.shell.ok(&["export"]), self.before);
        assert_eq!(state(&self.shell, "builds")[0]["status"], "cleared");
    }

    /// Once the host is well again, so is everything.
    #[track_caller]
    fn recovers(&self) {
        self.github.recover();
        let read = self.shell.ok_json(&["sync", "Vco", "dev"]);
        assert_eq!(
            (&read["commit"], &read["changed"], &read["unmatched"]),
            (&json!(SECOND), &json!(1), &json!([]))
        );
        assert_eq!(state(&self.shell, "builds")[0]["status"], "cleared", "it keeps what it was cleared with");
        let report = self.shell.json(3, &["clear", "1"]);
        assert_eq!(report["shortages"][0]["short"], 1);
        assert!(report["notes"].to_string().contains("BOM changed"), "{report}");
    }
}

fn push(github: &GitHubStandIn, commit: &str, bom: &str) {
    github.repository("maker", "vco").push("main", commit, &[(PATH, bom.as_bytes())]);
}

#[test]
fn a_host_that_answers_with_a_web_page_is_no_git_host() {
    let followed = Followed::begin();
    followed.github.fail_path("/repos/", Fault::Html);
    followed.refuses(&["is not a git host's answer", "it is a web page", "sign-in page"]);
    followed.recovers();
}

#[test]
fn a_web_page_in_the_boms_place_is_no_bom() {
    let followed = Followed::begin();
    push(&followed.github, SECOND, "<!DOCTYPE html><html><body>404: Not Found</body></html>");
    followed.refuses(&["HTML"]);
    push(&followed.github, SECOND, HEAD);
    followed.refuses(&["There are no lines below the header in row 1"]);
    push(&followed.github, SECOND, &format!("{HEAD}{NEWER}"));
    followed.recovers();
}

#[test]
fn a_cut_body_is_no_shorter_bom() {
    let followed = Followed::begin();
    followed.github.fail_path("/contents/", Fault::CutBody);
    followed.refuses(&["maker/vco was cut short", "try again"]);
    followed.recovers();
}

#[test]
fn a_rate_limit_says_when_to_come_back_and_what_helps() {
    let followed = Followed::begin();
    followed.github.limit(0, 0, 4_102_444_800);
    followed.refuses(&["limit of requests is used up", "try again after 20", "CTB_GITHUB_TOKEN"]);
    followed.github.limit(60, 0, 4_102_444_800);
    followed.github.fail_path("/repos/", Fault::SecondaryLimit(Some(60)));
    followed.refuses(&["limit of requests is used up", "try again after 20"]);
    followed.recovers();
}

#[test]
fn a_bom_path_that_is_gone_is_named_with_its_commit() {
    let followed = Followed::begin();
    followed.github.repository("maker", "vco").push("main", SECOND, &[("moved/lfo.csv", b"")]);
    followed.refuses(&["maker/vco has no file hardware/lfo.csv at commit 2222222", "BOM path"]);
    followed.github.repository("maker", "vco").push("main", SECOND, &[("hardware/lfo.csv/readme", b"")]);
    followed.refuses(&["hardware/lfo.csv in maker/vco is a directory"]);
    push(&followed.github, SECOND, &format!("{HEAD}{NEWER}"));
    followed.recovers();
}

#[test]
fn a_repository_or_branch_that_is_gone_is_named() {
    let followed = Followed::begin();
    followed.shell.ok_json(&["version", "add", "Vco", "old", "--ref", "legacy"]);
    followed.shell.fails(1, "maker/vco has no branch, tag or commit legacy", &["sync", "Vco", "old"]);
    followed.github.repository("maker", "vco").delete();
    let said = followed.shell.fails(1, "there is no repository maker/vco", &["sync", "Vco", "dev"]);
    assert!(said.contains("CTB_GITHUB_TOKEN"), "{said}");
    assert_eq!(state(&followed.shell, "builds")[0]["status"], "cleared");
}
