//! Characters that mean the same as another are that other: `µ` and `μ`, `Ω` and `Ω`, full-width digits.

/// A text in Unicode's normalization form KC (Unicode Standard Annex #15).
#[must_use]
pub fn compatible(text: &str) -> String {
    // Most texts need no table.
    if text.is_ascii() { text.to_owned() } else { by_table(text) }
}

#[cfg(not(target_arch = "wasm32"))]
fn by_table(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().collect()
}

/// The browser has the tables: packed they are some 50 KB, which every page would load.
#[cfg(target_arch = "wasm32")]
fn by_table(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
}

#[cfg(test)]
mod tests {
    use super::compatible;

    #[test]
    fn look_alikes_are_one() {
        assert_eq!(compatible("4\u{b5}7 10k\u{2126} \u{ff11}\u{ff12}"), "4\u{3bc}7 10k\u{3a9} 12");
        assert_eq!(compatible("10k 1%"), "10k 1%");
    }
}
