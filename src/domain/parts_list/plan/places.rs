//! Where the pieces of a row are counted.

use super::{CountAt, Planner};
use crate::domain::parts_list::doubt::{Doubt, Fix};
use crate::domain::parts_list::known::KnownLine;
use crate::domain::parts_list::row::ListedPart;
use crate::domain::quantity::Quantity;

/// Where things are that have no place yet.
const USUAL: &str = "Received";

impl Planner<'_> {
    /// What a row counts, and where; nothing where it counts nothing, or the books say the same.
    ///
    /// # Errors
    /// The doubt about it.
    pub(super) fn count(
        &self,
        listed: &ListedPart,
        found: Option<usize>,
        fix: &Fix,
    ) -> Result<Option<CountAt>, Doubt> {
        let Some(quantity) = listed.quantity else { return Ok(None) };
        match self.counted_at(listed, found, quantity, fix) {
            Err(Doubt::SeveralPlaces(_) | Doubt::BelowReserved { .. } | Doubt::Kit(_)) if fix.accepted => {
                Ok(None)
            }
            other => other,
        }
    }

    fn counted_at(
        &self,
        listed: &ListedPart,
        found: Option<usize>,
        quantity: Quantity,
        fix: &Fix,
    ) -> Result<Option<CountAt>, Doubt> {
        let part = found.and_then(|at| self.parts.get(at));
        let lines = part.and_then(|part| self.lines.get(&part.id?)).map(Vec::as_slice).unwrap_or_default();
        let line = match self.line(lines, listed.location.as_deref(), quantity)? {
            Where::Same => return Ok(None),
            Where::Line(line) => Some(line),
            Where::New => None,
        };
        let location = match (line, &listed.location) {
            (Some(line), _) => line.location.clone(),
            (None, Some(named)) => named.clone(),
            (None, None) => USUAL.to_owned(),
        };
        if location.chars().count() > 200 || location.chars().any(char::is_control) {
            let problem = "it is longer than 200 characters, or holds one that cannot be printed".to_owned();
            return Err(Doubt::Kept { field: "location".to_owned(), problem });
        }
        let again = found.and_then(|at| self.counted.get(&(at, location.clone())));
        if let (Some((counted, _)), Some(part)) = (again, part)
            && *counted != quantity
            && !fix.accepted
        {
            return Err(Doubt::Again { first: part.first.unwrap_or(listed.row) });
        }
        if let Some(line) = line.filter(|line| quantity < line.reserved) {
            return Err(Doubt::BelowReserved { reserved: line.reserved, place: line.location.clone() });
        }
        Ok(Some(CountAt {
            part: String::new(),
            location,
            line: line.map(|line| line.id),
            found: quantity,
            cost: listed.price.filter(|_| listed.items.is_empty()),
        }))
    }

    fn line<'l>(
        &self,
        lines: &[&'l KnownLine],
        location: Option<&str>,
        quantity: Quantity,
    ) -> Result<Where<'l>, Doubt> {
        if let Some(name) = location.filter(|name| self.kits.contains(name)) {
            return Err(Doubt::Kit(name.to_owned()));
        }
        let all: Quantity = lines.iter().map(|line| line.on_hand).sum();
        let there: Vec<&KnownLine> = lines
            .iter()
            .copied()
            .filter(|line| location.is_none_or(|name| name == line.location) && !line.kit)
            .collect();
        let lying: Vec<&KnownLine> = there.iter().copied().filter(|line| !line.on_hand.is_zero()).collect();
        let lying = if lying.is_empty() { there } else { lying };
        let sum: Quantity = lying.iter().map(|line| line.on_hand).sum();
        match lying.as_slice() {
            [line] => Ok(Where::Line(line)),
            [] => Ok(Where::New),
            // Nothing lies there any more: it lies in one of them again.
            [line, ..] if sum.is_zero() => Ok(Where::Line(line)),
            _ if sum == quantity || (location.is_none() && all == quantity) => Ok(Where::Same),
            several => Err(Doubt::SeveralPlaces(
                several.iter().take(5).map(|line| format!("{} in {}", line.on_hand, line.location)).collect(),
            )),
        }
    }

    /// Adds what a row counted; whether that is anything new.
    pub(super) fn add_count(&mut self, at: usize, listed: &ListedPart, count: Option<CountAt>) -> bool {
        let Some(mut count) = count else { return false };
        let Some(part) = self.parts.get(at) else { return false };
        count.part.clone_from(&part.key);
        let lines = part.id.and_then(|id| self.lines.get(&id)).map(Vec::as_slice).unwrap_or_default();
        let before =
            lines.iter().find(|line| Some(line.id) == count.line).map_or(Quantity::ZERO, |line| line.on_hand);
        let changes = before != count.found;
        let place = (at, count.location.clone());
        let planned = self.counted.get(&place).and_then(|(_, planned)| *planned);
        let planned = match (planned, changes) {
            (Some(planned), _) => {
                if let Some(earlier) = self.plan.counts.get_mut(planned) {
                    *earlier = count;
                }
                Some(planned)
            }
            (None, true) => {
                self.plan.counts.push(count);
                Some(self.plan.counts.len() - 1)
            }
            (None, false) => None,
        };
        self.counted.insert(place, (listed.quantity.unwrap_or_default(), planned));
        changes
    }
}

enum Where<'l> {
    /// There.
    Line(&'l KnownLine),
    /// Where nothing lies yet.
    New,
    /// Nowhere: all together there are as many as the list says.
    Same,
}
