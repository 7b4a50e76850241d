//! Each limit of docs/limits.md: the last that passes, and the first that does not.
//!
//! What can be tried through the front door is tried here; where a rule has its limit's test beside
//! itself, [`TESTS`] says which one it is.

use crate::fixture::Fixture;
use crate::shell::Shell;
use crate::workshop::{bundle, lfo, pieces, place, sound, workshop};
use ctb::domain::bom::{self, BomError};
use ctb::domain::quantity::Quantity;
use ctb::services::builds::{self, Plan};
use ctb::services::vendor_orders::{self, Delivery, For};
use ctb::services::{Request, ServiceError, bom_sync, inventory, projects};
use ctb::store::StoreError;
use serde_json::json;
use std::path::Path;
use std::time::Duration;

/// How each row of the table begins, where its tests are, and what they are called.
const TESTS: &[(&str, &str, &[&str])] = &[
    (
        "a quantity",
        "tests/it/limits.rs",
        &[
            "a_place_holds_a_billion_pieces",
            "an_order_brings_a_billion_pieces",
            "a_need_of_more_than_a_billion_pieces",
        ],
    ),
    ("a quantity", "src/domain/quantity.rs", &["only_whole_numbers_within_the_limit"]),
    (
        "pieces in a build",
        "tests/it/limits.rs",
        &["a_build_has_a_million_pieces", "a_bom_line_has_a_million_pieces"],
    ),
    ("an amount of money", "src/domain/money.rs", &["what_is_no_amount_is_refused"]),
    (
        "parts that the bench shows",
        "tests/it/bench.rs",
        &["the_bench_shows_20_parts_and_says_that_there_are_more"],
    ),
    ("priority of a build", "tests/it/limits.rs", &["a_priority_lies_within_a_million"]),
    ("a BOM file", "tests/it/limits.rs", &["a_bom_has_10_mb_and_20000_rows"]),
    (
        "references in one row",
        "src/domain/bom/tests/references.rs",
        &["one_cell_cannot_name_more", "what_only_looks_like_a_range"],
    ),
    (
        "branches, and tags, of a repository",
        "tests/it/sync/proposing.rs",
        &[
            "a_thousand_branches_are_listed_and_that_there_are_more_is_said",
            "at_most_fifty_files_are_proposed_and_a_cut_list_is_said",
        ],
    ),
    (
        "a schematic",
        "src/domain/schematic/tests/instances.rs",
        &["two_hundred_sheets_are_read_and_one_more_is_not"],
    ),
    ("a schematic", "src/domain/schematic/tests/hostile.rs", &["sizes_are_limited"]),
    (
        "a sheet of a schematic",
        "src/domain/schematic/tests/hostile.rs",
        &["depth_and_amount_are_limited", "texts_that_cannot_be_kept_are_refused"],
    ),
    (
        "looking at the file beside a BOM",
        "tests/it/sync/schematics.rs",
        &["a_comparison_is_not_worth_more_than_twenty_sheets"],
    ),
    ("a workbook", "tests/it/sync/workbooks.rs", &["a_workbook_has_20000_rows_and_unpacks_to_100_mb"]),
    ("references in one row", "tests/it/limits.rs", &["a_bom_names_200000_references"]),
    ("the header of a BOM", "tests/it/limits.rs", &["the_header_of_a_bom_is_within_its_first_thousand_rows"]),
    ("a list of parts", "src/domain/parts_list/tests.rs", &["limits_hold_to_the_last_row_and_column"]),
    (
        "custom fields that a list of parts",
        "src/domain/parts_list/tests.rs",
        &["a_list_brings_fifty_custom_fields"],
    ),
    (
        "a price list",
        "src/domain/price_list/tests/hostile.rs",
        &["a_price_list_has_10_mb_20000_rows_and_500_columns"],
    ),
    (
        "problems, and items of no part",
        "src/domain/price_list/tests/hostile.rs",
        &["only_a_thousand_problems_are_told_one_by_one"],
    ),
    (
        "what a vendor says of its item",
        "src/domain/price_list/tests/hostile.rs",
        &["texts_that_the_catalogue_cannot_keep_are_refused_with_their_column"],
    ),
    (
        "a number that was looked up",
        "tests/it/offers/refreshing.rs",
        &["every_stale_offer_is_asked_about_once_and_its_prices_are_kept"],
    ),
    (
        "warnings about single rows",
        "tests/it/limits.rs",
        &["a_thousand_warnings_about_rows_are_kept_and_the_others_counted"],
    ),
    ("custom fields", "tests/it/catalog/parts.rs", &["every_bad_field_is_named_and_nothing_is_made"]),
    ("tolerance, rating", "tests/it/catalog/parts.rs", &["every_bad_field_is_named_and_nothing_is_made"]),
    ("tolerance, rating", "tests/it/catalog/buying.rs", &["every_bad_field_of_an_offer_is_named"]),
    ("price breaks of an offer", "tests/it/catalog/buying.rs", &["every_bad_field_of_an_offer_is_named"]),
    ("spares of a part", "tests/it/catalog/parts.rs", &["every_bad_field_is_named_and_nothing_is_made"]),
    ("spares of a part", "tests/it/catalog/stand_ins.rs", &["what_cannot_stand_in_is_refused"]),
    ("pieces that come with", "tests/it/catalog/packages.rs", &["names_that_cannot_be_are_refused_by_field"]),
    (
        "a search for parts",
        "src/domain/catalog/search.rs",
        &["blanks_find_everything_and_too_much_is_refused"],
    ),
    (
        "parts in one answer",
        "tests/it/catalog/searching.rs",
        &["pages_follow_each_other_without_gap_or_repetition"],
    ),
    (
        "parts in one answer",
        "tests/it/limits.rs",
        &["a_part_shows_500_places_of_use_and_says_that_there_are_more"],
    ),
    ("a value\u{2019}s text", "src/domain/value/tests/mod.rs", &["overlong_text_is_a_name_untouched"]),
    ("candidates kept", "src/domain/matching/tests/mod.rs", &["twenty_candidates_are_kept"]),
    ("a bundle", "tests/it/limits.rs", &["a_bundle_has_100000_parts", "a_bundle_of_more_than_200_mb"]),
    ("a request\u{2019}s id", "tests/it/limits.rs", &["a_requests_id_has_200_characters"]),
    ("a project\u{2019}s token", "tests/it/tokens.rs", &["what_no_token_can_be_is_refused"]),
    ("names", "tests/it/limits.rs", &["names_and_texts_have_their_lengths"]),
    ("a path in a repository", "src/remote/names.rs", &["a_path_stays_inside_the_repository"]),
    (
        "one outgoing request",
        "tests/it/remote/failures.rs",
        &[
            "an_outgoing_request_has_its_times",
            "ten_megabytes_are_read",
            "lasting_failures_are_given_up",
            "redirects_leave_neither",
        ],
    ),
    ("waiting for a git host before", "src/server/config/tests.rs", &["a_page_waits_from_1_to_25_seconds"]),
    (
        "a git host\u{2019}s rate limit",
        "tests/it/remote/limits.rs",
        &["an_absurd_reset", "an_exhausted_limit_says"],
    ),
    (
        "calls of Mouser\u{2019}s API",
        "tests/it/remote/mouser/finding.rs",
        &["ten_numbers_are_one_call", "what_mouser_would_not_take_is_refused"],
    ),
    (
        "an answer of a vendor\u{2019}s API",
        "tests/it/remote/mouser/failures.rs",
        &["an_answer_of_more_than_four_megabytes", "a_wait_is_a_minute_at_least"],
    ),
    (
        "what is kept of a vendor\u{2019}s item",
        "tests/it/remote/mouser/finding.rs",
        &["no_more_is_kept_than_the_catalogue_holds"],
    ),
    (
        "a price\u{2019}s decimal places",
        "src/domain/vendor_price/tests.rs",
        &["prices_are_read_in_every_notation"],
    ),
    (
        "a price\u{2019}s decimal places",
        "src/domain/vendor_texts.rs",
        &["lead_times_are_days_in_any_language"],
    ),
    (
        "waiting for the database",
        "tests/it/limits.rs",
        &["whoever_waits_too_long_for_the_writer_or_a_lock_is_told_that_it_is_busy"],
    ),
    (
        "a file that a form hands over",
        "src/server/uploads.rs",
        &["a_file_of_10_mb_is_taken_in_and_a_larger_one_is_not"],
    ),
    (
        "a file that a form hands over",
        "tests/it/designs.rs",
        &["a_file_waits_for_an_hour_and_for_its_version_only"],
    ),
    (
        "pieces of an own line",
        "tests/it/designs.rs",
        &[
            "own_lines_are_added_changed_removed_and_a_board_is_missed",
            "projects_and_versions_are_changed_unless_somebody_else_did",
        ],
    ),
    (
        "one request to the server",
        "src/server/limits.rs",
        &["a_request_of_11_mb", "an_answer_that_does_not_begin", "the_limits_of_the_server"],
    ),
    ("what was typed", "src/server/typed.rs", &["secrets_and_what_is_too_long_stay_out_of_the_address"]),
    ("requests worked on", "src/server/limits.rs", &["no_more_requests_than_the_limit"]),
    (
        "calls to a vendor",
        "tests/it/jobs/lasting.rs",
        &["thirty_calls_a_minute_are_never_passed", "a_days_calls_are_kept"],
    ),
    ("jobs: a claim", "tests/it/jobs/failing.rs", &["a_vendor_that_fails_is_tried_again_ever_later"]),
    (
        "an item number that a vendor",
        "src/domain/matching/unknown_items.rs",
        &["a_number_has_3_to_40_characters_with_a_digit_and_no_blanks"],
    ),
    ("readers of the database", "tests/it/limits.rs", &["four_read_at_once_and_a_fifth_waits"]),
    (
        "files read on the command line",
        "tests/it/limits.rs",
        &["a_bundle_of_more_than_200_mb", "a_file_of_more_than_100_mb"],
    ),
    (
        "browsers that follow",
        "tests/it/events.rs",
        &[
            "a_thousand_browsers_follow_and_one_more_is_told_to_come_back",
            "one_answer_tells_of_500_things_and_the_rest_comes_after_them",
        ],
    ),
    ("the name that a browser", "src/api/who/naming.rs", &["what_no_name_can_be_is_passed_over"]),
];

/// The first cells of the table.
fn rows() -> Vec<String> {
    let table =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/limits.md")).unwrap();
    let cells = table.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    cells
        .filter(|cell| *cell != "what" && !cell.starts_with("---"))
        .map(|cell| cell.replace('\'', "\u{2019}"))
        .collect()
}

#[test]
fn every_limit_of_the_table_has_a_test() {
    for row in rows() {
        assert!(TESTS.iter().any(|(begins, ..)| row.starts_with(begins)), "no test is named for: {row}");
    }
    for (begins, file, names) in TESTS {
        assert!(
            rows().iter().any(|row| row.starts_with(begins)),
            "the table has no row that begins: {begins}"
        );
        let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        for name in *names {
            assert!(source.contains(&format!("fn {name}")), "{file} has no test {name}");
        }
    }
}

fn said<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> String {
    result.unwrap_err().to_string()
}

#[tokio::test]
async fn a_place_holds_a_billion_pieces() {
    let fixture = workshop().await;
    let context = fixture.context();
    let board = place("board", "B1");
    let all = inventory::count(context, &Request::unkeyed(), &board, Quantity::MAX).await.unwrap();
    assert_eq!(all.on_hand, Quantity::MAX);
    let more = inventory::receive(context, &Request::unkeyed(), &board, Quantity::ONE, None).await;
    assert!(said(more).contains("1000000000"));
    assert!(Quantity::new(Quantity::MAX.get() + 1).is_err());
    sound(context, "with a billion in a place").await;
}

#[tokio::test]
async fn an_order_brings_a_billion_pieces() {
    let fixture = workshop().await;
    let context = fixture.context();
    let build = lfo(context, 100).await;
    vendor_orders::generate(context, &Request::unkeyed(), &For::Builds(vec![build])).await.unwrap();
    let came = |count: u64| Delivery {
        lines: Some(vec![(1, pieces(count))]),
        location: Some("New".to_owned()),
        ..Delivery::default()
    };
    let most = Quantity::MAX.get();
    vendor_orders::receive(context, &Request::unkeyed(), "1", &came(most)).await.unwrap();
    let before = fixture.export().await;
    let more = said(vendor_orders::receive(context, &Request::unkeyed(), "1", &came(1)).await);
    assert!(more.contains("1000000000"), "{more}");
    assert_eq!(fixture.export().await, before);
    sound(context, "with a billion received").await;
}

#[tokio::test]
async fn a_need_of_more_than_a_billion_pieces_is_refused_and_never_taken_for_a_billion() {
    let fixture = workshop().await;
    let context = fixture.context();
    bom_of(&fixture, "R1,600,10k,R_0805,,,\n\"R2,R3\",500,10k,R_0805,,,\n").await;
    let build = lfo(context, 1_000_000).await;
    inventory::count(context, &Request::unkeyed(), &place("r-10k", "A1"), Quantity::MAX).await.unwrap();
    inventory::count(context, &Request::unkeyed(), &place("board", "B1"), Quantity::MAX).await.unwrap();
    // 1,100 pieces in each of a million: 1.1 billion and spares; a billion lies there.
    let before = fixture.export().await;
    let refused = said(builds::clear(context, &Request::unkeyed(), &build, None).await);
    assert!(refused.contains("r-10k") && refused.contains("1000000000"), "{refused}");
    assert_eq!(fixture.export().await, before);
    let fewer = builds::Edit { quantity: Some(pieces(800_000)), ..builds::Edit::default() };
    builds::edit(context, &Request::unkeyed(), &build, &fewer).await.unwrap();
    assert!(builds::clear(context, &Request::unkeyed(), &build, None).await.unwrap().cleared);
    let more = builds::Edit { quantity: Some(pieces(1_000_000)), ..builds::Edit::default() };
    let refused = said(builds::edit(context, &Request::unkeyed(), &build, &more).await);
    assert!(refused.contains("r-10k"), "{refused}");
    sound(context, "with nearly a billion reserved").await;
}

async fn bom_of(fixture: &Fixture, rows: &str) {
    let text = format!("Reference,Qty,Value,Footprint,DNP,Vendor,PartNum\n{rows}");
    let fetched = bom_sync::from_file("bom.csv", text.as_bytes()).unwrap();
    bom_sync::apply(fixture.context(), &Request::unkeyed(), ("Lfo", "v0"), &fetched).await.unwrap();
}

fn plan(quantity: u64, priority: i64) -> Plan {
    Plan {
        project: "Lfo".to_owned(),
        revision: "v0".to_owned(),
        quantity: pieces(quantity),
        priority,
        ..Plan::default()
    }
}

#[tokio::test]
async fn a_build_has_a_million_pieces() {
    let fixture = workshop().await;
    let create =
        async |quantity| builds::create(fixture.context(), &Request::unkeyed(), &plan(quantity, 0)).await;
    let made = create(1_000_000).await.unwrap().build.to_string();
    for wrong in [1_000_001, 0] {
        assert!(said(create(wrong).await).contains("a build has 1 to 1000000 pieces"));
        let edit = builds::Edit { quantity: Some(pieces(wrong)), ..builds::Edit::default() };
        let edited = builds::edit(fixture.context(), &Request::unkeyed(), &made, &edit).await;
        assert!(said(edited).contains("a build has 1 to 1000000 pieces"));
    }
}

#[test]
fn a_bom_line_has_a_million_pieces() {
    let read = |quantity: u32| {
        bom_sync::from_file("bom.csv", format!("Reference,Qty,Value\n,{quantity},10k\n").as_bytes())
    };
    assert!(read(1_000_000).is_ok());
    assert!(said(read(1_000_001)).contains("row 2 of the BOM wants 1000001 pieces: 1000000 are the limit"));
}

#[tokio::test]
async fn a_priority_lies_within_a_million() {
    let fixture = workshop().await;
    for priority in [1_000_000, -1_000_000] {
        let context = fixture.context();
        assert!(builds::create(context, &Request::unkeyed(), &plan(1, priority)).await.is_ok());
        let beyond =
            builds::create(context, &Request::unkeyed(), &plan(1, priority + priority.signum())).await;
        assert!(said(beyond).contains("a priority lies between -1000000 and 1000000"));
    }
    let smallest = builds::create(fixture.context(), &Request::unkeyed(), &plan(1, i64::MIN)).await;
    assert!(said(smallest).contains("a priority lies between"));
}

fn read(text: &str) -> Result<usize, BomError> {
    bom::read(text.as_bytes(), &bom::Limits::default()).map(|file| file.lines.len())
}

#[test]
fn a_bom_has_10_mb_and_20000_rows_of_500_columns_65536_characters_in_a_cell_and_1_mb_in_a_row() {
    const HEAD: &str = "Reference,Value\n";
    let rows = |count: u32| (1..=count).fold(HEAD.to_owned(), |text, row| text + &format!("R{row},{row}k\n"));
    assert_eq!(read(&rows(20_000)), Ok(20_000));
    assert_eq!(read(&rows(20_001)), Err(BomError::TooManyRows { row: 20_002, limit: 20_000 }));

    let columns = |count: usize| format!("Reference,Value{}\nR1,1k\n", ",x".repeat(count - 2));
    assert_eq!(read(&columns(500)), Ok(1));
    let many = BomError::TooManyColumns { row: 1, columns: 501, limit: 500 };
    assert_eq!(read(&columns(501)), Err(many));

    let cell = |length: usize| format!("{HEAD}R1,{}\n", "x".repeat(length));
    assert_eq!(read(&cell(65_536)), Ok(1));
    let long = BomError::CellTooLong { row: 2, column: 2, bytes: 65_537, limit: 65_536 };
    assert_eq!(read(&cell(65_537)), Err(long));

    // Sixteen cells of the longest kind are more than a row may have.
    let row = |cells: usize| {
        format!(
            "Reference,Value{}\nR1,1k{}\n",
            ",x".repeat(cells),
            format!(",{}", "y".repeat(65_535)).repeat(cells)
        )
    };
    assert_eq!(read(&row(15)), Ok(1));
    assert_eq!(read(&row(16)), Err(BomError::RowTooLong { row: 2, limit: 1_000_000 }));

    let filled = |bytes: usize| format!("{HEAD}R1,1k\n{}", "\n".repeat(bytes - HEAD.len() - 6));
    assert_eq!(read(&filled(10_000_000)), Ok(1));
    assert_eq!(read(&filled(10_000_001)), Err(BomError::TooLarge { bytes: 10_000_001, limit: 10_000_000 }));
}

#[test]
fn a_bom_names_200000_references() {
    let rows = |ranges: u32| {
        (0..ranges).fold("Reference,Value\n".to_owned(), |text, range| {
            text + &format!("R{}-R{},{}k\n", range * 1_000, range * 1_000 + 999, range + 1)
        })
    };
    assert_eq!(read(&rows(200)), Ok(200));
    assert_eq!(read(&rows(201)), Err(BomError::TooManyReferences { row: 202, limit: 200_000 }));
}

#[test]
fn the_header_of_a_bom_is_within_its_first_thousand_rows() {
    let below = |rows: usize| format!("{}Reference,Value\nR1,1k\n", "made by hand\n\n".repeat(rows));
    assert_eq!(read(&below(999)), Ok(1));
    assert_eq!(read(&below(1_000)), Err(BomError::NoHeader { closest: None }));
}

/// What is wrong with a bundle, all of it.
async fn refused(bundle: &str) -> String {
    Fixture::new().await.try_import(bundle).await.unwrap_err().to_string()
}

#[test]
fn a_bundle_has_100000_parts() {
    let too_many = |count: usize| {
        let parts = vec![ctb::domain::bundle::Part::default(); count];
        let bundle = ctb::domain::bundle::Bundle { parts, ..ctb::domain::bundle::Bundle::default() };
        let problems = ctb::domain::bundle::check(&bundle);
        problems
            .iter()
            .filter(|problem| problem.pointer == "/parts")
            .map(ToString::to_string)
            .collect::<String>()
    };
    assert_eq!(too_many(100_000), "");
    assert!(too_many(100_001).contains("100001 parts are too many: the limit is 100000"));
}

/// A file of that many bytes, of which nothing is said but their number.
fn empty(shell: &Shell, name: &str, bytes: u64) {
    std::fs::File::create(shell.path(name)).unwrap().set_len(bytes).unwrap();
}

#[test]
fn a_bundle_of_more_than_200_mb_is_not_read() {
    let shell = Shell::new();
    empty(&shell, "bundle.json", 200_000_001);
    shell.fails(1, "bundle.json is larger than 200 MB: it was not read", &["import", "bundle.json"]);
    empty(&shell, "bundle.json", 200_000_000);
    shell.fails(1, "this is no bundle", &["import", "bundle.json"]);
}

#[test]
fn a_file_of_more_than_100_mb_is_not_read_and_a_bom_of_more_than_10_mb_is_refused() {
    let shell = Shell::new();
    shell.ok_json(&["project", "add", "Lfo"]);
    shell.ok_json(&["version", "add", "Lfo", "v0"]);
    let sync = ["sync", "Lfo", "v0", "--bom", "bom.csv"];
    empty(&shell, "bom.csv", 100_000_001);
    shell.fails(1, "bom.csv is larger than 100 MB: it was not read", &sync);
    empty(&shell, "bom.csv", 100_000_000);
    shell.fails(1, "The file has 100000000 bytes, more than the 10000000 that a BOM may have.", &sync);
}

#[tokio::test]
async fn a_requests_id_has_200_characters() {
    assert!(Request::keyed(&"\u{e4}".repeat(200), String::new()).is_ok());
    for id in [String::new(), "x".repeat(201)] {
        let refused = Request::keyed(&id, String::new()).unwrap_err();
        assert_eq!(refused.to_string(), "a request id has 1 to 200 characters");
    }
    let shell = Shell::new();
    shell.fails(1, "a request id has 1 to 200 characters", &["demo", "--request", &"x".repeat(201)]);
}

/// A bundle with one text changed to so many characters.
fn with_text(pointer: &str, length: usize) -> String {
    let mut changed = bundle();
    *changed.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = json!("x".repeat(length));
    changed.to_string()
}

#[tokio::test]
async fn names_and_texts_have_their_lengths() {
    for (pointer, most) in [
        ("/workspace/name", 200),
        ("/parts/7/name", 300),
        ("/parts/0/offers/0/item_number", 200),
        ("/projects/0/name", 200),
        ("/projects/0/versions/0/revision", 200),
    ] {
        assert!(Fixture::new().await.try_import(&with_text(pointer, most)).await.is_ok(), "{pointer}");
        let said = refused(&with_text(pointer, most + 1)).await;
        let why = format!("{} characters are too many: the limit is {most}", most + 1);
        assert!(said.contains(pointer) && said.contains(&why), "{pointer}: {said}");
    }
    for (pointer, most) in
        [("/parts/7/description", 2_000), ("/projects/0/versions/0/own_lines/0/note", 1_000)]
    {
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        let long = |length: usize| {
            let mut changed = bundle();
            changed.pointer_mut(parent).unwrap()[field] = json!("x".repeat(length));
            changed.to_string()
        };
        assert!(Fixture::new().await.try_import(&long(most)).await.is_ok(), "{pointer}");
        assert!(refused(&long(most + 1)).await.contains(&format!("the limit is {most}")), "{pointer}");
    }
    let fixture = workshop().await;
    let context = fixture.context();
    for (length, fits) in [(200, true), (201, false)] {
        let name = "x".repeat(length);
        let added = projects::add_project(context, &Request::unkeyed(), &name, None).await;
        assert_eq!(added.is_ok(), fits, "{added:?}");
        let moved =
            inventory::move_stock(context, &Request::unkeyed(), &place("board", "B1"), &name, Quantity::ONE)
                .await;
        assert_eq!(moved.is_ok(), fits, "{moved:?}");
    }
}

/// Ten seconds of waiting, which is what is tested; both waits at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_too_long_for_the_writer_or_a_lock_is_told_that_it_is_busy() {
    let fixture = workshop().await;
    let (context, another) = (fixture.context().clone(), fixture.another().await);
    let busy = |error: ServiceError| matches!(error, ServiceError::Store(StoreError::Busy));
    let holding = context.write().await.unwrap();
    // One queues behind this process's writer, one behind another process's lock.
    let (queueing, locked_out) = tokio::join!(context.write(), another.write());
    assert!(busy(queueing.unwrap_err()) && busy(locked_out.unwrap_err()));
    // Reading never waits for writing, and whoever comes back later finds it free.
    assert_eq!(builds::list(&another).await.unwrap().len(), 0);
    holding.rollback().await.unwrap();
    let (one, other) = (context.write(), another.write());
    one.await.unwrap().rollback().await.unwrap();
    other.await.unwrap().rollback().await.unwrap();
}

#[tokio::test]
async fn four_read_at_once_and_a_fifth_waits() {
    let fixture = workshop().await;
    let context = fixture.context();
    let mut reading = Vec::new();
    for _ in 0..4 {
        reading.push(context.read().await.unwrap());
    }
    // It cannot have its turn, however long it waits.
    assert!(tokio::time::timeout(Duration::from_millis(200), context.read()).await.is_err());
    reading.pop();
    context.read().await.unwrap();
}

#[test]
fn a_thousand_warnings_about_rows_are_kept_and_the_others_counted() {
    let rows: String = (1..=1_500).map(|row| format!("R{row},10k,2\n")).collect();
    let text = format!("Reference,Value,Qty\n{rows}");
    let bom = bom::read(text.as_bytes(), &bom::Limits::default()).unwrap();
    assert_eq!(bom.lines.len(), 1_500, "no line is lost with its warning");
    let said: Vec<String> = bom.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1_001, "{:?}", said.last());
    assert!(said.last().unwrap().contains("500"), "{:?}", said.last());
}

#[tokio::test]
async fn a_part_shows_500_places_of_use_and_says_that_there_are_more() {
    let mut bundle = bundle();
    let version = |number: u32| {
        json!({"revision": format!("v{number}"), "bom": [],
            "own_lines": [{"part": "board", "quantity": 1}]})
    };
    let versions: Vec<_> = (0..501).map(version).collect();
    bundle["projects"] = json!([{"name": "Many", "versions": versions}]);
    let fixture = Fixture::with(&bundle.to_string()).await;
    let page = ctb::services::catalog::parts::page(fixture.context(), "board").await.unwrap();
    assert_eq!((page.uses.len(), page.more_uses), (500, true));
}
