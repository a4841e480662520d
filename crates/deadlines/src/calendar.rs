use jiff::ToSpan;
use jiff::civil::Date;

use crate::days::{Day, DayKind, DayRow};
use crate::hours::{DayHours, WeekHours, WorkingHours};
use crate::parse;
use crate::problem::{Problem, Problems};
use crate::words;

/// When an agency works: hours, holidays and make-up days, in one version (_lịch làm việc_).
///
/// A calendar is built from layers, national, province, agency. On one date an explicit row of the agency
/// goes before one of the province, that before a national one, and that before the weekday pattern
/// (proposal). A change makes a new version; running dossiers are then recomputed by the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    version: String,
    hours: Vec<WorkingHours>,
    /// The rows that win, one per date, in order.
    days: Vec<DayRow>,
    optional: Vec<DayRow>,
    /// From each date on, the week in force: the winners of `hours`, worked out once.
    weeks: Vec<(Date, WeekHours)>,
}

/// One parsed file, before the layers are laid over each other.
#[derive(Debug, Default)]
pub(crate) struct Layer {
    pub(crate) version: String,
    pub(crate) hours: Vec<WorkingHours>,
    pub(crate) days: Vec<DayRow>,
    pub(crate) optional: Vec<DayRow>,
}

impl Calendar {
    /// Reads one calendar file (`law/calendars/README.md` tells the format).
    pub fn parse(text: &str) -> Result<Calendar, Problems> {
        Calendar::parse_layers(&[text])
    }

    /// Reads several files and lays each over those before it: national, province, agency.
    pub fn parse_layers(texts: &[&str]) -> Result<Calendar, Problems> {
        let mut problems = Vec::new();
        let mut layers = Vec::new();
        for text in texts {
            match parse::layer(text) {
                Ok(layer) => layers.push(layer),
                Err(Problems(found)) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        Calendar::from_layers(layers)
    }

    /// The same calendar with more day rows, such as those an agency keeps in its own table; of two rows of
    /// one scope and date the new one holds.
    pub fn with_days(&self, version: &str, rows: Vec<DayRow>) -> Result<Calendar, Problems> {
        self.with_layer(Layer { version: version.to_owned(), days: rows, ..Layer::default() })
    }

    /// The same calendar with more working hours, such as those an agency keeps in its own table.
    pub fn with_hours(&self, version: &str, hours: Vec<WorkingHours>) -> Result<Calendar, Problems> {
        self.with_layer(Layer { version: version.to_owned(), hours, ..Layer::default() })
    }

    /// The versions of all layers, joined: `quoc-gia 1 + quang-ngai 1`. Stored with each due date.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What a date is: its hours, and the row that overrides the weekday.
    pub fn day(&self, date: Date) -> Day<'_> {
        let row = self.row(date);
        Day { date, hours: self.hours_with(date, row), row }
    }

    /// The day rows that hold, in order of date.
    pub fn days(&self) -> &[DayRow] {
        &self.days
    }

    /// The last date with a day row. Beyond it no holiday is known yet, so a date there is provisional.
    pub fn known_until(&self) -> Option<Date> {
        self.days.last().map(|row| row.date)
    }

    /// Rows the data files carry but do not switch on, offered to the administrator (`enabled: false`).
    pub fn optional_days(&self) -> &[DayRow] {
        &self.optional
    }

    /// All working hours that were given, of every layer.
    pub fn working_hours(&self) -> &[WorkingHours] {
        &self.hours
    }

    pub(crate) fn hours_on(&self, date: Date) -> DayHours {
        self.hours_with(date, self.row(date))
    }

    pub(crate) fn week_on(&self, date: Date) -> WeekHours {
        let after = self.weeks.partition_point(|(from, _)| *from <= date);
        after.checked_sub(1).map(|at| self.weeks[at].1).unwrap_or_default()
    }

    fn from_layers(layers: Vec<Layer>) -> Result<Calendar, Problems> {
        let version = layers.iter().map(|layer| layer.version.as_str()).collect::<Vec<_>>().join(" + ");
        let (mut hours, mut days, mut optional) = (Vec::new(), Vec::new(), Vec::new());
        for layer in layers {
            hours.extend(layer.hours);
            days.extend(layer.days);
            optional.extend(layer.optional);
        }
        let weeks = weeks_in_force(&hours);
        Calendar { version, hours, days: winners(days), optional, weeks }.checked()
    }

    fn with_layer(&self, layer: Layer) -> Result<Calendar, Problems> {
        let Calendar { version, hours, days, optional, .. } = self.clone();
        Calendar::from_layers(vec![Layer { version, hours, days, optional }, layer])
    }

    fn row(&self, date: Date) -> Option<&DayRow> {
        self.days.binary_search_by_key(&date, |row| row.date).ok().map(|at| &self.days[at])
    }

    fn hours_with(&self, date: Date, row: Option<&DayRow>) -> DayHours {
        match row.map(|row| row.kind) {
            Some(DayKind::Off) => DayHours::CLOSED,
            Some(DayKind::MakeUp { hours_of }) => self.week_on(date).on(hours_of),
            None => self.week_on(date).on(date.weekday()),
        }
    }

    /// A make-up day that borrows the hours of a day without hours would silently stay a day off.
    fn checked(self) -> Result<Calendar, Problems> {
        let problems: Vec<Problem> = self
            .days
            .iter()
            .filter_map(|row| match row.kind {
                DayKind::MakeUp { hours_of } => Some((row, hours_of)),
                DayKind::Off => None,
            })
            .filter(|(row, _)| self.weeks.first().is_some_and(|(from, _)| *from <= row.date))
            .filter(|(row, hours_of)| self.week_on(row.date).on(*hours_of).is_closed())
            .map(|(row, hours_of)| Problem {
                line: None,
                field: format!("days[{}].hours_of", row.date),
                expected: format!("một thứ có giờ làm việc vào ngày {}", words::day_month_year(row.date)),
                found: format!("{} không có giờ làm việc", words::weekday(hours_of)),
                remedy: "Hãy chọn thứ khác, hoặc khai báo giờ làm việc của thứ đó.".to_owned(),
            })
            .collect();
        if problems.is_empty() { Ok(self) } else { Err(Problems(problems)) }
    }
}

/// One row per date: the narrower scope, and of equal scopes the later layer.
fn winners(rows: Vec<DayRow>) -> Vec<DayRow> {
    let mut rows = rows;
    rows.sort_by_key(|row| (row.date, row.scope));
    let mut kept: Vec<DayRow> = Vec::with_capacity(rows.len());
    for row in rows {
        match kept.last_mut() {
            Some(last) if last.date == row.date => *last = row,
            _ => kept.push(row),
        }
    }
    kept
}

/// From each date on which something changes, the week of the narrowest scope, and of equal scopes the one
/// that took effect last.
fn weeks_in_force(hours: &[WorkingHours]) -> Vec<(Date, WeekHours)> {
    let ends = hours.iter().filter_map(|h| h.effective_to).map(|last| last.saturating_add(1.day()));
    let mut changes: Vec<Date> = hours.iter().map(|h| h.effective_from).chain(ends).collect();
    changes.sort();
    changes.dedup();
    changes
        .into_iter()
        .map(|date| {
            let in_force = hours.iter().filter(|h| h.is_in_force(date));
            let best = in_force.max_by_key(|h| (h.scope, h.effective_from));
            (date, best.map(|h| h.week).unwrap_or_default())
        })
        .collect()
}
