//! Answers that a host may confirm instead of sending them again.

use std::collections::VecDeque;

/// An answer with the tag under which the host knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remembered {
    pub etag: String,
    pub content_type: String,
    pub body: Vec<u8>,
}

/// The latest answers by address and form, bounded in number and in bytes; the oldest go first.
#[derive(Debug)]
pub(super) struct Cache {
    entries: VecDeque<(String, Remembered)>,
    bytes: usize,
    most_entries: usize,
    most_bytes: usize,
}

impl Cache {
    pub fn new(most_entries: usize, most_bytes: usize) -> Self {
        Self { entries: VecDeque::new(), bytes: 0, most_entries, most_bytes }
    }

    pub fn get(&self, key: &str) -> Option<&Remembered> {
        self.entries.iter().find(|(known, _)| known == key).map(|(_, answer)| answer)
    }

    pub fn put(&mut self, key: String, answer: Remembered) {
        self.forget(&key);
        if answer.body.len() > self.most_bytes {
            return;
        }
        self.bytes += answer.body.len();
        self.entries.push_back((key, answer));
        while self.entries.len() > self.most_entries || self.bytes > self.most_bytes {
            if let Some((_, oldest)) = self.entries.pop_front() {
                self.bytes -= oldest.body.len();
            }
        }
    }

    fn forget(&mut self, key: &str) {
        if let Some(place) = self.entries.iter().position(|(known, _)| known == key)
            && let Some((_, old)) = self.entries.remove(place)
        {
            self.bytes -= old.body.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(bytes: usize) -> Remembered {
        Remembered { etag: "\"x\"".into(), content_type: String::new(), body: vec![0; bytes] }
    }

    #[test]
    fn the_oldest_answers_make_room() {
        let mut cache = Cache::new(2, 100);
        for key in ["a", "b", "c"] {
            cache.put(key.into(), answer(10));
        }
        assert_eq!(
            [cache.get("a"), cache.get("b"), cache.get("c")].map(|hit| hit.is_some()),
            [false, true, true]
        );
        cache.put("d".into(), answer(95));
        assert_eq!(
            [cache.get("b"), cache.get("c"), cache.get("d")].map(|hit| hit.is_some()),
            [false, false, true]
        );
        assert_eq!(cache.bytes, 95);
    }

    #[test]
    fn a_newer_answer_replaces_the_older_and_one_too_large_is_not_kept() {
        let mut cache = Cache::new(2, 100);
        cache.put("a".into(), answer(10));
        cache.put("a".into(), answer(20));
        assert_eq!((cache.entries.len(), cache.bytes), (1, 20));
        cache.put("a".into(), answer(101));
        assert_eq!((cache.entries.len(), cache.bytes), (0, 0));
    }
}
