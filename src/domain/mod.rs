//! The rules. Pure: no I/O, no async, no clock, no feature switches; the server and the browser
//! run the same code, and the server trusts only its own run.

pub mod allocation;
pub mod bom;
pub mod builds;
pub mod bundle;
pub mod cart;
pub mod catalog;
pub mod check;
pub mod clearing;
pub mod csv_export;
pub mod designs;
pub mod ids;
pub mod inventory;
pub mod jobs;
pub mod ledger;
pub mod lists;
pub mod live;
pub mod matching;
pub mod money;
pub mod orders;
pub mod overview;
pub mod parts_list;
pub mod price_list;
pub mod purchasing;
pub mod quantity;
pub mod repository;
pub mod schematic;
pub mod state;
pub mod time;
pub mod value;
pub mod vendor_price;
pub mod vendor_texts;
pub mod workspace;
