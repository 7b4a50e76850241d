//! Where settings are looked for, the first that says something counting.

use super::{ALL, ConfigError, Known, Origin};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The file that is read where none is named.
const USUAL_FILE: &str = "ctb.toml";
/// Names another file.
const FILE_VARIABLE: &str = "CTB_CONFIG";

/// A configuration file that was read: all of its keys are settings, all of its values texts.
#[derive(Debug, Clone, Default)]
pub struct ConfigFile {
    path: PathBuf,
    values: BTreeMap<&'static str, String>,
}

/// Flags, environment and file. The environment is a parameter, so that tests bring their own.
pub struct Sources<'s> {
    /// What the command's flags say, by setting.
    pub flags: BTreeMap<&'static str, String>,
    /// Looks up a variable.
    pub environment: &'s dyn Fn(&str) -> Option<OsString>,
    /// The file, if there is one.
    pub file: Option<ConfigFile>,
}

impl<'s> Sources<'s> {
    /// The sources of a command: its flags, the environment, and the file that `named` or
    /// `CTB_CONFIG` says, else `ctb.toml` in the working directory if it is there.
    ///
    /// # Errors
    /// [`ConfigError`] where the file cannot be used.
    pub fn collect(
        flags: BTreeMap<&'static str, String>,
        named: Option<PathBuf>,
        environment: &'s dyn Fn(&str) -> Option<OsString>,
    ) -> Result<Self, ConfigError> {
        let named =
            named.or_else(|| environment(FILE_VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from));
        let file = match named {
            Some(path) => Some(ConfigFile::read(&path)?),
            None if Path::new(USUAL_FILE).exists() => Some(ConfigFile::read(Path::new(USUAL_FILE))?),
            None => None,
        };
        Ok(Self { flags, environment, file })
    }

    /// What is said about a setting, and who says it. An empty variable says nothing.
    pub(super) fn find(&self, known: &Known) -> Result<Option<(String, Origin)>, ConfigError> {
        if let Some(text) = self.flags.get(known.key) {
            return Ok(Some((text.clone(), Origin::Flag(known.key))));
        }
        if let Some(text) = (self.environment)(known.variable).filter(|text| !text.is_empty()) {
            let text = text.into_string().map_err(|_| ConfigError::NotUnicode(known.variable))?;
            return Ok(Some((text, Origin::Environment(known.variable))));
        }
        let Some(file) = &self.file else { return Ok(None) };
        Ok(file.values.get(known.key).map(|text| (text.clone(), Origin::File(file.path.clone()))))
    }
}

impl ConfigFile {
    /// Reads a file.
    ///
    /// # Errors
    /// [`ConfigError`] where it cannot be read or says what is no setting.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
            path: path.to_path_buf(),
            cause: error.to_string(),
        })?;
        Self::parse(path, &text)
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// As [`ConfigFile::read`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, ConfigError> {
        let table: toml::Table =
            text.parse().map_err(|error: toml::de::Error| not_toml(path, text, &error))?;
        let is_setting = |key: &&String| ALL.iter().any(|known| known.key == key.as_str());
        let unknown: Vec<String> = table.keys().filter(|key| !is_setting(key)).cloned().collect();
        if !unknown.is_empty() {
            let known = ALL.iter().map(|known| known.key).collect();
            return Err(ConfigError::UnknownKeys { path: path.to_path_buf(), keys: unknown, known });
        }
        let mut values = BTreeMap::new();
        for known in ALL {
            match table.get(known.key) {
                None => {}
                Some(toml::Value::String(text)) => {
                    values.insert(known.key, text.clone());
                }
                Some(_) => return Err(ConfigError::NotText { key: known.key, path: path.to_path_buf() }),
            }
        }
        Ok(Self { path: path.to_path_buf(), values })
    }
}

/// The message alone: TOML's own display quotes the line, which may hold a secret.
fn not_toml(path: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.get(..start).map_or(1, |before| before.matches('\n').count() + 1);
    let cause = error.message().replace('\n', " ");
    ConfigError::NotToml { path: path.to_path_buf(), cause, line }
}
