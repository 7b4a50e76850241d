//! Rebuilds what is embedded when it changes: the migrations, and for a release the site's files. Tells the
//! linker of the browser's part to leave texts and tables apart, so that each goes where its page's code goes.
fn main() {
    println!("cargo:rerun-if-changed=migrations");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|name| name == "wasm32") {
        println!("cargo:rustc-link-arg-cdylib=--no-merge-data-segments");
    }
    if std::env::var_os("CARGO_FEATURE_EMBED").is_some() {
        println!("cargo:rerun-if-changed=target/site");
    }
}
