//! Sources as text, cut into what the rules look at.

use std::path::{Path, PathBuf};

/// One Rust file, with comments and test modules blanked out; line numbers stay true.
pub struct Source {
    /// Path from the folder that was read, with `/`.
    pub path: String,
    /// As it stands on disk.
    pub text: String,
    /// Without comments and tests.
    pub code: String,
    /// Without comments, tests and the insides of literals.
    pub bare: String,
}

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The sources of the server.
pub fn server() -> Vec<Source> {
    rust_below(&root().join("crates/server/src"))
}

/// Every Rust file below `folder`, in the order of paths.
pub fn rust_below(folder: &Path) -> Vec<Source> {
    files_below(folder, "rs").into_iter().map(|(path, text)| Source::new(path, text)).collect()
}

/// Every file below `folder` with this ending: path from there, and text.
pub fn files_below(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(folder, ending, &mut found);
    found.sort();
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    found.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, ending, found);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
}

impl Source {
    /// Cuts `text`.
    pub fn new(path: String, text: String) -> Self {
        let (mut code, mut bare) = (blank(&text, false), blank(&text, true));
        while let Some(range) = test_item(&bare) {
            wipe(&mut code, range.clone());
            wipe(&mut bare, range);
        }
        Self { path, text, code, bare }
    }

    /// The number of the line at byte `at`.
    pub fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    /// `path:line` of byte `at`.
    pub fn place(&self, at: usize) -> String {
        format!("{}:{}", self.path, self.line(at))
    }

    /// Every place where one of `names` stands as a whole path or word, outside comments, tests and literals.
    pub fn named<'a>(&self, names: &'a [&'a str]) -> Vec<(usize, &'a str)> {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let whole = |at: usize, name: &str| {
            !self.bare[..at].ends_with(is_word) && !self.bare[at + name.len()..].starts_with(is_word)
        };
        let each = |name: &'a &'a str| {
            self.bare.match_indices(*name).filter(move |(at, _)| whole(*at, name)).map(|(at, _)| (at, *name))
        };
        names.iter().flat_map(each).collect()
    }

    /// The insides of all string literals, with the byte where each begins.
    pub fn literals(&self) -> Vec<(usize, &str)> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(open) = self.bare[from..].find('"').map(|at| from + at + 1) {
            let Some(length) = self.bare[open..].find('"') else { break };
            found.push((open, &self.code[open..open + length]));
            from = open + length + 1;
        }
        found
    }
}

/// Fails with all that was found and with what to do about it.
pub fn expect_none(found: &[String], remedy: &str) {
    assert!(found.is_empty(), "\n{}\n→ {remedy}\n", found.join("\n"));
}

/// Comments, and with `literals` the insides of literals too, become spaces; every byte and line stays in its place.
fn blank(text: &str, literals: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let (end, inside) = piece(bytes, at);
        if let Some((from, to, is_comment)) = inside
            && (is_comment || literals)
        {
            out[from..to].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
        }
        at = end;
    }
    String::from_utf8(out).expect("only whole pieces are blanked")
}

/// The end of the piece at `at`, and the part of it that is no code: from, to, whether it is a comment.
fn piece(bytes: &[u8], at: usize) -> (usize, Option<(usize, usize, bool)>) {
    let rest = &bytes[at..];
    let find = |from: usize, needle: &[u8]| {
        bytes[from..].windows(needle.len()).position(|w| w == needle).map_or(bytes.len(), |n| from + n)
    };
    let starts_word = at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    if rest.starts_with(b"//") {
        let end = find(at, b"\n");
        return (end, Some((at, end, true)));
    }
    if rest.starts_with(b"/*") {
        let end = (find(at, b"*/") + 2).min(bytes.len());
        return (end, Some((at, end, true)));
    }
    if starts_word && rest.starts_with(b"r") {
        let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
        if rest.get(1 + hashes) == Some(&b'"') {
            let open = at + hashes + 2;
            let close = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
            let end = find(open, &close);
            return ((end + close.len()).min(bytes.len()), Some((open, end, false)));
        }
    }
    if rest[0] == b'"' {
        let end = unescaped(bytes, at + 1, b'"');
        return ((end + 1).min(bytes.len()), Some((at + 1, end, false)));
    }
    // A quote is a character, unless it begins the name of a lifetime.
    if rest[0] == b'\'' && (rest.get(1) == Some(&b'\\') || is_character(rest)) {
        let end = unescaped(bytes, at + 1, b'\'');
        return ((end + 1).min(bytes.len()), Some((at + 1, end, false)));
    }
    (at + 1, None)
}

fn is_character(rest: &[u8]) -> bool {
    rest.iter().skip(2).take(4).position(|byte| *byte == b'\'').is_some_and(|length| {
        let inside = &rest[1..length + 2];
        std::str::from_utf8(inside).is_ok_and(|text| text.chars().count() == 1)
    })
}

fn unescaped(bytes: &[u8], from: usize, close: u8) -> usize {
    let mut at = from;
    while at < bytes.len() && bytes[at] != close {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// The next item under `#[cfg(test)]`.
fn test_item(bare: &str) -> Option<std::ops::Range<usize>> {
    const TEST: &str = "#[cfg(test)]";
    let at = bare.find(TEST)?;
    Some(at..item_end(bare, at + TEST.len()))
}

/// The end of the item that begins at `at`: its `;` or its closing brace.
pub fn item_end(bare: &str, at: usize) -> usize {
    let mut depth = 0_i32;
    for (offset, byte) in bare[at..].bytes().enumerate() {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at + offset + 1;
                }
            }
            b';' if depth == 0 => return at + offset + 1,
            _ => {}
        }
    }
    bare.len()
}

fn wipe(text: &mut String, range: std::ops::Range<usize>) {
    let blank: String =
        text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &blank);
}

#[test]
fn comments_literals_and_tests_are_told_from_code() {
    let text = "// a \"b\n/* c */ let x = \"d // e\"; let y: &'a str = '\"'; r#\"f\"g\"#;\n#[cfg(test)]\nmod tests { fn h() {} }\nfn i() {}";
    let source = Source::new("x.rs".into(), text.into());
    assert_eq!(source.text.len(), source.code.len());
    assert_eq!(source.literals().iter().map(|(_, inside)| *inside).collect::<Vec<_>>(), ["d // e", "f\"g"]);
    assert!(source.code.contains("d // e") && source.code.contains("fn i()"));
    assert!(["fn h", "c */", "a \""].iter().all(|gone| !source.code.contains(gone)), "{}", source.code);
    assert!(source.bare.contains("&'a str") && !source.bare.contains("d //"));
    assert_eq!(source.named(&["let", "le"]).len(), 2);
}
