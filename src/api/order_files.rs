//! Orders as files: the list, `GET /orders.csv?q=…&show=…`, with what its page shows under the same query;
//! and an order for its vendor's site, `GET /orders/12/cart.csv`, or `cart.txt` with lines to paste.

use super::answering::{status, told};
use super::csv;
use crate::domain::cart::CartFormat;
use crate::domain::csv_export::{Cell, CsvTable};
use crate::domain::lists::ListQuery;
use crate::services::{Context, vendor_orders};
use axum::{
    Router,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};

/// The files of orders, in the workspace of this context.
pub fn router(context: Context) -> Router {
    Router::new()
        .route("/orders.csv", get(list))
        .route("/orders/{number}/cart.csv", get(as_table))
        .route("/orders/{number}/cart.txt", get(as_lines))
        .with_state(context)
}

async fn list(State(context): State<Context>, Query(query): Query<ListQuery>) -> Response {
    let table = vendor_orders::list(&context).await.map(|list| {
        let columns = ["Order", "Vendor", "State", "Lines", "Lines open", "Total", "Currency", "Builds"];
        let mut table = CsvTable::new(&columns);
        for order in list.asked(&query) {
            let builds: Vec<String> = order.builds.iter().map(ToString::to_string).collect();
            table.push(vec![
                Cell::whole(order.number),
                Cell::text(order.vendor.as_str()),
                Cell::text(order.status.to_string()),
                Cell::whole(order.lines),
                Cell::whole(order.open_lines),
                order.total.map_or(Cell::Empty, Cell::amount),
                Cell::text(order.currency.code()),
                Cell::text(builds.join("; ")),
            ]);
        }
        table
    });
    csv::file("orders", table)
}

async fn as_table(State(context): State<Context>, Path(number): Path<u64>) -> Response {
    file(&context, number, CartFormat::Csv).await
}

async fn as_lines(State(context): State<Context>, Path(number): Path<u64>) -> Response {
    file(&context, number, CartFormat::Text).await
}

async fn file(context: &Context, number: u64, format: CartFormat) -> Response {
    let cart = match vendor_orders::cart(context, &number.to_string(), Some(format)).await {
        Ok(cart) => cart,
        Err(error) => {
            let error = told(error);
            return (status(&error), format!("{error}\n")).into_response();
        }
    };
    let (kind, ending) = match format {
        CartFormat::Csv => ("text/csv; charset=utf-8", "csv"),
        CartFormat::Text => ("text/plain; charset=utf-8", "txt"),
    };
    let named = format!("attachment; filename=\"order-{number}.{ending}\"");
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, named)];
    (headers, cart.text).into_response()
}
