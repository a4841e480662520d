//! Whatever is posted, a check ends, does not panic, and gives back only what it let through.

mod world;

use std::sync::LazyLock;

use forms::Form;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use world::World;

#[test]
fn a_form_of_nested_loops_over_full_tables_ends_with_a_problem() {
    let world = World::shared();
    let form = world.form(
        "{id: t, label: T, kind: table, max_rows: 200, columns: [{id: a, label: A, kind: number}]}
         {id: x, label: X, kind: computed, compute: 'count(for i in t, j in t, k in t, l in t return 1)'}
         {id: y, label: Y, kind: text, visible_when: 'every i in t, j in t, k in t satisfies i.a >= 0'}",
        "{id: c, must: 'some i in t, j in t, k in t, l in t satisfies i.a < 0', message: M, at: [t]}",
    );
    let rows: Vec<Json> = (0..200).map(|n| json!({ "a": n })).collect();
    let checked = world.check(&form, json!({ "t": rows, "y": "z" }));
    assert!(!checked.is_valid());
    assert_eq!(checked.problems[0].code, "form.too_large");
}

#[test]
fn a_table_of_a_hundred_thousand_rows_is_looked_at_only_so_far() {
    let world = World::shared();
    let form = world.form("{id: t, label: T, kind: table, columns: [{id: a, label: A, kind: number}]}", "");
    let rows: Vec<Json> = (0..100_000).map(|_| json!({ "a": "x" })).collect();
    let checked = world.check(&form, json!({ "t": rows }));
    assert_eq!(checked.problems.len(), 201, "one for the count, one for each row that was looked at");
}

#[test]
fn long_texts_are_refused_before_they_are_worked_on() {
    let world = World::shared();
    let form = world.form(
        "{id: a, label: A, kind: text}\n{id: b, label: B, kind: number}\n{id: c, label: C, kind: date}\n{id: d, label: D, kind: phone}
         {id: e, label: E, kind: url}\n{id: f, label: F, kind: email}\n{id: g, label: G, kind: tax_code}
         {id: h, label: H, kind: id_number, documents: [khac]}\n{id: i, label: I, kind: choice, options: [{value: x, label: X}]}",
        "",
    );
    let long = "a\u{301}".repeat(2_000_000);
    let answers: Map<String, Json> =
        form.fields.iter().map(|field| (field.id.clone(), json!(long))).collect();
    let checked = form.check(&answers, &world.context());
    assert_eq!(checked.problems.len(), 9);
    assert!(checked.values.is_empty());
    assert!(
        checked.problems.iter().all(|problem| problem.to_string().len() < 1_000),
        "nothing long is echoed"
    );
}

/// Values that have broken other programs.
fn nasty() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(|value| json!(value)),
        any::<i64>().prop_map(|value| json!(value)),
        any::<f64>().prop_map(|value| json!(value)),
        "\\PC{0,24}".prop_map(|value| json!(value)),
        prop::sample::select(vec![
            "",
            " ",
            "0",
            "-0",
            "1e999",
            "NaN",
            "00/00/0000",
            "99/99/9999",
            "9999-12-31",
            "0000-00-00",
            "2025-02-30",
            "/",
            "//",
            "-",
            "--",
            "T",
            ":",
            "1/1/1/1",
            "٣/٣/٢٠٢٠",
            "1.2.3.4",
            "+84",
            "0084",
            "@",
            "a@b.",
            "http://",
            "https://..",
            "\u{0}",
            "\u{202E}",
            "051190001234",
            "0100233488",
            "C1234567",
            "VN",
            "51",
            "21028",
            "kinh",
            "nam",
            "can_cuoc",
            "true",
            "u1",
            "u3",
            "consent",
        ])
        .prop_map(|value| json!(value)),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let key = prop::sample::select(vec![
            "country", "province", "district", "commune", "detail", "day", "month", "year", "method", "on",
            "noi", "tu", "den", "nghe", "x",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::Array),
            prop::collection::vec((key, inner), 0..6).prop_map(|entries| Json::Object(
                entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            )),
        ]
    })
}

fn answers(ids: Vec<String>) -> impl Strategy<Value = Map<String, Json>> {
    prop::collection::vec((prop::sample::select(ids), nasty()), 0..40)
        .prop_map(|pairs| pairs.into_iter().collect())
}

static FORMS: LazyLock<[Form; 2]> =
    LazyLock::new(|| [world::FORM_34, world::FORM_10].map(|yaml| World::shared().load(yaml)));

fn both_forms() -> (&'static World, &'static [Form; 2], Vec<String>) {
    let (world, forms) = (World::shared(), &*FORMS);
    let mut ids: Vec<String> =
        forms.iter().flat_map(|form| &form.fields).map(|field| field.id.clone()).collect();
    ids.push("khong_co".to_owned());
    (world, forms, ids)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn any_answers_are_checked_to_an_end(answers in answers(both_forms().2)) {
        let (world, forms, _) = both_forms();
        let context = world.context();
        for form in forms {
            let checked = form.check(&answers, &context);
            let draft = form.check_draft(&answers, &context);
            // What was let through is let through again, unchanged: the canonical form is a fixed point.
            let again = form.check_draft(&checked.values, &context);
            if draft.is_valid() {
                prop_assert_eq!(&again.values, &checked.values);
            }
            prop_assert_eq!(&draft.values, &checked.values);
            // Every problem is told in a sentence of bounded length, and the page can be built.
            let page = form.view(&answers, &checked, &context, "en");
            prop_assert_eq!(page.problems.len(), checked.problems.len());
            prop_assert!(page.problems.iter().all(|problem| !problem.text.is_empty() && problem.text.len() < 2_000));
            form.texts(&checked.values, &context);
            let carried = form.carry(&answers);
            form.check_draft(&carried.answers, &context);
            form.changes(&checked.values, &carried.answers, &context);
        }
    }

    #[test]
    fn hidden_computed_and_unknown_answers_never_come_through(answers in answers(both_forms().2)) {
        let (world, forms, _) = both_forms();
        for form in forms {
            let checked = form.check(&answers, &world.context());
            for (id, value) in &checked.values {
                let field = form.field(id);
                prop_assert!(field.is_some() && checked.is_visible(form, id), "{}", id);
                if field.is_some_and(|field| field.kind.name() == "computed") {
                    let without: Map<String, Json> = answers.iter().filter(|(name, _)| *name != id).map(|(name, value)| (name.clone(), value.clone())).collect();
                    let recomputed = form.check(&without, &world.context());
                    prop_assert_eq!(recomputed.values.get(id), Some(value));
                }
            }
        }
    }

    #[test]
    fn any_yaml_is_read_or_refused(lines in prop::collection::vec("[a-z \\-:\\[\\]{}\"',&*!|>#\\n]{0,30}", 0..20)) {
        let world = World::shared();
        let _ = world.try_load(&lines.join("\n"));
    }
}
