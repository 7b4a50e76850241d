//! The use cases behind the pages of projects, versions and BOMs, against a stand-in for GitHub.

use crate::fixture::Fixture;
use crate::github_stand_in::{Fault, GitHubStandIn};
use crate::workshop;
use ctb::domain::catalog::PartEntry;
use ctb::domain::designs::{BomPage, LineStanding, Look, Reading, Start, SyncPage};
use ctb::domain::quantity::Quantity;
use ctb::services::bom_sync;
use ctb::services::decisions::LineWord;
use ctb::services::designs::{
    self, Applied, Asked, Looked, NewDesign, NewPartLine, OwnLineChange, TokenChange, VersionChange,
    VersionName,
};
use ctb::services::{Context, Request, ServiceError};
use std::sync::Arc;
use std::time::Duration;

const FIRST: &str = "1111111111111111111111111111111111111111";
const SECOND: &str = "2222222222222222222222222222222222222222";
const BOM: &str = "Reference,Value,Footprint\nR1 R2,10k,R_0805\nU1,TL074,DIP-14_W7.62mm\nR9,10k,Odd_Body\nSW1,Toggle,SW_Toggle\nH1,MountingHole,MountingHole_3.2mm\n";

struct Bench {
    github: GitHubStandIn,
    fixture: Fixture,
    context: Context,
}

/// A workshop that can ask a stand-in for GitHub, which has one repository.
async fn bench() -> Bench {
    let fixture = workshop::workshop().await;
    let github = GitHubStandIn::start().await;
    github.repository("maker", "filter").push("main", FIRST, &[("bom.csv", BOM.as_bytes())]);
    let context = fixture.context().clone().with_git_host(Arc::new(github.client()));
    Bench { github, fixture, context }
}

impl Bench {
    async fn begun(&self) -> VersionName {
        let new = NewDesign {
            name: "Filter".into(),
            repository: Some("https://github.com/maker/filter".into()),
            revision: "v1".into(),
            git_ref: Some("main".into()),
            bom_path: Some("bom.csv".into()),
            access: None,
        };
        designs::begin(&self.context, &Request::unkeyed(), &new).await.unwrap()
    }

    async fn preview(&self, name: VersionName, seen: Option<&str>) -> SyncPage {
        designs::sync_page(&self.context, name, None, seen).await.unwrap()
    }

    async fn applied(&self) -> VersionName {
        let name = self.begun().await;
        let looked = Looked::Commit { commit: FIRST.into(), path: "bom.csv".into() };
        assert_eq!(designs::apply(&self.context, name, &looked).await.unwrap(), Applied::Done);
        name
    }

    async fn look(&self, repository: &str, git_ref: &str) -> Look {
        let asked = Asked { repository, git_ref, ..Asked::default() };
        designs::look(&self.context, asked).await.unwrap()
    }

    async fn decide(&self, name: VersionName, reference: &str, word: LineWord) -> BomPage {
        designs::decide(&self.context, &Request::unkeyed(), name, reference, word).await.unwrap()
    }
}

fn standing(page: &BomPage, reference: &str) -> LineStanding {
    page.lines.iter().find(|line| line.called() == reference).unwrap().standing()
}

#[tokio::test]
async fn a_repository_is_looked_at_before_anything_is_stored() {
    let bench = bench().await;
    let look = bench.look("github.com/maker/filter", "").await;
    let Look::Found { refs, boms: Some(boms), problem: None } = look else { panic!("{look:?}") };
    assert_eq!((refs.default_branch.as_str(), boms.files[0].path.as_str()), ("main", "bom.csv"));
    let look = bench.look("https://github.com/maker/filter", "nowhere").await;
    assert!(
        matches!(&look, Look::Found { boms: None, problem: Some(why), .. } if why.contains("nowhere")),
        "{look:?}"
    );
    let look = bench.look("https://github.com/maker/none", "").await;
    assert!(matches!(&look, Look::Failed(why) if why.contains("maker/none")), "{look:?}");
    let look = bench.look("not an address", "").await;
    assert!(matches!(&look, Look::Failed(_)), "{look:?}");
}

#[tokio::test]
async fn a_host_that_keeps_us_waiting_is_said_before_the_page_gives_up() {
    let mut bench = bench().await;
    let name = bench.begun().await;
    bench.context = bench.context.clone().with_patience(Duration::from_secs(1));
    bench.github.fail_path("maker/filter", Fault::Silent);
    let slow = "the git host did not answer within 1 s: try again later, or hand the BOM over as a file";
    let look = bench.look("https://github.com/maker/filter", "").await;
    assert!(matches!(&look, Look::Failed(why) if why == slow), "{look:?}");
    let page = bench.preview(name, None).await;
    assert!(matches!(&page.reading, Reading::Failed(why) if why == slow), "{:?}", page.reading);
    let looked = Looked::Commit { commit: FIRST.into(), path: "bom.csv".into() };
    let applied = designs::apply(&bench.context, name, &looked).await.unwrap_err();
    assert_eq!(applied.to_string(), slow);
}

#[tokio::test]
async fn a_project_begins_with_its_first_version_or_not_at_all() {
    let bench = bench().await;
    let bad = NewDesign { name: "Filter".into(), revision: " ".into(), ..NewDesign::default() };
    let refused = designs::begin(&bench.context, &Request::unkeyed(), &bad).await.unwrap_err();
    assert!(matches!(refused, ServiceError::Invalid(_)), "{refused}");
    // The name is free still: nothing of it was kept.
    let name = bench.begun().await;
    let form = designs::version_form(&bench.context, name).await.unwrap();
    assert_eq!((form.head.project_name.as_str(), form.head.revision.as_str()), ("Filter", "v1"));
    let elsewhere = VersionName::new(1, u64::try_from(name.version.get()).unwrap());
    let foreign = designs::version_form(&bench.context, elsewhere).await.unwrap_err();
    assert!(
        matches!(foreign, ServiceError::NotFound { .. }),
        "a version is found in its own project only: {foreign}"
    );
}

#[tokio::test]
async fn a_preview_changes_nothing_and_applying_does_exactly_what_it_said() {
    let bench = bench().await;
    let name = bench.begun().await;
    let page = bench.preview(name, None).await;
    let Reading::Read(preview) = &page.reading else { panic!("{:?}", page.reading) };
    assert_eq!((preview.lines, preview.matched, preview.counts()), (5, 2, (5, 0, 0)));
    assert_eq!(preview.unmatched.len(), 3);
    assert!(designs::bom(&bench.context, name).await.unwrap().bom.is_none(), "nothing was applied");
    let looked =
        Looked::Commit { commit: preview.commit.clone().unwrap(), path: preview.path.clone().unwrap() };
    assert_eq!(designs::apply(&bench.context, name, &looked).await.unwrap(), Applied::Done);
    let page = designs::bom(&bench.context, name).await.unwrap();
    assert_eq!((page.lines.len(), page.tally().unmatched), (5, 3));
    let again = bench.preview(name, None).await;
    let Reading::Read(again) = again.reading else { panic!("{:?}", again.reading) };
    assert_eq!(again.counts(), (0, 0, 0));
    workshop::sound(&bench.context, "after applying").await;
}

#[tokio::test]
async fn what_moved_since_somebody_looked_is_not_applied_but_shown() {
    let bench = bench().await;
    let name = bench.begun().await;
    let changed = BOM.replace("R1 R2,10k", "R1 R2 R3,12k");
    bench.github.repository("maker", "filter").push("main", SECOND, &[("bom.csv", changed.as_bytes())]);
    let looked = Looked::Commit { commit: FIRST.into(), path: "bom.csv".into() };
    assert_eq!(designs::apply(&bench.context, name, &looked).await.unwrap(), Applied::Moved);
    assert!(designs::bom(&bench.context, name).await.unwrap().bom.is_none(), "nothing was applied");
    let page = bench.preview(name, Some(FIRST)).await;
    assert_eq!(page.moved_from.as_deref(), Some(FIRST));
    assert_eq!(bench.preview(name, Some(SECOND)).await.moved_from, None);
}

#[tokio::test]
async fn a_changed_line_is_told_side_by_side() {
    let bench = bench().await;
    let name = bench.applied().await;
    let changed =
        BOM.replace("R1 R2,10k", "R1 R2 R3,12k").replace("H1,MountingHole,MountingHole_3.2mm\n", "");
    bench.github.repository("maker", "filter").push("main", SECOND, &[("bom.csv", changed.as_bytes())]);
    let Reading::Read(preview) = bench.preview(name, None).await.reading else { panic!() };
    assert_eq!(preview.counts(), (0, 1, 1));
    let cells: Vec<String> = preview.changes[0]
        .cells
        .iter()
        .map(|cell| format!("{}: {} → {}", cell.cell, cell.before, cell.after))
        .collect();
    assert_eq!(cells, ["references: R1, R2 → R1–R3", "quantity: 2 → 3", "value: 10k → 12k"]);
}

#[tokio::test]
async fn whatever_the_host_does_is_a_sentence_and_changes_nothing() {
    let bench = bench().await;
    let name = bench.begun().await;
    let faults = [
        (Fault::Html, "sign-in page"),
        (Fault::Status(500), "status 500"),
        (Fault::Reset, "cannot be reached"),
        (Fault::NotJson, "not a git host"),
        (Fault::SecondaryLimit(Some(60)), "try again after"),
    ];
    for (fault, words) in faults {
        bench.github.recover();
        bench.github.fail_path("/repos/", fault.clone());
        let page = bench.preview(name, None).await;
        let Reading::Failed(why) = &page.reading else { panic!("{fault:?}: {:?}", page.reading) };
        assert!(why.contains(words), "{fault:?}: {why}");
        let looked = Looked::Commit { commit: FIRST.into(), path: "bom.csv".into() };
        assert!(designs::apply(&bench.context, name, &looked).await.is_err(), "{fault:?}");
        assert!(designs::bom(&bench.context, name).await.unwrap().bom.is_none(), "{fault:?}");
    }
}

#[tokio::test]
async fn every_line_without_a_part_is_fixed_and_stays_so_through_syncs() {
    let bench = bench().await;
    let name = bench.applied().await;
    let page = designs::bom(&bench.context, name).await.unwrap();
    let odd = page.lines.iter().find(|line| line.called() == "R9").unwrap();
    assert!(!odd.meanings[0].candidates.is_empty(), "parts of its value are proposed");
    assert!(odd.can_be_remembered, "an electrical value means the same everywhere");
    assert_eq!(odd.new_part.as_ref().map(|new| new.symbol.as_str()), Some("R"));

    let page = bench.decide(name, "R9", LineWord::Match("r-10k".into())).await;
    assert_eq!(standing(&page, "R9"), LineStanding::Matched);
    let page = bench.decide(name, "H1", LineWord::Ignore).await;
    assert_eq!(standing(&page, "H1"), LineStanding::Ignored);
    let entry = PartEntry {
        name: "Toggle switch".into(),
        symbol: "SW".into(),
        value: "Toggle".into(),
        ..PartEntry::default()
    };
    let new = NewPartLine { reference: "SW1".into(), entry, always: false };
    let page = designs::make_part(&bench.context, &Request::unkeyed(), name, &new).await.unwrap();
    assert_eq!((standing(&page, "SW1"), page.tally().unmatched), (LineStanding::Matched, 0));

    let page = bench.decide(name, "R9", LineWord::Substitute("r-10k-b".into())).await;
    let odd = page.lines.iter().find(|line| line.called() == "R9").unwrap();
    assert!(odd.meanings[0].substitute.is_some());
    let page = bench.decide(name, "U1", LineWord::LeaveOut).await;
    assert_eq!(standing(&page, "U1"), LineStanding::LeftOut);
    assert_eq!(standing(&bench.decide(name, "U1", LineWord::Include).await, "U1"), LineStanding::Matched);

    let shifted = format!("{BOM}C9,100n,C_0805\n");
    bench.github.repository("maker", "filter").push("main", SECOND, &[("bom.csv", shifted.as_bytes())]);
    let looked = Looked::Commit { commit: SECOND.into(), path: "bom.csv".into() };
    designs::apply(&bench.context, name, &looked).await.unwrap();
    let page = designs::bom(&bench.context, name).await.unwrap();
    assert_eq!((page.lines.len(), page.tally().unmatched), (6, 0));
    workshop::sound(&bench.context, "after fixing").await;
}

#[tokio::test]
async fn a_part_that_cannot_be_kept_is_not_made_and_its_line_stays() {
    let bench = bench().await;
    let name = bench.applied().await;
    let entry =
        PartEntry { name: "Toggle".into(), package: Some("No such body".into()), ..PartEntry::default() };
    let new = NewPartLine { reference: "SW1".into(), entry, always: false };
    let refused = designs::make_part(&bench.context, &Request::unkeyed(), name, &new).await.unwrap_err();
    assert!(matches!(refused, ServiceError::Fields(_)), "{refused}");
    let entry = PartEntry { name: "Toggle".into(), ..PartEntry::default() };
    let nowhere = NewPartLine { reference: "Q77".into(), entry, always: false };
    assert!(designs::make_part(&bench.context, &Request::unkeyed(), name, &nowhere).await.is_err());
    let found = designs::find_parts(&bench.context, "Toggle").await.unwrap();
    assert!(found.is_empty(), "the part of a line that is not there was not made either: {found:?}");
}

#[tokio::test]
async fn matched_here_is_not_remembered_elsewhere() {
    let bench = bench().await;
    let name = bench.applied().await;
    bench.decide(name, "R9", LineWord::MatchHere("r-10k".into())).await;
    let other = NewDesign { name: "Other".into(), revision: "v1".into(), ..NewDesign::default() };
    let bom = bom_sync::from_file("other.csv", BOM.as_bytes()).unwrap();
    let (other, parked) = designs::begin_with_file(&bench.context, &other, bom).await.unwrap();
    let page = designs::sync_page(&bench.context, other, Some(&parked), None).await.unwrap();
    let Reading::Read(preview) = page.reading else { panic!("{:?}", page.reading) };
    assert_eq!(preview.unmatched.len(), 3, "R9 has no part there");
    bench.decide(name, "R9", LineWord::Match("r-10k".into())).await;
    let page = designs::sync_page(&bench.context, other, Some(&parked), None).await.unwrap();
    let Reading::Read(preview) = page.reading else { panic!("{:?}", page.reading) };
    assert_eq!(preview.unmatched.len(), 2, "always matched so, it has one");
}

#[tokio::test]
async fn a_file_waits_for_an_hour_and_for_its_version_only() {
    let bench = bench().await;
    let name = bench.begun().await;
    let parked = designs::park_file(&bench.context, name, "bom.csv", BOM.as_bytes()).await.unwrap();
    let page = designs::sync_page(&bench.context, name, Some(&parked), None).await.unwrap();
    assert!(matches!(page.reading, Reading::Read(_)), "{:?}", page.reading);
    let lfo = VersionName::new(1, 1);
    let page = designs::sync_page(&bench.context, lfo, Some(&parked), None).await.unwrap();
    assert!(
        matches!(&page.reading, Reading::Failed(why) if why.contains("choose it again")),
        "{:?}",
        page.reading
    );
    bench.fixture.wait_seconds(3601);
    let late = designs::apply(&bench.context, name, &Looked::Parked(parked)).await.unwrap_err();
    assert!(late.to_string().contains("choose it again"), "{late}");
    let none =
        designs::park_file(&bench.context, name, "page.html", b"<html>no BOM</html>").await.unwrap_err();
    assert!(matches!(none, ServiceError::Bom(_)), "{none}");
}

#[tokio::test]
async fn own_lines_are_added_changed_removed_and_a_board_is_missed() {
    let bench = bench().await;
    let name = bench.applied().await;
    let own = async |change: OwnLineChange| {
        designs::own_line(&bench.context, &Request::unkeyed(), name, &change).await
    };
    assert!(!designs::bom(&bench.context, name).await.unwrap().has_board());
    let (one, none) = (Quantity::ONE, Quantity::ZERO);
    let page =
        own(OwnLineChange::Add { part: "board".into(), quantity: one, note: " bare ".into() }).await.unwrap();
    assert!(page.has_board(), "{:?}", page.parts);
    let line = page.own_lines[0].id;
    assert_eq!(page.own_lines[0].note, "bare");
    let refused = own(OwnLineChange::Change { line, quantity: none, note: String::new() }).await.unwrap_err();
    assert!(matches!(refused, ServiceError::Invalid(_)), "{refused}");
    let nothing =
        own(OwnLineChange::Add { part: "no such part".into(), quantity: one, note: String::new() }).await;
    assert!(matches!(nothing, Err(ServiceError::NotFound { .. })), "{nothing:?}");
    let two = Quantity::new(2).unwrap();
    let page = own(OwnLineChange::Change { line, quantity: two, note: String::new() }).await.unwrap();
    assert_eq!((page.own_lines[0].quantity, page.own_lines[0].note.as_str()), (two, ""));
    let page = own(OwnLineChange::Remove { line }).await.unwrap();
    assert!(page.own_lines.is_empty());
    let gone = own(OwnLineChange::Remove { line }).await.unwrap_err();
    assert!(matches!(gone, ServiceError::Conflict(_)), "{gone}");
}

#[tokio::test]
async fn projects_and_versions_are_changed_unless_somebody_else_did() {
    let bench = bench().await;
    let name = bench.begun().await;
    let form = designs::project_form(&bench.context, name.project).await.unwrap();
    let change = async |based_on: i64, called: &str, repository: &str| {
        designs::change_project(
            &bench.context,
            &Request::unkeyed(),
            name.project,
            based_on,
            (called, repository),
            &TokenChange::Keep,
        )
        .await
    };
    assert!(matches!(change(form.edit, "Lfo", "").await, Err(ServiceError::Refused(_))), "the name is taken");
    assert!(matches!(change(form.edit, "Filter", "nothing").await, Err(ServiceError::Invalid(_))));
    change(form.edit, "Filter bank", "https://github.com/maker/filter").await.unwrap();
    assert!(matches!(change(form.edit, "Filters", "").await, Err(ServiceError::Conflict(_))));

    let form = designs::version_form(&bench.context, name).await.unwrap();
    let said = VersionChange {
        based_on: form.head.edit,
        revision: "v1b".into(),
        git_ref: "main".into(),
        bom_path: "hardware/bom.csv".into(),
        board_cost: "12,50".into(),
        board_lot: "5".into(),
        board_url: "https://boards.example/1".into(),
        produces: "lfo".into(),
    };
    let edit = async |change: VersionChange| {
        designs::change_version(&bench.context, &Request::unkeyed(), name, &change).await
    };
    for bad in [
        VersionChange { board_cost: "-1".into(), ..said.clone() },
        VersionChange { board_lot: "0".into(), ..said.clone() },
        VersionChange { board_url: "javascript:alert(1)".into(), ..said.clone() },
        VersionChange { bom_path: "../secret".into(), ..said.clone() },
        VersionChange { revision: String::new(), ..said.clone() },
    ] {
        assert!(matches!(edit(bad.clone()).await, Err(ServiceError::Invalid(_))), "{bad:?}");
    }
    edit(said.clone()).await.unwrap();
    let after = designs::version_form(&bench.context, name).await.unwrap();
    assert_eq!((after.head.revision.as_str(), after.produces_key.as_deref()), ("v1b", Some("lfo")));
    assert_eq!(after.board_cost.map(|cost| cost.plain()), Some("12.50".to_owned()));
    assert!(matches!(edit(said).await, Err(ServiceError::Conflict(_))));
}

#[tokio::test]
async fn an_empty_workspace_begins_and_a_bundle_at_fault_says_where() {
    let fixture = Fixture::new().await;
    let context = fixture.context();
    assert_eq!(designs::first_look(context, None).await.unwrap().start, Start::Empty);
    let mut bundle = workshop::bundle();
    bundle["parts"][0]["package"] = "No such body".into();
    let problems = designs::import(context, bundle.to_string().as_bytes()).await.unwrap().unwrap_err();
    let look = designs::first_look(context, Some(&problems)).await.unwrap();
    assert_eq!((look.start, look.problems[0].pointer.as_str()), (Start::Empty, "/parts/0/package"));
    assert!(designs::first_look(context, Some("unknown")).await.unwrap().problems.is_empty());
    designs::import(context, workshop::bundle().to_string().as_bytes()).await.unwrap().unwrap();
    assert_eq!(designs::first_look(context, None).await.unwrap().start, Start::Begun);
}
