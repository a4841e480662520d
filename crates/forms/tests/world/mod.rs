//! A small world for the tests: the codes and blocks of the law folder, a few places, two uploads, one account.

#![expect(dead_code, reason = "each test binary uses some of it")]

use std::collections::HashMap;
use std::sync::LazyLock;

use feel::date_from_iso;
use forms::{
    Account, AccountFact, Answers, Blocks, Checked, Codes, Context, Defect, FileFacts, Form, Place,
    PlaceLevel, Places,
};
use serde_json::{Value as Json, json};

pub const TODAY: &str = "2025-09-15";
pub const FORM_34: &str = include_str!("../fixtures/34-tinh-trang-hon-nhan.yaml");
pub const FORM_10: &str = include_str!("../fixtures/10-ly-lich-tu-phap.yaml");

pub struct World {
    pub codes: Codes,
    pub blocks: Blocks,
    pub places: Places,
    pub files: HashMap<String, FileFacts>,
    pub account: Account,
}

static WORLD: LazyLock<World> = LazyLock::new(World::read);

impl World {
    /// The one world of a test binary; reading it takes longer than most tests.
    pub fn shared() -> &'static Self {
        &WORLD
    }

    fn read() -> Self {
        let codes = Codes::load(
            include_str!("../../../../law/codes/rules.yaml"),
            [
                ("dan_toc.yaml", include_str!("../../../../law/codes/dan_toc.yaml")),
                ("quoc_gia.yaml", include_str!("../../../../law/codes/quoc_gia.yaml")),
                ("gioi_tinh.yaml", include_str!("../../../../law/codes/gioi_tinh.yaml")),
                ("loai_giay_to.yaml", include_str!("../../../../law/codes/loai_giay_to.yaml")),
            ],
        )
        .unwrap_or_else(|defects| panic!("{defects:#?}"));
        let blocks = Blocks::load(include_str!("../../../../law/forms/blocks.yaml"), &codes)
            .unwrap_or_else(|defects| panic!("{defects:#?}"));
        Self { codes, blocks, places: Places::new(places()), files: files(), account: account() }
    }

    pub fn load(&self, yaml: &str) -> Form {
        self.try_load(yaml).unwrap_or_else(|defects| panic!("{defects:#?}"))
    }

    pub fn try_load(&self, yaml: &str) -> Result<Form, Vec<Defect>> {
        Form::load(yaml, &self.blocks, &self.codes)
    }

    pub fn context(&self) -> Context<'_> {
        self.context_on(TODAY)
    }

    pub fn context_on(&self, day: &str) -> Context<'_> {
        let today = date_from_iso(day).expect("a date");
        Context { today, places: &self.places, files: &self.files, account: Some(&self.account) }
    }

    /// A form of one section with these fields, and these checks.
    pub fn form(&self, fields: &str, checks: &str) -> Form {
        self.load(&yaml(fields, checks))
    }

    pub fn check(&self, form: &Form, answers: Json) -> Checked {
        form.check(&object(answers), &self.context())
    }
}

/// Each line of `fields` is one field in flow style.
pub fn yaml(fields: &str, checks: &str) -> String {
    let list = |lines: &str, indent: &str| {
        lines.trim().lines().map(|line| format!("{indent}- {}\n", line.trim())).collect::<String>()
    };
    let checks = if checks.is_empty() { String::new() } else { format!("checks:\n{}", list(checks, "  ")) };
    format!(
        "id: thu\ntitle: Thử\nsections:\n  - id: mot\n    title: Một\n    fields:\n{}{checks}",
        list(fields, "      ")
    )
}

pub fn object(json: Json) -> Answers {
    match json {
        Json::Object(map) => map,
        other => panic!("{other} is no object"),
    }
}

/// `path code` of every problem.
pub fn codes(checked: &Checked) -> Vec<String> {
    checked.problems.iter().map(|problem| format!("{} {}", problem.path, problem.code)).collect()
}

fn places() -> Vec<Place> {
    let place =
        |level, code: &str, name: &str, parent: Option<&str>, from: Option<&str>, to: Option<&str>| Place {
            level,
            code: code.to_owned(),
            name: name.to_owned(),
            parent: parent.map(str::to_owned),
            valid_from: from.and_then(date_from_iso),
            valid_to: to.and_then(date_from_iso),
        };
    let (new, old) = (Some("2025-07-01"), Some("2025-06-30"));
    vec![
        place(PlaceLevel::Province, "51", "Tỉnh Quảng Ngãi", None, None, None),
        place(PlaceLevel::Province, "48", "Thành phố Đà Nẵng", None, None, None),
        place(PlaceLevel::District, "522", "Thành phố Quảng Ngãi", Some("51"), None, old),
        place(PlaceLevel::Commune, "21010", "Phường Lê Hồng Phong", Some("522"), None, old),
        place(PlaceLevel::Commune, "21028", "Phường Nghĩa Chánh", Some("522"), None, old),
        place(PlaceLevel::Commune, "21028", "Phường Nghĩa Lộ", Some("51"), new, None),
        place(PlaceLevel::Commune, "21025", "Phường Cẩm Thành", Some("51"), new, None),
        place(PlaceLevel::Commune, "20194", "Phường Hải Châu", Some("48"), new, None),
    ]
}

fn files() -> HashMap<String, FileFacts> {
    let file = |name: &str, size_bytes, media_type: &str| FileFacts {
        name: name.to_owned(),
        size_bytes,
        media_type: media_type.to_owned(),
    };
    HashMap::from([
        ("u1".to_owned(), file("Giấy ủy quyền.PDF", 120_000, "application/pdf")),
        ("u2".to_owned(), file("ảnh.jpg", 30_000_000, "image/jpeg")),
        ("u3".to_owned(), file("virus.pdf", 10, "application/x-msdownload")),
        ("u4".to_owned(), file("bản vẽ.dwg", 5_000, "image/vnd.dwg")),
    ])
}

fn account() -> Account {
    Account::from([
        (AccountFact::FullName, json!("Nguyễn Thị Hoa")),
        (AccountFact::BirthDate, json!("1990-05-17")),
        (AccountFact::Sex, json!("nu")),
        (AccountFact::Phone, json!("0912345678")),
    ])
}

/// Posts one answer to a form of one field; `Ok` is the stored value, `Err` the code of the first problem.
pub fn post(field: &str, answer: &Json) -> Result<Json, String> {
    let world = World::shared();
    let form = world.form(&format!("{{id: o, label: Ô, {field}}}"), "");
    let checked = world.check(&form, json!({ "o": answer }));
    match checked.problems.first() {
        Some(problem) => Err(problem.code.clone()),
        None => Ok(checked.values.get("o").cloned().unwrap_or(Json::Null)),
    }
}

pub fn check_kind(field: &str, accepted: &[(Json, Json)], refused: &[(Json, &str)]) {
    for (answer, stored) in accepted {
        assert_eq!(post(field, answer), Ok(stored.clone()), "{field} takes {answer}");
    }
    for (answer, code) in refused {
        assert_eq!(post(field, answer), Err((*code).to_owned()), "{field} refuses {answer}");
    }
}
