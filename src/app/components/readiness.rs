//! How much of a build is here, as a bar.

use leptos::prelude::*;

/// Ready, waiting and missing parts as one bar, with the numbers in words beneath. Drawn with
/// SVG, since the page's content policy forbids widths in a `style`; the same before scripts.
#[component]
pub fn ReadinessBar(
    /// Parts that are ready.
    ready: u64,
    /// Parts that wait for something on its way.
    waiting: u64,
    /// All parts that count.
    lines: u64,
) -> impl IntoView {
    let whole = lines.max(1);
    let missing = lines.saturating_sub(ready + waiting);
    let mut words = format!("{ready} of {lines} parts ready");
    if waiting > 0 {
        words.push_str(&format!(", {waiting} on the way"));
    }
    view! {
        <div class="min-w-36 lg:max-w-64">
            <svg
                class="h-2 w-full overflow-hidden rounded-full bg-base-300"
                viewBox=format!("0 0 {whole} 1")
                preserveAspectRatio="none"
                aria-hidden="true"
            >
                <rect class="fill-success" x="0" y="0" height="1" width=ready></rect>
                <rect class="fill-waiting" x=ready y="0" height="1" width=waiting></rect>
                <rect class="fill-error" x=ready + waiting y="0" height="1" width=missing></rect>
            </svg>
            <div class="mt-1 text-2xs text-quiet">{words}</div>
        </div>
    }
}
