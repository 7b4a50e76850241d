//! The whole working state, for `ctb state`.

use super::{Context, ServiceError};
use crate::domain::state::State;

/// The caller's workspace as it stands: sorted, so that equal states print the same bytes.
///
/// # Errors
/// [`ServiceError::Store`] where the database fails or holds what it must not.
pub async fn state(context: &Context) -> Result<State, ServiceError> {
    Ok(State::of(&super::bundle::snapshot(context).await?))
}
