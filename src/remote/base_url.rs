//! The base address of an API, as the operator configures it.

use url::Url;

/// Whether requests can go there and the address may be shown: http or https, without login, query
/// or fragment.
pub(super) fn is_plain_web(base: &Url) -> bool {
    let web = matches!(base.scheme(), "http" | "https") && base.has_host();
    let without_login = base.username().is_empty() && base.password().is_none();
    web && without_login && base.query().is_none() && base.fragment().is_none()
}
