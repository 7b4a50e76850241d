//! What of a build no edit changes, in words.

use super::row::part_name;
use crate::api::boxes::Chosen;
use crate::app::view::{BuildEdit, BuildHead, Deed, Fallback, Notice, Tone};
use crate::app::words::short_commit;
use crate::domain::builds::{Build, BuildStatus};
use crate::domain::clearing::Meaning;
use crate::domain::overview::{Ahead, BuildPage};
use std::collections::BTreeSet;

/// The title of a build's page, and what is stored.
pub(super) fn head(page: &BuildPage) -> BuildHead {
    let build = &page.build;
    BuildHead {
        number: build.number.unsigned_abs(),
        project: build.project.clone(),
        project_href: format!("/projects/{}", page.project),
        revision: build.revision.clone(),
        source: source(page),
        source_href: format!("/projects/{}/versions/{}", page.project, build.version),
        place: place(build, &page.ahead),
        notices: notices(page),
        editable: matches!(build.status, BuildStatus::Open | BuildStatus::Cleared),
        saved: BuildEdit {
            quantity: build.quantity.get(),
            chosen: Chosen { left_out: build.left_out.clone(), included: build.included.clone() },
        },
        based_on: build.edit,
        priority: build.priority,
        deeds: deeds(page),
        fallbacks: fallbacks(page),
        parts: parts(page),
    }
}

fn deeds(page: &BuildPage) -> Vec<Deed> {
    let build = &page.build;
    let mut deeds = Vec::new();
    if !page.sheet.held.is_empty() {
        deeds.push(Deed::Pick);
    }
    if build.status == BuildStatus::Cleared {
        deeds.push(Deed::Complete);
    }
    if !build.completed.is_zero() && build.status != BuildStatus::Cancelled {
        deeds.push(Deed::Reopen);
    }
    if matches!(build.status, BuildStatus::Open | BuildStatus::Cleared) {
        deeds.push(Deed::Cancel);
    }
    deeds
}

fn fallbacks(page: &BuildPage) -> Vec<Fallback> {
    let parts = &page.sheet.parts;
    let chosen = page.build.fallbacks.iter();
    let named = chosen.filter_map(|(part, instead)| {
        Some(Fallback {
            part_key: parts.get(part)?.key.clone(),
            part: part_name(&page.sheet, *part),
            instead: part_name(&page.sheet, *instead),
        })
    });
    named.collect()
}

/// Keys and names of the parts that its lines want, in line order, each once.
fn parts(page: &BuildPage) -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    let wanted = page.sheet.lines.iter().filter_map(|line| match line.meaning {
        Meaning::Part { part, .. } if seen.insert(part) => page.sheet.parts.get(&part),
        _ => None,
    });
    let counted = wanted.filter(|part| !part.not_counted);
    counted.map(|part| (part.key.clone(), part.name.clone())).collect()
}

fn source(page: &BuildPage) -> String {
    let revision = &page.build.revision;
    match &page.commit {
        Some(commit) => format!("{revision} {}", short_commit(commit)),
        None if page.sheet.synced => revision.clone(),
        None => format!("{revision}, never synced"),
    }
}

fn place(build: &Build, ahead: &Ahead) -> String {
    let made = match build.completed.get() {
        0 => String::new(),
        made => format!("{made} of {} made · ", build.quantity),
    };
    match build.status {
        BuildStatus::Completed => "all made; it keeps the BOM that it was built with".to_owned(),
        BuildStatus::Cancelled => "cancelled: nothing is reserved, and it is out of the plan".to_owned(),
        BuildStatus::Open | BuildStatus::Cleared => format!("{made}{}", in_line(ahead)),
    }
}

fn in_line(ahead: &Ahead) -> String {
    let names: Vec<String> =
        ahead.first.iter().map(|build| format!("{} build {}", build.project, build.number)).collect();
    let before = match ahead.count.saturating_sub(names.len() as u64) {
        0 => names.join(" and "),
        more => format!("{} and {more} more", names.join(", ")),
    };
    if ahead.count == 0 {
        return "first in line".to_owned();
    }
    const NTH: [&str; 9] =
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let nth = usize::try_from(ahead.count - 1).ok().and_then(|place| NTH.get(place));
    let nth = nth.map_or_else(|| format!("number {}", ahead.count + 1), |nth| (*nth).to_owned());
    format!("{nth} in line, after {before}")
}

fn notices(page: &BuildPage) -> Vec<Notice> {
    let build = &page.build;
    let mut notices = Vec::new();
    if !page.sheet.synced && build.status != BuildStatus::Cancelled {
        notices.push(Notice {
            tone: Tone::Missing,
            what: format!("The BOM of {} {} was never read.", build.project, build.revision),
            remedy: "Until it is, this build cannot be clear: open it above and press Sync.".to_owned(),
        });
    }
    if build.bom_changed() {
        notices.push(Notice {
            tone: Tone::Waiting,
            what: "The BOM changed since this build was last reserved.".to_owned(),
            remedy:
                "Reserve again to plan against the newest; until then a build that is clear keeps its own."
                    .to_owned(),
        });
    }
    notices
}
