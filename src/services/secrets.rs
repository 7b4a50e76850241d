//! Keeping secrets that the program must be able to use: encrypted with a key that is never in the
//! database.
//!
//! ChaCha20-Poly1305, with a random nonce for each secret; what the secret is for is part of the
//! proof, so that one that was moved elsewhere cannot be read there. The key is configured, or
//! made once in a file beside the database that its owner alone can read.

use super::error::ServiceError;
use crate::store::project_tokens::Sealed;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use secrecy::{ExposeSecret, SecretString};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

const KEY_BYTES: usize = 32;

/// Where the key is.
#[derive(Debug, Clone)]
pub enum KeyPlace {
    /// `CTB_SECRET_KEY`: 64 hexadecimal digits.
    Given(SecretString),
    /// A file with the same.
    File(PathBuf),
}

/// Why a secret cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// There is no key, or it is none.
    NoKey,
    /// It was sealed with another key, for another place, or was changed.
    OtherKey,
}

impl KeyPlace {
    /// The file beside a database: `ctb.key` for `ctb.db`.
    #[must_use]
    pub fn beside(database: &Path) -> Self {
        Self::File(database.with_extension("key"))
    }

    /// Encrypts a secret that is for `purpose` and for nothing else. A key file that does not exist is made.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] where the key cannot be used or made.
    pub fn seal(&self, purpose: &str, secret: &SecretString) -> Result<Sealed, ServiceError> {
        let key = match (self.key(), self) {
            (Some(key), _) => key,
            (None, Self::File(file)) if !file.exists() => made(file)?,
            (None, place) => return Err(ServiceError::Refused(place.complaint())),
        };
        let nonce: [u8; NONCE_LEN] = random()?;
        let mut sealed = secret.expose_secret().as_bytes().to_vec();
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(purpose.as_bytes()),
            &mut sealed,
        )
        .map_err(|_| ServiceError::Internal("a secret could not be encrypted".to_owned()))?;
        Ok(Sealed { nonce: nonce.to_vec(), sealed })
    }

    /// Decrypts what was sealed for `purpose`.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn open(&self, purpose: &str, secret: &Sealed) -> Result<SecretString, Unreadable> {
        let key = self.key().ok_or(Unreadable::NoKey)?;
        let nonce = Nonce::try_assume_unique_for_key(&secret.nonce).map_err(|_| Unreadable::OtherKey)?;
        let mut bytes = secret.sealed.clone();
        let plain = key
            .open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut bytes)
            .map_err(|_| Unreadable::OtherKey)?;
        std::str::from_utf8(plain).map(SecretString::from).map_err(|_| Unreadable::OtherKey)
    }

    fn key(&self) -> Option<LessSafeKey> {
        match self {
            Self::Given(text) => parsed(text.expose_secret()),
            Self::File(file) => parsed(&fs::read_to_string(file).ok()?),
        }
    }

    fn complaint(&self) -> String {
        match self {
            Self::Given(_) => {
                "CTB_SECRET_KEY is no key: it has 64 hexadecimal digits (openssl rand -hex 32 makes one)"
                    .to_owned()
            }
            Self::File(file) => {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                format!(
                    "the key file {name} beside the database cannot be read, or holds no key: restore it, or move it away and give the tokens again"
                )
            }
        }
    }
}

fn parsed(text: &str) -> Option<LessSafeKey> {
    let text = text.trim();
    let digits = text.len() == 2 * KEY_BYTES && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let bytes: Option<Vec<u8>> =
        (0..KEY_BYTES).map(|at| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()).collect();
    let bytes = bytes.filter(|_| digits)?;
    UnboundKey::new(&CHACHA20_POLY1305, &bytes).ok().map(LessSafeKey::new)
}

fn random<const N: usize>() -> Result<[u8; N], ServiceError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|error| ServiceError::Internal(error.to_string()))?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 128 bits that nobody guesses.
///
/// # Errors
/// [`ServiceError::Internal`] where the system gives no random bytes.
pub(in crate::services) fn random_name() -> Result<String, ServiceError> {
    Ok(hex(&random::<16>()?))
}

/// Makes the key's file, whole or not at all; where somebody else made it at the same time, theirs counts.
fn made(file: &Path) -> Result<LessSafeKey, ServiceError> {
    let text = hex(&random::<KEY_BYTES>()?);
    let beside = file.with_extension(format!("key.{}", random_name()?));
    let written =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside).and_then(|mut made| {
            made.write_all(text.as_bytes())?;
            made.sync_all()?;
            fs::hard_link(&beside, file)
        });
    // What counts is the file of the right name.
    let _ = fs::remove_file(&beside);
    match written {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(ServiceError::Refused(format!("the key file beside the database cannot be made: {error}")))
        }
        _ => {
            let place = KeyPlace::File(file.to_path_buf());
            place.key().ok_or_else(|| ServiceError::Refused(place.complaint()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn given(digit: &str) -> KeyPlace {
        KeyPlace::Given(SecretString::from(digit.repeat(64)))
    }

    fn opened(place: &KeyPlace, purpose: &str, sealed: &Sealed) -> Result<String, Unreadable> {
        place.open(purpose, sealed).map(|secret| secret.expose_secret().to_owned())
    }

    #[test]
    fn a_secret_is_read_with_its_key_for_its_purpose_and_otherwise_not() {
        let token = SecretString::from("a-token");
        let sealed = given("a").seal("1/2", &token).unwrap();
        assert_eq!(opened(&given("a"), "1/2", &sealed), Ok("a-token".to_owned()));
        assert_eq!(opened(&given("b"), "1/2", &sealed), Err(Unreadable::OtherKey));
        assert_eq!(opened(&given("a"), "1/3", &sealed), Err(Unreadable::OtherKey));
        assert_eq!(opened(&given("x"), "1/2", &sealed), Err(Unreadable::NoKey));
        for at in 0..sealed.sealed.len() {
            let mut changed = sealed.clone();
            changed.sealed[at] ^= 1;
            assert_eq!(opened(&given("a"), "1/2", &changed), Err(Unreadable::OtherKey));
        }
        let again = given("a").seal("1/2", &token).unwrap();
        assert!(again.nonce != sealed.nonce && again.sealed != sealed.sealed);
        assert!(!sealed.sealed.windows(7).any(|window| window == b"a-token"));
    }

    #[test]
    fn a_key_file_is_made_once_for_its_owner_alone_and_one_that_is_none_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let place = KeyPlace::beside(&folder.path().join("ctb.db"));
        let sealed = place.seal("1/2", &SecretString::from("a-token")).unwrap();
        let file = folder.path().join("ctb.key");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        place.seal("1/3", &SecretString::from("another")).unwrap();
        assert_eq!(opened(&place, "1/2", &sealed), Ok("a-token".to_owned()));
        fs::write(&file, "no key").unwrap();
        assert_eq!(opened(&place, "1/2", &sealed), Err(Unreadable::NoKey));
        let refused = place.seal("1/2", &SecretString::from("a-token")).unwrap_err();
        assert!(refused.to_string().contains("ctb.key"), "{refused}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "no key");
    }
}
