//! What a template may not do, and what a caller is told.

use papers::{Paper, PaperError, Papers, Shelf, ShelfError};
use serde_json::{Value, json};

use crate::press::{NOW, PAPERS, SHELF, sample};

fn render(source: &str, data: &Value) -> Result<papers::Print, PaperError> {
    let head = r#"#set document(title: "Thử"); #set text(lang: "vi", font: "Tinos");"#;
    PAPERS.render(&Paper::load(&format!("{head}\n{source}")), data, NOW)
}

fn refusal(source: &str) -> String {
    match render(source, &json!({})) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("{source} was printed"),
    }
}

#[test]
fn a_template_reads_no_file_beside_its_data() {
    for path in ["/etc/passwd", "../../Cargo.toml", "data.txt", "/data.json/../secret"] {
        for reader in ["read", "json", "image", "plugin"] {
            let error = refusal(&format!("#{reader}({path:?})"));
            assert!(
                error.contains("mẫu in chỉ được đọc /data.json") || error.contains("path"),
                "{reader} {path}: {error}"
            );
        }
    }
}

#[test]
fn a_template_imports_no_package_and_no_unknown_template() {
    let error = refusal(r#"#import "@preview/example:1.0.0": *"#);
    assert!(error.contains("không được dùng gói ngoài: @preview/example:1.0.0"), "{error}");
    let error = refusal(r#"#import "other.typ": *"#);
    assert!(error.contains("không được đọc /other.typ"), "{error}");
}

#[test]
fn a_template_error_names_the_file_and_the_line() {
    let error = render("\n#let x = 1 + \"a\"", &json!({})).unwrap_err();
    let PaperError::Template { place, .. } = error else { panic!("{error}") };
    assert_eq!(place, "paper.typ:3");
}

#[test]
fn a_missing_key_is_named_with_the_expression_that_reads_it() {
    let mut data = sample("tt01-2018/01-receipt");
    data["receipt"].as_object_mut().unwrap().remove("accepted_at");
    let error = PAPERS.render(SHELF.paper("tt01-2018/01-receipt").unwrap(), &data, NOW).unwrap_err();
    let PaperError::MissingData { key, expression, place } = &error else { panic!("{error}") };
    assert_eq!((key.as_str(), expression.as_str()), ("accepted_at", "it.accepted_at"));
    assert!(place.starts_with("one-stop.typ:"), "{place}");
    assert!(error.to_string().contains("thiếu khoá `accepted_at`"), "{error}");
}

#[test]
fn a_paper_without_one_of_its_parts_is_refused_not_printed_with_a_hole() {
    let read_by_some = ["agency", "applicant", "number", "place", "date"];
    for (name, card, paper) in SHELF.papers() {
        let parts = card.sample.as_object().unwrap().keys();
        for part in parts.filter(|part| !read_by_some.contains(&part.as_str())) {
            let mut data = card.sample.clone();
            data.as_object_mut().unwrap().remove(part);
            let print = PAPERS.render(paper, &data, NOW);
            assert!(
                matches!(&print, Err(PaperError::MissingData { key, .. }) if key == part),
                "{name} without {part}: {:?}",
                print.map(|print| print.pages)
            );
        }
    }
}

#[test]
fn a_qr_symbol_without_a_code_and_a_code_too_long_are_refused() {
    let error = refusal(r#"#image("/qr.svg", alt: "QR")"#);
    assert!(error.contains("không có dossier.code"), "{error}");
    let long = json!({ "dossier": { "code": "9".repeat(65) } });
    assert!(matches!(render("x", &long), Err(PaperError::Code(_))));
}

#[test]
fn data_beyond_a_mebibyte_are_refused() {
    let data = json!({ "text": "a ".repeat(600_000) });
    assert!(matches!(render("x", &data), Err(PaperError::DataTooLarge { .. })));
}

#[test]
fn a_typeface_that_was_not_loaded_is_an_error_not_another_face() {
    let error = render("#text(font: \"Times New Roman\")[x]", &json!({})).unwrap_err();
    assert!(matches!(error, PaperError::MissingFont(_)), "{error}");
}

#[test]
fn a_print_that_breaks_the_standards_is_an_error() {
    // A picture without a description cannot be read aloud (PDF/UA-1).
    let data = json!({ "dossier": { "code": "H48" } });
    assert!(matches!(render(r#"#image("/qr.svg")"#, &data), Err(PaperError::Pdf(_))));
}

#[test]
fn missing_fonts_say_how_to_get_them() {
    let error = Papers::from_dir("no-such-folder").err().unwrap();
    assert!(error.to_string().contains("make setup"), "{error}");
    assert!(matches!(Papers::new(vec![b"not a font".to_vec()]), Err(ShelfError::BadFont(0))));
    assert!(matches!(Papers::new(Vec::new()), Err(ShelfError::NoFonts(_))));
}

#[test]
fn a_card_without_a_template_or_with_an_unknown_field_is_refused() {
    let card = "title: T\nkind: k\nset: s\nlegal_basis: []\nconfidence: proposal\n\
                effective_from: 2020-01-01\neffective_to: null\nsample: {}\n";
    let open = |files: &[(&str, &str)]| {
        Shelf::from_files(files.iter().map(|(path, text)| (path.to_string(), text.to_string())))
    };
    assert!(open(&[("a.yaml", card), ("a.typ", "x")]).is_ok());
    assert!(matches!(open(&[("a.yaml", card)]), Err(ShelfError::Unpaired(_))));
    let unknown = format!("{card}unknown: 1\n");
    assert!(matches!(open(&[("a.yaml", &unknown), ("a.typ", "x")]), Err(ShelfError::BadCard { .. })));
    assert!(matches!(open(&[("../a.typ", "x")]), Err(ShelfError::BadName(_))));
}
