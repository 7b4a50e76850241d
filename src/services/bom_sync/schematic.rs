//! Gathering the sheets of a schematic: from the repository at one commit, or from files at hand.

use crate::domain::bom::BomFile;
use crate::domain::schematic::{self, Design, WantedSheet};
use crate::remote::{BomPath, CommitId, GitHost, RemoteError, RepositoryUrl};
use crate::services::error::ServiceError;
use futures::StreamExt;

pub(super) use crate::domain::schematic::Limits;

/// Sheets that are asked for at once.
const AT_ONCE: usize = 6;

/// A commit of a repository.
pub(super) struct Place<'a> {
    pub host: &'a dyn GitHost,
    pub repository: &'a RepositoryUrl,
    pub commit: &'a CommitId,
}

impl Place<'_> {
    /// The file of a path; none where the repository does not have it.
    pub(super) async fn file(&self, path: &BomPath) -> Result<Option<Vec<u8>>, RemoteError> {
        match self.host.read_file(self.repository, self.commit, path).await {
            Err(RemoteError::NoSuchPath { .. }) => Ok(None),
            read => read.map(Some),
        }
    }

    async fn sheet(&self, wanted: WantedSheet) -> Result<(String, Vec<u8>), ServiceError> {
        let path = match BomPath::parse(&wanted.path) {
            Ok(path) => path,
            Err(error) => return Err(missing(wanted, Some(error.to_string()))),
        };
        match self.file(&path).await? {
            Some(bytes) => Ok((wanted.path, bytes)),
            None => Err(missing(wanted, None)),
        }
    }
}

fn missing(wanted: WantedSheet, why: Option<String>) -> ServiceError {
    ServiceError::Bom(wanted.missing(why).into())
}

/// Reads a schematic whose sub-sheets lie in the same commit.
pub(super) async fn of_repository(
    at: &Place<'_>,
    root: &str,
    bytes: &[u8],
    limits: Limits,
) -> Result<BomFile, ServiceError> {
    let mut design = Design::start(root, bytes, limits)?;
    loop {
        let wanted = design.wanted();
        if wanted.is_empty() {
            return Ok(design.bom()?);
        }
        let mut sheets = futures::stream::iter(wanted).map(|sheet| at.sheet(sheet)).buffered(AT_ONCE);
        while let Some(read) = sheets.next().await {
            let (path, bytes) = read?;
            design.add(&path, &bytes)?;
        }
    }
}

/// Reads a schematic whose sheets are at hand.
pub(super) fn of_files<'f>(
    root: &str,
    sheet: &dyn Fn(&str) -> Option<&'f [u8]>,
) -> Result<BomFile, ServiceError> {
    Ok(schematic::read(root, sheet, Limits::default())?)
}
