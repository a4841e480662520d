//! What is said when a diagram cannot be read as drawn. One function, one fault.

use super::guard::{Hostile, MAX_BYTES, MAX_DEPTH, MAX_NODES};
use super::{MAX_ELEMENTS, MAX_FLOWS};
use crate::{Problem, problem::Place};

pub(super) use super::unsupported::{is_drawing, is_part_of_an_element, unsupported};

pub(super) fn hostile(what: Hostile) -> Problem {
    let (code, found) = match what {
        Hostile::TooLarge => ("too_large", format!("Tệp lớn hơn {MAX_BYTES} byte.")),
        Hostile::TooDeep => ("too_deep", format!("Tệp có thẻ lồng nhau quá {MAX_DEPTH} tầng.")),
        Hostile::TooManyAttributes => ("too_many_attributes", "Một thẻ có quá nhiều thuộc tính.".to_owned()),
        Hostile::TooManyNamespaces => {
            ("too_many_namespaces", "Tệp khai báo quá nhiều không gian tên.".to_owned())
        }
        Hostile::HasDtd => ("has_dtd", "Tệp có khai báo DTD (<!DOCTYPE …>).".to_owned()),
    };
    Problem::refuse(
        code,
        Place::default(),
        found,
        "Hệ thống chỉ nhận sơ đồ BPMN thông thường, trong giới hạn đã công bố.",
        "Xin lưu lại sơ đồ từ trình vẽ và chia nhỏ quy trình nếu quá lớn.",
    )
}

pub(super) fn malformed(error: &roxmltree::Error) -> Problem {
    let at = Place { line: Some(error.pos().row), ..Place::default() };
    let found = match error {
        roxmltree::Error::NodesLimitReached => format!("Tệp có hơn {MAX_NODES} nút XML."),
        _ => format!("Tệp không phải XML đúng cách ({error})."),
    };
    Problem::refuse(
        "malformed",
        at,
        found,
        "Tệp quy trình phải là XML đúng cách.",
        "Xin mở tệp bằng trình vẽ BPMN rồi lưu lại.",
    )
}

pub(super) fn no_process() -> Problem {
    Problem::refuse(
        "no_single_process",
        Place::default(),
        "Không tìm thấy đúng một quy trình có nội dung trong tệp.".to_owned(),
        "Tệp phải có gốc là bpmn:definitions và đúng một bpmn:process có sự kiện bắt đầu.",
        "Xin tách mỗi quy trình thành một tệp; quy trình của cơ quan khác gọi bằng hồ sơ con (callActivity).",
    )
}

pub(super) fn too_many_elements() -> Problem {
    Problem::refuse(
        "too_many_elements",
        Place::default(),
        format!("Sơ đồ có hơn {MAX_ELEMENTS} phần tử hoặc {MAX_FLOWS} luồng."),
        "Một quy trình nên đủ nhỏ để người xem hiểu được.",
        "Xin tách phần riêng thành hồ sơ con.",
    )
}

pub(super) fn no_id(at: Place, tag: &str) -> Problem {
    Problem::refuse(
        "no_id",
        at,
        format!("Phần tử {tag} không có mã (id)."),
        "Mỗi phần tử và mỗi luồng phải có mã riêng.",
        "Xin đặt thuộc tính id.",
    )
}

pub(super) fn double_id(at: Place) -> Problem {
    Problem::refuse(
        "double_id",
        at,
        "Mã này đã dùng cho phần tử khác.".to_owned(),
        "Mỗi phần tử và mỗi luồng phải có mã riêng.",
        "Xin đổi mã của một trong hai.",
    )
}

pub(super) fn loose_flow(at: Place, from: &str, to: &str) -> Problem {
    Problem::refuse(
        "loose_flow",
        at,
        format!("Luồng nối “{from}” với “{to}” nhưng không có đủ hai phần tử ấy."),
        "Hai đầu của luồng phải là phần tử có trong sơ đồ.",
        "Xin nối lại luồng hoặc xóa luồng.",
    )
}

pub(super) fn flow_across_levels(at: Place) -> Problem {
    Problem::refuse(
        "flow_across_levels",
        at,
        "Luồng đi xuyên qua khung của quy trình con.".to_owned(),
        "Luồng chỉ nối các phần tử cùng một khung.",
        "Xin cho luồng kết thúc ở khung quy trình con, hoặc dùng sự kiện biên.",
    )
}

pub(super) fn boundary_on_nothing(at: Place, host: &str) -> Problem {
    Problem::refuse(
        "boundary_on_nothing",
        at,
        format!("Sự kiện biên gắn vào “{host}”, không phải bước hay quy trình con cùng khung."),
        "Sự kiện biên phải gắn vào một bước hoặc một quy trình con.",
        "Xin kéo sự kiện biên lên đúng bước.",
    )
}

pub(super) fn misplaced_extension(at: Place) -> Problem {
    Problem::refuse(
        "misplaced_extension",
        at,
        "Phần tử mc: đặt sai chỗ.".to_owned(),
        "Phần tử mc: chỉ đặt trong extensionElements của bước.",
        "Xin chuyển vào extensionElements.",
    )
}

pub(super) fn unknown_extension(at: Place, name: &str) -> Problem {
    Problem::refuse(
        "unknown_extension",
        at,
        format!("Phần tử mc:{name} không dùng được ở đây."),
        "Chỉ có mc:outcome, đặt ở bước của người, bước chờ bên ngoài hoặc hồ sơ con.",
        "Xin xóa hoặc sửa tên phần tử.",
    )
}

pub(super) fn unknown_attribute(at: Place, name: &str, known: &[&str]) -> Problem {
    let expected = match known {
        [] => "Phần tử này không nhận thuộc tính mc: nào.".to_owned(),
        known => format!(
            "Ở đây chỉ nhận: {}.",
            known.iter().map(|n| format!("mc:{n}")).collect::<Vec<_>>().join(", ")
        ),
    };
    Problem::refuse(
        "unknown_attribute",
        at,
        format!("Thuộc tính mc:{name} không có ở loại phần tử này."),
        &expected,
        "Xin sửa tên thuộc tính hoặc bỏ đi.",
    )
}

pub(super) fn bad_value(at: Place, name: &str, value: &str, expected: &str) -> Problem {
    Problem::refuse(
        "bad_value",
        at,
        format!("mc:{name} có giá trị “{value}”."),
        &format!("Giá trị phải là {expected}."),
        "Xin sửa giá trị.",
    )
}

pub(super) fn bad_outcome(at: Place, id: &str, label: &str) -> Problem {
    Problem::refuse(
        "bad_outcome",
        at,
        format!("Kết luận “{id}” (nhãn “{label}”) không hợp lệ hoặc trùng mã."),
        "Mỗi kết luận có mã riêng (chữ thường không dấu, chữ số, gạch dưới) và có nhãn.",
        "Xin sửa id hoặc label của mc:outcome.",
    )
}

pub(super) fn too_many_outcomes(at: Place, most: usize) -> Problem {
    Problem::refuse(
        "too_many_outcomes",
        at,
        format!("Bước có hơn {most} kết luận."),
        "Người làm phải chọn được ngay.",
        "Xin gộp các kết luận, phần chi tiết ghi vào biến của quy trình.",
    )
}

pub(super) fn no_role(at: Place) -> Problem {
    Problem::refuse(
        "no_role",
        at,
        "Bước chưa có vai trò thực hiện.".to_owned(),
        "Bước do người làm phải có mc:role.",
        "Xin đặt vai trò, ví dụ mc:role=\"chuyen_vien\".",
    )
}

pub(super) fn service_without_act(at: Place) -> Problem {
    Problem::refuse(
        "service_without_act",
        at,
        "Bước tự động chưa nêu việc cần gọi.".to_owned(),
        "Bước tự động phải có mc:act.",
        "Xin đặt mc:act, ví dụ mc:act=\"tra_cuu_csdl_ho_tich\".",
    )
}

pub(super) fn call_without_procedure(at: Place) -> Problem {
    Problem::refuse(
        "call_without_procedure",
        at,
        "Hồ sơ con chưa nêu thủ tục.".to_owned(),
        "callActivity phải có calledElement là mã thủ tục.",
        "Xin đặt calledElement.",
    )
}

pub(super) fn pause_without_clock(at: Place) -> Problem {
    Problem::refuse(
        "pause_without_clock",
        at,
        "Có mc:ground hoặc mc:basis nhưng không có mc:clock.".to_owned(),
        "Lý do và căn cứ chỉ đi cùng mc:clock=\"paused\".",
        "Xin thêm mc:clock=\"paused\" hoặc bỏ lý do và căn cứ.",
    )
}

pub(super) fn pause_without_ground(at: Place) -> Problem {
    Problem::refuse(
        "pause_without_ground",
        at,
        "Bước dừng thời hạn nhưng thiếu lý do hoặc căn cứ.".to_owned(),
        "Dừng thời hạn phải có mc:ground (financial_duty, supplement, other) và mc:basis là căn cứ pháp lý.",
        "Xin ghi đủ hai thuộc tính.",
    )
}

pub(super) fn list_without_collection(at: Place) -> Problem {
    Problem::refuse(
        "list_without_collection",
        at,
        "Bước lặp theo danh sách nhưng chưa nêu danh sách.".to_owned(),
        "multiInstanceLoopCharacteristics phải có mc:collection.",
        "Xin đặt mc:collection, ví dụ mc:collection=\"form.noi_cu_tru\".",
    )
}

pub(super) fn event_without_trigger(at: Place) -> Problem {
    Problem::refuse(
        "event_without_trigger",
        at,
        "Sự kiện chưa nêu chờ điều gì.".to_owned(),
        "Sự kiện chờ phải là thông điệp hoặc hẹn giờ; sự kiện biên có thể là lỗi.",
        "Xin chọn loại sự kiện trong trình vẽ.",
    )
}

pub(super) fn error_that_does_not_interrupt(at: Place) -> Problem {
    Problem::refuse(
        "error_that_does_not_interrupt",
        at,
        "Sự kiện biên bắt lỗi lại không ngắt bước.".to_owned(),
        "Bước đã lỗi thì không chạy tiếp được.",
        "Xin bỏ cancelActivity=\"false\".",
    )
}

pub(super) fn unknown_message(at: Place) -> Problem {
    Problem::refuse(
        "unknown_message",
        at,
        "Thông điệp chưa khai báo hoặc chưa có tên.".to_owned(),
        "messageRef phải trỏ tới một bpmn:message có name.",
        "Xin khai báo thông điệp và đặt tên.",
    )
}

pub(super) fn unknown_error(at: Place) -> Problem {
    Problem::refuse(
        "unknown_error",
        at,
        "Lỗi chưa khai báo hoặc chưa có mã.".to_owned(),
        "errorRef phải trỏ tới một bpmn:error có errorCode.",
        "Xin khai báo lỗi và đặt errorCode.",
    )
}

pub(super) fn time_without_timer(at: Place) -> Problem {
    Problem::refuse(
        "time_without_timer",
        at,
        "mc:time đặt ở sự kiện không phải hẹn giờ.".to_owned(),
        "Chỉ sự kiện hẹn giờ mới có mc:time.",
        "Xin bỏ mc:time hoặc đổi sự kiện thành hẹn giờ.",
    )
}

pub(super) fn timer_said_not_once(at: Place, times: usize) -> Problem {
    Problem::refuse(
        "timer_said_not_once",
        at,
        format!("Hẹn giờ được nêu {times} lần."),
        "Hẹn giờ phải nêu đúng một lần: mc:time với mc:time-unit, hoặc timeDuration, hoặc timeDate.",
        "Xin giữ lại một cách.",
    )
}

pub(super) fn timer_without_unit(at: Place) -> Problem {
    Problem::refuse(
        "timer_without_unit",
        at,
        "Hẹn giờ có mc:time-unit=\"none\".".to_owned(),
        "Hẹn giờ cần working_day, calendar_day hoặc hour.",
        "Xin chọn đơn vị thời gian.",
    )
}

pub(super) fn time_unreadable(at: Place, text: &str) -> Problem {
    Problem::refuse(
        "time_unreadable",
        at,
        format!("Không đọc được thời gian “{text}”."),
        "timeDuration viết như P3D hoặc PT8H; timeDate viết như 2026-01-31 hoặc bắt đầu bằng dấu = và biểu thức.",
        "Xin viết lại thời gian.",
    )
}

pub(super) fn condition(at: Place, text: &str, reason: &str) -> Problem {
    Problem::refuse(
        "bad_expression",
        at,
        format!("Không đọc được biểu thức “{text}”: {reason}."),
        "Biểu thức phải là FEEL trên form, outcomes, vars.",
        "Xin sửa lại, ví dụ: outcomes.tham_dinh = \"dong_y\".",
    )
}

pub(super) fn foreign(at: Place, namespace: &str) -> Problem {
    Problem::warn(
        "foreign_extension",
        at,
        format!("Có thuộc tính của phần mềm khác ({namespace}); hệ thống bỏ qua."),
        "Quy trình chỉ chạy theo thuộc tính mc:.",
        "Nếu thuộc tính ấy có ý nghĩa, xin diễn đạt lại bằng thuộc tính mc:.",
    )
}
