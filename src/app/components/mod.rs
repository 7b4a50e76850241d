//! Everything that has a look. Class names stand here and nowhere else, so that pages read as
//! what they show; each component says what it is for and what it does before the browser's part
//! has arrived.

mod bench;
mod bom;
mod button;
mod cells;
mod chart;
mod details;
mod editing;
mod explanation;
mod fields;
mod filter;
mod form;
mod icon;
mod keyboard;
mod layout;
mod list;
mod more_rows;
mod navigation;
mod needs;
mod overlay;
mod picking;
mod readiness;
mod search;
#[cfg(debug_assertions)]
mod specimen;
mod states;
mod stats;
mod status;
mod tabs;
mod text;
mod theme_switch;
mod toast;
mod typed;

pub use bench::{
    BenchActions, BenchAnswer, BenchCard, BenchColumn, BenchDone, BenchList, BenchNumber, BenchPlaceField,
    BenchRow, BenchSearch, BenchSeen, BenchVerb, BenchVerbs, UndoButton,
};
pub use bom::{
    AskForm, CellsChanged, DetailRow, FileForm, FindField, Inset, OpensHere, Pick, PickOne, PlainList, Ways,
};
pub use button::{Button, ButtonKind, LinkButton, ReloadButton};
pub use cells::{CopyArea, LinkedCell, NumberCell, SendWith, Suggestions, TableFoot, TypedCell};
pub use chart::{ChartFrame, ColumnChart};
pub use details::{ChipList, CopyText, DefinitionList, LinkedText, Progress};
pub use editing::{QuantityField, SaveBar};
pub use explanation::Explanation;
pub use fields::{
    AreaField, CheckField, Choices, FileField, HiddenField, MoneyField, NumberField, PiecesField,
    SelectField, TextField, ValueField,
};
pub use filter::{BeforeScripts, FilterForm};
pub use form::{Across, FormActions, FormCard, FormGrid, FormProblem, PostForm};
pub use icon::{Icon, Picture};
pub use keyboard::KeyboardHelp;
pub use layout::{Crumb, PageHead, Panel, Stack, Toolbar};
pub use list::{
    ActionsCell, BadgeCell, CheckCell, Column, Columns, Count, ItemRow, ItemTable, Lead, MoneyCell, Named,
    Pager, SortHead, Sorted, TextCell, TwoLines, WideCell,
};
pub use more_rows::{MoreRows, rows_asked_for};
pub use navigation::{MorePlaces, Shell};
pub use needs::{NeedCells, NeedLine, NeedTable};
pub use overlay::{Dialog, DialogButton, Disclosure, Drawer, modal};
pub use picking::{Fetched, LargeChoices, PickCard, PickRow, PickRows};
pub use readiness::ReadinessBar;
pub use search::{ExportCsv, ListTools, SearchBox};
#[cfg(debug_assertions)]
pub use specimen::{Manner, Specimen, SpecimenGroup, SpecimenRow};
pub use states::{EmptyState, ErrorState, Loading, Notices};
pub use stats::{Stat, StatField, StatNotes, StatStrip};
pub use status::{Badge, Dot};
pub use tabs::{FilterField, FilterTab, FilterTabs, Tab, Tabs};
pub use text::{PageTitle, TextArea};
pub use theme_switch::ThemeSwitch;
pub use toast::{ToastHost, Toasts, provide_toasts};
