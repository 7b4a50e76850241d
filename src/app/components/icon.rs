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
    /// A clock: what is done in the background.
    Jobs,
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
    /// Two sheets: copies.
    Copy,
}

impl Picture {
    /// Its lines, on a field of 24 by 24.
    fn lines(self) -> &'static str {
        match self {
            Self::Projects => "M12 4 3.5 8.5 12 13l8.5-4.5ZM3.5 12.5 12 17l8.5-4.5M3.5 16.5 12 21l8.5-4.5",
            Self::Builds => "M4.5 4.5h15v15h-15ZM9 9h6v6H9ZM9 4.5V9M15 15v4.5M4.5 15H9M15 9h4.5",
            Self::Jobs => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2",
            Self::Open => "m6 9.5 6 6 6-6",
            Self::Minus => "M6 12h12",
            Self::Plus => "M6 12h12M12 6v12",
            Self::Cross => "m6.5 6.5 11 11M17.5 6.5l-11 11",
            Self::Screen => "M3.5 5h17v11h-17ZM9 20h6M12 16v4",
            Self::Sun => {
                "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4"
            }
            Self::Moon => "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z",
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
