//! The press of the tests, and poppler as the reader of its prints.

use std::env;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use jiff::Timestamp;
use papers::{Papers, Print, Shelf};
use serde_json::Value;

pub(crate) static PAPERS: LazyLock<Papers> = LazyLock::new(|| {
    let dir = env::var_os("MOTCUA_FONTS")
        .map_or_else(|| workspace("web/node_modules/@expo-google-fonts"), PathBuf::from);
    Papers::from_dir(dir).unwrap_or_else(|error| panic!("{error}"))
});

pub(crate) static SHELF: LazyLock<Shelf> =
    LazyLock::new(|| Shelf::open(workspace("law/papers")).unwrap_or_else(|error| panic!("{error}")));

pub(crate) const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn workspace(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The complete sample of a card.
pub(crate) fn sample(name: &str) -> Value {
    SHELF.card(name).unwrap_or_else(|| panic!("no card {name}")).sample.clone()
}

pub(crate) fn print(name: &str, data: &Value) -> Print {
    let paper = SHELF.paper(name).unwrap_or_else(|| panic!("no paper {name}"));
    PAPERS.render(paper, data, NOW).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The text in the order of the content, for example cell by cell in a table.
pub(crate) fn text(pdf: &[u8]) -> String {
    String::from_utf8(poppler("pdftotext", &["-raw", "-", "-"], pdf)).unwrap()
}

/// A text without spaces, line ends and offered breaks: line wrapping must not matter.
pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200B}').collect()
}

/// A page as a grey picture: width, height, one byte per pixel.
pub(crate) fn picture(pdf: &[u8], page: usize) -> (usize, usize, Vec<u8>) {
    let page = page.to_string();
    let pgm = poppler("pdftoppm", &["-gray", "-r", "200", "-f", &page, "-l", &page, "-"], pdf);
    // "P5", width, height and 255, each followed by one white space, then the pixels.
    let mut fields = pgm.splitn(4, |byte| byte.is_ascii_whitespace());
    assert_eq!(fields.next(), Some(&b"P5"[..]));
    let mut number = || -> usize { String::from_utf8_lossy(fields.next().unwrap()).parse().unwrap() };
    let (width, height) = (number(), number());
    (width, height, pgm[pgm.len() - width * height..].to_vec())
}

/// A word with its box, in points from the upper left corner.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) page: usize,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
    pub(crate) text: String,
}

/// Width and height of the pages (all alike) and every word on them.
pub(crate) fn words(pdf: &[u8]) -> ((f64, f64), Vec<Word>) {
    let html = String::from_utf8(poppler("pdftotext", &["-bbox", "-", "-"], pdf)).unwrap();
    let (mut page, mut size, mut words) = (0, (0.0, 0.0), Vec::new());
    for line in html.lines().map(str::trim) {
        if line.starts_with("<page ") {
            page += 1;
            size = (attribute(line, "width"), attribute(line, "height"));
        } else if let Some(rest) = line.strip_prefix("<word ") {
            let body = rest.split('>').nth(1).unwrap_or_default();
            words.push(Word {
                page,
                left: attribute(line, "xMin"),
                top: attribute(line, "yMin"),
                right: attribute(line, "xMax"),
                bottom: attribute(line, "yMax"),
                text: body.trim_end_matches("</word").to_owned(),
            });
        }
    }
    (size, words)
}

fn attribute(line: &str, name: &str) -> f64 {
    let start = line.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
    line[start..].split('"').next().unwrap().parse().unwrap()
}

fn poppler(program: &str, arguments: &[&str], pdf: &[u8]) -> Vec<u8> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} (poppler-utils) is needed: {error}"));
    let mut stdin = child.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&pdf));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "{program} could not read the print");
    output.stdout
}
