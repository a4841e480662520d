use std::collections::BTreeMap;
use std::str::FromStr;

use jiff::civil::Date;
use serde::Deserialize;
use serde_saphyr::Spanned;

use crate::calendar::Layer;
use crate::days::{DayKind, DayRow, Scope};
use crate::hours::{DayHours, WeekHours, WorkingHours};
use crate::problem::{Problem, Problems};
use crate::yaml::{self, Place, Reader, Text};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCalendar {
    calendar: Text,
    version: Text,
    scope: Text,
    #[serde(default)]
    working_hours: Vec<Spanned<RawHours>>,
    #[serde(default)]
    day_groups: Vec<Spanned<RawGroup>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHours {
    name: Text,
    effective_from: Text,
    effective_to: Text,
    #[serde(default)]
    legal_basis: Vec<String>,
    confidence: Text,
    note: Option<String>,
    #[serde(default)]
    week: RawWeek,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWeek {
    monday: Text,
    tuesday: Text,
    wednesday: Text,
    thursday: Text,
    friday: Text,
    saturday: Text,
    sunday: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    name: Option<String>,
    document: Option<String>,
    #[serde(default)]
    legal_basis: Vec<String>,
    confidence: Text,
    note: Option<String>,
    #[serde(default = "enabled")]
    enabled: bool,
    #[serde(default)]
    days: Vec<Spanned<RawDay>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDay {
    date: Text,
    kind: Text,
    name: Text,
    hours_of: Text,
    document: Option<String>,
    confidence: Text,
    note: Option<String>,
}

impl RawWeek {
    fn is_empty(&self) -> bool {
        let days = [&self.monday, &self.tuesday, &self.wednesday, &self.thursday, &self.friday];
        days.into_iter().chain([&self.saturday, &self.sunday]).all(Option::is_none)
    }
}

fn enabled() -> bool {
    true
}

/// Reads one file; all its mistakes at once.
pub(crate) fn layer(text: &str) -> Result<Layer, Problems> {
    let raw: RawCalendar = yaml::read(text)?;
    let mut reader = Reader::default();
    let top = Place { line: 1, path: "" };
    let name = reader.required(&raw.calendar, top, "calendar").unwrap_or_default();
    let version = reader.required(&raw.version, top, "version").unwrap_or_default();
    let scope = reader.read(&raw.scope, top, "scope", Scope::from_str).unwrap_or(Scope::National);
    let mut layer = Layer { version: format!("{name} {version}"), ..Layer::default() };
    for (at, hours) in raw.working_hours.iter().enumerate() {
        layer.hours.extend(read_hours(&mut reader, hours, at, scope));
    }
    let mut seen = BTreeMap::new();
    for (at, group) in raw.day_groups.iter().enumerate() {
        for (row_at, row) in group.value.days.iter().enumerate() {
            let path = format!(
                "day_groups[{}].days[{row_at}]",
                group.value.name.as_ref().unwrap_or(&at.to_string())
            );
            let place = Place { line: row.referenced.line(), path: &path };
            let Some(day) = read_day(&mut reader, (&group.value, scope), &row.value, place) else { continue };
            if !group.value.enabled {
                layer.optional.push(day);
                continue;
            }
            refuse_second(&mut reader, &mut seen, day.date, place);
            layer.days.push(day);
        }
    }
    reader.finish(layer)
}

fn read_hours(reader: &mut Reader, raw: &Spanned<RawHours>, at: usize, scope: Scope) -> Option<WorkingHours> {
    let path = format!("working_hours[{at}]");
    let place = Place { line: raw.referenced.line(), path: &path };
    let raw = &raw.value;
    let name = reader.required(&raw.name, place, "name");
    let from = reader.read(&raw.effective_from, place, "effective_from", yaml::date);
    let effective_to = reader.read_if_any(&raw.effective_to, place, "effective_to", |text| {
        let last = yaml::date(text)?;
        if from.is_some_and(|first| last < first) {
            Err("ngày không trước effective_from")
        } else {
            Ok(last)
        }
    });
    let source = reader.source(&raw.legal_basis, &raw.confidence, &raw.note, place);
    let week = read_week(reader, &raw.week, place);
    Some(WorkingHours { name: name?, scope, effective_from: from?, effective_to, week, source })
}

fn read_week(reader: &mut Reader, raw: &RawWeek, place: Place<'_>) -> WeekHours {
    let mut read = |day: &str, text: &Text| {
        let field = format!("week.{day}");
        let hours = reader.read_if_any(text, place, &field, DayHours::parse);
        hours.unwrap_or_default()
    };
    let days = [
        read("monday", &raw.monday),
        read("tuesday", &raw.tuesday),
        read("wednesday", &raw.wednesday),
        read("thursday", &raw.thursday),
        read("friday", &raw.friday),
        read("saturday", &raw.saturday),
        read("sunday", &raw.sunday),
    ];
    let week = WeekHours::from_monday(days);
    if week == WeekHours::default() && raw.is_empty() {
        reader.problems.push(Problem {
            line: Some(place.line),
            field: yaml::path_of(place, "week"),
            expected: "ít nhất một thứ có giờ làm việc".to_owned(),
            found: "không có thứ nào".to_owned(),
            remedy: "Hãy thêm, ví dụ, monday: \"07:30-11:30,13:30-16:00\".".to_owned(),
        });
    }
    week
}

fn read_day(
    reader: &mut Reader,
    (group, scope): (&RawGroup, Scope),
    raw: &RawDay,
    place: Place<'_>,
) -> Option<DayRow> {
    let date = reader.read(&raw.date, place, "date", yaml::date);
    let is_make_up = reader.read(&raw.kind, place, "kind", |text| match text {
        "off" => Ok(false),
        "make_up" => Ok(true),
        _ => Err("off (ngày nghỉ) hoặc make_up (ngày làm bù)"),
    });
    let kind = match is_make_up? {
        true => reader
            .read(&raw.hours_of, place, "hours_of", yaml::weekday)
            .map(|hours_of| DayKind::MakeUp { hours_of }),
        false => Some(DayKind::Off),
    };
    let name = reader.required(&raw.name, place, "name");
    let confidence = if raw.confidence.is_some() { &raw.confidence } else { &group.confidence };
    let note = raw.note.clone().or_else(|| group.note.clone());
    let source = reader.source(&group.legal_basis, confidence, &note, place);
    let document = raw.document.clone().or_else(|| group.document.clone());
    Some(DayRow { date: date?, kind: kind?, name: name?, scope, document, source })
}

/// One date, one row: of two rows in one file nobody could say which holds.
fn refuse_second(reader: &mut Reader, seen: &mut BTreeMap<Date, u64>, date: Date, place: Place<'_>) {
    if let Some(first) = seen.insert(date, place.line) {
        let expected = format!("mỗi ngày một dòng (đã có ở dòng {first})");
        reader.refuse(place.line, &yaml::path_of(place, "date"), expected, &date.to_string());
    }
}
