//! The lists of vendors, packages, places and what lies in one, versions and jobs.

use super::{ListQuery, named};
use crate::domain::catalog::{PackagePage, VendorPage};
use crate::domain::inventory::{PlaceRow, PlaceSummary};
use crate::domain::jobs::{Job, JobStatus};
use crate::domain::overview::VersionRow;
use std::cmp::Ordering;

/// The vendors that an address asks for; their own order is by name.
#[must_use]
pub fn vendors(rows: &[VendorPage], query: &ListQuery) -> Vec<VendorPage> {
    let fits = |vendor: &VendorPage| {
        let state = if vendor.archived { "archived" } else { "" };
        let address = vendor.base_url.as_deref().unwrap_or_default();
        query.has_words(&[&vendor.vendor, address, vendor.currency.code(), state])
    };
    // Amounts of one currency stand together: they compare with nothing else.
    let by_currency = |a: &VendorPage, b: &VendorPage| a.currency.code().cmp(b.currency.code());
    query.chosen(rows, fits, |key, a, b| match key {
        "name" => named(&a.vendor, &b.vendor),
        "currency" => by_currency(a, b),
        "shipping" => by_currency(a, b).then_with(|| a.shipping.cmp(&b.shipping)),
        "free" => by_currency(a, b).then_with(|| a.free_shipping_over.cmp(&b.free_shipping_over)),
        "offers" => a.offers.cmp(&b.offers),
        _ => Ordering::Equal,
    })
}

/// The packages that an address asks for; their own order is by name.
#[must_use]
pub fn packages(rows: &[PackagePage], query: &ListQuery) -> Vec<PackagePage> {
    let fits = |package: &PackagePage| {
        let comes = package.implicit.iter().map(|with| with.name.as_str());
        let texts = package.footprints.iter().map(String::as_str).chain(comes);
        let texts: Vec<&str> =
            [package.package.as_str(), package.technology.name()].into_iter().chain(texts).collect();
        query.has_words(&texts)
    };
    query.chosen(rows, fits, |key, a, b| match key {
        "name" => named(&a.package, &b.package),
        "footprints" => a.footprints.len().cmp(&b.footprints.len()),
        "parts" => a.parts.cmp(&b.parts),
        _ => Ordering::Equal,
    })
}

/// The places that an address asks for; their own order is by name, in which Drawer 10 comes after Drawer 9.
#[must_use]
pub fn places(rows: &[PlaceSummary], query: &ListQuery) -> Vec<PlaceSummary> {
    let fits = |place: &PlaceSummary| {
        let kit = place.kit_of.map(|build| format!("kit of build {build}")).unwrap_or_default();
        query.has_words(&[&place.name, &kit])
    };
    let mut rows = rows.to_vec();
    rows.sort_by(|a, b| named(&a.name, &b.name));
    query.chosen(&rows, fits, |key, a, b| match key {
        "name" => named(&a.name, &b.name),
        "parts" => a.parts.cmp(&b.parts),
        "pieces" => a.pieces.cmp(&b.pieces),
        _ => Ordering::Equal,
    })
}

/// What lies in a place, as an address asks for it; its own order is by the parts' names.
#[must_use]
pub fn content(rows: &[PlaceRow], query: &ListQuery) -> Vec<PlaceRow> {
    let free = |row: &PlaceRow| row.on_hand.saturating_sub(row.reserved);
    let fits =
        |row: &PlaceRow| query.has_words(&[&row.name, row.package.as_deref().unwrap_or_default(), &row.lot]);
    let mut rows = rows.to_vec();
    rows.sort_by(|a, b| named(&a.name, &b.name));
    query.chosen(&rows, fits, |key, a, b| match key {
        "part" => named(&a.name, &b.name),
        "on-hand" => a.on_hand.cmp(&b.on_hand),
        "reserved" => a.reserved.cmp(&b.reserved),
        "free" => free(a).cmp(&free(b)),
        _ => Ordering::Equal,
    })
}

/// The versions that an address asks for; their own order is the newest first.
#[must_use]
pub fn versions(rows: &[VersionRow], query: &ListQuery) -> Vec<VersionRow> {
    let fits = |version: &VersionRow| {
        query.has_words(&[&version.revision, version.git_ref.as_deref().unwrap_or_default()])
    };
    query.chosen(rows, fits, |key, a, b| match key {
        "version" => named(&a.revision, &b.revision),
        "lines" => a.lines.cmp(&b.lines),
        "unmatched" => a.unmatched.cmp(&b.unmatched),
        _ => Ordering::Equal,
    })
}

/// The jobs that an address asks for; their own order is what is to be done, then what was done last.
#[must_use]
pub fn jobs(rows: &[Job], query: &ListQuery) -> Vec<Job> {
    let fits = |job: &Job| {
        let number = format!("job {}", job.job);
        let told = [&job.result, &job.error].map(|text| text.as_deref().unwrap_or_default());
        query.has_words(&[&number, &job.subject, &job.cause, job.status.name(), told[0], told[1]])
    };
    query.chosen(rows, fits, |key, a, b| match key {
        "name" => named(&a.subject, &b.subject),
        "state" => place_of(a.status).cmp(&place_of(b.status)),
        "tries" => a.attempts.cmp(&b.attempts),
        _ => Ordering::Equal,
    })
}

/// From what is still to be done to what nobody will do.
fn place_of(status: JobStatus) -> Option<usize> {
    JobStatus::ALL.into_iter().position(|other| other == status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::{ComesWith, Technology};
    use crate::domain::ids::{JobId, LocationId, PackageId, VendorId, VersionId};
    use crate::domain::money::{Currency, Micros};
    use crate::domain::quantity::Quantity;
    use crate::domain::time::Timestamp;

    fn asked(q: &str, sort: &str) -> ListQuery {
        ListQuery { q: q.to_owned(), sort: sort.to_owned(), ..ListQuery::default() }
    }

    fn vendor(id: i64, name: &str, currency: &str, shipping: i64) -> VendorPage {
        VendorPage {
            id: VendorId::new(id),
            vendor: name.to_owned(),
            base_url: Some(format!("https://{}.example", name.to_lowercase())),
            currency: Currency::try_from(currency.to_owned()).unwrap(),
            shipping: Micros::new(shipping * 1_000_000),
            free_shipping_over: None,
            archived: id == 3,
            edit: 0,
            offers: 0,
        }
    }

    #[test]
    fn amounts_are_compared_within_a_currency() {
        let rows =
            [vendor(1, "Mouser", "USD", 8), vendor(2, "Reichelt", "EUR", 6), vendor(3, "tme", "EUR", 9)];
        let names = |q: &str, sort: &str| -> Vec<String> {
            vendors(&rows, &asked(q, sort)).into_iter().map(|row| row.vendor).collect()
        };
        assert_eq!(names("", "shipping"), ["Reichelt", "tme", "Mouser"]);
        assert_eq!(names("", "-name"), ["tme", "Reichelt", "Mouser"]);
        assert_eq!(names("eur", ""), ["Reichelt", "tme"]);
        assert_eq!(names("archived", ""), ["tme"]);
        assert_eq!(names("mouser.example", ""), ["Mouser"]);
    }

    #[test]
    fn a_package_is_found_by_its_footprints_and_what_comes_with_it() {
        let package = |id: i64, name: &str, footprint: &str, parts| PackagePage {
            id: PackageId::new(id),
            package: name.to_owned(),
            technology: Technology::Tht,
            edit: 0,
            footprints: vec![footprint.to_owned()],
            implicit: vec![ComesWith {
                part: "S14".to_owned(),
                name: "Socket".to_owned(),
                quantity: Quantity::ONE,
            }],
            parts,
        };
        let rows = [package(1, "DIP-14", "DIP-14_W7.62mm", 2), package(2, "DIP-8", "DIP-8_W7.62mm", 9)];
        let names = |q: &str, sort: &str| -> Vec<String> {
            packages(&rows, &asked(q, sort)).into_iter().map(|row| row.package).collect()
        };
        assert_eq!(names("", "name"), ["DIP-8", "DIP-14"]);
        assert_eq!(names("14_w7", ""), ["DIP-14"]);
        assert_eq!(names("socket", "-parts"), ["DIP-8", "DIP-14"]);
    }

    #[test]
    fn drawers_are_counted() {
        let place = |id: i64, name: &str, pieces| PlaceSummary {
            id: LocationId::new(id),
            name: name.to_owned(),
            kit_of: None,
            parts: 1,
            pieces: Quantity::of(pieces),
        };
        let rows = [place(1, "Drawer 10", 5), place(2, "drawer 9", 5), place(3, "Drawer 100", 1)];
        let names = |sort: &str| -> Vec<String> {
            places(&rows, &asked("", sort)).into_iter().map(|row| row.name).collect()
        };
        assert_eq!(names(""), ["drawer 9", "Drawer 10", "Drawer 100"]);
        assert_eq!(names("-name"), ["Drawer 100", "Drawer 10", "drawer 9"]);
        assert_eq!(names("pieces"), ["Drawer 100", "drawer 9", "Drawer 10"]);
    }

    #[test]
    fn versions_stay_newest_first_until_asked_otherwise() {
        let version = |id: i64, revision: &str, unmatched| VersionRow {
            id: VersionId::new(id),
            revision: revision.to_owned(),
            git_ref: None,
            synced: true,
            commit: None,
            lines: 10,
            unmatched,
        };
        let rows = [version(3, "v10", 0), version(2, "v9", 4), version(1, "v1", 0)];
        let names = |sort: &str| -> Vec<String> {
            versions(&rows, &asked("", sort)).into_iter().map(|row| row.revision).collect()
        };
        assert_eq!(names(""), ["v10", "v9", "v1"]);
        assert_eq!(names("version"), ["v1", "v9", "v10"]);
        assert_eq!(names("-unmatched"), ["v9", "v10", "v1"]);
    }

    #[test]
    fn what_is_to_be_done_comes_before_what_was() {
        let job = |id: i64, status, error: Option<&str>| Job {
            job: JobId::new(id),
            kind: "look_up".to_owned(),
            subject: format!("Mouser 595-{id}"),
            status,
            cause: "sync of Lfo v0".to_owned(),
            attempts: 1,
            due: None,
            error: error.map(ToOwned::to_owned),
            result: None,
            created: Timestamp::from_millis(0),
            finished: None,
        };
        let rows = [
            job(1, JobStatus::Failed, Some("nobody knows it")),
            job(2, JobStatus::Queued, None),
            job(3, JobStatus::Done, None),
        ];
        let numbers = |q: &str, sort: &str| -> Vec<i64> {
            jobs(&rows, &asked(q, sort)).into_iter().map(|row| row.job.get()).collect()
        };
        assert_eq!(numbers("", "state"), [2, 3, 1]);
        assert_eq!(numbers("", "-name"), [3, 2, 1]);
        assert_eq!(numbers("failed", ""), [1]);
        assert_eq!(numbers("nobody lfo", ""), [1]);
        assert_eq!(numbers("job 3", ""), [3]);
    }
}
