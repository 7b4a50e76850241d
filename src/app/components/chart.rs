//! The frame of a chart, and columns in it. What is drawn is also there as a table, for those who
//! hear the page and those who want the numbers.

use super::Disclosure;
use leptos::prelude::*;

/// A frame around a drawing: what it shows, the drawing, and its numbers to open. The same before
/// scripts.
#[component]
pub fn ChartFrame(
    /// What it shows: "On hand, last 12 weeks".
    #[prop(into)]
    title: String,
    /// Its numbers: label and value as they are read.
    numbers: Vec<(String, String)>,
    /// The drawing; it is not heard.
    children: Children,
) -> impl IntoView {
    let rows = numbers
        .into_iter()
        .map(|(label, value)| {
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td class="cell-number">{value}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <figure class="grid min-w-0 grid-cols-1 gap-2 p-4">
            <figcaption class="text-sm font-semibold">{title.clone()}</figcaption>
            <div aria-hidden="true">{children()}</div>
            <Disclosure summary="The numbers">
                <table class="rows" aria-label=title>
                    <tbody>{rows}</tbody>
                </table>
            </Disclosure>
        </figure>
    }
    .into_any()
}

/// Columns of numbers, each as high as its share of the largest, in a [`ChartFrame`].
#[component]
pub fn ColumnChart(
    /// What it shows.
    #[prop(into)]
    title: String,
    /// Its columns: label and number.
    points: Vec<(String, u64)>,
) -> impl IntoView {
    let highest = points.iter().map(|(_, number)| *number).max().unwrap_or(0).max(1);
    let count = points.len().max(1);
    let bars = points
        .iter()
        .enumerate()
        .map(|(at, (_, number))| {
            let height = number * 100 / highest;
            view! { <rect class="fill-primary" x=at * 10 + 1 y=100 - height width="8" height=height></rect> }
        })
        .collect_view();
    let numbers = points.iter().map(|(label, number)| (label.clone(), number.to_string())).collect();
    view! {
        <ChartFrame title numbers>
            <svg class="h-32 w-full" viewBox=format!("0 0 {} 100", count * 10) preserveAspectRatio="none">
                <path class="stroke-base-300" d=format!("M0 100H{}", count * 10) vector-effect="non-scaling-stroke"></path>
                {bars}
            </svg>
        </ChartFrame>
    }
    .into_any()
}
