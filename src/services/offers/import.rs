//! Taking in a price list: good rows become offers, or change those that are there; the others are named.

use crate::domain::catalog::{OfferEntry, PartOffer, VendorPage};
use crate::domain::ids::PartId;
use crate::domain::price_list::{
    Assignment, Columns, Confidence, Limits, MOST_PROBLEMS, PriceLine, Problem, Reading, Sheet,
};
use crate::services::bom_sync::{Concerned, refresh_all};
use crate::services::{Context, Request, ServiceError, Started};
use crate::store::events::{self, Subject};
use crate::store::price_lists::{KeptWords, ListedOffer, NumberedPart};
use crate::store::{self, Tx};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// What a price list brought, or would bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceListAnswer {
    /// Whose it is.
    pub vendor: String,
    /// What each column was taken for.
    pub columns: Vec<ColumnTold>,
    /// The row of the header, the first is 1; 0 where there is none.
    pub header_row: u32,
    /// Items of the list that can be read.
    pub items: usize,
    /// Offers that are new.
    pub added: usize,
    /// Offers that changed.
    pub changed: usize,
    /// Of them those whose prices changed.
    pub repriced: usize,
    /// Offers that are as the list says already; they stay as they are, their age too.
    pub unchanged: usize,
    /// Items that are of no part here; the first thousand.
    pub unmatched: Vec<Unmatched>,
    /// How many more there are.
    pub more_unmatched: usize,
    /// Rows that were not used, and why; the first thousand.
    pub problems: Vec<Problem>,
    /// How many more there are.
    pub more_problems: usize,
    /// Rows that are no items: headings, remarks.
    pub passed_over: usize,
    /// BOM lines that mean something else now.
    pub lines_changed: usize,
}

/// What a column was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnTold {
    /// Its letter.
    pub column: String,
    /// What the header calls it.
    pub header: String,
    /// As `--columns` names it; nothing where it was not used.
    pub meaning: Option<String>,
    /// How sure that is.
    pub confidence: Confidence,
}

/// An item that is of no part here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmatched {
    /// Its row.
    pub row: u32,
    /// The vendor's number.
    pub item_number: String,
    /// The manufacturer's.
    pub mpn: Option<String>,
    /// Why it was not taken in.
    pub why: String,
}

/// Takes in a price list of a vendor: all good rows in one transaction. An item is the offer that has its
/// number, else a new offer of the one part that has its manufacturer's number.
///
/// # Errors
/// [`ServiceError::PriceList`] where the file cannot be read as a whole; [`ServiceError::NotFound`] or
/// [`ServiceError::Refused`] for the vendor.
pub async fn import(
    context: &Context,
    request: &Request,
    vendor: &str,
    bytes: &[u8],
    stated: &Assignment,
) -> Result<PriceListAnswer, ServiceError> {
    let sheet = Sheet::read(bytes, stated, &Limits::default())?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let vendor = vendor_called(&mut tx, vendor).await?;
    let taken = take(&mut tx, &vendor, &sheet, stated).await?;
    let mut answer = taken.answer;
    if !taken.added.is_empty() || !taken.changed.is_empty() {
        store::price_lists::write(&mut tx, vendor.id, &taken.added, &taken.changed).await?;
        answer.lines_changed = refresh_all(&mut tx, &Concerned::default()).await?;
        events::changed(&mut tx, Subject::Catalog, 0, 0).await?;
    }
    context.finish(tx, request, answer).await
}

/// What [`import`] would do; changes nothing, and says nothing of BOM lines.
///
/// # Errors
/// As [`import`].
pub async fn preview(
    context: &Context,
    vendor: &str,
    bytes: &[u8],
    stated: &Assignment,
) -> Result<PriceListAnswer, ServiceError> {
    let sheet = Sheet::read(bytes, stated, &Limits::default())?;
    let mut tx = context.read().await?;
    let vendor = vendor_called(&mut tx, vendor).await?;
    Ok(take(&mut tx, &vendor, &sheet, stated).await?.answer)
}

async fn vendor_called(tx: &mut Tx, name: &str) -> Result<VendorPage, ServiceError> {
    let vendor = store::vendors::find(tx, name).await?;
    let vendor = vendor.ok_or_else(|| ServiceError::not_found("vendor", name))?;
    if vendor.archived {
        return Err(ServiceError::Refused(format!(
            "the vendor \u{201c}{}\u{201d} is archived: take it back first",
            vendor.vendor
        )));
    }
    Ok(vendor)
}

/// What is to be written, and what is answered.
struct Taken {
    answer: PriceListAnswer,
    added: Vec<ListedOffer>,
    changed: Vec<ListedOffer>,
}

async fn take(
    tx: &mut Tx,
    vendor: &VendorPage,
    sheet: &Sheet,
    stated: &Assignment,
) -> Result<Taken, ServiceError> {
    let columns =
        Columns::new(sheet.propose(), stated).map_err(crate::domain::price_list::PriceListError::from)?;
    let reading = sheet.lines(&columns, vendor.currency)?;
    let known = Known::load(tx, vendor, &reading.lines).await?;
    let mut taken =
        Taken { answer: answer(vendor, sheet, &columns, &reading), added: Vec::new(), changed: Vec::new() };
    for line in &reading.lines {
        known.place(line, &mut taken);
    }
    Ok(taken)
}

fn answer(vendor: &VendorPage, sheet: &Sheet, columns: &Columns, reading: &Reading) -> PriceListAnswer {
    let told = columns.proposals().iter().map(|column| ColumnTold {
        column: column.letter.clone(),
        header: column.header.clone(),
        meaning: column.meaning.map(|meaning| meaning.to_string()),
        confidence: column.confidence,
    });
    PriceListAnswer {
        vendor: vendor.vendor.clone(),
        columns: told.collect(),
        header_row: sheet.header_row(),
        items: reading.lines.len(),
        added: 0,
        changed: 0,
        repriced: 0,
        unchanged: 0,
        unmatched: Vec::new(),
        more_unmatched: 0,
        problems: reading.problems.clone(),
        more_problems: reading.more_problems,
        passed_over: reading.passed_over,
        lines_changed: 0,
    }
}

/// What is known of the items of a list.
struct Known {
    /// The vendor's offers by number in small letters.
    offers: HashMap<String, Vec<PartOffer>>,
    words: HashMap<i64, KeptWords>,
    /// Parts by manufacturer's number in small letters.
    parts: HashMap<String, Vec<NumberedPart>>,
}

impl Known {
    async fn load(tx: &mut Tx, vendor: &VendorPage, lines: &[PriceLine]) -> Result<Self, ServiceError> {
        let numbers: Vec<&str> = lines.iter().map(|line| line.item_number.as_str()).collect();
        let offers = store::offers::numbered(tx, vendor.id, &numbers).await?;
        let ids: Vec<_> = offers.iter().map(|offer| offer.offer.id).collect();
        let words = store::price_lists::words(tx, &ids).await?;
        let mpns: HashSet<&str> = lines.iter().filter_map(|line| line.mpn.as_deref()).collect();
        let mpns: Vec<&str> = mpns.into_iter().collect();
        let parts = store::price_lists::parts(tx, &mpns).await?;
        Ok(Self {
            offers: grouped(offers, |offer| offer.offer.item_number.to_lowercase()),
            words: words.into_iter().map(|words| (words.id, words)).collect(),
            parts: grouped(parts, |part| part.mpn.to_lowercase()),
        })
    }

    fn place(&self, line: &PriceLine, taken: &mut Taken) {
        let offers = self.offers.get(&line.item_number.to_lowercase()).map(Vec::as_slice).unwrap_or_default();
        if offers.is_empty() {
            match self.part_of(line) {
                Ok(part) => {
                    taken.answer.added += 1;
                    taken.added.push(listed(line, None, &OfferEntry::default(), part, None));
                }
                Err(why) => taken.answer.unmatched(line, why),
            }
            return;
        }
        let live = || offers.iter().filter(|offer| !offer.archived || self.is_unknown(offer));
        if live().next().is_none() {
            taken.answer.unmatched(line, "its offer is archived".to_owned());
        }
        for offer in live() {
            match self.change(line, offer) {
                Some(changed) => {
                    taken.answer.changed += 1;
                    taken.answer.repriced += usize::from(changed.repriced);
                    taken.changed.push(changed);
                }
                None => taken.answer.unchanged += 1,
            }
        }
    }

    /// The vendor's API did not know it, but its price list does.
    fn is_unknown(&self, offer: &PartOffer) -> bool {
        self.words.get(&offer.offer.id.get()).is_some_and(|words| words.status == "unknown_to_vendor")
    }

    /// What a line makes of an offer; nothing where it is so already.
    fn change(&self, line: &PriceLine, offer: &PartOffer) -> Option<ListedOffer> {
        let words = self.words.get(&offer.offer.id.get());
        let before = entry(&offer.offer);
        let mut changed = listed(line, Some(offer), &before, offer.offer.part, words);
        let own = words.is_some_and(|words| {
            words.status == "known"
                && (&words.mpn, &words.manufacturer, &words.description)
                    == (&changed.mpn, &changed.manufacturer, &changed.description)
        });
        let after = line.entry(&before);
        changed.repriced =
            (after.currency, &after.prices) != (Some(offer.offer.currency), &offer.offer.prices);
        (after != before || !own).then_some(changed)
    }

    fn part_of(&self, line: &PriceLine) -> Result<PartId, String> {
        let Some(mpn) = &line.mpn else {
            return Err(
                "no offer has this number, and no part is named by its manufacturer\u{2019}s".to_owned()
            );
        };
        let all = self.parts.get(&mpn.to_lowercase()).map(Vec::as_slice).unwrap_or_default();
        let same = |part: &&NumberedPart| match (&part.manufacturer, &line.manufacturer) {
            (Some(one), Some(other)) => one.to_lowercase() == other.to_lowercase(),
            _ => false,
        };
        let of_maker: Vec<&NumberedPart> = all.iter().filter(same).collect();
        match (all, of_maker.as_slice()) {
            ([], _) => Err(format!("no part has the manufacturer\u{2019}s number \u{201c}{mpn}\u{201d}")),
            ([part], _) => Ok(part.part()),
            (_, [part]) => Ok(part.part()),
            (several, _) => Err(format!(
                "{} parts have the manufacturer\u{2019}s number \u{201c}{mpn}\u{201d}",
                several.len()
            )),
        }
    }
}

impl PriceListAnswer {
    fn unmatched(&mut self, line: &PriceLine, why: String) {
        if self.unmatched.len() >= MOST_PROBLEMS {
            self.more_unmatched += 1;
            return;
        }
        self.unmatched.push(Unmatched {
            row: line.row,
            item_number: line.item_number.clone(),
            mpn: line.mpn.clone(),
            why,
        });
    }
}

fn grouped<T>(things: Vec<T>, key: impl Fn(&T) -> String) -> HashMap<String, Vec<T>> {
    let mut groups: HashMap<String, Vec<T>> = HashMap::new();
    for thing in things {
        groups.entry(key(&thing)).or_default().push(thing);
    }
    groups
}

/// An offer as what a list changes of it.
fn entry(offer: &crate::domain::catalog::Offer) -> OfferEntry {
    OfferEntry {
        item_number: offer.item_number.clone(),
        url: offer.url.clone(),
        minimum: offer.minimum,
        multiple: offer.multiple,
        pack: offer.pack,
        currency: Some(offer.currency),
        checked: offer.checked,
        in_stock: offer.in_stock,
        lead_days: offer.lead_days,
        prices: offer.prices.clone(),
    }
}

fn listed(
    line: &PriceLine,
    offer: Option<&PartOffer>,
    before: &OfferEntry,
    part: PartId,
    words: Option<&KeptWords>,
) -> ListedOffer {
    let after = line.entry(before);
    let said = line.words();
    ListedOffer {
        offer: offer.map(|offer| offer.offer.id.get()),
        part: part.get(),
        item_number: after.item_number,
        url: after.url,
        minimum: after.minimum.into(),
        multiple: after.multiple.into(),
        pack: after.pack.into(),
        currency: line.currency.code().to_owned(),
        in_stock: after.in_stock.map(i64::from),
        lead_days: after.lead_days,
        mpn: said.mpn.or_else(|| words.and_then(|words| words.mpn.clone())),
        manufacturer: said.manufacturer.or_else(|| words.and_then(|words| words.manufacturer.clone())),
        description: said
            .description
            .or_else(|| words.map(|words| words.description.clone()))
            .unwrap_or_default(),
        prices: line.prices.iter().map(|price| (price.quantity.into(), price.unit_price.get())).collect(),
        repriced: false,
    }
}
