//! The bracketed form that KiCad writes: `(head "a text" word (child …) …)`.
//!
//! Reading keeps its own stack, so that no depth of brackets reaches that of the program, and drops
//! drawings as soon as they are closed: what is kept of a file is a small part of it.

use super::error::{Place, SyntaxError};
use std::borrow::Cow;

/// Deeper than this nests no file that KiCad wrote.
pub(super) const MOST_DEPTH: usize = 100;
/// Lists, texts and words that are kept of one file.
pub(super) const MOST_NODES: usize = 2_000_000;

/// Lists of these heads are drawings: nothing in them says what a part is.
const DRAWINGS: [&str; 32] = [
    "arc",
    "at",
    "bezier",
    "border",
    "bus",
    "bus_entry",
    "circle",
    "color",
    "comment",
    "data",
    "effects",
    "fill",
    "font",
    "global_label",
    "hierarchical_label",
    "image",
    "junction",
    "label",
    "no_connect",
    "paper",
    "pin",
    "pin_names",
    "pin_numbers",
    "polyline",
    "pts",
    "rectangle",
    "scale",
    "size",
    "stroke",
    "text",
    "title_block",
    "wire",
];

/// One item within brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node<'a> {
    List(List<'a>),
    /// In quotes.
    Text(Cow<'a, str>),
    /// Without quotes.
    Word(&'a str),
}

/// What one pair of brackets holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List<'a> {
    pub items: Vec<Node<'a>>,
    /// Where it opens.
    pub place: Place,
}

impl<'a> Node<'a> {
    pub fn as_list(&self) -> Option<&List<'a>> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// Quoted or not: KiCad changed its mind about UUIDs.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Word(word) => Some(word),
            Self::List(_) => None,
        }
    }
}

impl<'a> List<'a> {
    /// The word that says what the list is.
    pub fn head(&self) -> &str {
        match self.items.first() {
            Some(Node::Word(word)) => word,
            _ => "",
        }
    }

    /// The text or word at a place, the head being at 0.
    pub fn text(&self, at: usize) -> Option<&str> {
        self.items.get(at).and_then(Node::as_text)
    }

    /// The lists in it with that head.
    pub fn children<'s>(&'s self, head: &'s str) -> impl Iterator<Item = &'s List<'a>> {
        self.items.iter().filter_map(Node::as_list).filter(move |list| list.head() == head)
    }

    /// The text of its only or first child with that head.
    pub fn child_text<'s>(&'s self, head: &'s str) -> Option<&'s str> {
        self.children(head).next().and_then(|child| child.text(1))
    }

    /// A flag in any of its forms: `(dnp yes)`, `(dnp)`, or the bare word `dnp`; none if it is not there.
    pub fn flag(&self, head: &str) -> Option<bool> {
        if let Some(child) = self.children(head).next() {
            return Some(!matches!(child.text(1), Some("no" | "false" | "0")));
        }
        let is_bare = |node: &Node<'_>| matches!(node, Node::Word(word) if *word == head);
        self.items.iter().skip(1).any(is_bare).then_some(true)
    }
}

/// Reads the one list that a file is.
pub(super) fn read(text: &str) -> Result<List<'_>, SyntaxError> {
    let mut reader = Reader { text, at: 0, nodes: 0, counted: 0, place: Place { line: 1, column: 1 } };
    let mut open: Vec<List<'_>> = Vec::new();
    let mut whole = None;
    loop {
        reader.skip_space();
        let place = reader.place();
        let Some(next) = reader.peek() else { break };
        if whole.is_some() {
            return Err(SyntaxError::AfterEnd { place });
        }
        match next {
            b'(' => {
                reader.at += 1;
                if open.len() >= MOST_DEPTH {
                    return Err(SyntaxError::TooDeep { place, limit: MOST_DEPTH });
                }
                open.push(List { items: Vec::new(), place });
            }
            b')' => {
                reader.at += 1;
                let Some(closed) = open.pop() else { return Err(SyntaxError::NoList { place }) };
                match open.last_mut() {
                    None => whole = Some(closed),
                    Some(_) if DRAWINGS.binary_search(&closed.head()).is_ok() => {
                        reader.nodes = reader.nodes.saturating_sub(closed.items.len());
                    }
                    Some(around) => around.items.push(Node::List(closed)),
                }
            }
            _ => {
                let node = if next == b'"' { reader.quoted()? } else { Node::Word(reader.word()) };
                let Some(around) = open.last_mut() else { return Err(SyntaxError::NoList { place }) };
                around.items.push(node);
                reader.nodes += 1;
                if reader.nodes > MOST_NODES {
                    return Err(SyntaxError::TooMuch { place, limit: MOST_NODES });
                }
            }
        }
    }
    match (whole, open.last()) {
        (Some(whole), _) => Ok(whole),
        (None, Some(list)) => Err(SyntaxError::NotClosed { place: list.place }),
        (None, None) => Err(SyntaxError::NoList { place: reader.place() }),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    nodes: usize,
    /// Up to which byte `place` has counted.
    counted: usize,
    place: Place,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Line and column of where the reader is; each byte is counted once.
    fn place(&mut self) -> Place {
        let passed = self.text.get(self.counted..self.at).unwrap_or_default();
        for letter in passed.chars() {
            if letter == '\n' {
                self.place = Place { line: self.place.line.saturating_add(1), column: 1 };
            } else {
                self.place.column = self.place.column.saturating_add(1);
            }
        }
        self.counted = self.at;
        self.place
    }

    fn word(&mut self) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let ends = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'(' | b')' | b'"');
        let length = rest.bytes().position(ends).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn quoted(&mut self) -> Result<Node<'a>, SyntaxError> {
        let place = self.place();
        let rest = self.text.get(self.at + 1..).unwrap_or_default();
        let mut is_escaped = false;
        let mut has_escapes = false;
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => (is_escaped, has_escapes) = (true, true),
                b'"' => {
                    self.at += at + 2;
                    let inner = rest.get(..at).unwrap_or_default();
                    return Ok(Node::Text(if has_escapes { unescaped(inner).into() } else { inner.into() }));
                }
                _ => {}
            }
        }
        Err(SyntaxError::OpenQuote { place })
    }
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, if letter == '\\' { letters.next() } else { None }) {
            (_, Some('n')) => plain.push('\n'),
            (_, Some('r')) => plain.push('\r'),
            (_, Some('t')) => plain.push('\t'),
            (_, Some(escaped)) => plain.push(escaped),
            (letter, None) => plain.push(letter),
        }
    }
    plain
}
