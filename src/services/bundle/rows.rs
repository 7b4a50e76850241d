//! The rows that a bundle is made of, for writing and for reading.

use crate::domain::ids::WorkspaceId;
use crate::store::bundle as table;
use crate::store::{StoreError, Tx, WriteTx};

macro_rules! rows {
    ($($name:ident: $row:ident),+ $(,)?) => {
        /// Every row of a workspace, table by table. They are written in this order, in which
        /// nothing refers to what is not there yet.
        #[derive(Debug, Default)]
        pub(super) struct Rows { $(pub $name: Vec<table::$row>,)+ pub current_boms: Vec<table::CurrentBom> }

        impl Rows {
            /// Reads all tables.
            pub(super) async fn read(tx: &mut Tx) -> Result<Self, StoreError> {
                Ok(Self { $($name: table::all(tx).await?,)+ current_boms: Vec::new() })
            }

            /// Writes all tables.
            pub(super) async fn write(&self, tx: &mut WriteTx, workspace: WorkspaceId) -> Result<(), StoreError> {
                $(table::add(tx, workspace, &self.$name).await?;)+
                table::set_boms(tx, workspace, &self.current_boms).await
            }
        }
    };
}

rows! {
    settings: SettingRow, rates: RateRow, packages: PackageRow, footprints: FootprintRow, parts: PartRow,
    part_fields: PartFieldRow, stand_ins: StandInRow, vendors: VendorRow, offers: OfferRow, prices: PriceRow,
    offer_history: OfferHistoryRow,    implicit_parts: ImplicitPartRow, projects: ProjectRow, versions: VersionRow, own_lines: OwnLineRow,
    boms: BomRow, bom_lines: BomLineRow, bom_references: BomReferenceRow, decisions: DecisionRow,
    remembered: RememberedRow, resolutions: ResolutionRow, builds: BuildRow, left_out: LeftOutRow,
    included: IncludedRow, fallbacks: FallbackRow, needs: NeedRow, shortages: ShortageRow,
    completions: CompletionRow, locations: LocationRow, stock_lines: StockLineRow, reservations: ReservationRow,
    allocations: AllocationRow, orders: OrderRow, order_lines: OrderLineRow, pegs: PegRow, receipts: ReceiptRow,
    movements: MovementRow,
}
