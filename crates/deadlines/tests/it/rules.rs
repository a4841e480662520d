//! Rule versions as data.

use deadlines::{Compare, DuePolicy, EarlyRule, Ground, PauseOption, Rule};

fn check_problem(text: &str, expected: &str) {
    assert_eq!(Rule::parse(text).unwrap_err().to_string(), expected);
}

#[test]
fn a_rule_version_is_read_from_data() {
    let rule = Rule::parse(
        r#"
due_policy: exact_time
same_day_cut_off: "14:30"
pause_option: restart
pause_grounds:
  - { code: supplement, name: yêu cầu bổ sung hồ sơ }
  - { code: appraisal, name: chờ kết quả thẩm định của bộ }
extensions_allowed: 2
judgement: { compare: date, early: collected_or_extended }
warnings: { percents: [50, 75], working_days_before: 0.5 }
"#,
    )
    .unwrap();
    assert_eq!(rule.due_policy, DuePolicy::ExactTime);
    assert_eq!(rule.same_day_cut_off, jiff::civil::time(14, 30, 0, 0));
    assert_eq!(rule.pause_option, PauseOption::Restart);
    let ground = Ground {
        code: "appraisal".to_owned(), name: "chờ kết quả thẩm định của bộ".to_owned()
    };
    assert_eq!(rule.ground("appraisal"), Some(&ground));
    assert_eq!(rule.ground("financial_duty"), None);
    assert_eq!(rule.extensions_allowed, 2);
    assert_eq!(
        (rule.judgement.compare, rule.judgement.early),
        (Compare::Date, EarlyRule::CollectedOrExtended)
    );
    assert_eq!((rule.warnings.percents, rule.warnings.milli_days_before), (vec![50, 75], Some(500)));
}

#[test]
fn json_is_read_as_well_and_what_is_absent_is_as_proposed() {
    let rule = Rule::parse(r#"{"pause_option": "resume_hours"}"#).unwrap();
    assert_eq!(rule, Rule { pause_option: PauseOption::ResumeHours, ..Rule::default() });
}

#[test]
fn an_empty_list_of_grounds_means_that_nothing_pauses_the_clock() {
    assert_eq!(Rule::parse("pause_grounds: []").unwrap().pause_grounds, []);
}

#[test]
fn mistakes_name_the_line_what_was_expected_and_what_was_found() {
    check_problem(
        "due_policy: half_day\npause_option: resume",
        "Dòng 2, mục `pause_option`: cần resume_slots, resume_hours hoặc restart, nhưng thấy “resume”. Hãy sửa lại cho đúng.",
    );
    check_problem(
        "same_day_cut_off: 3 PM",
        "Dòng 1, mục `same_day_cut_off`: cần giờ dạng 24 giờ, hai chữ số, ví dụ 07:30 hoặc 13:30, nhưng thấy “3 PM”. Hãy sửa lại cho đúng.",
    );
    check_problem(
        "pause_grounds:\n  - { code: supplement }",
        "Dòng 2, mục `pause_grounds[0].name`: cần một giá trị, nhưng thấy để trống. Hãy thêm `name`.",
    );
    check_problem(
        "warnings: { percents: [50, 120] }",
        "Dòng 1, mục `warnings.percents`: cần phần trăm từ 1 đến 99, nhưng thấy “120”. Hãy sửa lại cho đúng.",
    );
}

#[test]
fn each_option_can_be_printed_on_the_supplement_request() {
    let sentences =
        [PauseOption::ResumeSlots, PauseOption::ResumeHours, PauseOption::Restart].map(|o| o.sentence());
    assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
    assert!(sentences[2].contains("tính lại từ đầu"));
}
