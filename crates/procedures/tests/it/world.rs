//! The law data of the repository, read from disk.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use deadlines::{Calendar, Rule};
use forms::{Blocks, Codes, Place, PlaceLevel, Places};
use jiff::civil::{Date, date};
use procedures::{Catalogue, Pack, Shared, UnitSpan, World};
use serde_json::Value as Json;

pub(crate) struct Law {
    pub(crate) shared: Shared,
    calendar: Calendar,
    rule: Rule,
    places: Places,
}

impl Law {
    pub(crate) fn read() -> Self {
        let codes = codes();
        let blocks = Blocks::load(&text("forms/blocks.yaml"), &codes).expect("sound blocks");
        let catalogue = Catalogue::read(&bytes("procedures/catalogue.yaml")).expect("a sound catalogue");
        let shared = Shared { catalogue, blocks, codes, papers: papers(), units: units() };
        let layers = [text("calendars/quoc-gia.yaml"), text("calendars/quang-ngai.yaml")];
        let calendar =
            Calendar::parse_layers(&layers.each_ref().map(String::as_str)).expect("sound calendars");
        Self { shared, calendar, rule: Rule::default(), places: places() }
    }

    pub(crate) fn world(&self) -> World<'_> {
        World { calendar: &self.calendar, rule: &self.rule, places: &self.places }
    }

    pub(crate) fn pack(&self, folder: &Path) -> Pack {
        Pack::load(&files(folder), &self.shared)
            .unwrap_or_else(|defects| panic!("{}:\n{}", folder.display(), lines(&defects)))
    }
}

/// The folders of all packs, in the order of their names.
pub(crate) fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(law().join("procedures")).expect("the folder of packs");
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The folder of one pack.
pub(crate) fn folder(code: &str) -> PathBuf {
    let is_it =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(code));
    folders().into_iter().find(is_it).expect("the pack")
}

/// All files of a pack, by names relative to its folder.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for (prefix, dir) in [("", folder.to_owned()), ("cases/", folder.join("cases"))] {
        for entry in fs::read_dir(dir).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let name = path.file_name().expect("a name").to_string_lossy();
                files.insert(format!("{prefix}{name}"), fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

pub(crate) fn lines<T: ToString>(items: &[T]) -> String {
    items.iter().map(|item| format!("  {}", item.to_string())).collect::<Vec<_>>().join("\n")
}

fn law() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law")
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(law().join(name)).unwrap_or_else(|error| panic!("law/{name}: {error}"))
}

fn text(name: &str) -> String {
    String::from_utf8(bytes(name)).expect("UTF-8")
}

fn codes() -> Codes {
    let mut files: Vec<(String, String)> = Vec::new();
    for entry in fs::read_dir(law().join("codes")).expect("the code lists") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name != "rules.yaml" {
            files.push((name, fs::read_to_string(&path).expect("a code list")));
        }
    }
    files.sort();
    Codes::load(&text("codes/rules.yaml"), files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .expect("sound code lists")
}

/// The `outcome` of the sample in each card.
fn papers() -> BTreeMap<String, Json> {
    let mut papers = BTreeMap::new();
    for entry in fs::read_dir(law().join("papers/outcomes")).expect("the papers") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|kind| kind == "yaml") {
            let card: Json =
                serde_saphyr::from_str(&fs::read_to_string(&path).expect("a card")).expect("YAML");
            let name = path.file_stem().expect("a name").to_string_lossy();
            papers.insert(format!("outcomes/{name}"), card["sample"]["outcome"].clone());
        }
    }
    papers
}

fn units() -> BTreeMap<String, UnitSpan> {
    let table = text("units/quang-ngai.csv");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let day = |text: &str| (!text.is_empty()).then(|| text.parse::<Date>().expect("a date"));
    let unit = |row: csv::StringRecord| {
        (
            row[0].to_owned(),
            UnitSpan { name: row[1].to_owned(), first_day: day(&row[6]), last_day: day(&row[7]) },
        )
    };
    rows.records().map(|row| unit(row.expect("a row"))).collect()
}

fn places() -> Places {
    let mut all = Vec::new();
    let now = text("places/from-2025-07.csv");
    for row in csv::Reader::from_reader(now.as_bytes()).records() {
        let row = row.expect("a row");
        let from = Some(date(2025, 7, 1));
        all.push(place(PlaceLevel::Province, &row[0], &row[1], None, (from, None)));
        all.push(place(PlaceLevel::Commune, &row[2], &row[3], Some(&row[0]), (from, None)));
    }
    let before = text("places/until-2025-06.csv");
    for row in csv::Reader::from_reader(before.as_bytes()).records() {
        let row = row.expect("a row");
        let to = Some(date(2025, 6, 30));
        all.push(place(PlaceLevel::Province, &row[0], &row[1], None, (None, to)));
        all.push(place(PlaceLevel::District, &row[2], &row[3], Some(&row[0]), (None, to)));
        all.push(place(PlaceLevel::Commune, &row[4], &row[5], Some(&row[2]), (None, to)));
    }
    all.dedup();
    Places::new(all)
}

fn place(
    level: PlaceLevel,
    code: &str,
    name: &str,
    parent: Option<&str>,
    valid: (Option<Date>, Option<Date>),
) -> Place {
    Place {
        level,
        code: code.to_owned(),
        name: name.to_owned(),
        parent: parent.map(str::to_owned),
        valid_from: valid.0,
        valid_to: valid.1,
    }
}
