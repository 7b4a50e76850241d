//! Small line drawings. Each stands beside a word or in a control that has a name, so they are
//! hidden from those who hear the page.

use leptos::prelude::*;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// Layers: projects.
    Projects,
    /// A board with a chip: builds.
    Builds,
    /// A chip with its legs: parts.
    Parts,
    /// A chest of drawers: stock.
    Stock,
    /// A box on its way: orders.
    Orders,
    /// A hand lens over a bench: find, take, put.
    Bench,
    /// A shop: vendors.
    Vendors,
    /// The outline of a part with its pads: packages.
    Packages,
    /// An arrow into a tray: import.
    Import,
    /// Sliders: settings.
    Settings,
    /// An arrow downwards: opens what lies beneath.
    Open,
    /// One less.
    Minus,
    /// One more.
    Plus,
    /// Closes.
    Cross,
    /// A screen: as the system is set.
    Screen,
    /// The sun: day.
    Sun,
    /// The moon: night.
    Moon,
    /// A magnifying glass.
    Search,
    /// Three dots: the rest.
    More,
    /// Two sheets: copies.
    Copy,
    /// A tick: done.
    Check,
}

impl Picture {
    /// Its lines, on a field of 24 by 24.
    fn lines(self) -> &'static str {
        match self {
            Self::Projects => "M12 4 3.5 8.5 12 13l8.5-4.5ZM3.5 12.5 12 17l8.5-4.5M3.5 16.5 12 21l8.5-4.5",
            Self::Builds => "M4.5 4.5h15v15h-15ZM9 9h6v6H9ZM9 4.5V9M15 15v4.5M4.5 15H9M15 9h4.5",
            Self::Parts => "M8 4.5h8v15H8ZM4.5 8H8M4.5 12H8M4.5 16H8M16 8h3.5M16 12h3.5M16 16h3.5",
            Self::Import => "M12 4v10M8 10.5l4 4 4-4M4.5 15v4.5h15V15",
            Self::Stock => "M4.5 4.5h15v15h-15ZM4.5 9.5h15M4.5 14.5h15M10.5 7h3M10.5 12h3M10.5 17h3",
            Self::Orders => {
                "M3.5 7.5h11v9h-11ZM14.5 10.5h3.5l2.5 3v3h-6ZM7.5 19.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM17 19.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z"
            }
            Self::Bench => {
                "M3.5 17.5h17M6 17.5v3M18 17.5v3M11 4.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM14 11.5l3.5 3"
            }
            Self::Vendors => "M4 9.5 5.5 4.5h13L20 9.5M4 9.5h16M5.5 9.5v10h13v-10M10 19.5v-5h4v5",
            Self::Packages => "M7.5 7.5h9v9h-9ZM3.5 9.5h4M3.5 14.5h4M16.5 9.5h4M16.5 14.5h4",
            Self::Settings => {
                "M4 7.5h9M17 7.5h3M4 16.5h3M11 16.5h9M15 5.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM9 14.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z"
            }
            Self::Open => "m6 9.5 6 6 6-6",
            Self::Minus => "M6 12h12",
            Self::Plus => "M6 12h12M12 6v12",
            Self::Cross => "m6.5 6.5 11 11M17.5 6.5l-11 11",
            Self::Screen => "M3.5 5h17v11h-17ZM9 20h6M12 16v4",
            Self::Sun => {
                "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4"
            }
            Self::Moon => "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z",
            Self::Check => "m5 12.5 4.5 4.5L19 7.5",
            Self::More => {
                "M5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2ZM12 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2ZM19 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z"
            }
            Self::Copy => "M9 8.5h11v11H9ZM15 8.5v-4H4v11h5",
            Self::Search => "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12ZM15 15l5 5",
        }
    }
}

/// One of the [`Picture`]s, as tall as a line of text.
#[component]
pub fn Icon(
    /// What is drawn.
    picture: Picture,
) -> impl IntoView {
    view! {
        <svg
            viewBox="0 0 24 24"
            class="size-4 shrink-0"
            fill="none"
            stroke="currentColor"
            stroke-width="1.75"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=picture.lines()></path>
        </svg>
    }
}
