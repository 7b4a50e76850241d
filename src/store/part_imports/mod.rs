//! Lists of parts that came in: what is known beside them, what they write, and the batches with the rows
//! that wait.

mod batches;
mod known;
mod undo;
mod write;

pub use batches::{
    Batch, BatchHead, Change, NewBatch, StoredRow, WaitingRow, add_batch, add_changes, add_rows, batch,
    batches, changes, kinds, mark_undone, newest_waiting, rows_of, set_rows, skip_all, tally, tray,
    update_tally, waiting_alike,
};
pub use known::{entries_of, known};
pub use undo::{
    Leftovers, LineNow, archive, delete_offers, delete_parts, delete_things, lines_now, prices_that_stand,
    used,
};
pub use write::{
    NewStockLine, OfferRow, PartRow, PriceRow, add_offers, add_packages, add_parts, add_vendors,
    change_parts, ensure_lines, ensure_places, ids_by_key, reprice, sequences,
};
