//! Law that all procedures share: calendar, clock rules, places, code lists.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::Context;
use deadlines::{Calendar, Rule};
use forms::{Place, PlaceLevel, Places};
use jiff::civil::{Date, date};
use procedures::UnitSpan;
use serde::Deserialize;

/// One version of the clock rules (_phiên bản quy tắc tính hạn_).
#[derive(Clone, Debug)]
pub struct RuleVersion {
    /// Its id, kept with the dossier.
    pub id: String,
    /// First day of acceptance it applies to.
    pub effective_from: Date,
    /// Last such day.
    pub effective_to: Option<Date>,
    /// The rule.
    pub rule: Rule,
}

/// What is read once from the law folder.
#[derive(Debug)]
pub struct Law {
    /// Working hours, holidays and make-up days of the province.
    pub calendar: Calendar,
    /// Clock rules by period.
    pub rules: Vec<RuleVersion>,
    /// Provinces, districts and communes, before and after 1/7/2025.
    pub places: Places,
    /// The same as lists to choose from.
    pub lists: PlaceLists,
}

/// Provinces and communes in force, as pairs of code and name, for pages.
#[derive(Debug, Default)]
pub struct PlaceLists {
    provinces: Vec<(String, String)>,
    communes: HashMap<String, Vec<(String, String)>>,
    former_provinces: Vec<(String, String)>,
    former_districts: HashMap<String, Vec<(String, String)>>,
    former_communes: HashMap<String, Vec<(String, String)>>,
}

impl PlaceLists {
    /// Provinces since 1/7/2025.
    pub fn provinces(&self) -> &[(String, String)] {
        &self.provinces
    }

    /// Communes of a province since 1/7/2025, by name.
    pub fn communes(&self, province: &str) -> &[(String, String)] {
        self.communes.get(province).map_or(&[], Vec::as_slice)
    }

    /// Provinces that ended on 30/6/2025 and whose code names no province of today.
    pub fn former_provinces(&self) -> impl Iterator<Item = &(String, String)> {
        self.former_provinces.iter().filter(|(code, _)| !self.communes.contains_key(code))
    }

    /// Districts of a province until 30/6/2025.
    pub fn former_districts(&self, province: &str) -> &[(String, String)] {
        self.former_districts.get(province).map_or(&[], Vec::as_slice)
    }

    /// Communes of a district until 30/6/2025.
    pub fn former_communes(&self, district: &str) -> &[(String, String)] {
        self.former_communes.get(district).map_or(&[], Vec::as_slice)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    versions: Vec<VersionText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VersionText {
    id: String,
    effective_from: Date,
    effective_to: Option<Date>,
    #[serde(rename = "basis")]
    _basis: Vec<String>,
    #[serde(rename = "confidence")]
    _confidence: String,
    #[serde(rename = "note")]
    _note: Option<String>,
    rule: serde_json::Value,
}

impl Law {
    /// Reads `calendars/` and `rules/` below the law folder.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let text = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path).with_context(|| format!("không đọc được {}", path.display()))
        };
        let layers = [text("calendars/quoc-gia.yaml")?, text("calendars/quang-ngai.yaml")?];
        let layers: Vec<&str> = layers.iter().map(String::as_str).collect();
        let calendar = Calendar::parse_layers(&layers)
            .map_err(|problems| anyhow::anyhow!("lịch làm việc: {problems}"))?;
        let file: RuleFile =
            serde_saphyr::from_str(&text("rules/clock.yaml")?).context("rules/clock.yaml")?;
        let rules = file.versions.into_iter().map(|version| {
            let rule = Rule::parse(&version.rule.to_string()).map_err(|problems| {
                anyhow::anyhow!("rules/clock.yaml, phiên bản {}: {problems}", version.id)
            })?;
            let VersionText { id, effective_from, effective_to, .. } = version;
            Ok(RuleVersion { id, effective_from, effective_to, rule })
        });
        let (places, lists) = read_places(folder)?;
        Ok(Self { calendar, rules: rules.collect::<anyhow::Result<_>>()?, places, lists })
    }

    /// The rule in force for dossiers accepted on `day`; before the first version, the first.
    pub fn rule_on(&self, day: Date) -> Option<&RuleVersion> {
        let in_force = |version: &&RuleVersion| {
            version.effective_from <= day && version.effective_to.is_none_or(|last| day <= last)
        };
        self.rules.iter().find(in_force).or(self.rules.first())
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&RuleVersion> {
        self.rules.iter().find(|version| version.id == id)
    }
}

/// How long each unit of `units/quang-ngai.csv` exists.
pub fn unit_spans(folder: &Path) -> anyhow::Result<BTreeMap<String, UnitSpan>> {
    let path = folder.join("units/quang-ngai.csv");
    let mut units = BTreeMap::new();
    for row in csv::Reader::from_path(&path).with_context(|| path.display().to_string())?.into_records() {
        let row = row?;
        let day = |text: &str| (!text.is_empty()).then(|| text.parse::<Date>()).transpose();
        let span = UnitSpan { name: row[1].to_owned(), first_day: day(&row[6])?, last_day: day(&row[7])? };
        units.insert(row[0].to_owned(), span);
    }
    Ok(units)
}

/// First day of the two-level administration: districts ended the day before (Luật Tổ chức chính quyền địa phương 2025).
const TWO_LEVELS_FROM: Date = date(2025, 7, 1);
/// Last day of the districts.
const THREE_LEVELS_TO: Date = date(2025, 6, 30);

/// Reads both lists of places. Rows of a province or district repeat for each commune; each place is taken once.
fn read_places(folder: &Path) -> anyhow::Result<(Places, PlaceLists)> {
    let mut places = Vec::new();
    let mut lists = PlaceLists::default();
    let path = folder.join("places/from-2025-07.csv");
    let mut last = String::new();
    for row in csv::Reader::from_path(&path).with_context(|| path.display().to_string())?.into_records() {
        let row = row?;
        let from = (Some(TWO_LEVELS_FROM), None);
        if last != row[0] {
            row[0].clone_into(&mut last);
            places.push(place(PlaceLevel::Province, (&row[0], &row[1], None), from));
            lists.provinces.push((row[0].to_owned(), row[1].to_owned()));
        }
        places.push(place(PlaceLevel::Commune, (&row[2], &row[3], Some(&row[0])), from));
        lists.communes.entry(row[0].to_owned()).or_default().push((row[2].to_owned(), row[3].to_owned()));
    }
    let path = folder.join("places/until-2025-06.csv");
    let (mut province, mut district) = (String::new(), String::new());
    for row in csv::Reader::from_path(&path).with_context(|| path.display().to_string())?.into_records() {
        let row = row?;
        let until = (None, Some(THREE_LEVELS_TO));
        if province != row[0] {
            row[0].clone_into(&mut province);
            places.push(place(PlaceLevel::Province, (&row[0], &row[1], None), until));
            lists.former_provinces.push((row[0].to_owned(), row[1].to_owned()));
        }
        if district != row[2] {
            row[2].clone_into(&mut district);
            places.push(place(PlaceLevel::District, (&row[2], &row[3], Some(&row[0])), until));
            lists
                .former_districts
                .entry(row[0].to_owned())
                .or_default()
                .push((row[2].to_owned(), row[3].to_owned()));
        }
        if !row[4].is_empty() {
            places.push(place(PlaceLevel::Commune, (&row[4], &row[5], Some(&row[2])), until));
            lists
                .former_communes
                .entry(row[2].to_owned())
                .or_default()
                .push((row[4].to_owned(), row[5].to_owned()));
        }
    }
    Ok((Places::new(places), lists))
}

fn place(
    level: PlaceLevel,
    (code, name, parent): (&str, &str, Option<&str>),
    (valid_from, valid_to): (Option<Date>, Option<Date>),
) -> Place {
    let parent = parent.map(str::to_owned);
    Place { level, code: code.to_owned(), name: name.to_owned(), parent, valid_from, valid_to }
}
