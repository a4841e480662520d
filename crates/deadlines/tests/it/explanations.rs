//! What a citizen reads when asking "why this date?".

use deadlines::{
    DuePolicy, Explanation, Extension, Ledger, NewTerm, PauseOption, Rule, SpanKind, Step, Term,
};

use crate::given::{OF_2012, at, days, open_pause, pause};

fn explain(accepted: &str, term: Term, rule: &Rule) -> String {
    OF_2012.due(&Ledger::new(at(accepted), term), rule).unwrap().explanation.sentences().join("\n")
}

#[test]
fn a_plain_term_names_the_days_it_counts_and_skips() {
    insta::assert_snapshot!(explain("2012-12-06 09:10", days("3"), &Rule::default()), @r"
    Nhận lúc 09:10 thứ Năm, 06/12/2012, tính vào buổi sáng.
    Tính 3 ngày làm việc: 07/12, 10/12, 11/12.
    Bỏ qua thứ Bảy 08/12, Chủ nhật 09/12.
    Hẹn trả 11:30 thứ Ba, 11/12/2012.
    ");
    insta::assert_snapshot!(explain("2012-12-06 14:20", days("15"), &Rule::default()), @r"
    Nhận lúc 14:20 thứ Năm, 06/12/2012, tính vào buổi chiều.
    Tính 15 ngày làm việc: 07/12, 10–14/12, 17–21/12, 24–27/12.
    Bỏ qua 6 ngày cuối tuần (08–09/12, 15–16/12, 22–23/12).
    Hẹn trả 16:00 thứ Năm, 27/12/2012.
    ");
    insta::assert_snapshot!(explain("2012-12-06 09:10", days("1.5"), &Rule::default()), @r"
    Nhận lúc 09:10 thứ Năm, 06/12/2012, tính vào buổi sáng.
    Tính 1,5 ngày làm việc: 07/12, thêm buổi chiều 07/12.
    Hẹn trả 16:00 thứ Sáu, 07/12/2012.
    ");
    insta::assert_snapshot!(explain("2012-12-06 09:10", days("0.5"), &Rule::default()), @r"
    Nhận lúc 09:10 thứ Năm, 06/12/2012, tính vào buổi sáng.
    Tính 0,5 ngày làm việc: buổi chiều 06/12.
    Hẹn trả 16:00 thứ Năm, 06/12/2012.
    ");
    insta::assert_snapshot!(explain("2012-12-06 09:10", days("0"), &Rule::default()), @r"
    Nhận lúc 09:10 thứ Năm, 06/12/2012, tính vào buổi sáng.
    Thời hạn 0 ngày làm việc: trả ngay, không cộng thêm ngày.
    Hẹn trả 11:30 thứ Năm, 06/12/2012.
    ");
}

#[test]
fn holidays_and_make_up_days_are_named_and_drawn_together() {
    insta::assert_snapshot!(explain("2026-02-13 15:30", days("3"), &Rule::default()), @r"
    Nhận lúc 15:30 thứ Sáu, 13/02/2026, tính vào buổi chiều.
    Tính 3 ngày làm việc: 23–25/02.
    Bỏ qua 4 ngày cuối tuần (14–15/02, 21–22/02); 16–20/02 Tết Nguyên đán.
    Hẹn trả 16:00 thứ Tư, 25/02/2026.
    ");
    insta::assert_snapshot!(explain("2025-04-25 14:00", days("5"), &Rule::default()), @r"
    Nhận lúc 14:00 thứ Sáu, 25/04/2025, tính vào buổi chiều.
    Tính 5 ngày làm việc: 26/04, 28/04, 29/04, 05/05, 06/05.
    Ngày làm bù được tính: thứ Bảy 26/04.
    Bỏ qua 3 ngày cuối tuần (27/04, 03–04/05); 30/04 Ngày Giải phóng miền Nam; 01/05 Quốc tế Lao động; 02/05 nghỉ hoán đổi với ngày 26/04/2025.
    Hẹn trả 16:00 thứ Ba, 06/05/2025.
    ");
    insta::assert_snapshot!(explain("2012-12-28 10:00", days("5"), &Rule::default()), @r"
    Nhận lúc 10:00 thứ Sáu, 28/12/2012, tính vào buổi sáng.
    Tính 5 ngày làm việc: 31/12/2012, 02–04/01, 07/01.
    Bỏ qua 4 ngày cuối tuần (29–30/12/2012, 05–06/01); 01/01 Tết Dương lịch.
    Hẹn trả 11:30 thứ Hai, 07/01/2013.
    ");
}

#[test]
fn a_dossier_outside_hours_learns_from_when_it_counts() {
    for (accepted, expected) in [
        (
            "2012-12-06 06:50",
            "Nhận lúc 06:50 thứ Năm, 06/12/2012, trước giờ làm việc; tính như nhận buổi sáng thứ Năm, 06/12/2012.",
        ),
        (
            "2012-12-06 12:15",
            "Nhận lúc 12:15 thứ Năm, 06/12/2012, trong giờ nghỉ trưa; tính như nhận buổi chiều thứ Năm, 06/12/2012.",
        ),
        (
            "2012-12-06 16:40",
            "Nhận lúc 16:40 thứ Năm, 06/12/2012, sau giờ làm việc; tính như nhận buổi sáng thứ Sáu, 07/12/2012.",
        ),
        (
            "2012-12-08 10:00",
            "Nhận lúc 10:00 thứ Bảy, 08/12/2012, ngày nghỉ (thứ Bảy); tính như nhận buổi sáng thứ Hai, 10/12/2012.",
        ),
        (
            "2025-05-02 10:00",
            "Nhận lúc 10:00 thứ Sáu, 02/05/2025, ngày nghỉ (nghỉ hoán đổi với ngày 26/04/2025); tính như nhận buổi sáng thứ Hai, 05/05/2025.",
        ),
    ] {
        assert_eq!(explain(accepted, days("1"), &Rule::default()).lines().next(), Some(expected));
    }
}

#[test]
fn other_units_say_how_they_are_counted() {
    let exact = Rule { due_policy: DuePolicy::ExactTime, ..Rule::default() };
    insta::assert_snapshot!(explain("2012-12-10 08:00", days("10"), &exact), @r"
    Nhận lúc 08:00 thứ Hai, 10/12/2012.
    Tính 10 ngày làm việc, bằng 65 giờ làm việc: 10–14/12, 17–21/12, 24/12.
    Bỏ qua 4 ngày cuối tuần (15–16/12, 22–23/12).
    Hẹn trả 08:00 thứ Hai, 24/12/2012.
    ");
    insta::assert_snapshot!(explain("2012-12-06 12:00", Term::working_hours(9), &exact), @r"
    Nhận lúc 12:00 thứ Năm, 06/12/2012, trong giờ nghỉ trưa; tính từ 13:30 thứ Năm, 06/12/2012.
    Tính 9 giờ làm việc: 06/12, 07/12.
    Hẹn trả 16:00 thứ Sáu, 07/12/2012.
    ");
    insta::assert_snapshot!(explain("2012-12-06 09:10", Term::calendar_days(2), &Rule::default()), @r"
    Nhận lúc 09:10 thứ Năm, 06/12/2012; ngày nhận không tính vào thời hạn.
    Tính 2 ngày, hết ngày thứ Bảy, 08/12/2012, là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo.
    Bỏ qua thứ Bảy 08/12, Chủ nhật 09/12.
    Hẹn trả 16:00 thứ Hai, 10/12/2012.
    ");
    insta::assert_snapshot!(explain("2012-12-06 09:10", Term::months(1), &Rule::default()), @r"
    Nhận lúc 09:10 thứ Năm, 06/12/2012; ngày nhận không tính vào thời hạn.
    Tính 1 tháng, hết ngày Chủ nhật, 06/01/2013, là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo.
    Bỏ qua Chủ nhật 06/01.
    Hẹn trả 16:00 thứ Hai, 07/01/2013.
    ");
    insta::assert_snapshot!(explain("2012-12-07 15:05", Term::SAME_DAY, &Rule::default()), @r"
    Nhận lúc 15:05 thứ Sáu, 07/12/2012, tính vào buổi chiều.
    Nhận sau 15:00 nên trả trong ngày làm việc tiếp theo.
    Bỏ qua thứ Bảy 08/12, Chủ nhật 09/12.
    Hẹn trả 16:00 thứ Hai, 10/12/2012.
    ");
    insta::assert_snapshot!(explain("2012-12-07 15:00", Term::SAME_DAY, &Rule::default()), @r"
    Nhận lúc 15:00 thứ Sáu, 07/12/2012, tính vào buổi chiều.
    Thủ tục giải quyết trong ngày (nhận đến 15:00).
    Hẹn trả 16:00 thứ Sáu, 07/12/2012.
    ");
    insta::assert_snapshot!(explain("2012-12-07 17:00", Term::clock_hours(72), &Rule::default()), @r"
    Nhận lúc 17:00 thứ Sáu, 07/12/2012.
    Tính 72 giờ liên tục, cả ngày và đêm.
    Hẹn trả 17:00 thứ Hai, 10/12/2012.
    ");
    insta::assert_snapshot!(explain("2012-12-07 17:00", Term::NONE, &Rule::default()), @"Thủ tục không có ngày hẹn trả.");
}

#[test]
fn each_pause_and_extension_adds_its_own_step() {
    let pauses = [pause("2012-12-06 14:00", "2012-12-12 09:00"), open_pause("2012-12-18 08:00")];
    let extensions = [Extension {
        decided_at: at("2012-12-14 10:00"),
        grants: NewTerm::More(days("5")),
        reason: "cần lấy ý kiến liên ngành".to_owned(),
        document: Some("TB 15/TB-STTTT".to_owned()),
    }];
    let ledger = Ledger {
        accepted_at: at("2012-12-03 09:00"),
        term: days("10"),
        pauses: &pauses,
        extensions: &extensions,
    };
    let text = |rule: &Rule| OF_2012.due(&ledger, rule).unwrap().explanation.sentences().join("\n");
    insta::assert_snapshot!(text(&Rule::default()), @r"
    Nhận lúc 09:00 thứ Hai, 03/12/2012, tính vào buổi sáng.
    Tính 10 ngày làm việc: 04–07/12, 10–14/12, 17/12.
    Bỏ qua 4 ngày cuối tuần (08–09/12, 15–16/12).
    Hẹn trả 11:30 thứ Hai, 17/12/2012.
    Tạm dừng từ 14:00 thứ Năm, 06/12/2012 đến 09:00 thứ Tư, 12/12/2012 (yêu cầu bổ sung hồ sơ – phiếu yêu cầu bổ sung số 12): không tính 7 buổi làm việc.
    Hẹn trả 16:00 thứ Năm, 20/12/2012.
    Gia hạn thêm 5 ngày làm việc (quyết định lúc 10:00 thứ Sáu, 14/12/2012, TB 15/TB-STTTT): cần lấy ý kiến liên ngành.
    Bỏ qua thứ Bảy 22/12, Chủ nhật 23/12.
    Hẹn trả 16:00 thứ Năm, 27/12/2012.
    Đang tạm dừng từ 08:00 thứ Ba, 18/12/2012 (yêu cầu bổ sung hồ sơ – phiếu yêu cầu bổ sung số 12): chưa có ngày hẹn trả cho đến khi tiếp tục.
    ");
    let closed = Ledger { pauses: &pauses[..1], extensions: &[], ..ledger };
    let text = |option| {
        let rule = Rule { pause_option: option, ..Rule::default() };
        OF_2012.due(&closed, &rule).unwrap().explanation.sentences()[4..].join("\n")
    };
    insta::assert_snapshot!(text(PauseOption::ResumeHours), @r"
    Tạm dừng từ 14:00 thứ Năm, 06/12/2012 đến 09:00 thứ Tư, 12/12/2012 (yêu cầu bổ sung hồ sơ – phiếu yêu cầu bổ sung số 12): không tính 23 giờ làm việc.
    Hẹn trả 08:30 thứ Sáu, 21/12/2012.
    ");
    insta::assert_snapshot!(text(PauseOption::Restart), @r"
    Tạm dừng từ 14:00 thứ Năm, 06/12/2012 đến 09:00 thứ Tư, 12/12/2012 (yêu cầu bổ sung hồ sơ – phiếu yêu cầu bổ sung số 12): thời hạn tính lại từ đầu.
    Bỏ qua 4 ngày cuối tuần (15–16/12, 22–23/12).
    Hẹn trả 11:30 thứ Tư, 26/12/2012.
    ");
}

#[test]
fn a_new_date_and_a_pause_that_came_too_late_are_told() {
    let pauses = [pause("2012-12-24 08:00", "2012-12-25 09:00")];
    let extensions = [Extension {
        decided_at: at("2012-12-14 10:00"),
        grants: NewTerm::DueAt(at("2012-12-21 16:00")),
        reason: "người ký đi công tác".to_owned(),
        document: None,
    }];
    let ledger = Ledger {
        accepted_at: at("2012-12-03 09:00"),
        term: days("10"),
        pauses: &pauses,
        extensions: &extensions,
    };
    let sentences = OF_2012.due(&ledger, &Rule::default()).unwrap().explanation.sentences();
    insta::assert_snapshot!(sentences[4..].join("\n"), @r"
    Hẹn lại ngày trả (quyết định lúc 10:00 thứ Sáu, 14/12/2012): người ký đi công tác.
    Hẹn trả 16:00 thứ Sáu, 21/12/2012.
    Tạm dừng từ 08:00 thứ Hai, 24/12/2012 đến 09:00 thứ Ba, 25/12/2012 (yêu cầu bổ sung hồ sơ – phiếu yêu cầu bổ sung số 12): bắt đầu khi đã hết hạn nên không làm thay đổi hạn.
    Hẹn trả 16:00 thứ Sáu, 21/12/2012.
    ");
}

#[test]
fn the_counted_half_days_of_a_term_are_exactly_the_term() {
    let due = OF_2012.due(&Ledger::new(at("2025-04-25 14:00"), days("5")), &Rule::default()).unwrap();
    let Some(Step::Counted { spans, due_at, .. }) = due.explanation.steps.get(1) else { panic!("no count") };
    let counted: Vec<_> = spans.iter().filter(|span| span.kind.is_counted()).collect();
    assert_eq!(counted.len(), 10);
    assert_eq!(counted.last().map(|span| span.to), Some(*due_at));
    assert!(spans.is_sorted_by(|a, b| a.to <= b.from), "in order, without overlap");
    let holidays = spans.iter().filter(|span| matches!(span.kind, SpanKind::Holiday { .. })).count();
    assert_eq!(holidays, 3);
}

#[test]
fn an_explanation_survives_being_stored_as_json() {
    let pauses = [pause("2026-02-11 14:00", "2026-02-24 09:00"), open_pause("2026-02-25 09:00")];
    let terms = [
        days("5"),
        Term::working_hours(9),
        Term::clock_hours(400),
        Term::calendar_days(3),
        Term::SAME_DAY,
        Term::NONE,
    ];
    for term in terms {
        let ledger = Ledger { pauses: &pauses, ..Ledger::new(at("2026-02-10 16:40"), term) };
        let explanation = OF_2012.due(&ledger, &Rule::default()).unwrap().explanation;
        let json = serde_json::to_string(&explanation).unwrap();
        assert_eq!(serde_json::from_str::<Explanation>(&json).unwrap(), explanation, "{term}");
    }
    let countdown = OF_2012.latest_before(at("2012-12-10 09:00"), &days("1"), &Rule::default()).unwrap();
    let json = serde_json::to_string(&countdown.explanation).unwrap();
    insta::assert_snapshot!(json, @r#"{"steps":[{"step":"counted_back","event_at":"2012-12-10T09:00:00","term":"1 ngày làm việc","spans":[{"from":"2012-12-09T00:00:00","to":"2012-12-10T00:00:00","kind":"weekend"},{"from":"2012-12-08T00:00:00","to":"2012-12-09T00:00:00","kind":"weekend"},{"from":"2012-12-07T13:30:00","to":"2012-12-07T16:00:00","kind":"working_time","make_up":null},{"from":"2012-12-07T07:30:00","to":"2012-12-07T11:30:00","kind":"working_time","make_up":null}],"latest_at":"2012-12-07T16:00:00","last_working_at":null}]}"#);
}
