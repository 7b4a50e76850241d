//! Projects, versions, BOMs and decisions of a bundle.

use super::*;

impl Reader<'_> {
    pub(super) fn project(&self, row: &ProjectRow) -> Read<Project> {
        let versions = of(&self.versions, row.id).iter().map(|version| self.version(version));
        Ok(Project {
            name: row.name.clone(),
            repository: row.repository.clone(),
            archived: row.archived,
            versions: versions.collect::<Read<_>>()?,
        })
    }

    pub(super) fn version(&self, row: &VersionRow) -> Read<Version> {
        let (current, earlier): (Vec<&BomRow>, Vec<&BomRow>) =
            of(&self.boms, row.id).iter().partition(|bom| Some(bom.id) == row.bom);
        let current = current.first();
        let own_lines = of(&self.own_lines, row.id).iter().map(|line| {
            let (part, quantity) = (self.key(line.part)?, quantity(line.quantity)?);
            Ok(OwnLine { part, quantity, note: line.note.clone() })
        });
        let decisions = of(&self.decisions, row.id).iter().map(|decision| self.decision(decision));
        let earlier = earlier.into_iter().map(|bom| {
            Ok(Bom { commit: bom.commit_id.clone(), synced: self.synced(bom)?, lines: self.lines(bom.id)? })
        });
        Ok(Version {
            revision: row.revision.clone(),
            git_ref: row.git_ref.clone(),
            bom_path: row.bom_path.clone(),
            board_cost: row.board_cost.map(Micros::new),
            board_lot: row.board_lot.map(quantity).transpose()?,
            board_url: row.board_url.clone(),
            synced_commit: current.and_then(|bom| bom.commit_id.clone()),
            produces: self.optional_key(row.produces)?,
            archived: row.archived,
            own_lines: own_lines.collect::<Read<_>>()?,
            decisions: decisions.collect::<Read<_>>()?,
            synced: current.map(|bom| self.synced(bom)).transpose()?,
            earlier_boms: earlier.collect::<Read<_>>()?,
            bom: current.map(|bom| self.lines(bom.id)).transpose()?,
        })
    }

    pub(super) fn decision(&self, row: &DecisionRow) -> Read<Decision> {
        Ok(Decision {
            kind: row.kind.clone(),
            reference: row.reference.clone(),
            line_text: row.line_text.clone(),
            occurrence: small(row.occurrence)?,
            part: self.optional_key(row.part)?,
            actor: self.actor(row.actor)?,
            at: Some(moment(row.at)),
        })
    }

    pub(super) fn synced(&self, row: &BomRow) -> Read<Synced> {
        Ok(Synced {
            sequence: Some(small(row.sequence)?),
            source: Some(row.source.clone()),
            path: row.path.clone(),
            warnings: json(&row.warnings)?,
            actor: self.actor(row.actor)?,
            at: Some(moment(row.at)),
        })
    }

    pub(super) fn lines(&self, bom: i64) -> Read<Vec<Line>> {
        let mut lines = Vec::new();
        for row in of(&self.bom_lines, bom) {
            lines.extend(self.entries(row)?);
        }
        Ok(lines)
    }

    /// A row of a BOM: an entry for each thing that it means, its own text at the first.
    pub(super) fn entries(&self, row: &BomLineRow) -> Read<Vec<Line>> {
        let references: Vec<String> =
            of(&self.bom_references, row.id).iter().map(|reference| reference.reference.clone()).collect();
        let resolutions = of(&self.resolutions, row.id);
        let meanings = resolutions.iter().map(|meaning| self.entry(row, meaning));
        let mut entries = meanings.collect::<Read<Vec<Line>>>()?;
        if entries.iter().all(|entry| entry.implicit) {
            let (references, quantity) = (references.clone(), quantity(row.quantity)?);
            let unresolved = Line { references, quantity, unresolved: true, ..Self::text(row)? };
            entries.insert(0, unresolved);
        }
        let own = || entries.iter().filter(|entry| !entry.implicit);
        let joined: Vec<String> = own().flat_map(|entry| entry.references.clone()).collect();
        let sum: Quantity = own().map(|entry| entry.quantity).sum();
        let whole = quantity(row.quantity)?;
        if let Some(first) = entries.iter_mut().find(|entry| !entry.implicit) {
            first.line_references = Some(references).filter(|references| *references != joined);
            first.line_quantity = Some(whole).filter(|whole| *whole != sum);
            first.manufacturer = said(&row.manufacturer);
            first.mpn = said(&row.mpn);
            first.description = said(&row.description);
            first.note = said(&row.note);
            first.extras = json(&row.extras)?;
        }
        Ok(entries)
    }

    pub(super) fn text(row: &BomLineRow) -> Read<Line> {
        Ok(Line {
            line: small(row.line)?,
            value: row.value.clone(),
            footprint: row.footprint.clone(),
            vendor: said(&row.vendor),
            item_number: said(&row.item_number),
            optional: row.optional,
            do_not_populate: row.do_not_populate,
            ..Line::default()
        })
    }

    pub(super) fn entry(&self, row: &BomLineRow, meaning: &ResolutionRow) -> Read<Line> {
        let text = Self::text(row)?;
        // What the package brings along has the row's flags, but not its text.
        let text = if meaning.implicit {
            let (optional, do_not_populate) = (text.optional, text.do_not_populate);
            Line { line: text.line, optional, do_not_populate, ..Line::default() }
        } else {
            text
        };
        let candidates: Vec<i64> = json(&meaning.candidates)?;
        let mut entry = Line {
            references: json(&meaning.reference_list)?,
            quantity: quantity(meaning.quantity)?,
            part: self.optional_key(meaning.part)?,
            substitute: self.optional_key(meaning.substitute)?,
            implicit: meaning.implicit,
            unmatched: meaning.unmatched.clone(),
            ignored: meaning.ignored,
            by_requirement: meaning.by_requirement,
            candidates: candidates.into_iter().map(|part| self.key(part)).collect::<Read<_>>()?,
            ..text
        };
        entry.reason = Some(meaning.reason.clone()).filter(|reason| *reason != entry.default_reason());
        Ok(entry)
    }
}
