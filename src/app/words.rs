//! How things are said everywhere alike.

/// With a capital and a full stop.
#[must_use]
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

/// A commit as people tell it from others: its first seven digits.
#[must_use]
pub fn short_commit(commit: &str) -> String {
    commit.chars().take(7).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_and_ends_once() {
        assert_eq!(sentence("the host is down"), "The host is down.");
        assert_eq!(sentence("Éclair."), "Éclair.");
        assert_eq!(sentence(""), ".");
    }

    #[test]
    fn a_commit_is_shortened() {
        assert_eq!(short_commit("d296236aa0f1"), "d296236");
        assert_eq!(short_commit("abc"), "abc");
    }
}
