//! DELETE ME once the services are wired: one workshop's numbers, made up, so that the pages can
//! be drawn. The sums here are a stand-in for `crate::domain::clearing`, which the pages will
//! call in their place; nothing else depends on this module.

use super::view::{
    BuildEdit, BuildHead, BuildItem, BuildView, Figure, NeedRow, NeedState, NextStep, Piece, ProjectItem,
    ProjectView, Sign, Status, Term, Tone, VersionItem,
};

/// What one board needs of a part, and what there is of it.
struct Need {
    key: &'static str,
    name: &'static str,
    detail: &'static str,
    references: &'static str,
    each: u64,
    reserved: u64,
    free: u64,
    places: &'static [(&'static str, u64)],
    others: u64,
    others_build: &'static str,
    on_the_way: u64,
    cents: u64,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    StandIn,
    Unmatched,
    NotCounted,
}

#[rustfmt::skip]
const NEEDS: &[Need] = &[
    Need { key: "tl074", name: "TL074", detail: "Quad op-amp · DIP-14", references: "U1–U3", each: 3, reserved: 0, free: 10, places: &[("Cabinet A/Drawer 3", 6), ("Box 12", 4)], others: 4, others_build: "VCF build 9", on_the_way: 0, cents: 61, kind: Kind::Plain },
    Need { key: "pot-100k", name: "100k lin", detail: "Pot B100K · Alpha 9 mm", references: "RV1, RV2", each: 2, reserved: 0, free: 9, places: &[("Cabinet B/Drawer 1", 9)], others: 0, others_build: "", on_the_way: 0, cents: 95, kind: Kind::Plain },
    Need { key: "bat54s", name: "BAT54S", detail: "Dual Schottky · SOT-23", references: "D3, D4", each: 2, reserved: 0, free: 2, places: &[("Cabinet A/Drawer 8", 2)], others: 0, others_build: "", on_the_way: 25, cents: 18, kind: Kind::Plain },
    Need { key: "r-10k", name: "10k 1%", detail: "0805 · any 10k, 1 % or better", references: "R1–R8, R14", each: 9, reserved: 0, free: 140, places: &[("Cabinet A/Drawer 3", 140)], others: 0, others_build: "", on_the_way: 0, cents: 2, kind: Kind::Plain },
    Need { key: "c-100n", name: "100n", detail: "0805 · X7R, 16 V or more", references: "C1–C6, C9", each: 7, reserved: 0, free: 96, places: &[("Box 4", 96)], others: 12, others_build: "Mixer build 10", on_the_way: 0, cents: 3, kind: Kind::Plain },
    Need { key: "r-4k7", name: "4.7k 1%", detail: "0805 · 4 stand-ins: 4.7k 0.1 %", references: "R9, R10", each: 2, reserved: 0, free: 12, places: &[("Cabinet A/Drawer 7", 8), ("Box 12", 4)], others: 0, others_build: "", on_the_way: 0, cents: 2, kind: Kind::StandIn },
    Need { key: "lfo-board", name: "LFO board v2", detail: "bare board · own line", references: "—", each: 1, reserved: 0, free: 8, places: &[("Shelf 2", 8)], others: 0, others_build: "", on_the_way: 0, cents: 400, kind: Kind::Plain },
    Need { key: "thonkiconn", name: "Thonkiconn", detail: "Jack 3.5 mm mono", references: "J1–J6", each: 6, reserved: 0, free: 58, places: &[("Cabinet B/Drawer 2", 58)], others: 0, others_build: "", on_the_way: 0, cents: 38, kind: Kind::Plain },
    Need { key: "socket-14", name: "Socket DIP-14", detail: "comes with DIP-14", references: "U1–U3", each: 3, reserved: 0, free: 31, places: &[("Box 7", 31)], others: 0, others_build: "", on_the_way: 0, cents: 12, kind: Kind::Plain },
    Need { key: "c-10u", name: "10u", detail: "1206 · X5R, 25 V or more", references: "C7, C8", each: 2, reserved: 2, free: 38, places: &[("Box 4", 38)], others: 0, others_build: "", on_the_way: 0, cents: 11, kind: Kind::Plain },
    Need { key: "led-3", name: "LED 3 mm red", detail: "THT · 2 mA", references: "D1, D2", each: 2, reserved: 0, free: 26, places: &[("Cabinet B/Drawer 5", 26)], others: 0, others_build: "", on_the_way: 0, cents: 9, kind: Kind::Plain },
    Need { key: "d9", name: "1N4148", detail: "DO-35", references: "D9", each: 1, reserved: 0, free: 210, places: &[("Cabinet A/Drawer 8", 210)], others: 0, others_build: "", on_the_way: 0, cents: 3, kind: Kind::Plain },
    Need { key: "sw1", name: "SW1 “Range”", detail: "on-off-on · no part known", references: "SW1", each: 1, reserved: 0, free: 0, places: &[], others: 0, others_build: "", on_the_way: 0, cents: 0, kind: Kind::Unmatched },
    Need { key: "screw", name: "Screw M3×6", detail: "not counted", references: "—", each: 4, reserved: 0, free: 0, places: &[], others: 0, others_build: "", on_the_way: 0, cents: 0, kind: Kind::NotCounted },
];

fn row(need: &Need, edit: &BuildEdit) -> NeedRow {
    let left_out = edit.left_out.iter().any(|key| key == need.key);
    let needed = if left_out { 0 } else { need.each * edit.quantity };
    let counted = need.kind != Kind::NotCounted;
    let missing = if counted { needed.saturating_sub(need.reserved + need.free) } else { 0 };
    let state = match (need.kind, missing) {
        (Kind::Unmatched, _) => NeedState::Unmatched,
        (Kind::NotCounted, _) => NeedState::NotCounted,
        (Kind::StandIn, 0) => NeedState::StandIn,
        (_, 0) => NeedState::Ready,
        (_, missing) if missing <= need.on_the_way => NeedState::Waiting,
        _ => NeedState::Missing,
    };
    NeedRow {
        key: need.key.into(),
        name: need.name.into(),
        detail: need.detail.into(),
        references: need.references.into(),
        needed,
        reserved: need.reserved,
        free: need.free,
        others: need.others,
        missing,
        on_the_way: need.on_the_way,
        state,
        next: next(state, missing),
        terms: terms(need, needed, missing, edit.quantity),
        left_out,
    }
}

fn next(state: NeedState, missing: u64) -> Option<Status> {
    match state {
        NeedState::Missing => Some(Status::new(Tone::Missing, format!("buy {missing}"))),
        NeedState::Waiting => Some(Status::new(Tone::Waiting, "order 31 · Fri")),
        _ => None,
    }
}

fn terms(need: &Need, needed: u64, missing: u64, quantity: u64) -> Vec<Term> {
    let mut terms = vec![Term {
        sign: Sign::Plus,
        number: Some(needed),
        text: vec![Piece::text(format!("needed: {quantity} × {} ({})", need.each, need.references))],
    }];
    if need.reserved > 0 {
        let text = vec![Piece::text("reserved for this build")];
        terms.push(Term { sign: Sign::Minus, number: Some(need.reserved), text });
    }
    terms.push(Term { sign: Sign::Minus, number: Some(need.free), text: free_words(need) });
    let mut result = vec![Piece::text("missing now")];
    match (missing, need.on_the_way) {
        (0, _) => {}
        (_, 0) => result.push(Piece::text(" · nothing on its way")),
        (_, coming) => result.push(Piece::text(format!(" · {coming} on the way with order 31, due Friday"))),
    }
    terms.push(Term { sign: Sign::Equals, number: Some(missing), text: result });
    if need.kind == Kind::StandIn {
        let text = vec![Piece::text("4 of them are 4.7k 0.1 %, a drop-in stand-in")];
        terms.push(Term { sign: Sign::Remark, number: None, text });
    }
    terms
}

fn free_words(need: &Need) -> Vec<Piece> {
    let mut words = vec![Piece::text("free: ")];
    for (index, (place, count)) in need.places.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        words.push(Piece::text(format!("{comma}{count} in {place}")));
    }
    if need.places.is_empty() {
        words.push(Piece::text("nowhere"));
    }
    if need.others > 0 {
        words.push(Piece::text(format!(" ({} more are reserved for {})", need.others, need.others_build)));
    }
    words
}

fn dollars(cents: u64) -> String {
    format!("${}.{:02}", cents / 100, cents % 100)
}

fn buildable(edit: &BuildEdit) -> u64 {
    NEEDS
        .iter()
        .filter(|need| need.kind != Kind::NotCounted && !edit.left_out.iter().any(|key| key == need.key))
        .map(|need| (need.free + need.reserved) / need.each)
        .min()
        .unwrap_or(0)
}

/// The build as it would stand with `edit`.
pub fn build(edit: &BuildEdit) -> BuildView {
    let rows: Vec<NeedRow> = NEEDS.iter().map(|need| row(need, edit)).collect();
    let counts = |state: NeedState| rows.iter().filter(|row| !row.left_out && row.state == state).count();
    let (missing, waiting, unmatched) =
        (counts(NeedState::Missing), counts(NeedState::Waiting), counts(NeedState::Unmatched));
    let lines = rows.iter().filter(|row| !row.left_out && row.state != NeedState::NotCounted).count();
    let ready = lines - missing - waiting - unmatched;
    let each: u64 = NEEDS.iter().map(|need| need.each * need.cents).sum();
    let to_buy: u64 = NEEDS
        .iter()
        .zip(&rows)
        .map(|(need, row)| row.missing.saturating_sub(row.on_the_way) * need.cents)
        .sum();
    let parts = |count: usize| if count == 1 { "1 part".to_owned() } else { format!("{count} parts") };
    let status = match (missing + unmatched, waiting) {
        (0, 0) => Status::new(Tone::Clear, "everything is free"),
        (0, _) => Status::new(Tone::Waiting, "waits for order 31"),
        (short, _) => Status::new(Tone::Missing, format!("{} missing", parts(short))),
    };
    BuildView {
        next_step: match (missing, waiting + unmatched) {
            (0, 0) => NextStep::Reserve,
            (0, _) => NextStep::Wait,
            _ => NextStep::OrderMissing,
        },
        status,
        lines_ready: Figure::new(
            format!("{ready} of {lines}"),
            format!("{missing} missing · {waiting} on the way"),
        ),
        buildable: Figure::new(buildable(edit).to_string(), "1 when SW1 is left out"),
        cost: Figure::new(
            format!("{} each", dollars(each)),
            format!("{} for {}, board included", dollars(each * edit.quantity), edit.quantity),
        ),
        to_buy: Figure::new(dollars(to_buy), "2 vendors, before shipping"),
        follows: follows(edit),
        rows,
    }
}

fn follows(edit: &BuildEdit) -> Vec<Status> {
    if edit == &head(12).saved {
        return Vec::new();
    }
    let mut follows = vec![Status::new(Tone::Quiet, "VCF 9 and Mixer 10 come first: no change")];
    if edit.quantity > 4 {
        follows.push(Status::new(Tone::Waiting, "VCO build 13 would miss 3 more parts"));
    }
    follows
}

/// The build's title, and what is stored of it.
pub fn head(number: u64) -> BuildHead {
    BuildHead {
        number,
        project: "LFO".into(),
        project_href: "/projects/1".into(),
        revision: "v2".into(),
        commit: Some("a41c9e0".into()),
        place: "third in line, after VCF build 9 and Mixer build 10".into(),
        saved: BuildEdit { quantity: 4, left_out: vec!["d9".into()] },
    }
}

/// The builds.
pub fn builds() -> Vec<BuildItem> {
    let item = |number, name: &str, quantity, ready, waiting, lines, status, note: &str| BuildItem {
        number,
        name: name.into(),
        quantity,
        ready,
        waiting,
        lines,
        status,
        note: note.into(),
    };
    vec![
        item(9, "VCF v0", 4, 39, 0, 39, Status::new(Tone::Clear, "clear to build"), "all reserved"),
        item(10, "Mixer v0", 10, 18, 1, 19, Status::new(Tone::Waiting, "waits for order 31"), "due Friday"),
        item(
            12,
            "LFO v2",
            4,
            10,
            1,
            13,
            Status::new(Tone::Missing, "2 parts missing"),
            "$1.22 buys one of them",
        ),
        item(
            13,
            "VCO v2",
            2,
            46,
            0,
            50,
            Status::new(Tone::Missing, "4 parts missing"),
            "newer commit on main",
        ),
    ]
}

/// The projects.
pub fn projects() -> Vec<ProjectItem> {
    [("LFO", 3, 1), ("Mixer", 1, 1), ("VCF", 1, 1), ("VCO", 2, 1), ("Noise", 1, 0)]
        .into_iter()
        .zip(1..)
        .map(|((name, versions, open_builds), number)| ProjectItem {
            number,
            name: name.into(),
            repository: format!("git.example.org/modules/{}", name.to_lowercase()),
            versions,
            open_builds,
        })
        .collect()
}

/// A project, if there is one of that number.
pub fn project(number: u64) -> Option<ProjectView> {
    let project = projects().into_iter().find(|project| project.number == number)?;
    let version = |revision: &str, commit: Option<&str>, lines, unmatched| VersionItem {
        revision: revision.into(),
        git_ref: revision.into(),
        commit: commit.map(Into::into),
        lines,
        unmatched,
    };
    let builds = builds().into_iter().filter(|build| build.name.starts_with(&project.name)).collect();
    let versions = vec![
        version("v2", Some("a41c9e0"), 40, 1),
        version("v1", Some("77d0b12"), 38, 0),
        version("v0", None, 0, 0),
    ];
    Some(ProjectView { project, versions, builds })
}
