//! Whatever is not a BOM changes nothing.

use super::workshop::{BOM_HEAD, FIRST, SECOND, Workshop};
use crate::github_stand_in::Fault;
use ctb::services::ServiceError;
use ctb::services::bom_sync::from_file;

const LINE: &str = "\"1\",\"R1\",\"1\",\"10K\",\"Resistor_SMD:R_0805_2012Metric\",\"\",\"\",\"\"\n";

async fn synced() -> Workshop {
    let workshop = Workshop::with_lfo(&format!("{BOM_HEAD}{LINE}")).await;
    workshop.sync().await.unwrap();
    workshop
}

#[tokio::test]
async fn a_host_that_fails_changes_nothing() {
    let faults = [
        Fault::Html,
        Fault::CutBody,
        Fault::Reset,
        Fault::Status(404),
        Fault::Status(500),
        Fault::NotJson,
        Fault::SecondaryLimit(Some(60)),
    ];
    for fault in faults {
        let workshop = synced().await;
        let before = workshop.everything().await;
        workshop.push(SECOND, &format!("{BOM_HEAD}{LINE}"));
        workshop.github.fail_path("/repos/", fault.clone());
        let error = workshop.sync().await.unwrap_err();
        assert!(matches!(error, ServiceError::Remote(_)), "{fault:?}: {error}");
        assert_eq!(workshop.everything().await, before, "{fault:?}");
        assert!(!error.to_string().contains('\n'), "{error}");
    }
}

#[tokio::test]
async fn a_used_up_limit_changes_nothing_and_says_when_to_come_back() {
    let workshop = synced().await;
    let before = workshop.everything().await;
    workshop.push(SECOND, BOM_HEAD);
    workshop.github.limit(0, 0, 1_800_003_600);
    let error = workshop.sync().await.unwrap_err();
    assert!(error.to_string().contains("limit"), "{error}");
    assert_eq!(workshop.everything().await, before);
}

#[tokio::test]
async fn a_file_that_is_no_bom_changes_nothing() {
    let cut = &BOM_HEAD[..20];
    for body in
        ["", "<!DOCTYPE html><html></html>", BOM_HEAD, cut, "version https://git-lfs.github.com/spec/v1\n"]
    {
        let workshop = synced().await;
        let before = workshop.everything().await;
        workshop.push(SECOND, body);
        let error = workshop.sync().await.expect_err(body);
        assert!(matches!(error, ServiceError::Remote(_) | ServiceError::Bom(_)), "{body:?}: {error}");
        assert_eq!(workshop.everything().await, before, "{body:?}");
        let from_file = from_file("lfo.csv", body.as_bytes());
        assert!(matches!(from_file, Err(ServiceError::Bom(_))), "{body:?}");
    }
}

#[tokio::test]
async fn a_file_or_ref_that_is_gone_changes_nothing() {
    let workshop = synced().await;
    let before = workshop.everything().await;
    workshop.github.repository("maker", "lfo").push("main", SECOND, &[("readme.md", b"moved")]);
    let error = workshop.sync().await.unwrap_err();
    assert!(error.to_string().contains("no CSV file"), "{error}");
    workshop.github.repository("maker", "lfo").delete();
    assert!(matches!(workshop.sync().await, Err(ServiceError::Remote(_))));
    assert_eq!(workshop.everything().await, before);
    assert!(workshop.state().await.is_some());
    assert_ne!(FIRST, SECOND);
}
