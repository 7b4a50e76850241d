//! Builds: their states and what clearing and completing left behind.

use super::Checker;
use crate::domain::bundle::{Build, Version};
use crate::domain::quantity::{MOST_PIECES, Quantity};
use std::collections::HashSet;

impl<'a> Checker<'a> {
    pub(super) fn builds(&mut self) {
        let (mut keys, mut numbers) = (HashSet::new(), HashSet::new());
        for (at, build) in self.bundle.builds.iter().enumerate() {
            let pointer = format!("/builds/{at}");
            if let Some(key) = &build.key {
                self.text(&format!("{pointer}/key"), key, 1, 200);
                self.once(&mut keys, key.as_str(), format!("{pointer}/key"), "the build", key);
            }
            if let Some(number) = build.number {
                self.once(
                    &mut numbers,
                    number,
                    format!("{pointer}/number"),
                    "the build",
                    &number.to_string(),
                );
                if number == 0 {
                    self.report(format!("{pointer}/number"), "a build's number counts from 1");
                }
            }
            self.build_itself(&pointer, build);
        }
    }

    fn build_itself(&mut self, pointer: &str, build: &'a Build) {
        let at = |field: &str| format!("{pointer}/{field}");
        let version = self.index.versions.get(&(build.project.as_str(), build.revision.as_str())).copied();
        if version.is_none() {
            let message = format!(
                "there is no version \u{201c}{}\u{201d} of \u{201c}{}\u{201d}",
                build.revision, build.project
            );
            self.report(at("revision"), message);
        }
        self.within(at("quantity"), build.quantity, 1, MOST_PIECES.get());
        if !(-1_000_000..=1_000_000).contains(&build.priority) {
            self.report(at("priority"), "a priority is between -1000000 and 1000000");
        }
        self.build_references(&at("leave_out"), &build.leave_out);
        self.build_references(&at("include_optional"), &build.include_optional);
        self.fallbacks(pointer, build);
        self.needs(pointer, build);
        self.state(pointer, build);
        if let (Some(sequence), Some((_, version))) = (build.bom, version)
            && !has_bom(version, sequence)
        {
            self.report(at("bom"), format!("the version has no BOM {sequence}"));
        }
    }

    fn build_references(&mut self, pointer: &str, references: &'a [String]) {
        let mut seen = HashSet::new();
        for (at, reference) in references.iter().enumerate() {
            let pointer = format!("{pointer}/{at}");
            self.text(&pointer, reference, 1, 100);
            self.once(&mut seen, reference.as_str(), pointer, "the reference", reference);
        }
    }

    fn fallbacks(&mut self, pointer: &str, build: &'a Build) {
        let mut seen = HashSet::new();
        for (at, fallback) in build.fallbacks.iter().enumerate() {
            let pointer = format!("{pointer}/fallbacks/{at}");
            self.part(format!("{pointer}/part"), &fallback.part);
            self.part(format!("{pointer}/fallback"), &fallback.fallback);
            if fallback.part == fallback.fallback {
                self.report(format!("{pointer}/fallback"), "a part cannot be its own fallback");
            }
            self.once(
                &mut seen,
                fallback.part.as_str(),
                format!("{pointer}/part"),
                "the fallback for",
                &fallback.part,
            );
        }
    }

    fn needs(&mut self, pointer: &str, build: &'a Build) {
        let (mut needed, mut missing) = (HashSet::new(), HashSet::new());
        for (at, need) in build.needs.iter().enumerate() {
            let pointer = format!("{pointer}/needs/{at}");
            self.part(format!("{pointer}/part"), &need.part);
            self.once(
                &mut needed,
                (need.part.as_str(), need.variant.as_str()),
                pointer,
                "the need for",
                &need.part,
            );
        }
        for (at, shortage) in build.shortages.iter().enumerate() {
            let pointer = format!("{pointer}/shortages/{at}");
            self.part(format!("{pointer}/part"), &shortage.part);
            self.optional_part(format!("{pointer}/fallback"), shortage.fallback.as_ref());
            self.within(format!("{pointer}/short"), shortage.short, 1, shortage.needed.get());
            let names = (shortage.part.as_str(), shortage.variant.as_str());
            self.once(&mut missing, names, pointer, "the shortage of", &shortage.part);
        }
    }

    fn state(&mut self, pointer: &str, build: &Build) {
        let status = build.status.as_str();
        self.one_of(format!("{pointer}/status"), status, &["open", "cleared", "completed", "cancelled"]);
        let done: Quantity = build
            .completions
            .iter()
            .filter(|completion| completion.reversed.is_none())
            .map(|completion| completion.quantity)
            .sum();
        for (at, completion) in build.completions.iter().enumerate() {
            self.within(
                format!("{pointer}/completions/{at}/quantity"),
                completion.quantity,
                1,
                MOST_PIECES.get(),
            );
        }
        if done != build.completed {
            let message =
                format!("{} are said to be completed, its completions are of {done}", build.completed);
            self.report(format!("{pointer}/completed"), message);
        }
        if build.completed > build.quantity {
            self.report(format!("{pointer}/completed"), "more are completed than are to be built");
        } else if (status == "completed") != (build.completed == build.quantity) && !build.quantity.is_zero()
        {
            let message = format!(
                "{} of {} are completed, which is not \u{201c}{status}\u{201d}",
                build.completed, build.quantity
            );
            self.report(format!("{pointer}/status"), message);
        }
        if status == "cleared" && build.bom.is_none() && build.needs.is_empty() {
            self.report(
                format!("{pointer}/status"),
                "a build that is clear has its needs, and its reservations in movements: leave it open, and clear it after the import",
            );
        }
        if status == "cleared" && !build.shortages.is_empty() {
            self.report(format!("{pointer}/shortages"), "a build that is clear lacks nothing");
        }
    }
}

/// Whether a version has the BOM of that sequence.
fn has_bom(version: &Version, sequence: u32) -> bool {
    let current = version.bom.as_ref().map(|_| version.bom_sequence());
    current == Some(sequence) || version.earlier_boms.iter().any(|bom| bom.synced.sequence == Some(sequence))
}
