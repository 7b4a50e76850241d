//! How answers travel, and the data that a page is sent with: by place and not by name (`postcard`), so that the
//! browser's part has little to read them with. Both ends are built together, so that nothing has to tell
//! names apart; programs have the bundle and the command line.

use leptos::server::codee::{Decoder, Encoder};
use leptos::server_fn::{ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};

/// The encoding of every answer.
pub type Wire = Post<ByPlace>;

/// Fields in their order, without their names.
#[derive(Debug)]
pub struct ByPlace;

/// What cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// The bytes are not what was meant.
    #[error(transparent)]
    Postcard(#[from] postcard::Error),
    /// The text of a page holds what is no byte.
    #[error("the page's data holds {0:?}, which is no byte")]
    NoByte(char),
}

impl ContentType for ByPlace {
    const CONTENT_TYPE: &'static str = "application/octet-stream";
}

impl FormatType for ByPlace {
    const FORMAT_TYPE: Format = Format::Binary;
}

impl<T: Serialize> Encodes<T> for ByPlace {
    type Error = postcard::Error;

    fn encode(output: &T) -> Result<server_fn::Bytes, Self::Error> {
        postcard::to_allocvec(output).map(Into::into)
    }
}

impl<T: DeserializeOwned> Decodes<T> for ByPlace {
    type Error = postcard::Error;

    fn decode(bytes: server_fn::Bytes) -> Result<T, Self::Error> {
        postcard::from_bytes(&bytes)
    }
}

impl<T: Serialize> Encoder<T> for ByPlace {
    type Error = postcard::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        Ok(postcard::to_allocvec(value)?.into_iter().map(letter).collect())
    }
}

impl<T: DeserializeOwned> Decoder<T> for ByPlace {
    type Error = WireError;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, WireError> {
        let bytes = text.chars().map(byte).collect::<Result<Vec<u8>, _>>()?;
        Ok(postcard::from_bytes(&bytes)?)
    }
}

/// Where bytes that are not written as they are begin among the letters: all that follow are printable,
/// so that a script's text holds them without escapes.
const LETTERS: u32 = 0x100;

/// A byte as a letter of a page: as it is where it is a printable character that needs no escape in a script, which
/// packs better than an encoding in four letters for three bytes.
fn letter(byte: u8) -> char {
    let is_plain = matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\' | b'\'' | b'<' | b'>' | b'&');
    if is_plain { char::from(byte) } else { char::from_u32(LETTERS + u32::from(byte)).unwrap_or_default() }
}

fn byte(letter: char) -> Result<u8, WireError> {
    let code = u32::from(letter);
    u8::try_from(code.checked_sub(LETTERS).unwrap_or(code)).map_err(|_| WireError::NoByte(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_a_page_is_sent_with_is_read_as_it_was(bytes: Vec<u8>, text: String, number: Option<i64>) {
            let sent = (bytes, text, number);
            let written = <ByPlace as Encoder<_>>::encode(&sent).unwrap();
            prop_assert!(!format!("{written:?}").contains('\\'), "no escapes");
            let read: (Vec<u8>, String, Option<i64>) = <ByPlace as Decoder<_>>::decode(&written).unwrap();
            prop_assert_eq!(read, sent);
        }

        #[test]
        fn reading_what_is_no_data_ends_in_an_answer_and_not_in_a_panic(text: String) {
            let _: Result<(String, u64), WireError> = <ByPlace as Decoder<_>>::decode(&text);
        }
    }

    #[test]
    fn each_byte_has_a_letter_of_its_own() {
        for number in 0..=u8::MAX {
            assert_eq!(byte(letter(number)).unwrap(), number);
        }
        assert!(matches!(byte('\u{200}'), Err(WireError::NoByte('\u{200}'))));
    }
}
