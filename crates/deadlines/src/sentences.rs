//! An explanation in Vietnamese sentences, short enough to be printed on an appointment slip.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::explanation::{
    Explanation, ExtensionEffect, OutsideHours, PauseEffect, Span, SpanKind, StartOfTerm, Step,
};
use crate::words;

impl Explanation {
    /// The explanation as Vietnamese sentences, in order.
    pub fn sentences(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for step in &self.steps {
            step_sentences(step, &mut lines);
        }
        lines
    }
}

fn step_sentences(step: &Step, lines: &mut Vec<String>) {
    match step {
        Step::Received { at, counts_from, outside, start } => {
            lines.push(received(*at, *counts_from, outside.as_ref(), *start));
        }
        Step::Counted { term, spans, due_at } => {
            lines.extend(counted(term, spans, *due_at));
            lines.extend(skipped(spans, due_at.year()));
            lines.push(due(*due_at));
        }
        Step::SameDay { cut_off, is_after, spans, due_at } => {
            let cut_off = words::time(*cut_off);
            lines.push(match is_after {
                true => format!("Nhận sau {cut_off} nên trả trong ngày làm việc tiếp theo."),
                false => format!("Thủ tục giải quyết trong ngày (nhận đến {cut_off})."),
            });
            lines.extend(skipped(spans, due_at.year()));
            lines.push(due(*due_at));
        }
        Step::NoTerm => lines.push("Thủ tục không có ngày hẹn trả.".to_owned()),
        Step::Paused { from, to, grounds, effect, spans, due_at } => {
            let standstill = match to {
                Some(to) => format!("Tạm dừng từ {} đến {}", words::moment(*from), words::moment(*to)),
                None => format!("Đang tạm dừng từ {}", words::moment(*from)),
            };
            lines.push(format!("{standstill} ({}): {}.", ground_words(grounds), effect_words(*effect)));
            lines.extend(new_due(spans, *due_at));
        }
        Step::Extended { decided_at, reason, document, effect, spans, due_at } => {
            lines.push(extended(*decided_at, reason, document.as_deref(), effect));
            lines.extend(new_due(spans, *due_at));
        }
        Step::CountedBack { event_at, term, spans, latest_at, last_working_at } => {
            lines.push(format!("Sự kiện lúc {}; phải trước ít nhất {term}.", words::moment(*event_at)));
            let mut forward = spans.clone();
            forward.reverse();
            lines.extend(skipped(&forward, latest_at.year()));
            lines.push(format!("Chậm nhất {}.", words::moment(*latest_at)));
            lines.extend(last_working_at.map(|at| {
                format!(
                    "Lúc đó ngoài giờ làm việc; giờ làm việc cuối cùng trước đó là {}.",
                    words::moment(at)
                )
            }));
        }
    }
}

fn received(
    at: DateTime,
    counts_from: DateTime,
    outside: Option<&OutsideHours>,
    start: StartOfTerm,
) -> String {
    let received = format!("Nhận lúc {}", words::moment(at));
    let outside = outside.map(|outside| match outside {
        OutsideHours::BeforeOpening => "trước giờ làm việc".to_owned(),
        OutsideHours::Lunch => "trong giờ nghỉ trưa".to_owned(),
        OutsideHours::AfterClosing => "sau giờ làm việc".to_owned(),
        OutsideHours::DayOff(name) => format!("ngày nghỉ ({name})"),
    });
    let half = words::half_day(counts_from.time());
    match (outside, start) {
        (None, StartOfTerm::HalfDay) => format!("{received}, tính vào {half}."),
        (None, StartOfTerm::Moment) => format!("{received}."),
        (_, StartOfTerm::DayNotCounted) => format!("{received}; ngày nhận không tính vào thời hạn."),
        (Some(outside), StartOfTerm::HalfDay) => {
            format!("{received}, {outside}; tính như nhận {half} {}.", words::date(counts_from.date()))
        }
        (Some(outside), StartOfTerm::Moment) => {
            format!("{received}, {outside}; tính từ {}.", words::moment(counts_from))
        }
    }
}

/// "Tính 3 ngày làm việc: 07/12, 10/12, 11/12."
fn counted(term: &str, spans: &[Span], due_at: DateTime) -> Vec<String> {
    let year = due_at.year();
    let parts: Vec<&Span> = spans.iter().filter(|span| span.kind.is_counted()).collect();
    let mut lines = Vec::new();
    lines.push(match parts.last() {
        None => format!("Thời hạn {term}: trả ngay, không cộng thêm ngày."),
        Some(Span { kind: SpanKind::HalfDay { .. }, .. }) => {
            format!("Tính {term}: {}.", half_days(&parts, year))
        }
        Some(Span { kind: SpanKind::CalendarDays, to, .. }) => {
            let last = to.date().saturating_sub(1.day());
            let rolled = last < due_at.date();
            let roll = if rolled {
                ", là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo"
            } else {
                ""
            };
            format!("Tính {term}, hết ngày {}{roll}.", words::date(last))
        }
        Some(Span { kind: SpanKind::ClockTime, .. }) => format!("Tính {term} liên tục, cả ngày và đêm."),
        Some(_) => {
            let seconds = parts.iter().map(|span| span.to.duration_since(span.from).as_secs()).sum();
            let days = words::dates(&distinct_dates(&parts), year);
            let in_hours = format!("{} làm việc", words::duration(seconds));
            match term == in_hours {
                true => format!("Tính {term}: {days}."),
                false => format!("Tính {term}, bằng {in_hours}: {days}."),
            }
        }
    });
    lines.extend(made_up(&parts, year));
    lines
}

/// The dates that complete a working day, and the half day left over.
fn half_days(parts: &[&Span], year: i16) -> String {
    let full: Vec<Date> = parts
        .iter()
        .filter(|span| matches!(span.kind, SpanKind::HalfDay { completes: Some(_), .. }))
        .map(|span| span.from.date())
        .collect();
    let rest = parts.last().filter(|_| parts.len() % 2 == 1).map(|span| {
        format!("{} {}", words::half_day(span.from.time()), words::day_month(span.from.date(), year))
    });
    match (full.is_empty(), rest) {
        (true, rest) => rest.unwrap_or_default(),
        (false, None) => words::dates(&full, year),
        (false, Some(rest)) => format!("{}, thêm {rest}", words::dates(&full, year)),
    }
}

fn made_up(parts: &[&Span], year: i16) -> Option<String> {
    let mut days: Vec<Date> = parts
        .iter()
        .filter(|span| {
            matches!(
                &span.kind,
                SpanKind::HalfDay { make_up: Some(_), .. } | SpanKind::WorkingTime { make_up: Some(_) }
            )
        })
        .map(|span| span.from.date())
        .collect();
    days.dedup();
    (!days.is_empty()).then(|| format!("Ngày làm bù được tính: {}.", weekday_list(&days, year)))
}

/// "Bỏ qua thứ Bảy 08/12, Chủ nhật 09/12; 16–20/02 Tết Nguyên đán."
fn skipped(spans: &[Span], year: i16) -> Option<String> {
    let mut weekend = Vec::new();
    let mut closed = Vec::new();
    let mut holidays: Vec<(&str, Option<&str>, Vec<Date>)> = Vec::new();
    for span in spans {
        let date = span.from.date();
        match &span.kind {
            SpanKind::Weekend => weekend.push(date),
            SpanKind::Closed => closed.push(date),
            SpanKind::Holiday { name, document } => match holidays.last_mut() {
                Some((last, _, dates)) if last == name => dates.push(date),
                _ => holidays.push((name, document.as_deref(), vec![date])),
            },
            _ => {}
        }
    }
    let mut parts = Vec::new();
    if !weekend.is_empty() {
        parts.push(match weekend.len() {
            1 | 2 => weekday_list(&weekend, year),
            n => format!("{n} ngày cuối tuần ({})", words::date_pairs(&weekend, year)),
        });
    }
    if !closed.is_empty() {
        parts.push(format!("ngày đơn vị không làm việc {}", words::dates(&closed, year)));
    }
    parts.extend(holidays.iter().map(|(name, document, dates)| {
        let document = document.map(|document| format!(" ({document})")).unwrap_or_default();
        format!("{} {name}{document}", words::dates(dates, year))
    }));
    (!parts.is_empty()).then(|| format!("Bỏ qua {}.", parts.join("; ")))
}

fn ground_words(grounds: &[(String, String)]) -> String {
    let words = grounds.iter().map(|(name, basis)| match basis.is_empty() {
        true => name.clone(),
        false => format!("{name} – {basis}"),
    });
    words.collect::<Vec<_>>().join("; ")
}

fn effect_words(effect: PauseEffect) -> String {
    match effect {
        PauseEffect::StillOpen => "chưa có ngày hẹn trả cho đến khi tiếp tục".to_owned(),
        PauseEffect::TooLate => "bắt đầu khi đã hết hạn nên không làm thay đổi hạn".to_owned(),
        PauseEffect::MovedHalfDays(0) | PauseEffect::MovedWorkingSeconds(0) | PauseEffect::MovedDays(0) => {
            "không làm thay đổi hạn".to_owned()
        }
        PauseEffect::MovedHalfDays(n) => format!("không tính {n} buổi làm việc"),
        PauseEffect::MovedWorkingSeconds(n) => format!("không tính {} làm việc", words::duration(n)),
        PauseEffect::MovedClockSeconds(n) => format!("không tính {}", words::duration(n)),
        PauseEffect::MovedDays(n) => format!("không tính {n} ngày"),
        PauseEffect::Restarted => "thời hạn tính lại từ đầu".to_owned(),
    }
}

fn extended(decided_at: DateTime, reason: &str, document: Option<&str>, effect: &ExtensionEffect) -> String {
    let document = document.map(|document| format!(", {document}")).unwrap_or_default();
    let what = match effect {
        ExtensionEffect::More(term) => format!("Gia hạn thêm {term}"),
        ExtensionEffect::NewDate => "Hẹn lại ngày trả".to_owned(),
    };
    format!("{what} (quyết định lúc {}{document}): {reason}.", words::moment(decided_at))
}

fn new_due(spans: &[Span], due_at: Option<DateTime>) -> Vec<String> {
    let Some(due_at) = due_at else { return Vec::new() };
    let mut lines: Vec<String> = skipped(spans, due_at.year()).into_iter().collect();
    lines.push(due(due_at));
    lines
}

fn due(at: DateTime) -> String {
    format!("Hẹn trả {}.", words::moment(at))
}

fn weekday_list(dates: &[Date], year: i16) -> String {
    let named = |date: &Date| format!("{} {}", words::weekday(date.weekday()), words::day_month(*date, year));
    dates.iter().map(named).collect::<Vec<_>>().join(", ")
}

fn distinct_dates(parts: &[&Span]) -> Vec<Date> {
    let mut dates: Vec<Date> = parts.iter().map(|span| span.from.date()).collect();
    dates.dedup();
    dates
}
