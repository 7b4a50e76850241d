//! The frame around every page: navigation at the side of a desk, at the thumb on a phone.

use super::{Icon, KeyboardHelp, Picture, ThemeSwitch, ToastHost};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

/// Where a place stands on a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OnPhone {
    /// In the dock, which holds four and *More*.
    Dock,
    /// On the page that *More* leads to.
    More,
}

/// A place that the navigation leads to.
struct Place {
    name: &'static str,
    href: &'static str,
    picture: Picture,
    on_phone: OnPhone,
    /// What is there, in a few words.
    note: &'static str,
}

/// Where the navigation leads; a new area of the application is added here.
const PLACES: [Place; 10] = [
    Place {
        name: "Builds",
        href: "/builds",
        picture: Picture::Builds,
        on_phone: OnPhone::Dock,
        note: "what is being made, and what is missing for it",
    },
    Place {
        name: "Projects",
        href: "/projects",
        picture: Picture::Projects,
        on_phone: OnPhone::More,
        note: "designs, their versions and their BOMs",
    },
    Place {
        name: "Orders",
        href: "/orders",
        picture: Picture::Orders,
        on_phone: OnPhone::Dock,
        note: "what is drafted, on its way and received",
    },
    Place {
        name: "Parts",
        href: "/parts",
        picture: Picture::Parts,
        on_phone: OnPhone::Dock,
        note: "everything that can be stocked",
    },
    Place {
        name: "Stock",
        href: "/stock",
        picture: Picture::Stock,
        on_phone: OnPhone::More,
        note: "places and what lies there, receipts without an order",
    },
    Place {
        name: "Bench",
        href: "/bench",
        picture: Picture::Bench,
        on_phone: OnPhone::Dock,
        note: "find a part, take, put, count, move",
    },
    Place {
        name: "Vendors",
        href: "/vendors",
        picture: Picture::Vendors,
        on_phone: OnPhone::More,
        note: "who sells parts, and on which terms",
    },
    Place {
        name: "Packages",
        href: "/packages",
        picture: Picture::Packages,
        on_phone: OnPhone::More,
        note: "bodies of parts, with their footprints",
    },
    Place {
        name: "Import",
        href: "/import",
        picture: Picture::Import,
        on_phone: OnPhone::More,
        note: "a list of parts from a spreadsheet or another program",
    },
    Place {
        name: "Settings",
        href: "/settings",
        picture: Picture::Settings,
        on_phone: OnPhone::More,
        note: "your name, and jobs that wait on vendors",
    },
];

/// Where the dock leads for the rest.
const MORE: Place = Place {
    name: "More",
    href: "/more",
    picture: Picture::More,
    on_phone: OnPhone::Dock,
    note: "everything else",
};

/// The frame: navigation, theme, the page, messages. Links and a form, so it works without
/// scripts.
#[component]
pub fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    crate::app::leading::take_way();
    view! {
        <a
            href="#content"
            class="sr-only focus:not-sr-only focus:fixed focus:left-2 focus:top-2 focus:z-50 focus:rounded-field focus:bg-primary focus:px-3 focus:py-2 focus:text-primary-content"
        >
            "Skip to the page"
        </a>
        <div class="min-h-dvh lg:grid lg:grid-cols-[13rem_minmax(0,1fr)]">
            <Sidebar />
            <TopBar />
            <main id="content" tabindex="-1" class="min-w-0 px-3 pb-40 pt-4 outline-none sm:px-5 lg:px-6 lg:pb-24 lg:pt-5">
                <div class="mx-auto max-w-[100rem]">{children()}</div>
            </main>
            <Dock />
        </div>
        <ToastHost />
        <KeyboardHelp />
    }
}

#[component]
fn Name() -> impl IntoView {
    view! {
        <a href="/" class="flex items-center gap-2 rounded-field py-1 font-bold tracking-tight">
            <span class="size-2.5 rounded-full bg-success" aria-hidden="true"></span>
            "Clear to Build"
        </a>
    }
}

#[component]
fn Sidebar() -> impl IntoView {
    let links = PLACES
        .iter()
        .map(|place| {
            view! {
                <li>
                    <A
                        href=place.href
                        attr:class="flex items-center gap-3 rounded-field px-3 py-1.5 text-xs font-medium hover:bg-base-200 aria-[current=page]:bg-neutral aria-[current=page]:text-neutral-content"
                    >
                        <Icon picture=place.picture />
                        {place.name}
                    </A>
                </li>
            }
        })
        .collect_view();
    view! {
        <header class="sticky top-0 hidden h-dvh flex-col gap-4 overflow-y-auto border-r border-base-300 bg-base-100 px-3 py-4 lg:flex">
            <div class="px-2 text-sm">
                <Name />
            </div>
            <nav aria-label="Areas" class="grow">
                <ul class="grid gap-0.5">{links}</ul>
            </nav>
            <div class="flex items-center justify-between gap-2">
                <ThemeSwitch />
                <super::keyboard::HelpButton />
            </div>
        </header>
    }
}

#[component]
fn TopBar() -> impl IntoView {
    view! {
        <header class="flex items-center justify-between gap-3 border-b border-base-300 bg-base-100 px-3 py-1.5 lg:hidden">
            <Name />
            <ThemeSwitch />
        </header>
    }
}

#[component]
fn Dock() -> impl IntoView {
    const LINK: &str = "flex h-16 min-w-0 grow basis-0 flex-col items-center justify-center gap-1 border-t-2 border-transparent text-2xs font-medium aria-[current=page]:border-primary aria-[current=page]:text-primary aria-[current=true]:border-primary aria-[current=true]:text-primary";
    let docked = PLACES.iter().filter(|place| place.on_phone == OnPhone::Dock);
    let links = docked
        .map(|place| {
            view! {
                <A href=place.href attr:class=LINK>
                    <Icon picture=place.picture />
                    {place.name}
                </A>
            }
        })
        .collect_view();
    let path = use_location().pathname;
    // The page itself, or one that it leads to.
    let more = move || {
        path.with(
            |path| if path == MORE.href { Some("page") } else { is_behind_more(path).then_some("true") },
        )
    };
    view! {
        <nav
            aria-label="Areas"
            class="fixed inset-x-0 bottom-0 z-20 flex border-t border-base-300 bg-base-100 pb-[env(safe-area-inset-bottom)] lg:hidden"
        >
            {links}
            <a href=MORE.href class=LINK aria-current=more>
                <Icon picture=MORE.picture />
                {MORE.name}
            </a>
        </nav>
    }
}

/// Whether a page belongs to a place that the dock has no room for.
fn is_behind_more(path: &str) -> bool {
    PLACES.iter().filter(|place| place.on_phone == OnPhone::More).any(|place| {
        path.strip_prefix(place.href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// The places that the dock of a phone has no room for, as a list of links.
#[component]
pub fn MorePlaces() -> impl IntoView {
    let rest = PLACES
        .iter()
        .filter(|place| place.on_phone == OnPhone::More)
        .map(|place| {
            view! {
                <li class="border-t border-base-300 first:border-t-0">
                    <a href=place.href class="flex min-h-16 items-center gap-4 px-4 py-2 hover:bg-base-200">
                        <Icon picture=place.picture />
                        <span class="min-w-0">
                            <span class="block text-sm font-semibold">{place.name}</span>
                            <span class="block text-xs text-quiet">{place.note}</span>
                        </span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul>{rest}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::is_behind_more;

    #[test]
    fn more_is_marked_on_the_pages_that_it_leads_to() {
        assert!(is_behind_more("/projects"));
        assert!(is_behind_more("/projects/2/versions/3"));
        assert!(!is_behind_more("/builds/1"));
        assert!(!is_behind_more("/projectsmore"));
    }
}
