//! The kinds of errors, each with its status and its words in both languages (_loại lỗi_).

use axum::http::StatusCode;

use crate::ui::Language;

/// A kind of error: the last part of its `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The request cannot be read.
    Malformed,
    /// No token, or one that opens nothing.
    Unauthorized,
    /// The token, or its person, may not do this.
    Forbidden,
    /// It does not exist for this token.
    NotFound,
    /// The address knows other methods.
    MethodNotAllowed,
    /// Somebody else was faster, or the stage has moved on.
    Conflict,
    /// The body is larger than what is taken.
    TooLarge,
    /// The body is of another type.
    UnsupportedMedia,
    /// It was read, and something has to be mended.
    Invalid,
    /// Too many requests.
    TooMany,
    /// A failure of ours.
    Broken,
}

/// Name in addresses, Vietnamese and English title, Vietnamese and English sentence.
type Words = (&'static str, [&'static str; 2], [&'static str; 2]);

impl Kind {
    /// Every kind, by status.
    pub const ALL: [Self; 11] = [
        Self::Malformed,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Conflict,
        Self::TooLarge,
        Self::UnsupportedMedia,
        Self::Invalid,
        Self::TooMany,
        Self::Broken,
    ];

    /// The status.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The kind that a bare status stands for.
    pub fn of(status: StatusCode) -> Self {
        let same = Self::ALL.into_iter().find(|kind| kind.status() == status);
        same.unwrap_or(if status.is_server_error() { Self::Broken } else { Self::Malformed })
    }

    /// Name in addresses.
    pub fn slug(self) -> &'static str {
        self.words().0
    }

    /// Short name.
    pub fn title(self, language: Language) -> &'static str {
        pick(self.words().1, language)
    }

    /// The usual sentence.
    pub fn detail(self, language: Language) -> &'static str {
        pick(self.words().2, language)
    }

    fn words(self) -> Words {
        let found = WORDS.iter().find(|(kind, _)| *kind == self);
        found.map_or(("loi", ["", ""], ["", ""]), |(_, words)| *words)
    }
}

/// The words of each kind.
const WORDS: [(Kind, Words); 11] = [
    (
        Kind::Malformed,
        (
            "loi-cu-phap",
            ["Yêu cầu không đọc được", "The request cannot be read"],
            [
                "Yêu cầu sai cú pháp: tham số, tiêu đề hoặc thân yêu cầu không đúng như tài liệu mô tả.",
                "The request is malformed: a parameter, a header or the body is not as documented.",
            ],
        ),
    ),
    (
        Kind::Unauthorized,
        (
            "chua-xac-thuc",
            ["Cần mã truy cập", "An access token is needed"],
            [
                "Gửi mã truy cập còn hiệu lực trong tiêu đề Authorization: Bearer. Mã đã hết hạn, đã thu hồi hoặc của tài khoản đã đóng thì không dùng được.",
                "Send a live token in the header Authorization: Bearer. A token that ended, was revoked, or belongs to a closed account opens nothing.",
            ],
        ),
    ),
    (
        Kind::Forbidden,
        (
            "khong-du-quyen",
            ["Không đủ quyền", "Not allowed"],
            [
                "Mã truy cập, hoặc người mà mã làm thay, không được làm việc này.",
                "The token, or the person it acts as, may not do this.",
            ],
        ),
    ),
    (
        Kind::NotFound,
        (
            "khong-thay",
            ["Không tìm thấy", "Not found"],
            [
                "Không có đối tượng này, hoặc nó nằm ngoài phạm vi của mã truy cập.",
                "It does not exist, or it lies outside the scope of the token.",
            ],
        ),
    ),
    (
        Kind::MethodNotAllowed,
        (
            "sai-phuong-thuc",
            ["Phương thức không dùng được ở địa chỉ này", "Method not allowed"],
            [
                "Địa chỉ này chỉ nhận các phương thức ghi trong tiêu đề Allow.",
                "This address takes only the methods in the header Allow.",
            ],
        ),
    ),
    (
        Kind::Conflict,
        (
            "xung-dot",
            ["Trạng thái đã thay đổi", "The state has changed"],
            [
                "Nội dung vừa được người khác cập nhật, hoặc hồ sơ đã sang tình trạng khác. Thao tác chưa được ghi; đọc lại rồi quyết định.",
                "Somebody else was faster, or the dossier has moved on. Nothing was written; read it again, then decide.",
            ],
        ),
    ),
    (
        Kind::TooLarge,
        (
            "qua-lon",
            ["Yêu cầu quá lớn", "The request is too large"],
            [
                "Thân yêu cầu lớn hơn mức nhận ghi trong tài liệu. Chưa có gì được lưu.",
                "The body is larger than the documented limit. Nothing was stored.",
            ],
        ),
    ),
    (
        Kind::UnsupportedMedia,
        (
            "sai-kieu-noi-dung",
            ["Kiểu nội dung không được nhận", "Unsupported media type"],
            [
                "Gửi thân yêu cầu theo kiểu nội dung ghi trong tài liệu (tiêu đề Content-Type).",
                "Send the body in the documented media type (header Content-Type).",
            ],
        ),
    ),
    (
        Kind::Invalid,
        (
            "can-sua",
            ["Có chỗ cần sửa", "Something has to be mended"],
            [
                "Yêu cầu đọc được nhưng chưa thực hiện vì có chỗ cần sửa. Thao tác chưa được ghi.",
                "The request was understood, but something has to be mended first. Nothing was written.",
            ],
        ),
    ),
    (
        Kind::TooMany,
        (
            "qua-nhieu",
            ["Quá nhiều yêu cầu", "Too many requests"],
            [
                "Đã gửi quá nhiều yêu cầu trong thời gian ngắn. Đợi số giây ghi trong tiêu đề Retry-After rồi thử lại.",
                "Too many requests in a short time. Wait for the seconds in the header Retry-After, then try again.",
            ],
        ),
    ),
    (
        Kind::Broken,
        (
            "loi-he-thong",
            ["Hệ thống gặp lỗi", "A failure on our side"],
            [
                "Hệ thống gặp lỗi. Thao tác có thể chưa được ghi; hỏi lại tình trạng rồi thử lại.",
                "Something broke on our side. The act may not have been written; ask for the state, then try again.",
            ],
        ),
    ),
];

fn pick([vi, en]: [&'static str; 2], language: Language) -> &'static str {
    if language == Language::En { en } else { vi }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_status_and_words_of_its_own() {
        for (at, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(WORDS[at].0, kind);
            assert_eq!(Kind::of(kind.status()), kind);
            assert!(!kind.title(Language::Vi).is_empty() && kind.detail(Language::En).is_ascii());
        }
    }
}
