//! Projects, versions, BOMs, decisions.

use super::Checker;
use crate::domain::bundle::{Decision, Line, Version};
use crate::domain::quantity::MOST_PIECES;
use std::collections::{HashMap, HashSet};

const REASONS: [&str; 9] = [
    "decision",
    "remembered",
    "vendor_number",
    "mpn",
    "requirement",
    "implicit",
    "bundle",
    "ignored",
    "none",
];

impl<'a> Checker<'a> {
    pub(super) fn projects(&mut self) {
        let mut names = HashSet::new();
        for (at, project) in self.bundle.projects.iter().enumerate() {
            let pointer = format!("/projects/{at}");
            self.text(&format!("{pointer}/name"), &project.name, 1, 200);
            self.optional_text(&format!("{pointer}/repository"), project.repository.as_ref(), 1, 1000);
            self.once(
                &mut names,
                project.name.as_str(),
                format!("{pointer}/name"),
                "the project",
                &project.name,
            );
            let mut revisions = HashSet::new();
            for (place, version) in project.versions.iter().enumerate() {
                let pointer = format!("{pointer}/versions/{place}");
                let revision = version.revision.as_str();
                self.once(&mut revisions, revision, format!("{pointer}/revision"), "the version", revision);
                self.version(&pointer, version);
            }
        }
    }

    fn version(&mut self, pointer: &str, version: &'a Version) {
        self.text(&format!("{pointer}/revision"), &version.revision, 1, 200);
        self.optional_text(&format!("{pointer}/bom_path"), version.bom_path.as_ref(), 1, 500);
        self.not_negative(format!("{pointer}/board_cost"), version.board_cost);
        if let Some(lot) = version.board_lot {
            self.within(format!("{pointer}/board_lot"), lot, 1, 1_000_000);
        }
        self.optional_part(format!("{pointer}/produces"), version.produces.as_ref());
        for (at, line) in version.own_lines.iter().enumerate() {
            let pointer = format!("{pointer}/own_lines/{at}");
            self.part(format!("{pointer}/part"), &line.part);
            self.within(format!("{pointer}/quantity"), line.quantity, 1, MOST_PIECES.get());
            self.text(&format!("{pointer}/note"), &line.note, 0, 1000);
        }
        self.decisions(pointer, &version.decisions);
        self.boms(pointer, version);
    }

    fn decisions(&mut self, pointer: &str, decisions: &'a [Decision]) {
        let mut seen = HashSet::new();
        for (at, decision) in decisions.iter().enumerate() {
            let pointer = format!("{pointer}/decisions/{at}");
            self.one_of(
                format!("{pointer}/kind"),
                &decision.kind,
                &["match", "substitute", "leave_out", "ignore"],
            );
            if decision.reference.is_empty() == decision.line_text.is_empty() {
                self.report(pointer.as_str(), "a decision names either a reference or a line's text");
            }
            if decision.part.is_some() && !matches!(decision.kind.as_str(), "match" | "substitute") {
                self.report(
                    format!("{pointer}/part"),
                    format!("a decision to {} has no part", decision.kind),
                );
            }
            self.optional_part(format!("{pointer}/part"), decision.part.as_ref());
            let about = (&decision.kind, &decision.reference, &decision.line_text, decision.occurrence);
            let shown = if decision.reference.is_empty() { &decision.line_text } else { &decision.reference };
            self.once(&mut seen, about, pointer, "the decision about", shown);
        }
    }

    fn boms(&mut self, pointer: &str, version: &'a Version) {
        let mut sequences = HashSet::new();
        for (at, bom) in version.earlier_boms.iter().enumerate() {
            let pointer = format!("{pointer}/earlier_boms/{at}");
            match bom.synced.sequence {
                Some(sequence) if sequence >= 1 => {
                    self.once(
                        &mut sequences,
                        sequence,
                        format!("{pointer}/synced/sequence"),
                        "the BOM",
                        &sequence.to_string(),
                    );
                }
                _ => self
                    .report(format!("{pointer}/synced/sequence"), "an earlier BOM needs its place, from 1"),
            }
            self.source(&pointer, bom.synced.source.as_deref());
            self.lines(&format!("{pointer}/lines"), &bom.lines);
        }
        if let Some(synced) = &version.synced {
            self.source(pointer, synced.source.as_deref());
            match synced.sequence {
                Some(0) => self.report(format!("{pointer}/synced/sequence"), "a BOM's place counts from 1"),
                Some(sequence) => {
                    self.once(
                        &mut sequences,
                        sequence,
                        format!("{pointer}/synced/sequence"),
                        "the BOM",
                        &sequence.to_string(),
                    );
                }
                None => {}
            }
        }
        match &version.bom {
            Some(lines) => {
                self.lines(&format!("{pointer}/bom"), lines);
                self.resolved(&format!("{pointer}/bom"), lines);
            }
            None if version.synced.is_some() => {
                self.report(format!("{pointer}/bom"), "the version was synced, but has no BOM");
            }
            None if version.synced_commit.is_some() => {
                self.report(format!("{pointer}/synced_commit"), "the version has a commit, but no BOM");
            }
            None => {}
        }
    }

    fn source(&mut self, pointer: &str, source: Option<&str>) {
        if let Some(source) = source {
            self.one_of(format!("{pointer}/synced/source"), source, &["git", "file", "bundle"]);
        }
    }

    fn lines(&mut self, pointer: &str, lines: &'a [Line]) {
        let mut rows: HashMap<u32, &Line> = HashMap::new();
        let mut references = HashSet::new();
        for (at, line) in lines.iter().enumerate() {
            let pointer = format!("{pointer}/{at}");
            if line.line == 0 {
                self.report(format!("{pointer}/line"), "a line's number counts from 1");
            }
            if !line.implicit {
                let first = *rows.entry(line.line).or_insert(line);
                self.same_row(&pointer, first, line);
                self.references(&pointer, line, &mut references);
            }
            self.resolution(&pointer, line);
        }
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.implicit) {
            if !rows.contains_key(&line.line) {
                let message = format!("line {} brings this along, but is not there itself", line.line);
                self.report(format!("{pointer}/{at}/line"), message);
            }
        }
        self.shared_out(pointer, lines);
    }

    /// In a version's own BOM each line that counts means something.
    fn resolved(&mut self, pointer: &str, lines: &[Line]) {
        for (at, _) in
            lines.iter().enumerate().filter(|(_, line)| line.unresolved && !line.quantity.is_zero())
        {
            let message = "only a line of an earlier BOM may be without a meaning";
            self.report(format!("{pointer}/{at}/unresolved"), message);
        }
    }

    /// Where a row says its own references, its entries share them out.
    fn shared_out(&mut self, pointer: &str, lines: &[Line]) {
        let mut of_rows: HashMap<u32, Vec<&String>> = HashMap::new();
        for line in lines.iter().filter(|line| !line.implicit && !line.unresolved) {
            of_rows.entry(line.line).or_default().extend(&line.references);
        }
        for (at, line) in lines.iter().enumerate() {
            let (Some(own), Some(shared)) = (&line.line_references, of_rows.get_mut(&line.line)) else {
                continue;
            };
            let mut own: Vec<&String> = own.iter().collect();
            own.sort_unstable();
            shared.sort_unstable();
            if own != *shared {
                let message = format!("the entries of line {} are not of just these references", line.line);
                self.report(format!("{pointer}/{at}/line_references"), message);
            }
        }
    }

    /// Entries of one row may say its text again, but not otherwise.
    fn same_row(&mut self, pointer: &str, first: &Line, line: &Line) {
        let texts = [
            ("value", Some(&first.value), Some(&line.value)),
            ("footprint", Some(&first.footprint), Some(&line.footprint)),
            ("vendor", first.vendor.as_ref(), line.vendor.as_ref()),
            ("item_number", first.item_number.as_ref(), line.item_number.as_ref()),
        ];
        for (field, said, again) in texts {
            if again.is_some_and(|again| !again.is_empty() && said != Some(again)) {
                let message = format!("line {} is there twice with different texts", line.line);
                self.report(format!("{pointer}/{field}"), message);
            }
        }
        if (first.optional, first.do_not_populate) != (line.optional, line.do_not_populate) {
            self.report(pointer, format!("line {} is there twice with different flags", line.line));
        }
    }

    fn references(&mut self, pointer: &str, line: &'a Line, seen: &mut HashSet<&'a str>) {
        // Where the row says its own references, those of its entries are among them.
        for (at, reference) in line.references.iter().enumerate() {
            let pointer = format!("{pointer}/references/{at}");
            self.text(&pointer, reference, 1, 100);
            self.once(seen, reference.as_str(), pointer, "the reference", reference);
        }
    }

    fn resolution(&mut self, pointer: &str, line: &'a Line) {
        self.within(format!("{pointer}/quantity"), line.quantity, 0, MOST_PIECES.get());
        self.optional_part(format!("{pointer}/part"), line.part.as_ref());
        self.optional_part(format!("{pointer}/substitute"), line.substitute.as_ref());
        for (at, part) in line.candidates.iter().enumerate() {
            self.part(format!("{pointer}/candidates/{at}"), part);
        }
        if let Some(reason) = &line.reason {
            self.one_of(format!("{pointer}/reason"), reason, &REASONS);
        }
        if line.part.is_some() && line.unmatched.is_some() && !line.ignored {
            self.report(format!("{pointer}/unmatched"), "a line that has a part wants nothing more");
        }
        if line.implicit && line.part.is_none() {
            self.report(format!("{pointer}/part"), "an implicit line has a part");
        }
    }
}
