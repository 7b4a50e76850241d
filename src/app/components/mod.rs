//! Everything that has a look. Class names stand here and nowhere else, so that pages read as
//! what they show; each component says what it is for and what it does before the browser's part
//! has arrived.

mod button;
mod editing;
mod explanation;
mod icon;
mod layout;
mod list;
mod navigation;
mod needs;
mod readiness;
mod states;
mod stats;
mod status;
mod tabs;
mod text;
mod theme_switch;
mod toast;

pub use button::{Button, ButtonKind, LinkButton};
pub use editing::{QuantityField, SaveBar};
pub use explanation::Explanation;
pub use icon::{Icon, Picture};
pub use layout::{Crumb, PageHead, Panel, Stack, Toolbar};
pub use list::{Count, ItemRow, ItemTable, Lead, Named, WideCell};
pub use navigation::Shell;
pub use needs::{NeedLine, NeedTable};
pub use readiness::ReadinessBar;
pub use states::{EmptyState, ErrorState, Loading, Notices};
pub use stats::{Stat, StatField, StatNotes, StatStrip};
pub use status::{Badge, Dot};
pub use tabs::{FilterField, FilterTab, FilterTabs};
pub use text::{PageTitle, TextArea};
pub use theme_switch::ThemeSwitch;
pub use toast::{ToastHost, Toasts, provide_toasts};
