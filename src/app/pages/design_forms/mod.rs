//! Forms of projects and versions: new ones, and changes.

mod edit_project;
mod edit_version;
mod found;
mod new_project;
mod new_version;

pub use edit_project::EditProjectPage;
pub use edit_version::EditVersionPage;
pub use new_project::NewProjectPage;
pub use new_version::NewVersionPage;
