//! The frame around every page: navigation at the side of a desk, at the thumb on a phone.

use super::{Icon, Picture, ThemeSwitch, ToastHost};
use leptos::prelude::*;
use leptos_router::components::A;

/// A place that the navigation leads to.
struct Place {
    name: &'static str,
    href: &'static str,
    picture: Picture,
}

/// Where the navigation leads; a new area of the application is added here. The dock holds five.
const PLACES: [Place; 3] = [
    Place { name: "Builds", href: "/builds", picture: Picture::Builds },
    Place { name: "Projects", href: "/projects", picture: Picture::Projects },
    Place { name: "Jobs", href: "/settings/jobs", picture: Picture::Jobs },
];

/// The frame: navigation, theme, the page, messages. Links and a form, so it works without
/// scripts.
#[component]
pub fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
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
        <header class="sticky top-0 hidden h-dvh flex-col gap-4 border-r border-base-300 bg-base-100 px-3 py-4 lg:flex">
            <div class="px-2 text-sm">
                <Name />
            </div>
            <nav aria-label="Areas" class="grow">
                <ul class="grid gap-0.5">{links}</ul>
            </nav>
            <ThemeSwitch />
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
    let links = PLACES
        .iter()
        .map(|place| {
            view! {
                <A
                    href=place.href
                    attr:class="flex h-16 grow basis-0 flex-col items-center justify-center gap-1 border-t-2 border-transparent text-2xs font-medium aria-[current=page]:border-primary aria-[current=page]:text-primary"
                >
                    <Icon picture=place.picture />
                    {place.name}
                </A>
            }
        })
        .collect_view();
    view! {
        <nav
            aria-label="Areas"
            class="fixed inset-x-0 bottom-0 z-20 flex border-t border-base-300 bg-base-100 pb-[env(safe-area-inset-bottom)] lg:hidden"
        >
            {links}
        </nav>
    }
}
