//! Where a sub-sheet lies.

/// The path of a sub-sheet from the folder that the schematic may use, as `sheet` names it; every step
/// stays inside.
///
/// # Errors
/// What is wrong with the path, in words that follow it.
pub(super) fn resolve(sheet: &str, given: &str, root: &str) -> Result<String, &'static str> {
    let given = given.trim().replace('\\', "/");
    let (base, rest) = match given.strip_prefix("${KIPRJMOD}/") {
        Some(rest) => (root, rest),
        None => (sheet, given.as_str()),
    };
    if rest.is_empty() {
        return Err("is empty");
    }
    if rest.starts_with('/') || rest.chars().nth(1) == Some(':') {
        return Err("is absolute");
    }
    if rest.contains("${") {
        return Err("contains a variable");
    }
    if rest.contains(char::is_control) || rest.chars().count() > 500 {
        return Err("is no path of a file");
    }
    let mut steps: Vec<&str> = base.split('/').collect();
    steps.pop();
    for step in rest.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop().ok_or("leads out of the folder")?;
            }
            step => steps.push(step),
        }
    }
    if steps.is_empty() { Err("names no file") } else { Ok(steps.join("/")) }
}
