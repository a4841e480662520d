//! The shipped calendars against the tables of the law.

use deadlines::{Confidence, DayKind};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use crate::given::SHIPPED;

/// Lunar New Year and the Hùng Kings' day (lunar 10/3), computed for UTC+7.
const LUNAR: [(i16, &str, &str); 17] = [
    (2012, "01-23", "03-31"),
    (2013, "02-10", "04-19"),
    (2014, "01-31", "04-09"),
    (2015, "02-19", "04-28"),
    (2016, "02-08", "04-16"),
    (2017, "01-28", "04-06"),
    (2018, "02-16", "04-25"),
    (2019, "02-05", "04-14"),
    (2020, "01-25", "04-02"),
    (2021, "02-12", "04-21"),
    (2022, "02-01", "04-10"),
    (2023, "01-22", "04-29"),
    (2024, "02-10", "04-18"),
    (2025, "01-29", "04-07"),
    (2026, "02-17", "04-26"),
    (2027, "02-06", "04-16"),
    (2028, "01-26", "04-04"),
];

/// Days off and make-up days from 2018 to 2028, as ranges, apart from the lunar ones checked above.
const OFF: [(&str, &str); 52] = [
    ("2018-02-14", "2018-02-20"),
    ("2018-04-25", "2018-04-25"),
    ("2018-04-30", "2018-05-01"),
    ("2018-09-02", "2018-09-03"),
    ("2018-12-31", "2019-01-01"),
    ("2019-02-04", "2019-02-08"),
    ("2019-04-14", "2019-04-15"),
    ("2019-04-29", "2019-05-01"),
    ("2019-09-02", "2019-09-02"),
    ("2020-01-23", "2020-01-29"),
    ("2020-04-02", "2020-04-02"),
    ("2020-04-30", "2020-05-01"),
    ("2020-09-02", "2020-09-02"),
    ("2021-02-10", "2021-02-16"),
    ("2021-04-21", "2021-04-21"),
    ("2021-04-30", "2021-05-01"),
    ("2021-05-03", "2021-05-03"),
    ("2021-09-02", "2021-09-03"),
    ("2022-01-03", "2022-01-03"),
    ("2022-01-31", "2022-02-04"),
    ("2022-04-10", "2022-04-11"),
    ("2022-04-30", "2022-05-03"),
    ("2022-09-01", "2022-09-02"),
    ("2023-01-01", "2023-01-02"),
    ("2023-01-20", "2023-01-26"),
    ("2023-04-29", "2023-05-03"),
    ("2023-09-01", "2023-09-02"),
    ("2023-09-04", "2023-09-04"),
    ("2024-02-08", "2024-02-14"),
    ("2024-04-18", "2024-04-18"),
    ("2024-04-29", "2024-05-01"),
    ("2024-09-02", "2024-09-03"),
    ("2025-01-27", "2025-02-01"),
    ("2025-04-07", "2025-04-07"),
    ("2025-04-30", "2025-05-02"),
    ("2025-09-01", "2025-09-02"),
    ("2026-02-16", "2026-02-20"),
    ("2026-04-26", "2026-04-27"),
    ("2026-04-30", "2026-05-01"),
    ("2026-08-31", "2026-09-02"),
    ("2026-11-24", "2026-11-24"),
    ("2027-02-04", "2027-02-10"),
    ("2027-04-16", "2027-04-16"),
    ("2027-04-30", "2027-05-01"),
    ("2027-05-03", "2027-05-03"),
    ("2027-09-02", "2027-09-03"),
    ("2027-11-24", "2027-11-24"),
    ("2028-01-03", "2028-01-03"),
    ("2028-01-24", "2028-01-29"),
    ("2028-04-04", "2028-04-04"),
    ("2028-04-30", "2028-05-02"),
    ("2028-11-24", "2028-11-24"),
];

const MAKE_UP: [&str; 5] = ["2019-01-05", "2019-05-04", "2024-05-04", "2025-04-26", "2026-08-22"];

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn name_on(date: Date) -> &'static str {
    SHIPPED.day(date).row.map_or("", |row| row.name.as_str())
}

#[test]
fn tet_and_the_hung_kings_day_fall_where_the_vietnamese_moon_says() {
    for (year, tet, hung) in LUNAR {
        let (tet, hung) = (day(&format!("{year}-{tet}")), day(&format!("{year}-{hung}")));
        assert_eq!(name_on(tet), "Tết Nguyên đán", "{tet}");
        assert!(name_on(tet.yesterday().unwrap()).starts_with("Tết Nguyên đán"), "the eve of {tet}");
        assert_eq!(name_on(hung), "Giỗ Tổ Hùng Vương", "{hung}");
    }
}

#[test]
fn every_year_has_its_fixed_holidays_and_its_days_of_tet() {
    for year in 2012..=2028 {
        for (month, day_of_month) in [(1, 1), (4, 30), (5, 1), (9, 2)] {
            let holiday = date(year, month, day_of_month);
            assert!(SHIPPED.day(holiday).row.is_some(), "{holiday}");
        }
        // Counting what replaces a weekly rest day, never what falls on one.
        let off = SHIPPED.days().iter().filter(|row| {
            row.date.year() == year
                && row.name.starts_with("Tết Nguyên đán")
                && !matches!(row.date.weekday(), Weekday::Saturday | Weekday::Sunday)
        });
        let entitled = if year <= 2013 { 4 } else { 5 };
        assert_eq!(off.count(), entitled, "working days off at Tết {year}");
    }
    for year in 2026..=2028 {
        assert_eq!(name_on(date(year, 11, 24)), "Ngày Văn hóa Việt Nam");
    }
    assert_eq!(name_on(date(2025, 11, 24)), "");
}

#[test]
fn national_day_is_two_days_since_2021() {
    for year in 2012..=2028 {
        let days = SHIPPED.days().iter().filter(|row| {
            row.date.year() == year
                && row.name.starts_with("Quốc khánh")
                && row.date.weekday() != Weekday::Saturday
                && row.date.weekday() != Weekday::Sunday
        });
        assert_eq!(days.count(), if year >= 2021 { 2 } else { 1 }, "{year}");
    }
}

#[test]
fn the_days_off_from_2018_to_2028_are_those_of_the_table_and_no_others() {
    let mut expected: Vec<Date> = OFF
        .iter()
        .flat_map(|(first, last)| {
            let last = day(last);
            day(first).series(1.day()).take_while(move |date| *date <= last)
        })
        .chain((2018..=2028).map(|year| date(year, 1, 1)))
        .chain(["2028-09-01", "2028-09-02", "2028-09-04"].map(day))
        .collect();
    expected.sort();
    expected.dedup();
    let rows = SHIPPED.days().iter().filter(|row| row.date.year() >= 2018);
    let (off, make_up): (Vec<_>, Vec<_>) = rows.partition(|row| row.kind == DayKind::Off);
    assert_eq!(off.iter().map(|row| row.date).collect::<Vec<_>>(), expected);
    assert_eq!(make_up.iter().map(|row| row.date).collect::<Vec<_>>(), MAKE_UP.map(day));
}

#[test]
fn a_make_up_day_names_the_day_it_replaces_and_that_day_is_off() {
    for row in SHIPPED.days().iter().chain(SHIPPED.optional_days()) {
        let DayKind::MakeUp { hours_of } = row.kind else { continue };
        let replaced = row.name.strip_prefix("làm bù cho ngày ").unwrap();
        let replaced = Date::strptime("%d/%m/%Y", replaced).unwrap();
        assert_eq!(replaced.weekday(), hours_of, "{}", row.date);
        let mut all = SHIPPED.days().iter().chain(SHIPPED.optional_days());
        assert!(all.any(|other| other.date == replaced && other.kind == DayKind::Off), "{}", row.date);
    }
}

#[test]
fn a_day_in_lieu_is_the_first_working_day_after() {
    for row in SHIPPED.days().iter().filter(|row| row.name.ends_with("(nghỉ bù)")) {
        assert!(
            !matches!(row.date.weekday(), Weekday::Saturday | Weekday::Sunday),
            "{} is a weekly rest day already",
            row.date
        );
        let yesterday = row.date.yesterday().unwrap();
        assert!(!SHIPPED.day(yesterday).is_working(), "{} follows a working day", row.date);
    }
}

#[test]
fn years_that_nobody_announced_yet_are_marked_as_proposals() {
    for row in SHIPPED.days() {
        let expected = match row.date.year() {
            2018..=2026 => Confidence::Partial,
            _ => Confidence::Proposal,
        };
        assert_eq!(row.source.confidence, expected, "{}", row.date);
    }
}

#[test]
fn the_calendar_says_how_far_it_reaches() {
    assert_eq!(SHIPPED.known_until(), Some(date(2028, 11, 24)));
}

#[test]
fn the_province_worked_six_and_a_half_hours_in_2012_and_works_eight_from_2015() {
    let hours = |date| SHIPPED.day(date).hours.seconds();
    assert_eq!(hours(date(2012, 12, 6)), 13 * 1800);
    assert_eq!(hours(date(2014, 12, 31)), 13 * 1800);
    assert_eq!(hours(date(2015, 1, 2)), 8 * 3600);
    assert_eq!(hours(date(2025, 4, 26)), 8 * 3600, "a make-up Saturday");
}
