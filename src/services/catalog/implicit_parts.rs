//! Implicit parts: what a package always brings along.

use super::{packages, stored_part, told};
use crate::domain::catalog::{FieldError, FieldProblem, InvalidFields, SavedPackage, checked_implicit};
use crate::domain::quantity::Quantity;
use crate::services::bom_sync::{Concerned, refresh_all};
use crate::services::{Context, Request, ServiceError, Started, names};
use crate::store::packages::StoredPackage;
use crate::store::{self, WriteTx};

/// Says how many pieces of a part come with each package of that name. Every line with a part in it
/// brings them along from now on.
///
/// # Errors
/// [`ServiceError::Fields`] for a quantity that cannot be, or a part that is in the package itself;
/// [`ServiceError::NotFound`]; [`ServiceError::Refused`] for an archived part.
pub async fn set(
    context: &Context,
    request: &Request,
    package: &str,
    part: &str,
    quantity: Quantity,
) -> Result<SavedPackage, ServiceError> {
    let quantity = checked_implicit(quantity)?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let package = packages::called(&mut tx, package).await?;
    let id = names::part(&mut tx, part).await?;
    let stored = stored_part(&mut tx, id).await?;
    if stored.part.package == Some(package.id) {
        return Err(InvalidFields::from(FieldError::new("part", FieldProblem::Itself)).into());
    }
    if stored.part.archived {
        return Err(ServiceError::Refused(format!(
            "the part \u{201c}{}\u{201d} is archived: take it back first",
            stored.part.key
        )));
    }
    store::packages::set_implicit(&mut tx, package.id, id, quantity).await?;
    let saved = saved(&mut tx, package).await?;
    context.finish(tx, request, saved).await
}

/// Says that a part no longer comes with a package.
///
/// # Errors
/// [`ServiceError::NotFound`] where it didn't.
pub async fn remove(
    context: &Context,
    request: &Request,
    package: &str,
    part: &str,
) -> Result<SavedPackage, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let package = packages::called(&mut tx, package).await?;
    let id = names::part(&mut tx, part).await?;
    if !store::packages::remove_implicit(&mut tx, package.id, id).await? {
        return Err(ServiceError::not_found("implicit part", part));
    }
    let saved = saved(&mut tx, package).await?;
    context.finish(tx, request, saved).await
}

async fn saved(tx: &mut WriteTx, package: StoredPackage) -> Result<SavedPackage, ServiceError> {
    let edit = store::packages::touch(tx, package.id).await?;
    let concerned = Concerned { packages: [package.id].into(), ..Concerned::default() };
    let lines_changed = refresh_all(tx, &concerned).await?;
    told(tx).await?;
    Ok(SavedPackage { id: package.id, name: package.name, edit, lines_changed })
}
