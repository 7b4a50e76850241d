//! The tables that bundles carry. One list of columns gives a row type and both statements.

use super::Table;
use serde::Serialize;
use sqlx::FromRow;

macro_rules! tables {
    ($($row:ident of $table:literal by $order:literal { $($column:ident: $type:ty),+ $(,)? })+) => {$(
        /// A row, without its workspace.
        #[derive(Debug, Clone, Serialize, FromRow)]
        pub(crate) struct $row { $(pub $column: $type),+ }

        impl Table for $row {
            const NAME: &'static str = $table;
            const ADD: &'static str = concat!(
                "INSERT INTO ", $table, " (workspace", $(", \"", stringify!($column), "\"",)+ ") SELECT ?2",
                $(", json_extract(value, '$.", stringify!($column), "')",)+ " FROM json_each(?1) ORDER BY key"
            );
            const ALL: &'static str = concat!(
                "SELECT workspace", $(", \"", stringify!($column), "\"",)+
                " FROM ", $table, " WHERE workspace = ?1 ORDER BY ", $order
            );
        }
    )+};
}

tables! {
    SettingRow of "settings" by "name" { name: String, value: String }
    RateRow of "rates" by "currency" { currency: String, rate: i64, stated: i64 }
    PackageRow of "packages" by "name" { id: i64, name: String, technology: String }
    FootprintRow of "footprints" by "name" { package: i64, name: String }
    PartRow of "parts" by "\"key\"" {
        id: i64, key: String, name: String, symbol: String, value: String, value_key: Option<String>,
        tolerance: Option<String>, rating: Option<String>, package: Option<i64>, mpn: Option<String>,
        manufacturer: Option<String>, description: String, unit: String, low_stock: Option<i64>, tags: String,
        not_counted: bool, spares: Option<String>, placeholder: bool, archived: bool,
    }
    PartFieldRow of "part_fields" by "part, name" { part: i64, name: String, value: String }
    StandInRow of "stand_ins" by "kind, part, rank, other" { part: i64, other: i64, kind: String, rank: i64, asks: bool }
    VendorRow of "vendors" by "name" {
        id: i64, name: String, base_url: Option<String>, currency: String, shipping: i64,
        free_shipping_over: Option<i64>, archived: bool,
    }
    OfferRow of "offers" by "part, vendor, item_number" {
        id: i64, part: i64, vendor: i64, item_number: String, url: Option<String>, minimum: i64, multiple: i64,
        pack: i64, currency: String, checked: Option<i64>, in_stock: Option<i64>, lead_days: Option<i64>,
        archived: bool, status: String, mpn: Option<String>, manufacturer: Option<String>, description: String,
        category: Option<String>, lifecycle: Option<String>, replacement: Option<String>,
        datasheet: Option<String>, picture: Option<String>, warnings: String, error: Option<String>,
    }
    OfferHistoryRow of "offer_history" by "offer, sequence" {
        offer: i64, sequence: i64, checked: i64, currency: String, prices: String,
    }
    PriceRow of "offer_prices" by "offer, quantity" { offer: i64, quantity: i64, unit_price: i64 }
    ImplicitPartRow of "implicit_parts" by "package, part" { package: i64, part: i64, quantity: i64 }
    ProjectRow of "projects" by "name" { id: i64, name: String, repository: Option<String>, archived: bool }
    VersionRow of "versions" by "id" {
        id: i64, project: i64, revision: String, git_ref: Option<String>, bom_path: Option<String>,
        board_cost: Option<i64>, board_lot: Option<i64>, board_url: Option<String>, produces: Option<i64>,
        bom: Option<i64>, archived: bool,
    }
    OwnLineRow of "own_lines" by "version, position" {
        version: i64, position: i64, part: i64, quantity: i64, note: String,
    }
    BomRow of "boms" by "version, sequence" {
        id: i64, version: i64, sequence: i64, source: String, commit_id: Option<String>, path: Option<String>,
        warnings: String, actor: i64, at: i64,
    }
    BomLineRow of "bom_lines" by "bom, line" {
        id: i64, bom: i64, line: i64, quantity: i64, value: String, footprint: String, vendor: String,
        item_number: String, manufacturer: String, mpn: String, description: String, note: String,
        optional: bool, do_not_populate: bool, extras: String,
    }
    BomReferenceRow of "bom_references" by "bom_line, position, reference" {
        bom: i64, reference: String, bom_line: i64, position: i64,
    }
    DecisionRow of "line_decisions" by "version, reference, line_text, occurrence, kind" {
        version: i64, kind: String, reference: String, line_text: String, occurrence: i64, part: Option<i64>,
        actor: i64, at: i64,
    }
    RememberedRow of "remembered_matches" by "kind, \"key\"" { kind: String, key: String, part: i64 }
    ResolutionRow of "resolutions" by "bom_line, position" {
        bom_line: i64, position: i64, reference_list: String, quantity: i64, implicit: bool, ignored: bool,
        part: Option<i64>, substitute: Option<i64>, by_requirement: bool, reason: String, candidates: String,
        unmatched: Option<String>,
    }
    BuildRow of "builds" by "number" {
        id: i64, number: i64, key: Option<String>, version: i64, quantity: i64, completed: i64, priority: i64,
        status: String, partial: bool, bom: Option<i64>, created: i64,
    }
    LeftOutRow of "build_left_out" by "build, reference" { build: i64, reference: String }
    IncludedRow of "build_included" by "build, reference" { build: i64, reference: String }
    FallbackRow of "build_fallbacks" by "build, part" { build: i64, part: i64, fallback: i64 }
    NeedRow of "build_needs" by "build, position" {
        build: i64, part: i64, variant: String, position: i64, per_piece: i64, spares: i64, quantity: i64,
        reference_list: String,
    }
    ShortageRow of "shortages" by "build, part, variant" {
        build: i64, part: i64, variant: String, needed: i64, short: i64, reference_list: String,
        fallback: Option<i64>,
    }
    CompletionRow of "completions" by "build, sequence" {
        id: i64, build: i64, sequence: i64, quantity: i64, reversed: Option<i64>, actor: i64, at: i64,
    }
    LocationRow of "locations" by "name" {
        id: i64, name: String, barcode: Option<String>, kit_of: Option<i64>, archived: bool,
    }
    StockLineRow of "stock_lines" by "id" {
        id: i64, part: i64, location: i64, lot: String, accuracy: String, deprioritized: bool,
        unit_cost: Option<i64>, currency: Option<String>,
    }
    ReservationRow of "reservations" by "id" { id: i64, build: i64, part: i64, variant: String }
    AllocationRow of "allocations" by "id" { id: i64, reservation: i64, stock_line: i64 }
    OrderRow of "orders" by "number" {
        id: i64, number: i64, key: Option<String>, vendor: i64, status: String, currency: String,
        shipping: Option<i64>, note: String, created: i64, placed: Option<i64>, expected: Option<i64>,
    }
    OrderLineRow of "order_lines" by "order_id, line" {
        id: i64, order_id: i64, line: i64, part: i64, offer: Option<i64>, item_number: String, quantity: i64,
        pack: i64, unit_price: Option<i64>, received: i64,
    }
    PegRow of "pegs" by "order_line, build, part" { order_line: i64, build: i64, part: i64, quantity: i64 }
    ReceiptRow of "receipts" by "id" {
        order_line: i64, stock_line: i64, quantity: i64, over: bool, actor: i64, at: i64,
    }
    MovementRow of "movements" by "id" {
        stock_line: i64, sequence: i64, on_hand_change: i64, reserved_change: i64, on_hand_after: i64,
        reserved_after: i64, reason: String, allocation: Option<i64>, completion: Option<i64>,
        order_line: Option<i64>, note: String, unit_cost: Option<i64>, currency: Option<String>, actor: i64,
        at: i64,
    }
}
