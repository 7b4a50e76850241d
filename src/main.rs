//! The command line, nothing else.

fn main() -> std::process::ExitCode {
    ctb::cli::run()
}
