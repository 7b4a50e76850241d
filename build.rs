//! Rebuilds what is embedded when it changes: the migrations, and for a release the site's files.
fn main() {
    println!("cargo:rerun-if-changed=migrations");
    if std::env::var_os("CARGO_FEATURE_EMBED").is_some() {
        println!("cargo:rerun-if-changed=target/site");
    }
}
