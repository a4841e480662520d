//! The real catalogue, whose path stands in `MOTCUA_NATIONAL_CATALOGUE` (unpacked or zstd): how much of it is understood.

use national::{Field, Record, Tally};

/// Least shares of the crawl of July 2026 that must stay understood as a whole, in tenths of a percent.
const LEAST: [(Field, usize); 8] = [
    (Field::Levels, 990),
    (Field::Audiences, 990),
    (Field::Routes, 600),
    (Field::Components, 900),
    (Field::Steps, 500),
    (Field::Outcomes, 900),
    (Field::Basis, 700),
    (Field::Publisher, 990),
];

#[test]
fn most_of_every_field_of_the_real_catalogue_is_understood() {
    #[expect(clippy::disallowed_methods, reason = "tests have no configuration to read it from")]
    let Ok(path) = std::env::var("MOTCUA_NATIONAL_CATALOGUE") else {
        eprintln!(
            "MOTCUA_NATIONAL_CATALOGUE is not set: only the sample of this crate was read (tests/it/sample.rs)"
        );
        return;
    };
    let file = std::fs::read(&path).unwrap();
    let text = unpack(&path, &file);
    let mut tally = Tally::default();
    let mut records = 0;
    for line in text.lines() {
        let record = Record::read(line).unwrap_or_else(|reason| panic!("{reason}"));
        record.understand().count(&mut tally);
        records += 1;
    }
    for (field, least) in LEAST {
        let share = tally.share_permille(field).unwrap();
        eprintln!("{:<28} {share}‰", field.label());
        assert!(share >= least, "{}: {share} of a thousand, expected {least}", field.label());
    }
    eprintln!("{records} records, {}‰ of all fields", tally.total_permille().unwrap());
    assert!(records > 2000);
}

fn unpack(path: &str, file: &[u8]) -> String {
    if !path.ends_with(".zst") {
        return String::from_utf8(file.to_vec()).unwrap();
    }
    let mut reader = ruzstd::decoding::StreamingDecoder::new(file).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut reader, &mut text).unwrap();
    text
}
