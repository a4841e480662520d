//! The elements outside the profile, and what to draw instead.

use crate::{Problem, problem::Place};

/// Drawn for the reader, without meaning for the runner.
pub(super) fn is_drawing(name: &str) -> bool {
    matches!(name, "laneSet" | "textAnnotation" | "association" | "group" | "category")
}

/// Belongs to the element around it and is read there, or carries nothing that runs.
pub(super) fn is_part_of_an_element(name: &str) -> bool {
    let is_read_there = matches!(
        name,
        "documentation" | "extensionElements" | "incoming" | "outgoing" | "multiInstanceLoopCharacteristics"
    );
    is_read_there || matches!(name, "auditing" | "monitoring" | "eventDefinitionRef")
}

pub(super) fn unsupported(at: Place, tag: &str) -> Problem {
    match REFUSED.iter().find(|refused| refused.tags.contains(&tag)) {
        Some(refused) => {
            let found = format!("{} không nằm trong tập con BPMN của hệ thống.", refused.what);
            Problem::refuse("unsupported", at, found, refused.why, refused.instead)
        }
        None => Problem::refuse(
            "unsupported",
            at,
            format!("Có phần tử {tag}, nằm ngoài tập con BPMN của hệ thống."),
            "Chỉ những phần tử trong tập con mới chạy được, để người xem và hệ thống hiểu giống nhau.",
            "Xin xem danh sách phần tử được nhận và vẽ lại.",
        ),
    }
}

/// Elements people do draw, and the answer to each.
struct Refused {
    tags: &'static [&'static str],
    what: &'static str,
    why: &'static str,
    instead: &'static str,
}

const REFUSED: [Refused; 21] = [
    Refused {
        tags: &["inclusiveGateway"],
        what: "Cổng bao hàm",
        why: "Người xem không biết trước có bao nhiêu nhánh phải chờ.",
        instead: "Xin dùng cổng song song, mỗi nhánh có cổng loại trừ để bỏ qua khi không cần.",
    },
    Refused {
        tags: &["complexGateway"],
        what: "Cổng phức hợp",
        why: "Quy tắc chờ của cổng này không hiện trên hình vẽ.",
        instead: "Xin dùng cổng loại trừ hoặc cổng song song.",
    },
    Refused {
        tags: &["startingEventGateway"],
        what: "Cổng sự kiện dùng để bắt đầu hoặc chờ song song",
        why: "Quy trình bắt đầu bằng sự kiện bắt đầu.",
        instead: "Xin dùng sự kiện bắt đầu theo thông điệp, rồi cổng sự kiện thường.",
    },
    Refused {
        tags: &["task"],
        what: "Bước chưa chọn loại",
        why: "Hệ thống cần biết ai làm bước này.",
        instead: "Xin đổi thành bước của người (userTask), bước trên giấy, bước chờ bên ngoài hoặc bước tự động.",
    },
    Refused {
        tags: &["scriptTask"],
        what: "Bước chạy mã lệnh",
        why: "Quy trình không được chứa chương trình.",
        instead: "Xin dùng bước tự động (serviceTask) với mc:act.",
    },
    Refused {
        tags: &["sendTask"],
        what: "Bước gửi thông điệp",
        why: "Gửi là tức thời, không phải việc có thời hạn.",
        instead: "Xin dùng sự kiện gửi thông điệp (intermediateThrowEvent).",
    },
    Refused {
        tags: &["businessRuleTask"],
        what: "Bước quy tắc nghiệp vụ",
        why: "Quy tắc nằm ở điều kiện của cổng hoặc ở biểu mẫu.",
        instead: "Xin đặt điều kiện FEEL ở cổng loại trừ, hoặc dùng bước tự động với mc:act.",
    },
    Refused {
        tags: &["transaction"],
        what: "Giao dịch",
        why: "Việc hành chính không hoàn tác như cơ sở dữ liệu.",
        instead: "Xin dùng quy trình con thường.",
    },
    Refused {
        tags: &["adHocSubProcess"],
        what: "Quy trình con tùy ý",
        why: "Thứ tự các bước phải rõ trên hình vẽ.",
        instead: "Xin vẽ các bước theo thứ tự, hoặc song song.",
    },
    Refused {
        tags: &["eventSubProcess"],
        what: "Quy trình con theo sự kiện",
        why: "Nó có thể chen vào bất cứ lúc nào mà hình vẽ không chỉ ra chỗ.",
        instead: "Xin dùng sự kiện biên trên quy trình con.",
    },
    Refused {
        tags: &["signalEventDefinition"],
        what: "Sự kiện tín hiệu",
        why: "Tín hiệu không có người nhận xác định.",
        instead: "Xin dùng thông điệp.",
    },
    Refused {
        tags: &["escalationEventDefinition"],
        what: "Sự kiện báo lên cấp trên",
        why: "Báo lên cấp trên là một bước có người nhận.",
        instead: "Xin dùng sự kiện biên hẹn giờ không ngắt dẫn tới bước của cấp trên.",
    },
    Refused {
        tags: &["compensateEventDefinition"],
        what: "Sự kiện bù trừ",
        why: "Trả lại bước trước được nêu ở kết luận của bước.",
        instead: "Xin dùng mc:outcome với return-to.",
    },
    Refused {
        tags: &["cancelEventDefinition"],
        what: "Sự kiện hủy giao dịch",
        why: "Hệ thống không có giao dịch.",
        instead: "Xin dùng sự kiện lỗi.",
    },
    Refused {
        tags: &["conditionalEventDefinition"],
        what: "Sự kiện theo điều kiện",
        why: "Điều kiện được xét khi đi qua cổng, không xét liên tục.",
        instead: "Xin dùng thông điệp hoặc cổng loại trừ.",
    },
    Refused {
        tags: &["linkEventDefinition"],
        what: "Sự kiện nối trang",
        why: "Luồng phải nối liền trên hình.",
        instead: "Xin nối bằng luồng.",
    },
    Refused {
        tags: &["multipleEvent"],
        what: "Sự kiện nhiều loại",
        why: "Một sự kiện chỉ chờ một điều.",
        instead: "Xin tách thành nhiều sự kiện sau cổng sự kiện.",
    },
    Refused {
        tags: &["timeCycle"],
        what: "Hẹn giờ lặp lại",
        why: "Việc nhắc định kỳ do hệ thống nhắc hạn đảm nhiệm.",
        instead: "Xin dùng hẹn giờ một lần.",
    },
    Refused {
        tags: &["standardLoopCharacteristics"],
        what: "Dấu lặp của bước",
        why: "Điều kiện lặp phải hiện trên hình.",
        instead: "Xin vẽ cổng loại trừ quay lại bước, hoặc dùng mc:outcome với return-to.",
    },
    Refused {
        tags: &[
            "dataObject",
            "dataObjectReference",
            "dataStoreReference",
            "dataInputAssociation",
            "dataOutputAssociation",
            "ioSpecification",
            "property",
        ],
        what: "Dữ liệu vẽ trên sơ đồ",
        why: "Dữ liệu nằm ở hồ sơ và biểu mẫu, không nằm ở sơ đồ.",
        instead: "Xin xóa khỏi sơ đồ; sản phẩm của bước ghi ở mc:product.",
    },
    Refused {
        tags: &[
            "messageEventDefinition",
            "timerEventDefinition",
            "errorEventDefinition",
            "terminateEventDefinition",
        ],
        what: "Loại sự kiện ở chỗ này",
        why: "Bắt đầu: thường, thông điệp, hẹn giờ. Giữa: thông điệp, hẹn giờ. Kết thúc: thường, lỗi, dừng hết.",
        instead: "Xin chọn loại sự kiện khác.",
    },
];
