//! Every paper with the sample of its card.

use std::thread;

use serde_json::Value;

use crate::press::{self, NOW, PAPERS, SHELF, print, squeeze};

/// Parts of the envelope that only some papers print.
const ENVELOPE: [&str; 8] = ["agency", "number", "place", "date", "print", "dossier", "applicant", "signers"];

#[test]
fn every_paper_prints_all_that_its_own_part_of_the_sample_says() {
    for (name, card, paper) in SHELF.papers() {
        let print = PAPERS.render(paper, &card.sample, NOW).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(print.undrawable.is_empty(), "{name}: {:?}", print.undrawable);
        let text = squeeze(&press::text(&print.pdf));
        let own =
            card.sample.as_object().unwrap().iter().filter(|(key, _)| !ENVELOPE.contains(&key.as_str()));
        for value in own.flat_map(|(_, part)| texts(part)).chain(names(&card.sample)) {
            let value = squeeze(&value);
            assert!(
                text.contains(&value) || text.contains(&value.to_uppercase()),
                "{name} does not print {value:?}:\n{text}"
            );
        }
    }
}

/// Signers and the dossier code: on every paper that has them.
fn names(sample: &Value) -> impl Iterator<Item = String> {
    let code = &sample["dossier"]["code"];
    texts(&sample["signers"]).into_iter().chain(texts(code))
}

/// All texts in a value; a text of several lines counts line by line.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => text.lines().map(str::to_owned).collect(),
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_print_declares_pdf_a_2a_and_pdf_ua_1_in_vietnamese_with_its_title() {
    for (name, card, paper) in SHELF.papers() {
        let pdf = PAPERS.render(paper, &card.sample, NOW).unwrap().pdf;
        let file = String::from_utf8_lossy(&pdf);
        for flag in [
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
            "<dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>",
            "<dc:title>",
            "/StructTreeRoot",
            "/DisplayDocTitle true",
        ] {
            assert!(file.contains(flag), "{name} lacks {flag}");
        }
    }
}

#[test]
fn the_qr_symbol_holds_the_dossier_code_and_nothing_else() {
    for (name, card, paper) in SHELF.papers() {
        let print = PAPERS.render(paper, &card.sample, NOW).unwrap();
        let pages = 1..=print.pages;
        let symbols: Vec<_> = pages.flat_map(|page| decode(name, &print.pdf, page)).collect();
        let code = card.sample["dossier"]["code"].as_str().unwrap();
        assert_eq!(symbols, [code], "{name}");
    }
}

fn decode(name: &str, pdf: &[u8], page: usize) -> Vec<String> {
    let (width, height, pixels) = press::picture(pdf, page);
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    picture
        .detect_grids()
        .iter()
        .map(|grid| grid.decode().unwrap_or_else(|error| panic!("{name}: {error}")).1)
        .collect()
}

#[test]
fn words_stay_inside_the_margins_and_never_lie_on_each_other() {
    for (name, card, paper) in SHELF.papers() {
        check_places(name, &PAPERS.render(paper, &card.sample, NOW).unwrap().pdf);
    }
}

/// Every word lies inside the page with at least 7 mm around it, and no two share ground.
pub(crate) fn check_places(name: &str, pdf: &[u8]) {
    const MARGIN: f64 = 20.0;
    let ((width, height), words) = press::words(pdf);
    for (index, word) in words.iter().enumerate() {
        let inside = word.left >= MARGIN
            && word.right <= width - MARGIN
            && word.top >= MARGIN / 2.0
            && word.bottom <= height - MARGIN / 2.0;
        assert!(inside, "{name}: {word:?} leaves the page of {width} x {height}");
        for other in &words[index + 1..] {
            // Boxes hold ascenders and descenders; only the middle half is ink for sure.
            let (a, b) = (core(word.top, word.bottom), core(other.top, other.bottom));
            let across = word.right.min(other.right) - word.left.max(other.left);
            let down = a.1.min(b.1) - a.0.max(b.0);
            let overlap = word.page == other.page && across > 1.0 && down > 0.0;
            assert!(!overlap, "{name}: {} lies on {}: {word:?}, {other:?}", word.text, other.text);
        }
    }
}

fn core(top: f64, bottom: f64) -> (f64, f64) {
    let quarter = (bottom - top) / 4.0;
    (top + quarter, bottom - quarter)
}

#[test]
fn the_desks_forms_are_a5_and_outcomes_are_a4() {
    let check = |name: &str, expected: (f64, f64)| {
        let ((width, height), _) = press::words(&print(name, &press::sample(name)).pdf);
        assert_eq!((width.round(), height.round()), expected, "{name}");
    };
    check("tt01-2018/01-receipt", (420.0, 595.0));
    check("tt01-2018/05-control-slip", (420.0, 595.0));
    check("outcomes/publication-licence", (595.0, 842.0));
}

#[test]
fn an_ordinary_receipt_takes_one_page() {
    let check = |name: &str| assert_eq!(print(name, &press::sample(name)).pages, 1, "{name}");
    check("local-2012/receipt");
    check("tt01-2018/01-receipt");
    check("tt03-2025/01-receipt");
}

#[test]
fn the_same_paper_data_and_time_give_the_same_bytes_from_any_thread() {
    let name = "tt01-2018/01-receipt";
    let data = press::sample(name);
    let first = print(name, &data).pdf;
    let others: Vec<_> = thread::scope(|scope| {
        let render = || {
            print("outcomes/letter", &press::sample("outcomes/letter"));
            print(name, &data).pdf
        };
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(render)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(others.iter().all(|pdf| *pdf == first));
}

#[test]
fn the_creation_time_is_the_argument_on_the_clock_of_viet_nam() {
    let name = "tt01-2018/01-receipt";
    let now = "2018-12-10T01:05:00Z".parse().unwrap();
    let paper = SHELF.paper(name).unwrap();
    let pdf = PAPERS.render(paper, &press::sample(name), now).unwrap().pdf;
    assert!(String::from_utf8_lossy(&pdf).contains("2018-12-10T08:05:00+07:00"));
}
