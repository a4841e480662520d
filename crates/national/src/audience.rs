//! Lists of known words: levels, audiences, ministries, and agencies that stand between commas.

use crate::field::{Field, State, Unclear, Why};
use crate::text::excerpt;
use crate::understood::Level;

/// Audiences of the national database; some hold a comma, so longer ones stand first.
const AUDIENCES: [&str; 16] = [
    "Tổ chức (không bao gồm doanh nghiệp, HTX)",
    "Doanh nghiệp có vốn đầu tư nước ngoài",
    "Người Việt Nam định cư ở nước ngoài",
    "Người nước ngoài cư trú tại Việt Nam",
    "Cán bộ, công chức, viên chức",
    "Doanh nghiệp Việt Nam",
    "Tổ chức nước ngoài",
    "Tổ chức Việt Nam",
    "Công dân Việt Nam",
    "Người nước ngoài",
    "Tổ chức Đảng",
    "Hộ kinh doanh",
    "Doanh nghiệp",
    "Hợp tác xã",
    "Đảng viên",
    "Cá nhân",
];

/// Who publishes, by the short name of the source.
const PUBLISHERS: [(&str, &str); 19] = [
    ("bo-cong-an", "Bộ Công an"),
    ("bo-cong-thuong", "Bộ Công Thương"),
    ("bo-dan-toc-va-ton-giao", "Bộ Dân tộc và Tôn giáo"),
    ("bo-giao-duc-va-dao-tao", "Bộ Giáo dục và Đào tạo"),
    ("bo-khoa-hoc-va-cong-nghe", "Bộ Khoa học và Công nghệ"),
    ("bo-ngoai-giao", "Bộ Ngoại giao"),
    ("bo-noi-vu", "Bộ Nội vụ"),
    ("bo-nong-nghiep-mt", "Bộ Nông nghiệp và Môi trường"),
    ("bo-nong-nghiep-va-moi-truong", "Bộ Nông nghiệp và Môi trường"),
    ("bo-quoc-phong", "Bộ Quốc phòng"),
    ("bo-tai-chinh", "Bộ Tài chính"),
    ("bo-tu-phap", "Bộ Tư pháp"),
    ("bo-van-hoa-the-thao-va-du-lich", "Bộ Văn hóa, Thể thao và Du lịch"),
    ("bo-xay-dung", "Bộ Xây dựng"),
    ("bo-y-te", "Bộ Y tế"),
    ("ngan-hang-nha-nuoc", "Ngân hàng Nhà nước Việt Nam"),
    ("thanh-tra-chinh-phu", "Thanh tra Chính phủ"),
    ("toa-an-nhan-dan-toi-cao", "Tòa án nhân dân tối cao"),
    ("van-phong-chinh-phu", "Văn phòng Chính phủ"),
];

pub(crate) fn audiences(text: &str, unclear: &mut Vec<Unclear>) -> (Vec<String>, State) {
    let mut found = Vec::new();
    let mut state = if text.is_empty() { State::Absent } else { State::Whole };
    let mut rest = text;
    while !rest.is_empty() {
        let known = AUDIENCES.iter().find_map(|known| {
            let after = rest.strip_prefix(known)?;
            (after.is_empty() || after.starts_with(',')).then_some((*known, after))
        });
        let (word, after) = known.unwrap_or_else(|| {
            let at = rest.find(',').unwrap_or(rest.len());
            state = State::Partly;
            unclear.push(Unclear {
                field: Field::Audiences,
                why: Why::Unknown,
                excerpt: excerpt(&rest[..at]),
            });
            rest.split_at(at)
        });
        let word = word.trim().to_owned();
        if !word.is_empty() && !found.contains(&word) {
            found.push(word);
        }
        rest = after.trim_start_matches([',', ' ', '\u{a0}', '\n', '\t', '\r']);
        if known.is_none() && after == rest && !rest.is_empty() {
            break;
        }
    }
    (found, state)
}

pub(crate) fn levels(text: &str, unclear: &mut Vec<Unclear>) -> (Vec<Level>, State) {
    let mut found = Vec::new();
    let mut state = if text.is_empty() { State::Absent } else { State::Whole };
    for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        match Level::ALL.into_iter().find(|level| level.label().to_lowercase() == word.to_lowercase()) {
            Some(level) if !found.contains(&level) => found.push(level),
            Some(_) => {}
            None => {
                state = State::Partly;
                unclear.push(Unclear { field: Field::Levels, why: Why::Unknown, excerpt: excerpt(word) });
            }
        }
    }
    (found, state)
}

pub(crate) fn publisher(text: &str, unclear: &mut Vec<Unclear>) -> (String, State) {
    if text.is_empty() {
        return (String::new(), State::Absent);
    }
    match PUBLISHERS.iter().find(|(short, name)| *short == text || *name == text) {
        Some((_, name)) => ((*name).to_owned(), State::Whole),
        None => {
            unclear.push(Unclear { field: Field::Publisher, why: Why::Unknown, excerpt: excerpt(text) });
            (text.to_owned(), State::Unread)
        }
    }
}

/// Agencies between commas; a comma inside a name is followed by a small letter or by a sector of a ministry.
pub(crate) fn agencies(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let is_new = part.chars().next().is_some_and(char::is_uppercase) && !part.starts_with("Thể thao");
        match found.last_mut() {
            Some(last) if !is_new => {
                last.push_str(", ");
                last.push_str(part);
            }
            _ => found.push(part.to_owned()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audience_with_a_comma_is_one_and_a_new_word_is_told() {
        let mut unclear = vec![];
        let text = "Tổ chức (không bao gồm doanh nghiệp, HTX), Công dân Việt Nam, Cán bộ, công chức, viên chức, Người lạ";
        let (found, state) = audiences(text, &mut unclear);
        assert_eq!(found.len(), 4);
        assert_eq!((state, unclear[0].excerpt.as_str()), (State::Partly, "Người lạ"));
    }

    #[test]
    fn levels_publishers_and_agencies_are_read() {
        assert_eq!(levels("Cấp tỉnh, Cấp xã", &mut vec![]).0, [Level::Province, Level::Commune]);
        assert_eq!(publisher("bo-xay-dung", &mut vec![]).0, "Bộ Xây dựng");
        let names = agencies("Sở Xây dựng, Sở Văn hóa, Thể thao và Du lịch, Ủy ban nhân dân cấp xã");
        assert_eq!(names, ["Sở Xây dựng", "Sở Văn hóa, Thể thao và Du lịch", "Ủy ban nhân dân cấp xã"]);
    }
}
