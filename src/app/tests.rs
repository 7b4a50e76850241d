//! What keeps the layout of this folder: read from its sources.

use std::{fs, path::Path};

fn sources(below: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app").join(below)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty());
    found
}

fn lines_with<'a>(sources: &'a [(String, String)], what: &str) -> Vec<&'a str> {
    sources.iter().filter(|(_, text)| text.contains(what)).map(|(path, _)| path.as_str()).collect()
}

#[test]
fn class_names_stand_in_components_alone() {
    for attribute in [" class=", " class:", "attr:class", "inner_html", " style=", " style:"] {
        assert_eq!(lines_with(&sources("pages"), attribute), [""; 0], "{attribute} in a page");
    }
}

#[test]
fn no_style_attribute_is_ever_rendered() {
    for attribute in [" style=", " style:"] {
        assert_eq!(
            lines_with(&sources("components"), attribute),
            [""; 0],
            "the content policy forbids {attribute}"
        );
    }
}

#[test]
fn elements_whose_text_is_not_escaped_stand_in_one_file() {
    for element in ["<textarea\n", "<textarea ", "<title"] {
        let ours: Vec<_> =
            sources("components").into_iter().filter(|(path, _)| !path.ends_with("/text.rs")).collect();
        assert_eq!(lines_with(&ours, element), [""; 0]);
        assert_eq!(lines_with(&sources("pages"), element), [""; 0]);
    }
}
