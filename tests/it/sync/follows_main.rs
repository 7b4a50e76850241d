//! A version that follows `main`: what people decided follows its references.

use super::workshop::{BOM_HEAD, FIRST, SECOND, Workshop};
use ctb::services::Request;
use ctb::services::bom_sync::{self, Source};
use ctb::services::decisions::LineWord;
use ctb::services::projects::{NewVersion, add_version};

const R: &str = "Resistor_SMD:R_0805_2012Metric";

fn first_bom() -> String {
    format!(
        "{BOM_HEAD}\"1\",\"R1, R2\",\"2\",\"10K\",\"{R}\",\"\",\"\",\"\"\n\
         \"2\",\"R3\",\"1\",\"47k\",\"{R}\",\"\",\"\",\"\"\n\
         \"3\",\"U1\",\"1\",\"TL074\",\"Package_DIP:DIP-14_W7.62mm\",\"\",\"Mouser\",\"595-TL074CN\"\n\
         \"4\",\"J1\",\"1\",\"Tune\",\"Eurorack:Jack\",\"\",\"\",\"\"\n"
    )
}

/// Inserted at the top, sorted anew, R2 moved to a line of its own value, R3 gone.
fn second_bom() -> String {
    format!(
        "{BOM_HEAD}\"1\",\"C1\",\"1\",\"1u\",\"Capacitor_SMD:C_0805\",\"\",\"\",\"\"\n\
         \"2\",\"U1\",\"1\",\"TL074\",\"Package_DIP:DIP-14_W7.62mm\",\"\",\"Mouser\",\"595-TL074CN\"\n\
         \"3\",\"J1\",\"1\",\"Tune\",\"Eurorack:Jack\",\"\",\"\",\"\"\n\
         \"4\",\"R2\",\"1\",\"47k\",\"{R}\",\"\",\"\",\"\"\n\
         \"5\",\"R1\",\"1\",\"10K\",\"{R}\",\"\",\"\",\"\"\n"
    )
}

#[tokio::test]
async fn decisions_follow_their_references_through_inserted_sorted_and_changed_rows() {
    let workshop = Workshop::with_lfo(&first_bom()).await;
    let answer = workshop.sync().await.unwrap();
    assert_eq!((answer.lines, answer.added, answer.changed, answer.removed), (4, 4, 0, 0));
    assert_eq!(answer.commit.as_deref(), Some(FIRST));
    assert_eq!(answer.unmatched.len(), 1);
    assert_eq!(answer.unmatched[0].references, ["J1"]);
    assert_eq!(answer.unmatched[0].wanted, "Tune \u{b7} Eurorack:Jack");
    assert_eq!(
        workshop.meanings().await,
        ["R1 R2: r-10k", "R3: r-47k", "U1: tl074", "+U1: socket", "J1: Tune \u{b7} Eurorack:Jack"]
    );

    let decided = workshop.decide("r1", LineWord::Substitute("r-9k1".into())).await;
    assert_eq!((decided.line, decided.substitute.as_deref()), (1, Some("r-9k1")));
    workshop.decide("J1", LineWord::Match("Odd".into())).await;
    workshop.decide("U1", LineWord::Ignore).await;
    workshop.decide("R2", LineWord::LeaveOut).await;
    assert_eq!(workshop.meanings().await, ["R1 R2: r-10k -> r-9k1", "R3: r-47k", "U1:  ignored", "J1: odd"]);

    workshop.push(SECOND, &second_bom());
    let answer = workshop.sync().await.unwrap();
    // C1 and one of R1, R2 are new lines; R3 is gone; the other of R1, R2 changed.
    assert_eq!((answer.lines, answer.added, answer.changed, answer.removed), (5, 2, 1, 1));
    assert!(answer.unmatched.iter().all(|line| line.references == ["C1"]), "{answer:?}");
    assert_eq!(
        workshop.meanings().await,
        [
            "C1: 1u \u{b7} Capacitor_SMD:C_0805",
            "U1:  ignored",
            "J1: odd",
            "R2: r-47k -> r-9k1",
            "R1: r-10k -> r-9k1"
        ]
    );
    assert_eq!(workshop.left_out().await, ["R1", "R2"]);
    assert!(
        answer.warnings.iter().any(|warning| warning.contains("R2") && warning.contains("check it")),
        "{answer:?}"
    );
}

#[tokio::test]
async fn syncing_the_same_commit_again_adds_nothing() {
    let workshop = Workshop::with_lfo(&first_bom()).await;
    workshop.sync().await.unwrap();
    let before = workshop.everything().await;
    let answer = workshop.sync().await.unwrap();
    assert_eq!((answer.lines, answer.added, answer.changed, answer.removed), (4, 0, 0, 0));
    assert_eq!(workshop.everything().await, before);
}

#[tokio::test]
async fn a_part_that_came_later_matches_at_the_next_sync_and_drops_what_was_wanted() {
    let workshop = Workshop::with_lfo(&first_bom()).await;
    workshop.sync().await.unwrap();
    workshop.sql("UPDATE parts SET archived = 1 WHERE key = 'r-47k'").await;
    assert_eq!(workshop.sync().await.unwrap().unmatched.len(), 2);
    workshop.sql("UPDATE parts SET archived = 0 WHERE key = 'r-47k'").await;
    let answer = workshop.sync().await.unwrap();
    assert_eq!((answer.unmatched.len(), answer.changed), (1, 0));
    assert_eq!(workshop.meanings().await[1], "R3: r-47k");
}

#[tokio::test]
async fn a_preview_says_what_applying_does_and_changes_nothing() {
    let workshop = Workshop::with_lfo(&first_bom()).await;
    workshop.sync().await.unwrap();
    workshop.push(SECOND, &second_bom());
    workshop
        .sql("INSERT INTO builds (workspace, number, version, quantity, created) VALUES (1, 1, 1, 2, 0)")
        .await;
    let before = workshop.everything().await;
    let version = ("Lfo", "main");
    let fetched = bom_sync::fetch(&workshop.context, &workshop.client, version).await.unwrap();
    let report = bom_sync::preview(&workshop.context, version, &fetched).await.unwrap();
    assert_eq!(workshop.everything().await, before);
    assert_eq!((report.changes.len(), report.builds.len()), (4, 1));
    let applied = bom_sync::apply(&workshop.context, &Request::unkeyed(), version, &fetched).await.unwrap();
    assert_eq!(report.answer, applied);
}

#[tokio::test]
async fn the_same_request_is_synced_once_and_asks_the_host_once() {
    let workshop = Workshop::with_lfo(&first_bom()).await;
    let request = Request::keyed("a", "sync Lfo main".into()).unwrap();
    let version = ("Lfo", "main");
    let (context, client) = (&workshop.context, &workshop.client);
    let first = bom_sync::sync(context, client, &request, version, Source::Repository).await.unwrap();
    let asked = workshop.github.requests().len();
    workshop.push(SECOND, &second_bom());
    let again = bom_sync::sync(context, client, &request, version, Source::Repository).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(workshop.github.requests().len(), asked);
}

#[tokio::test]
async fn a_new_version_starts_with_a_copy_of_the_newest_ones_decisions() {
    let workshop = Workshop::with_lfo(&first_bom()).await;
    workshop.sync().await.unwrap();
    workshop.decide("R2", LineWord::Substitute("r-9k1".into())).await;
    workshop.decide("R2", LineWord::NoSubstitute).await;
    workshop.decide("R3", LineWord::Substitute("r-10k".into())).await;
    let next = NewVersion {
        project: "Lfo".into(),
        revision: "v1".into(),
        git_ref: Some("main".into()),
        bom_path: Some("lfo.csv".into()),
    };
    add_version(&workshop.context, &Request::unkeyed(), &next).await.unwrap();
    workshop.sync_version("Lfo", "v1").await.unwrap();
    workshop.sql("UPDATE versions SET bom = (SELECT bom FROM versions WHERE revision = 'v1') WHERE revision = 'main'").await;
    assert_eq!(workshop.meanings().await[..2], ["R1 R2: r-10k", "R3: r-47k -> r-10k"]);
}

#[tokio::test]
async fn what_a_bundle_said_stands_until_the_next_sync_and_its_substitutes_for_good() {
    let workshop = Workshop::with_lfo(&first_bom()).await;
    workshop
        .sql(
            "INSERT INTO boms (id, workspace, version, sequence, source, actor, at) VALUES (1, 1, 1, 1, 'bundle', 1, 0);
             INSERT INTO bom_lines (id, workspace, bom, line, quantity, value) VALUES (1, 1, 1, 1, 1, 'x'), (2, 1, 1, 2, 1, 'y');
             INSERT INTO bom_references (workspace, bom, reference, bom_line, position) VALUES (1, 1, 'R1', 1, 1), (1, 1, 'R3', 2, 1);
             INSERT INTO resolutions (workspace, bom_line, position, reference_list, quantity, part, substitute, reason)
               VALUES (1, 1, 1, '[\"R1\"]', 1, 6, 3, 'bundle'), (1, 2, 1, '[\"R3\"]', 1, 6, NULL, 'bundle');
             UPDATE versions SET bom = 1;",
        )
        .await;
    workshop.decide("R3", LineWord::Substitute("r-10k".into())).await;
    assert_eq!(workshop.meanings().await, ["R1: odd -> r-9k1", "R3: odd -> r-10k"]);
    workshop.sync().await.unwrap();
    assert_eq!(workshop.meanings().await[..3], ["R1: r-10k -> r-9k1", "R2: r-10k", "R3: r-47k -> r-10k"]);
}
