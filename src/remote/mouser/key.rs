//! The key: kept out of everything that is told.

use secrecy::{ExposeSecret, SecretString};

/// A shorter text is no key, and taking it out of an answer would take half the answer with it.
const SHORTEST_SECRET: usize = 8;

/// The API key. It has neither `Debug` nor `Display`.
pub(super) struct Key(SecretString);

impl Key {
    pub(super) fn new(key: &SecretString) -> Self {
        Self(SecretString::from(key.expose_secret().trim()))
    }

    /// For the request's address, and for nothing else.
    pub(super) fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// A text of the server's without the key, in whichever case it is repeated.
    pub(super) fn taken_out_of(&self, text: String) -> String {
        let key = self.0.expose_secret();
        if key.len() < SHORTEST_SECRET {
            return text;
        }
        // Other letters than ASCII keep their length and place.
        let (lower, wanted) = (text.to_ascii_lowercase(), key.to_ascii_lowercase());
        let mut clean = String::with_capacity(text.len());
        let mut from = 0;
        for (at, _) in lower.match_indices(&wanted) {
            clean.push_str(text.get(from..at).unwrap_or_default());
            clean.push('\u{2026}');
            from = at + wanted.len();
        }
        clean.push_str(text.get(from..).unwrap_or_default());
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_taken_out_in_any_case() {
        let key = Key::new(&SecretString::from(" 0f1e2d3c-aaaa "));
        let said = key.taken_out_of("\u{e4} 0F1E2D3C-AAAA, 0f1e2d3c-aaaa! 0f1e".to_owned());
        assert_eq!(said, "\u{e4} \u{2026}, \u{2026}! 0f1e");
        assert_eq!(Key::new(&SecretString::from("e")).taken_out_of("here".to_owned()), "here");
        assert_eq!(Key::new(&SecretString::from("")).taken_out_of("here".to_owned()), "here");
    }
}
