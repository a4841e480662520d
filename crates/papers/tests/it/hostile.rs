//! Real extremes and ill will.

use serde_json::{Value, json};

use crate::press::{self, SHELF, print, sample, squeeze};
use crate::samples::check_places;

/// The longest name in the national catalogue of procedures as seen in July 2026.
const LONGEST_PROCEDURE: &str = "Đăng ký biến động đối với trường hợp thay đổi quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất theo thỏa thuận của các thành viên hộ gia đình hoặc của vợ và chồng; quyền sử dụng đất xây dựng công trình trên mặt đất phục vụ cho việc vận hành, khai thác sử dụng công trình ngầm, quyền sở hữu công trình ngầm; bán tài sản, điều chuyển, chuyển nhượng quyền sử dụng đất là tài sản công theo quy định của pháp luật về quản lý, sử dụng tài sản công; nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất theo kết quả giải quyết tranh chấp, khiếu nại, tố cáo về đất đai hoặc bản án, quyết định của Tòa án, quyết định thi hành án của cơ quan thi hành án đã được thi hành; quyết định hoặc phán quyết của Trọng tài thương mại Việt Nam về giải quyết tranh chấp giữa các bên phát sinh từ hoạt động thương mại liên quan đến đất đai; nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất do xử lý tài sản thế chấp là quyền sử dụng đất, tài sản gắn liền với đất đã được đăng ký, bao gồm cả xử lý khoản nợ có nguồn gốc từ khoản nợ xấu của tổ chức tín dụng, chi nhánh ngân hàng nước ngoài";

const RECEIPTS: [&str; 3] = ["local-2012/receipt", "tt01-2018/01-receipt", "tt03-2025/01-receipt"];

/// A receipt as heavy as the catalogue allows, without an e-mail address.
fn heaviest(name: &str) -> Value {
    let mut data = sample(name);
    data["dossier"]["procedure"] = LONGEST_PROCEDURE.into();
    data["applicant"]["email"] = Value::Null;
    let component = |n: usize| {
        json!({ "name": format!("Giấy tờ thứ {n}: bản sao có chứng thực giấy chứng nhận quyền sử dụng đất"),
                "kind": "Bản sao chứng thực", "count": "01" })
    };
    data["receipt"]["components"] = (1..=12).map(component).collect();
    data["receipt"]["charges"] = json!([
        { "name": "Phí thẩm định hồ sơ cấp giấy chứng nhận", "amount": "1.250.000 đồng", "status": "Đã nộp" },
        { "name": "Lệ phí đăng ký biến động", "amount": "28.000 đồng", "status": "Chưa nộp" },
    ]);
    data["receipt"]["charges_total"] = "1.278.000 đồng".into();
    data
}

#[test]
fn the_longest_procedure_with_12_components_and_two_charges_takes_two_a5_pages() {
    for name in RECEIPTS {
        let print = print(name, &heaviest(name));
        assert_eq!(print.pages, 2, "{name}");
        check_places(name, &print.pdf);
        let text = squeeze(&press::text(&print.pdf));
        for value in [LONGEST_PROCEDURE, "Giấy tờ thứ 12", "1.278.000 đồng", "Trang 2/2", "Email: ...."]
        {
            // The dots to fill in are drawn, not written.
            let value = squeeze(value.trim_end_matches('.'));
            assert!(text.contains(&value), "{name} does not print {value:?}");
        }
    }
}

#[test]
fn vietnamese_comes_back_from_the_print_in_nfc_whatever_form_went_in() {
    let words = "Ắ ắ Ằ ẳ ẵ Ặ ặ Ấ ầ Ẩ ẫ Ậ Ế ề Ể ễ Ệ ệ Ố ồ Ổ ỗ Ộ ộ Ớ ờ Ở ỡ Ợ ợ Ứ ừ Ử ữ Ự ự Ỳ ỵ Ỷ ỹ Đ đ nguyễn";
    let decomposed = "Ngươ\u{300}i nô\u{323}p: Trâ\u{300}n Thi\u{323} Thu\u{309}y Tie\u{302}\u{301}n";
    let mut data = sample("tt01-2018/01-receipt");
    data["applicant"]["address"] = words.into();
    data["applicant"]["representative"] = decomposed.into();
    let text = squeeze(&press::text(&print("tt01-2018/01-receipt", &data).pdf));
    assert!(text.contains(&squeeze(words)), "{text}");
    assert!(text.contains(&squeeze("Người nộp: Trần Thị Thủy Tiến")), "{text}");
}

/// Puts `text` in place of every text of the data, except the dossier code.
fn flood(data: &mut Value, text: &str) {
    match data {
        Value::String(old) => *old = text.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| flood(item, text)),
        Value::Object(fields) => {
            fields.iter_mut().filter(|(key, _)| *key != "code").for_each(|(_, v)| flood(v, text));
        }
        _ => {}
    }
}

#[test]
fn markup_in_a_text_prints_as_itself_on_every_paper() {
    const MARKUP: &str = r##"#panic("x") *a* _b_ $c$ [d] \e <f> @g `h` ~i -- = j // k"##;
    for (name, card, _) in SHELF.papers() {
        let mut data = card.sample.clone();
        flood(&mut data, MARKUP);
        let text = squeeze(&press::text(&print(name, &data).pdf));
        let markup = squeeze(MARKUP);
        let found = text.matches(&markup).count() + text.matches(&markup.to_uppercase()).count();
        assert!(found >= 3, "{name}: {text}");
    }
}

#[test]
fn scripts_and_signs_without_a_face_print_as_boxes_and_are_reported() {
    let name = "tt01-2018/01-receipt";
    let mut data = sample(name);
    data["applicant"]["name"] = "Lan 😀\u{200D}👩\u{FE0F} 山 \u{E000}\u{0}\u{7}\u{202E}abc שלום".into();
    let print = print(name, &data);
    assert_eq!(print.undrawable, ['山', '👩', '😀']);
    let text = squeeze(&press::text(&print.pdf));
    assert!(text.contains("Lan□□□□abc"), "{text}");
    assert!(text.contains("שלום") || text.contains("םולש"), "{text}");
}

#[test]
fn a_text_of_ten_thousand_letters_flows_over_pages_and_stays_inside_them() {
    let prose = "Nguyễn Thị Ngọc Ánh ".repeat(500);
    let run = "Ế".repeat(10_000);
    for (field, text) in [("name", &prose), ("address", &run)] {
        let mut data = sample("tt01-2018/01-receipt");
        data["applicant"][field] = text.as_str().into();
        data["receipt"]["components"][0]["name"] = text.as_str().into();
        let print = print("tt01-2018/01-receipt", &data);
        assert!(print.pages > 3);
        check_places(field, &print.pdf);
        let printed = squeeze(&press::text(&print.pdf));
        // Small print repeats on every page, so the text is counted, not found whole.
        assert!(printed.matches('Ế').count() + printed.matches("Ngọc").count() >= 1_000);
    }
}

#[test]
fn empty_texts_and_lists_print_on_every_paper() {
    for (name, card, _) in SHELF.papers() {
        let mut data = card.sample.clone();
        empty(&mut data);
        check_places(name, &print(name, &data).pdf);
    }
}

fn empty(data: &mut Value) {
    match data {
        Value::String(text) => text.clear(),
        Value::Array(items) => items.clear(),
        Value::Object(fields) => {
            fields.iter_mut().filter(|(key, _)| *key != "code").for_each(|(_, v)| empty(v));
        }
        _ => {}
    }
}
