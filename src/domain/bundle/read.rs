//! Reading a bundle, naming every fault of its shape rather than the first.
//!
//! A faultless document is read in one go. In a faulty one each fault is noted and taken out, and
//! what is left is read again, so that one import shows all there is to mend.

use super::{Bundle, FORMAT, Problem};
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};

/// The largest bundle that is read.
pub const MAX_BYTES: usize = 200_000_000;
/// After so many faults of shape the rest of a large bundle is not looked at; of a small one, after
/// [`MOST`].
const ENOUGH: usize = 50;
const MOST: usize = 2000;
/// Each fault means reading the bundle once more: so many bytes are read in all.
const WORK: usize = 400_000_000;

/// Reads a bundle: as much of it as has the right shape, with every fault of the rest.
#[must_use]
pub fn read(bytes: &[u8]) -> (Bundle, Vec<Problem>) {
    if bytes.len() > MAX_BYTES {
        return (Bundle::default(), vec![problem("", format!("the bundle is over {MAX_BYTES} bytes"))]);
    }
    // Some editors put a byte order mark first.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // serde would take a list for a struct's fields in their order.
    let is_list = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    if is_list {
        return (Bundle::default(), vec![problem("", "this is no bundle: an object is wanted".to_owned())]);
    }
    let (bundle, mut problems) = match serde_json::from_slice::<Bundle>(bytes) {
        Ok(bundle) => (bundle, Vec::new()),
        Err(error) => salvage(bytes, &error),
    };
    let format_is_read = problems.iter().all(|known| !known.pointer.is_empty() && known.pointer != "/format");
    if format_is_read && bundle.format != FORMAT {
        problems.push(problem("/format", format!("\u{201c}{}\u{201d} is not {FORMAT}", bundle.format)));
    }
    (bundle, problems)
}

fn problem(pointer: &str, message: String) -> Problem {
    Problem { pointer: pointer.to_owned(), message }
}

/// Reads what has the right shape, and notes what has not.
fn salvage(bytes: &[u8], error: &serde_json::Error) -> (Bundle, Vec<Problem>) {
    let unreadable = || (Bundle::default(), vec![problem("", format!("this is no bundle: {error}"))]);
    let Ok(mut document) = serde_json::from_slice::<Value>(bytes) else { return unreadable() };
    if !document.is_object() {
        return unreadable();
    }
    let mut problems = Vec::new();
    let mut nulls_left_out = false;
    let enough = (WORK / bytes.len().max(1)).clamp(ENOUGH, MOST);
    while problems.len() < enough {
        match serde_path_to_error::deserialize::<_, Bundle>(&document) {
            Ok(bundle) if problems.is_empty() && !nulls_left_out => {
                // A field that is there twice is gone from the tree already.
                return (bundle, vec![problem("", error.to_string())]);
            }
            Ok(bundle) => return (bundle, problems),
            Err(fault) => {
                let message = fault.inner().to_string();
                let mut steps = steps(fault.path());
                // Null means the default, as a missing field does.
                if unknown_field(&message).is_none() && leave_nulls_out(&mut document, &steps) {
                    nulls_left_out = true;
                    continue;
                }
                if let Some(field) = unknown_field(&message)
                    && steps.last().is_none_or(|last| last != field)
                {
                    steps.push(field.to_owned());
                }
                problems.push(Problem { pointer: pointer(&steps), message });
                take_out(&mut document, &steps);
            }
        }
    }
    problems.push(problem("", format!("after {enough} faults the rest was not looked at")));
    (Bundle::default(), problems)
}

/// Takes a field that is null out, and its likes in the other entries of its lists; tells whether
/// there was any.
fn leave_nulls_out(document: &mut Value, steps: &[String]) -> bool {
    let Some((step, further)) = steps.split_first() else { return false };
    match document {
        // All of them, not only the first that has one.
        Value::Array(entries) => {
            entries.iter_mut().filter_map(|entry| leave_nulls_out(entry, further).then_some(())).count() > 0
        }
        Value::Object(fields) if further.is_empty() => {
            fields.get(step).is_some_and(Value::is_null) && fields.remove(step).is_some()
        }
        Value::Object(fields) => fields.get_mut(step).is_some_and(|field| leave_nulls_out(field, further)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// The name in serde's sentence "unknown field `name`, expected …".
fn unknown_field(message: &str) -> Option<&str> {
    message.strip_prefix("unknown field `")?.split('`').next()
}

fn steps(path: &Path) -> Vec<String> {
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(index.to_string()),
            Segment::Map { key } => Some(key.clone()),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

fn pointer(steps: &[String]) -> String {
    steps.iter().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1"))).collect()
}

/// Takes a faulty field out. A faulty entry of a list becomes an empty object or text, so that the
/// other entries keep their places; where it is that already, the list goes.
fn take_out(document: &mut Value, steps: &[String]) {
    let Some((last, parents)) = steps.split_last() else {
        *document = Value::Object(Map::new());
        return;
    };
    match document.pointer_mut(&pointer(parents)) {
        Some(Value::Object(fields)) if fields.contains_key(last) => {
            fields.remove(last);
        }
        Some(Value::Array(entries)) => {
            let entry = last.parse().ok().and_then(|index: usize| entries.get_mut(index));
            match entry {
                Some(entry) if *entry == Value::Object(Map::new()) => *entry = Value::String(String::new()),
                Some(entry) if *entry != Value::String(String::new()) => *entry = Value::Object(Map::new()),
                _ => take_out(document, parents),
            }
        }
        _ => take_out(document, parents),
    }
}
