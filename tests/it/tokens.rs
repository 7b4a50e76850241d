//! Private repositories: a project's own token is kept encrypted, goes to its host, and is told to nobody.

use crate::fixture::Fixture;
use crate::github_stand_in::{Fault, GitHubStandIn};
use crate::listening::{keep_log, kept_log};
use crate::workshop;
use ctb::domain::designs::Look;
use ctb::remote::GitHub;
use ctb::services::bom_sync::{self, Source};
use ctb::services::designs::{self, Asked, NewDesign, TokenChange};
use ctb::services::projects::{self, NewVersion};
use ctb::services::secrets::KeyPlace;
use ctb::services::{Context, Request, ServiceError, tokens};
use secrecy::SecretString;
use std::sync::Arc;

const FIRST: &str = "1111111111111111111111111111111111111111";
const BOM: &[u8] = b"Reference,Value,Footprint\nR1 R2,10k,R_0805\n";
const ADDRESS: &str = "https://github.com/maker/hidden";
const TOKEN: &str = "github_pat_a_secret_of_one_project";

struct Bench {
    github: GitHubStandIn,
    fixture: Fixture,
    host: GitHub,
}

async fn bench() -> Bench {
    let fixture = workshop::workshop().await;
    let github = GitHubStandIn::start().await;
    github.repository("maker", "hidden").push("main", FIRST, &[("bom.csv", BOM)]).private_to(TOKEN);
    let context = fixture.context();
    let request = Request::unkeyed();
    projects::add_project(context, &request, "Hidden", Some(ADDRESS)).await.unwrap();
    let version = NewVersion {
        project: "Hidden".into(),
        revision: "v1".into(),
        git_ref: Some("main".into()),
        bom_path: Some("bom.csv".into()),
    };
    projects::add_version(context, &request, &version).await.unwrap();
    let host = github.client();
    Bench { github, fixture, host }
}

impl Bench {
    async fn sync(&self, context: &Context) -> Result<usize, ServiceError> {
        let version = ("Hidden", "v1");
        let read =
            bom_sync::sync(context, &self.host, &Request::unkeyed(), version, Source::Repository).await;
        read.map(|answer| answer.lines)
    }

    async fn give(&self, token: &str) {
        tokens::give(self.fixture.context(), "Hidden", &SecretString::from(token)).await.unwrap();
    }

    /// A caller who can ask the host.
    fn asking(&self) -> Context {
        self.fixture.context().clone().with_git_host(Arc::new(self.github.client()))
    }

    async fn refused(&self, context: &Context) -> String {
        self.sync(context).await.unwrap_err().to_string()
    }
}

#[tokio::test]
async fn a_private_repository_is_read_with_the_projects_token_and_not_without() {
    let bench = bench().await;
    let context = bench.fixture.context();
    let without = bench.refused(context).await;
    assert!(
        without.contains("or it is private") && without.contains("give the project a token"),
        "{without}"
    );
    bench.give("a-bad-one").await;
    let bad = bench.refused(context).await;
    assert!(bad.contains("the token was refused"), "{bad}");
    bench.give(&format!(" {TOKEN}\n")).await;
    assert_eq!(bench.sync(context).await.unwrap(), 1);
    tokens::take_away(context, "Hidden").await.unwrap();
    assert_eq!(bench.refused(context).await, without);
}

#[tokio::test]
async fn a_token_whose_key_is_lost_is_not_passed_over_and_nothing_else_breaks() {
    let bench = bench().await;
    let context = bench.fixture.context();
    bench.give(TOKEN).await;
    let other = context.clone().with_key(KeyPlace::Given(SecretString::from("ab".repeat(32))));
    let asked = bench.github.requests().len();
    let said = bench.refused(&other).await;
    assert!(said.contains("token cannot be read") && said.contains("give the token again"), "{said}");
    std::fs::remove_file(bench.fixture.file().with_extension("key")).unwrap();
    let said = bench.refused(context).await;
    assert!(said.contains("its key is not there"), "{said}");
    assert_eq!(bench.github.requests().len(), asked, "nobody was asked without the token");
    bench.fixture.export().await;
    bench.give(TOKEN).await;
    assert_eq!(bench.sync(context).await.unwrap(), 1);
}

fn is_found(look: &Look) -> bool {
    matches!(look, Look::Found { boms: Some(boms), problem: None, .. } if boms.files[0].path == "bom.csv")
}

#[tokio::test]
async fn a_token_that_is_given_while_looking_stays_with_the_project_that_is_begun() {
    let bench = bench().await;
    let context = &bench.asking();
    let asked = Asked { repository: ADDRESS, ..Asked::default() };
    let look = designs::look(context, asked).await.unwrap();
    assert!(matches!(&look, Look::Failed(why) if why.contains("give the project a token")), "{look:?}");
    let access = designs::keep_token(context, &SecretString::from(TOKEN)).unwrap();
    let look = designs::look(context, Asked { access: &access, ..asked }).await.unwrap();
    assert!(is_found(&look), "{look:?}");
    let new = NewDesign {
        name: "Begun".into(),
        repository: Some(ADDRESS.into()),
        revision: "v1".into(),
        git_ref: Some("main".into()),
        bom_path: None,
        access: Some("gone".into()),
    };
    let request = Request::unkeyed();
    let refused = designs::begin(context, &request, &new).await.unwrap_err().to_string();
    assert!(refused.contains("the token is no longer here"), "{refused}");
    let begun = designs::begin(context, &request, &NewDesign { access: Some(access), ..new }).await.unwrap();
    let (form, look) = designs::look_of(context, begun.project).await.unwrap();
    assert!(form.has_token && look.is_some_and(|look| is_found(&look)), "{form:?}");
    let page = designs::sync_page(context, begun, None, None).await.unwrap();
    assert!(matches!(page.reading, ctb::domain::designs::Reading::Read(_)), "{:?}", page.reading);
}

#[tokio::test]
async fn a_projects_form_gives_keeps_and_takes_away_its_token() {
    let bench = bench().await;
    let context = &bench.asking();
    let all = ctb::services::overview::projects(context).await.unwrap();
    let id = all.iter().find(|row| row.name == "Hidden").unwrap().id;
    assert!(!designs::project_form(context, id).await.unwrap().has_token);
    let change = async |token: TokenChange| {
        let form = designs::project_form(context, id).await.unwrap();
        let names = ("Hidden", ADDRESS);
        designs::change_project(context, &Request::unkeyed(), id, form.edit, names, &token).await.unwrap();
        designs::look_of(context, id).await.unwrap()
    };
    let (form, look) = change(TokenChange::Give(SecretString::from(TOKEN))).await;
    assert!(form.has_token && look.is_some_and(|look| is_found(&look)));
    let (form, look) = change(TokenChange::Keep).await;
    assert!(form.has_token && look.is_some_and(|look| is_found(&look)));
    let (form, look) = change(TokenChange::TakeAway).await;
    assert!(!form.has_token && matches!(look, Some(Look::Failed(_))));
}

#[tokio::test]
async fn what_no_token_can_be_is_refused() {
    let bench = bench().await;
    for bad in ["", " \n", "two words", "\u{e4}", &"x".repeat(1001)] {
        let given = tokens::give(bench.fixture.context(), "Hidden", &SecretString::from(bad)).await;
        assert!(matches!(given, Err(ServiceError::Invalid(_))), "{bad}");
    }
    let nowhere = tokens::give(bench.fixture.context(), "Nothing", &SecretString::from(TOKEN)).await;
    assert!(matches!(nowhere, Err(ServiceError::NotFound { .. })), "{nowhere:?}");
}

#[tokio::test]
async fn the_token_is_in_no_log_no_error_no_bundle_and_no_file_and_goes_to_no_other_host() {
    keep_log();
    let bench = bench().await;
    let context = bench.fixture.context();
    bench.give(TOKEN).await;
    let elsewhere = GitHubStandIn::start().await;
    let faults = [
        Fault::RedirectTo(format!("{}/repos/maker/hidden", elsewhere.base_url())),
        Fault::Answer(403, "application/json", format!("{{\"message\": \"{TOKEN}\"}}").into_bytes()),
        Fault::Answer(200, "text/html", TOKEN.as_bytes().to_vec()),
        Fault::CutBody,
    ];
    let mut told = Vec::new();
    for fault in faults {
        bench.github.fail_times(2, fault);
        let error = bench.sync(context).await.unwrap_err();
        told.push(format!("{error} {error:?}"));
        bench.github.recover();
    }
    assert!(elsewhere.requests().is_empty(), "a redirect to another host is not followed");
    assert_eq!(bench.sync(context).await.unwrap(), 1);
    told.push(bench.fixture.export().await);
    told.push(format!("{:?}", bench.host));
    told.push(kept_log());
    for text in told {
        assert!(!text.contains(TOKEN), "{text}");
    }
    let folder = bench.fixture.file().parent().unwrap().to_owned();
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(TOKEN.len()).any(|window| window == TOKEN.as_bytes()));
    }
}
