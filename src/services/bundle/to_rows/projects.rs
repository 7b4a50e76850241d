//! Projects, versions, BOMs and decisions become rows.

use super::*;

impl Writer<'_> {
    pub(super) fn projects(&mut self) -> Done {
        for (place, project) in self.ground.bundle.projects.iter().enumerate() {
            let project_id = id(self.ground.last.projects, place);
            let Project { name, repository, archived, versions } = project;
            let (name, repository) = (name.clone(), repository.clone());
            self.rows.projects.push(ProjectRow { id: project_id, name, repository, archived: *archived });
            for version in versions {
                self.version(project_id, version)?;
            }
        }
        Ok(())
    }

    pub(super) fn version(&mut self, project: i64, version: &Version) -> Done {
        let place = self.rows.versions.len();
        let version_id = id(self.ground.last.versions, place);
        self.rows.versions.push(VersionRow {
            id: version_id,
            project,
            revision: version.revision.clone(),
            git_ref: version.git_ref.clone(),
            bom_path: version.bom_path.clone(),
            board_cost: micros(version.board_cost),
            board_lot: version.board_lot.map(i64::from),
            board_url: version.board_url.clone(),
            produces: self.optional_part(version.produces.as_ref())?,
            // The BOM refers to the version: it is named once both are there.
            bom: None,
            archived: version.archived,
        });
        for (at, line) in version.own_lines.iter().enumerate() {
            let (part, quantity) = (self.part(&line.part)?, line.quantity.into());
            let (position, note) = (position(at), line.note.clone());
            self.rows.own_lines.push(OwnLineRow { version: version_id, position, part, quantity, note });
        }
        for decision in &version.decisions {
            let row = DecisionRow {
                version: version_id,
                kind: decision.kind.clone(),
                reference: decision.reference.clone(),
                line_text: decision.line_text.clone(),
                occurrence: decision.occurrence.into(),
                part: self.optional_part(decision.part.as_ref())?,
                actor: self.actor(decision.actor.as_ref())?,
                at: self.at(decision.at),
            };
            self.rows.decisions.push(row);
        }
        for bom in &version.earlier_boms {
            let sequence = bom.synced.sequence.unwrap_or(1);
            self.bom((place, version_id, sequence), bom.commit.as_ref(), Some(&bom.synced), &bom.lines)?;
        }
        if let Some(lines) = &version.bom {
            let at = (place, version_id, version.bom_sequence());
            let bom = self.bom(at, version.synced_commit.as_ref(), version.synced.as_ref(), lines)?;
            self.rows.current_boms.push(CurrentBom { version: version_id, bom });
        }
        Ok(())
    }

    pub(super) fn bom(
        &mut self,
        (place, version, sequence): (usize, i64, u32),
        commit: Option<&String>,
        synced: Option<&Synced>,
        lines: &[Line],
    ) -> Result<i64, ServiceError> {
        let bom = id(self.ground.last.boms, self.rows.boms.len());
        let row = BomRow {
            id: bom,
            version,
            sequence: sequence.into(),
            source: synced.and_then(|synced| synced.source.clone()).unwrap_or_else(|| "bundle".to_owned()),
            commit_id: commit.cloned(),
            path: synced.and_then(|synced| synced.path.clone()),
            warnings: json(synced.map_or(&[][..], |synced| &synced.warnings))?,
            actor: self.actor(synced.and_then(|synced| synced.actor.as_ref()))?,
            at: self.at(synced.and_then(|synced| synced.at)),
        };
        self.rows.boms.push(row);
        self.boms.insert((place, sequence), bom);
        let mut rows: BTreeMap<u32, Vec<&Line>> = BTreeMap::new();
        for line in lines {
            rows.entry(line.line).or_default().push(line);
        }
        for entries in rows.values() {
            self.bom_row(bom, entries)?;
        }
        Ok(bom)
    }

    /// One row of a BOM, with all its entries.
    pub(super) fn bom_row(&mut self, bom: i64, entries: &[&Line]) -> Done {
        let bom_line = id(self.ground.last.bom_lines, self.rows.bom_lines.len());
        let own: Vec<&Line> = entries.iter().copied().filter(|entry| !entry.implicit).collect();
        let first = own.first().copied().ok_or_else(|| dangling("line", bom))?;
        let sum = own.iter().map(|entry| entry.quantity).sum();
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        self.rows.bom_lines.push(BomLineRow {
            id: bom_line,
            bom,
            line: first.line.into(),
            quantity: first.line_quantity.unwrap_or(sum).into(),
            value: first.value.clone(),
            footprint: first.footprint.clone(),
            vendor: text(first.vendor.as_ref()),
            item_number: text(first.item_number.as_ref()),
            manufacturer: text(first.manufacturer.as_ref()),
            mpn: text(first.mpn.as_ref()),
            description: text(first.description.as_ref()),
            note: text(first.note.as_ref()),
            optional: first.optional,
            do_not_populate: first.do_not_populate,
            extras: json(&first.extras)?,
        });
        let joined = || own.iter().flat_map(|entry| entry.references.iter().cloned()).collect();
        let references: Vec<String> = first.line_references.clone().unwrap_or_else(joined);
        self.rows.bom_references.extend(references.into_iter().enumerate().map(|(place, reference)| {
            BomReferenceRow { bom, reference, bom_line, position: position(place) }
        }));
        for (place, entry) in entries.iter().filter(|entry| !entry.unresolved).enumerate() {
            self.resolution(bom_line, position(place), entry)?;
        }
        Ok(())
    }

    pub(super) fn resolution(&mut self, bom_line: i64, position: i64, entry: &Line) -> Done {
        let candidates =
            entry.candidates.iter().map(|key| self.part(key)).collect::<Result<Vec<i64>, ServiceError>>()?;
        let wanted = (entry.part.is_none() && !entry.ignored).then(|| entry.wanted());
        self.rows.resolutions.push(ResolutionRow {
            bom_line,
            position,
            reference_list: json(&entry.references)?,
            quantity: entry.quantity.into(),
            implicit: entry.implicit,
            ignored: entry.ignored,
            part: self.optional_part(entry.part.as_ref())?,
            substitute: self.optional_part(entry.substitute.as_ref())?,
            by_requirement: entry.by_requirement,
            reason: entry.reason.clone().unwrap_or_else(|| entry.default_reason().to_owned()),
            candidates: json(&candidates)?,
            unmatched: entry.unmatched.clone().or(wanted),
        });
        Ok(())
    }
}
