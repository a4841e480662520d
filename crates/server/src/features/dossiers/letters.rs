//! Letters to the applicant (_thư gửi người nộp_): what happened, what happens next, what to do.

use super::change::Change;
use super::clock;
use super::commands::decline::Reason;
use super::dossier::Dossier;
use super::requests::Items;
use super::store::ledger::SupplementRow;
use crate::app::App;
use crate::platform::web::Failure;
use deadlines::words;

/// Subject and text of a letter.
pub type Letter = (String, String);

/// The dossier was sent and waits for the desk.
pub fn submitted(app: &App, dossier: &Dossier) -> Letter {
    let lines = [
        format!("Hồ sơ “{}” của ông/bà đã được gửi.", dossier.procedure_name),
        format!("Mã tra cứu: {}", dossier.lookup_code),
        "Đây chưa phải là giấy tiếp nhận: cán bộ một cửa sẽ kiểm tra rồi cấp mã hồ sơ và ngày hẹn trả."
            .to_owned(),
        follow(app, dossier),
    ];
    (
        format!("Đã nhận được hồ sơ gửi trực tuyến, mã tra cứu {}", dossier.lookup_code),
        letter(dossier, &lines),
    )
}

/// The dossier was accepted.
pub fn received(app: &App, change: &Change<'_>) -> Result<Letter, Failure> {
    let dossier = &change.dossier;
    let due = match change.due()?.and_then(|due| due.at) {
        Some(at) => format!("Hẹn trả kết quả: {}.", words::moment(at)),
        None => "Thủ tục này không có ngày hẹn trả.".to_owned(),
    };
    let lines = [
        format!("Hồ sơ “{}” của ông/bà đã được tiếp nhận.", dossier.procedure_name),
        format!("Mã hồ sơ: {}. Mã tra cứu: {}.", dossier.code(), dossier.lookup_code),
        due,
        follow(app, dossier),
    ];
    Ok((format!("Hồ sơ {} đã được tiếp nhận", dossier.code()), letter(dossier, &lines)))
}

/// Before acceptance something has to be mended.
pub fn correction(change: &Change<'_>, request: &SupplementRow) -> Letter {
    let mut lines = vec!["Hồ sơ của ông/bà chưa được tiếp nhận vì cần sửa những mục sau:".to_owned()];
    lines.extend(items(request));
    lines.push(follow(change.app, &change.dossier));
    (format!("Hồ sơ {} cần sửa trước khi tiếp nhận", change.dossier.code()), letter(&change.dossier, &lines))
}

/// After acceptance a supplement is asked for.
pub fn supplement(change: &Change<'_>, request: &SupplementRow) -> Letter {
    let mut lines = vec![format!("Phiếu {}: hồ sơ của ông/bà cần bổ sung những mục sau:", request.number)];
    lines.extend(items(request));
    let rule = clock::rule(&change.app.catalogue.known.law, &change.dossier, &change.revision.pack);
    lines.push("Thời hạn giải quyết tạm dừng từ lúc này.".to_owned());
    lines.push(rule.pause_option.sentence().to_owned());
    lines.push(follow(change.app, &change.dossier));
    (format!("Hồ sơ {} cần bổ sung", change.dossier.code()), letter(&change.dossier, &lines))
}

/// The desk does not accept.
pub fn declined(change: &Change<'_>, reason: &Reason) -> Letter {
    let mut lines =
        vec!["Hồ sơ của ông/bà không được tiếp nhận.".to_owned(), format!("Lý do: {}", reason.text)];
    if !reason.basis.is_empty() {
        lines.push(format!("Căn cứ: {}", reason.basis));
    }
    if !reason.advice.is_empty() {
        lines.push(format!("Ông/bà có thể: {}", reason.advice));
    }
    (format!("Hồ sơ {} không được tiếp nhận", change.dossier.code()), letter(&change.dossier, &lines))
}

/// The outcome is ready.
pub fn ready(change: &Change<'_>, outcome: &str) -> Letter {
    let how = match change.dossier.delivery.as_str() {
        "tai_quay" => "Ông/bà mang theo giấy tiếp nhận và căn cước đến nơi đã nộp hồ sơ để nhận.",
        "buu_chinh" => "Kết quả được gửi qua bưu chính công ích theo địa chỉ ông/bà đã ghi.",
        _ => "Ông/bà tải kết quả ở trang theo dõi hồ sơ.",
    };
    let lines = [format!("Đã có kết quả: {outcome}."), how.to_owned(), follow(change.app, &change.dossier)];
    (format!("Hồ sơ {} đã có kết quả", change.dossier.code()), letter(&change.dossier, &lines))
}

fn items(request: &SupplementRow) -> Vec<String> {
    Items::of(request).as_slice().iter().map(|item| format!("- {}: {}", item.name, item.reason)).collect()
}

fn follow(app: &App, dossier: &Dossier) -> String {
    format!("Theo dõi hồ sơ tại {}/tra-cuu?ma={} (cần mã tra cứu).", app.config.base_url, dossier.code())
}

fn letter(dossier: &Dossier, lines: &[String]) -> String {
    format!(
        "Kính gửi ông/bà {},\n\n{}\n\nMột Cửa tỉnh Quảng Ngãi\n",
        dossier.applicant.name,
        lines.join("\n")
    )
}
