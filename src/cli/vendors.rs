//! The vendors that can be asked, by the settings: one line for each client that there is.

use super::failure::Failure;
use crate::remote::{Mouser, MouserSettings, Vendors};
use crate::server::config::Config;
use std::sync::Arc;

/// The clients whose keys are set; of the others, what is missing.
///
/// # Errors
/// [`Failure::Outside`] where a setting cannot be used.
pub fn configured(config: &Config) -> Result<Vendors, Failure> {
    let Some(key) = &config.mouser_key.value else {
        return Ok(Vendors::none().with_keyless(Mouser::NAME, Mouser::KEY_SETTING));
    };
    let settings =
        MouserSettings { base_url: config.mouser_url.value.clone(), ..MouserSettings::new(key.clone()) };
    Ok(Vendors::none().with(Arc::new(Mouser::new(settings)?)))
}
