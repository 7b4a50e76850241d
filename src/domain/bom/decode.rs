//! From bytes to text: which encoding, and whether it is text for a table at all.

use super::error::{BomError, FileKind};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// The text of a file.
pub(in crate::domain) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, BomError> {
    if let Some(kind) = kind_of_bytes(bytes) {
        return Err(BomError::NotABom(kind));
    }
    let text = decode_text(bytes)?;
    if text.trim().is_empty() {
        return Err(BomError::Empty);
    }
    kind_of_text(&text).map_or(Ok(text), |kind| Err(BomError::NotABom(kind)))
}

/// The order of formats.md §1.3: a byte order mark decides; then the pattern of NULs, because plain
/// letters in UTF-16 are valid UTF-8 too; then UTF-8; then what Windows programs write.
fn decode_text(bytes: &[u8]) -> Result<Cow<'_, str>, BomError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_announced(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if bytes.contains(&0) {
        let encoding = utf_16_by_nuls(bytes).ok_or(BomError::NotABom(FileKind::Binary))?;
        return decode_announced(encoding, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0),
    }
}

fn decode_announced<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, BomError> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text);
    }
    let (marked, _) = encoding.decode_without_bom_handling(bytes);
    let before = marked.split('\u{fffd}').next().unwrap_or_default();
    Err(BomError::BadEncoding { encoding: display_name(encoding), row: 1 + count_lines(before) })
}

fn display_name(encoding: &'static Encoding) -> &'static str {
    if encoding == UTF_8 { "UTF-8" } else { "UTF-16" }
}

fn count_lines(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

/// Most letters of a table are ASCII, whose other byte in UTF-16 is NUL: the second in little
/// endian, the first in big endian.
fn utf_16_by_nuls(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut first, mut second) = (0_usize, 0_usize);
    for pair in bytes.chunks_exact(2) {
        first += usize::from(pair.first() == Some(&0));
        second += usize::from(pair.get(1) == Some(&0));
    }
    let many = |nuls: usize| nuls * 2 > bytes.len() / 2;
    let few = |nuls: usize| nuls * 20 < bytes.len() / 2;
    if many(second) && few(first) {
        Some(UTF_16LE)
    } else if many(first) && few(second) {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn kind_of_bytes(bytes: &[u8]) -> Option<FileKind> {
    const BEGINNINGS: [(&[u8], FileKind); 7] = [
        (b"PK\x03\x04", FileKind::Zip),
        (b"PK\x05\x06", FileKind::Zip),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileKind::OldExcel),
        (b"%PDF-", FileKind::Pdf),
        (b"\x89PNG", FileKind::Binary),
        (b"\x1F\x8B", FileKind::Binary),
        (b"\xFF\xD8\xFF", FileKind::Binary),
    ];
    BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, kind)| *kind)
}

fn kind_of_text(text: &str) -> Option<FileKind> {
    let start = text.trim_start();
    let begins = |with: &str| start.get(..with.len()).is_some_and(|s| s.eq_ignore_ascii_case(with));
    if begins("version https://git-lfs.github.com/spec/") {
        Some(FileKind::LfsPointer)
    } else if begins("<?xml") || begins("<export") {
        Some(FileKind::Xml)
    } else if begins("<") {
        Some(kind_of_page(text))
    } else if begins("(kicad_") {
        Some(FileKind::KicadDesign)
    } else if begins("{") || begins("[") {
        Some(FileKind::Json)
    } else if is_binary(text) {
        Some(FileKind::Binary)
    } else {
        None
    }
}

fn kind_of_page(text: &str) -> FileKind {
    if ["InteractiveHtmlBom", "Interactive BOM", "pcbdata"].iter().any(|word| text.contains(word)) {
        FileKind::InteractiveHtmlBom
    } else {
        FileKind::HtmlPage
    }
}

/// Text has no NUL and next to no other control characters.
fn is_binary(text: &str) -> bool {
    let is_odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
    text.contains('\0') || text.chars().filter(is_odd).count() * 50 > text.len()
}
