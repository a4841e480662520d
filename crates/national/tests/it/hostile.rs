//! Whatever a crawl brings, reading ends soon, does not panic, and loses nothing.

use std::time::{Duration, Instant};

use national::{Field, Record};
use proptest::prelude::*;

/// Pieces that the reader looks for, to be glued together at random.
const PIECES: [&str; 40] = [
    "Hình thức nộpThời gianPhí, lệ phíMô tả",
    "Trực tiếp",
    "Trực tuyến",
    "Dịch vụ bưu chính",
    "Không có thông tin",
    "Miễn phí",
    "5 Ngày",
    "1",
    " VNĐ",
    "800,000 VNĐ",
    "0.5",
    "(",
    ")",
    "Tên giấy tờMẫu đơn, tờ khaiSố lượng",
    "1 bản chính",
    ",1 bản sao",
    " bản ",
    "20251 bản chính",
    "Mau.docx",
    ".pdf1 bản sao",
    "Tên văn bản pháp lýMã văn bản",
    "Luật ",
    "201102/2011/QH13",
    "68/2013/TT-BCA",
    "/",
    "601/QĐ-",
    "TTg",
    "-",
    "Mã: ",
    "KQ.G01.00262",
    "KQ.",
    "Từ khóa",
    "Bước 1: ",
    "\n",
    ", ",
    "Cấp tỉnh",
    "Tổ chức (không bao gồm doanh nghiệp",
    "ỹ",
    "\u{301}",
    "🏠",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => ".{0,12}",
        1 => "[0-9]{1,30}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn record(texts: &[String]) -> Record {
    let mut object = serde_json::json!({ "ma_thu_tuc": "1.000001", "ten_thu_tuc": "Thủ tục" });
    for (field, text) in Field::ALL.into_iter().zip(texts.iter().cycle()) {
        object[field.key()] = text.as_str().into();
    }
    Record::from_json(object).unwrap()
}

proptest! {
    #[test]
    fn pieces_in_any_order_are_read_to_the_end(texts in prop::collection::vec(text(), 1..8)) {
        let record = record(&texts);
        let understood = record.understand();
        prop_assert_eq!(&Record::from_json(record.to_json()).unwrap(), &record);
        for field in Field::ALL {
            // What was not understood is told, and what is told was not understood.
            let told = understood.unclear.iter().any(|unclear| unclear.field == field);
            let state = understood.state(field);
            prop_assert_eq!(told, matches!(state, national::State::Partly | national::State::Unread), "{:?} {:?}", field, state);
        }
    }

    #[test]
    fn any_line_is_a_record_or_a_reason(line in ".{0,200}") {
        if let Err(reason) = Record::read(&line) {
            prop_assert!(!reason.to_string().is_empty());
        }
    }
}

#[test]
fn a_long_field_is_read_in_one_pass() {
    for piece in PIECES.iter().chain(&[
        "1 bản chínhTrực tiếp1Miễn phí(",
        "a1/2020/",
        "((((",
        "Mã: KQ.A.1",
        "9999999999",
    ]) {
        let long = [
            format!("Hình thức nộpThời gianPhí, lệ phíMô tả{}", piece.repeat(200_000 / piece.len())),
            format!("Tên giấy tờMẫu đơn, tờ khaiSố lượng{}", piece.repeat(200_000 / piece.len())),
            format!("Tên văn bản pháp lýMã văn bản{}", piece.repeat(200_000 / piece.len())),
            piece.repeat(200_000 / piece.len()),
        ];
        for text in long {
            #[expect(clippy::disallowed_methods, reason = "the test is about time")]
            let begun = Instant::now();
            record(&[text]).understand();
            assert!(begun.elapsed() < Duration::from_secs(5), "“{piece}” took {:?}", begun.elapsed());
        }
    }
}
