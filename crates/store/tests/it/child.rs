//! A test that runs part of itself in another process: the same program, told by the environment what to be.

use std::process::{Command, Stdio};

const ROLE: &str = "STORE_TEST_CHILD";

/// This process's role and the database's address, if it is such a child.
#[expect(clippy::disallowed_methods, reason = "the environment is how the parent tells the child what to be")]
pub(crate) fn role() -> Option<(String, String)> {
    let told = std::env::var(ROLE).ok()?;
    let (role, url) = told.split_once(' ')?;
    Some((role.to_owned(), url.to_owned()))
}

/// The command that runs the test of this name as a child with this role.
pub(crate) fn command(test: &str, role: &str, url: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture"]).env(ROLE, format!("{role} {url}"));
    command.stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::piped());
    command
}

/// What a child says to its parent, apart from what the test harness prints.
pub(crate) fn say(word: &str) {
    println!("\nchild: {word}");
}

/// What the child said in this line, if anything.
pub(crate) fn said(line: &str) -> Option<&str> {
    line.strip_prefix("child: ")
}

/// Runs the child to its end and gives all it said.
pub(crate) fn run(test: &str, role: &str, url: &str) -> Vec<String> {
    let output = command(test, role, url).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(said).map(str::to_owned).collect()
}
