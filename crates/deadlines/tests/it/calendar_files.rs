//! Reading calendar files: what holds on a date, and messages a civil servant can act on.

use deadlines::{Calendar, Confidence, DayKind, Scope};
use jiff::civil::{Weekday, date};

use crate::given::{NATIONAL, office};

const HEAD: &str = "calendar: thu\nversion: \"1\"\nscope: agency\n";

fn check_problems(body: &str, expected: &[&str]) {
    let problems = Calendar::parse(&format!("{HEAD}{body}")).unwrap_err();
    let found: Vec<String> = problems.0.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

fn agency_days(rows: &str) -> String {
    format!(
        "{HEAD}day_groups:\n  - name: riêng\n    confidence: verified\n    document: TB 12/TB-STTTT\n    days:\n{rows}"
    )
}

#[test]
fn the_narrower_scope_wins_on_a_date() {
    // The agency works on a national holiday, and closes on a working day.
    let own = agency_days(
        "      - { date: 2025-04-30, kind: make_up, name: trực lễ, hours_of: monday }\n      \
               - { date: 2025-05-06, kind: off, name: ngày truyền thống ngành }\n",
    );
    let calendar = Calendar::parse_layers(&[NATIONAL, &office("2012-01-01", "08:00-11:00"), &own]).unwrap();
    assert!(calendar.day(date(2025, 4, 30)).is_working());
    assert!(!calendar.day(date(2025, 5, 1)).is_working());
    let closed = calendar.day(date(2025, 5, 6));
    assert!(!closed.is_working());
    let row = closed.row.unwrap();
    assert_eq!((row.scope, row.document.as_deref()), (Scope::Agency, Some("TB 12/TB-STTTT")));
    assert_eq!(row.source.confidence, Confidence::Verified);
    // The other way round in the list of layers: the scope decides, not the order.
    let reversed = Calendar::parse_layers(&[&own, &office("2012-01-01", "08:00-11:00"), NATIONAL]).unwrap();
    assert!(reversed.day(date(2025, 4, 30)).is_working());
}

#[test]
fn hours_hold_from_their_date_to_their_last_day() {
    let summer = format!(
        "{HEAD}working_hours:\n  - name: Giờ mùa hè\n    effective_from: 2013-05-01\n    effective_to: 2013-09-30\n    \
         confidence: proposal\n    week:\n      monday: \"07:00-11:00,13:00-16:00\"\n"
    );
    let usual = office("2012-01-01", "07:30-11:30,13:30-16:00");
    let calendar = Calendar::parse_layers(&[&usual, &summer]).unwrap();
    let opens = |day| calendar.day(day).hours.halves().next().map(|half| half.start().to_string());
    assert_eq!(opens(date(2013, 4, 29)).as_deref(), Some("07:30:00"));
    assert_eq!(opens(date(2013, 5, 6)).as_deref(), Some("07:00:00"));
    assert_eq!(opens(date(2013, 5, 7)), None, "a weekday the pattern in force does not name is closed");
    assert_eq!(opens(date(2013, 9, 30)).as_deref(), Some("07:00:00"));
    assert_eq!(opens(date(2013, 10, 1)).as_deref(), Some("07:30:00"));
    assert_eq!(opens(date(2011, 12, 30)), None, "before the first pattern nobody works");
}

#[test]
fn a_make_up_day_has_the_hours_of_the_weekday_it_names() {
    let hours = format!(
        "{HEAD}working_hours:\n  - name: Giờ\n    effective_from: 2012-01-01\n    confidence: proposal\n    week:\n      \
         monday: \"07:30-11:30,13:30-16:00\"\n      friday: \"07:30-11:30,13:30-15:00\"\n"
    );
    let calendar = Calendar::parse_layers(&[NATIONAL, &hours]).unwrap();
    let make_up = calendar.day(date(2025, 4, 26)); // worked instead of Friday 2 May
    assert_eq!(make_up.hours, calendar.day(date(2025, 4, 25)).hours);
    assert_eq!(make_up.make_up(), Some("làm bù cho ngày 02/05/2025"));
    assert_eq!(make_up.row.map(|row| row.kind), Some(DayKind::MakeUp { hours_of: Weekday::Friday }));
}

#[test]
fn the_version_names_every_layer() {
    let calendar = Calendar::parse_layers(&[NATIONAL, &office("2012-01-01", "08:00-11:00")]).unwrap();
    assert_eq!(calendar.version(), "quoc-gia 1 + don-vi 1");
    assert_eq!(
        calendar.with_days("don-vi 2", Vec::new()).unwrap().version(),
        "quoc-gia 1 + don-vi 1 + don-vi 2"
    );
}

#[test]
fn optional_rows_are_offered_and_do_not_hold() {
    let calendar = Calendar::parse_layers(&[NATIONAL, &office("2012-01-01", "08:00-11:00")]).unwrap();
    let offered: Vec<String> = calendar.optional_days().iter().map(|row| row.date.to_string()).collect();
    assert_eq!(offered, ["2012-12-31", "2013-01-05", "2026-01-02", "2026-01-10"]);
    assert!(calendar.optional_days().iter().all(|row| row.source.confidence == Confidence::FromMemory));
    assert!(calendar.day(date(2026, 1, 2)).is_working());
    assert!(!calendar.day(date(2026, 1, 10)).is_working());
}

#[test]
fn all_mistakes_of_a_file_are_told_at_once_with_their_lines() {
    check_problems(
        "day_groups:\n  - name: \"2025\"\n    confidence: sure\n    days:\n      \
         - { date: 30/04/2025, kind: off, name: Lễ }\n      \
         - { date: 2025-02-29, kind: off, name: Lễ }\n      \
         - { date: 2025-05-01, kind: holiday, name: Lễ }\n",
        &[
            "Dòng 8, mục `day_groups[2025].days[0].date`: cần ngày có thật, dạng năm-tháng-ngày, ví dụ 2025-04-30, nhưng thấy “30/04/2025”. Hãy sửa lại cho đúng.",
            "Dòng 6, mục `day_groups[2025].days[0].confidence`: cần verified, partial, from_memory hoặc proposal, nhưng thấy “sure”. Hãy sửa lại cho đúng.",
            "Dòng 9, mục `day_groups[2025].days[1].date`: cần ngày có thật, dạng năm-tháng-ngày, ví dụ 2025-04-30, nhưng thấy “2025-02-29”. Hãy sửa lại cho đúng.",
            "Dòng 6, mục `day_groups[2025].days[1].confidence`: cần verified, partial, from_memory hoặc proposal, nhưng thấy “sure”. Hãy sửa lại cho đúng.",
            "Dòng 10, mục `day_groups[2025].days[2].kind`: cần off (ngày nghỉ) hoặc make_up (ngày làm bù), nhưng thấy “holiday”. Hãy sửa lại cho đúng.",
        ],
    );
}

#[test]
fn hours_are_read_by_the_24_hour_clock_only() {
    let hours = |text: &str| {
        format!(
            "working_hours:\n  - name: Giờ\n    effective_from: 2012-01-01\n    confidence: proposal\n    week:\n      monday: \"{text}\"\n"
        )
    };
    let clock = "giờ dạng 24 giờ, hai chữ số, ví dụ 07:30 hoặc 13:30";
    for (text, expected) in [
        ("7:30-11:30", clock),
        ("07h30-11h30", clock),
        ("1:30 PM-4:00 PM", clock),
        ("07:30-24:30", clock),
        ("07:30", "một khoảng giờ dạng 07:30-11:30"),
        ("13:30-04:00", "giờ kết thúc sau giờ bắt đầu"),
        ("07:30-11:30,11:00-16:00", "buổi sau bắt đầu khi buổi trước đã kết thúc"),
        ("07:00-09:00,10:00-11:00,13:00-16:00", "nhiều nhất hai buổi trong một ngày"),
    ] {
        let message = format!(
            "Dòng 9, mục `working_hours[0].week.monday`: cần {expected}, nhưng thấy “{text}”. Hãy sửa lại cho đúng."
        );
        check_problems(&hours(text), &[&message]);
    }
}

#[test]
fn a_date_stands_once_in_a_file() {
    check_problems(
        "day_groups:\n  - name: a\n    confidence: partial\n    days:\n      \
         - { date: 2025-04-30, kind: off, name: Lễ }\n      \
         - { date: 2025-04-30, kind: off, name: Lễ }\n",
        &[
            "Dòng 9, mục `day_groups[a].days[1].date`: cần mỗi ngày một dòng (đã có ở dòng 8), nhưng thấy “2025-04-30”. Hãy sửa lại cho đúng.",
        ],
    );
}

#[test]
fn a_make_up_day_must_borrow_hours_that_exist() {
    let own = agency_days("      - { date: 2025-04-26, kind: make_up, name: bù, hours_of: sunday }\n");
    let problems =
        Calendar::parse_layers(&[&office("2012-01-01", "08:00-11:00"), &own]).unwrap_err().to_string();
    assert_eq!(
        problems,
        "Mục `days[2025-04-26].hours_of`: cần một thứ có giờ làm việc vào ngày 26/04/2025, nhưng thấy Chủ nhật không có giờ làm việc. Hãy chọn thứ khác, hoặc khai báo giờ làm việc của thứ đó."
    );
    check_problems(
        "day_groups:\n  - name: a\n    confidence: partial\n    days:\n      - { date: 2025-04-26, kind: make_up, name: bù }\n",
        &[
            "Dòng 8, mục `day_groups[a].days[0].hours_of`: cần một giá trị, nhưng thấy để trống. Hãy thêm `hours_of`.",
        ],
    );
}

#[test]
fn unknown_fields_and_broken_yaml_are_told_in_vietnamese() {
    check_problems(
        "holidays: []\n",
        &[
            "Dòng 4, mục `holidays`: cần một trong các mục: calendar, version, scope, working_hours, day_groups, nhưng thấy mục lạ `holidays`. Hãy sửa tên mục hoặc bỏ đi.",
        ],
    );
    check_problems(
        "version: \"2\"\n",
        &["Dòng 4, mục `version`: cần mỗi mục một lần, nhưng thấy mục lặp lại. Hãy giữ lại một mục."],
    );
    let broken = Calendar::parse("calendar: [").unwrap_err();
    assert!(broken.to_string().contains("cú pháp"), "{broken}");
    let missing = Calendar::parse("calendar: thu\n").unwrap_err().to_string();
    assert_eq!(
        missing,
        "Dòng 1, mục `version`: cần một giá trị, nhưng thấy để trống. Hãy thêm `version`.\n\
         Dòng 1, mục `scope`: cần một giá trị, nhưng thấy để trống. Hãy thêm `scope`."
    );
}

#[test]
fn a_pattern_without_hours_or_that_ends_before_it_begins_is_refused() {
    let pattern = "working_hours:\n  - name: Giờ\n    effective_from: 2012-01-01\n    effective_to: 2011-12-31\n    confidence: proposal\n";
    check_problems(
        pattern,
        &[
            "Dòng 7, mục `working_hours[0].effective_to`: cần ngày không trước effective_from, nhưng thấy “2011-12-31”. Hãy sửa lại cho đúng.",
            "Dòng 5, mục `working_hours[0].week`: cần ít nhất một thứ có giờ làm việc, nhưng thấy không có thứ nào. Hãy thêm, ví dụ, monday: \"07:30-11:30,13:30-16:00\".",
        ],
    );
}
