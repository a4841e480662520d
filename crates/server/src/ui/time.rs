//! Time left (_thời gian còn lại_): words first, a bar that only helps the eye.

use jiff::Timestamp;

use crate::platform::clock::timestamp;

/// What the component shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeLeft {
    /// `in-time`, `due-soon`, `late`, `paused` or empty.
    pub state: &'static str,
    /// In words.
    pub words: String,
    /// Share of the time that is gone, 0–100.
    pub used: String,
}

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// The time left of something begun at `begun` and due at `due` (microseconds UTC), unless its clock stands still.
pub fn time_left((begun, due, paused_since): (i64, Option<i64>, Option<i64>), now: Timestamp) -> TimeLeft {
    if let Some(since) = paused_since {
        let words = format!("tạm dừng từ {}", super::format::day(timestamp(since)));
        return TimeLeft { state: "paused", words, used: "0".into() };
    }
    let Some(due) = due else {
        return TimeLeft { state: "", words: "không có hạn".into(), used: "0".into() };
    };
    let left = due - now.as_microsecond();
    let state = match left {
        left if left < 0 => "late",
        left if left < DAY => "due-soon",
        _ => "in-time",
    };
    let words = if left < 0 { format!("quá hạn {}", span(-left)) } else { format!("còn {}", span(left)) };
    let whole = (due - begun).max(1);
    let used = ((now.as_microsecond() - begun).clamp(0, whole) * 100 / whole).to_string();
    TimeLeft { state, words, used }
}

/// "3 ngày", "5 giờ", "20 phút": the largest unit that says enough.
fn span(micros: i64) -> String {
    match micros / MINUTE {
        minutes if minutes >= 2 * 24 * 60 => format!("{} ngày", minutes / (24 * 60)),
        minutes if minutes >= 120 => format!("{} giờ", minutes / 60),
        minutes => format!("{} phút", minutes.max(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_say_what_the_bar_shows() {
        let at = |days: i64| timestamp(days * DAY);
        let left = |due, paused, now| time_left((0, due, paused), at(now));
        assert_eq!(
            left(Some(10 * DAY), None, 5),
            TimeLeft { state: "in-time", words: "còn 5 ngày".into(), used: "50".into() }
        );
        assert_eq!(left(Some(5 * DAY + 3 * 60 * MINUTE), None, 5).words, "còn 3 giờ");
        assert_eq!(left(Some(2 * DAY), None, 5).words, "quá hạn 3 ngày");
        assert_eq!(left(Some(2 * DAY), None, 5).state, "late");
        assert_eq!(left(None, None, 5).words, "không có hạn");
        assert_eq!(left(Some(10 * DAY), Some(DAY), 5).state, "paused");
    }
}
