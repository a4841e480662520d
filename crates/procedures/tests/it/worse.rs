//! A pack with one thing made wrong is refused, and the defect says where, what was expected and what was found.

use std::collections::BTreeMap;

use procedures::Pack;

use crate::world::{Law, files, folder, lines};

/// One change of a file of the pack of marital status, and words that some defect must contain.
struct Change {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    said: &'static str,
}

const fn change(file: &'static str, from: &'static str, to: &'static str, said: &'static str) -> Change {
    Change { file, from, to, said }
}

const PROCEDURE: &str = "procedure.yaml";
const FEES: &str = "fees.yaml";
const PROCESS: &str = "process.bpmn";
const CASE: &str = "cases/01-doc-than-mua-nha.yaml";

fn changed(change: &Change) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(&folder("1.004873"));
    let text = String::from_utf8(files[change.file].clone()).expect("UTF-8");
    assert!(text.contains(change.from), "{} has no {}", change.file, change.from);
    files.insert(change.file.to_owned(), text.replacen(change.from, change.to, 1).into_bytes());
    files
}

fn check(law: &Law, change: &Change) {
    match Pack::load(&changed(change), &law.shared) {
        Ok(_) => panic!("{} → {} was taken", change.from, change.to),
        Err(defects) => {
            let said = lines(&defects);
            assert!(said.contains(change.said), "{} → {}:\n{said}", change.from, change.to);
        }
    }
}

#[test]
fn what_a_pack_names_must_exist() {
    let law = Law::read();
    for change in [
        change(PROCEDURE, "field: ho_tich", "field: ho_tic", "a field of catalogue.yaml, found ho_tic"),
        change(
            PROCEDURE,
            "audiences: [ca_nhan]",
            "audiences: [ai_do]",
            "an audience of catalogue.yaml, found ai_do",
        ),
        change(PROCEDURE, "[ket_hon, nha_o,", "[ket_hon, nha,", "a life event of catalogue.yaml, found nha"),
        change(
            PROCEDURE,
            "unit_from: [nd_noi_cu_tru, nyc_dia_chi]",
            "unit_from: [nyc_ho_ten]",
            "an address field of the form, found nyc_ho_ten",
        ),
        change(
            PROCEDURE,
            "unit_from: [nd_noi_cu_tru, nyc_dia_chi]",
            "unit: so-la",
            "the code of a unit, found so-la",
        ),
        change(PROCEDURE, "decided_at: lap_giay", "decided_at: lap", "the id of a step, found lap"),
        change(
            PROCEDURE,
            "- id: tu_choi",
            "- id: khong_cap",
            "an outcome of the step lap_giay, found khong_cap",
        ),
        change(
            PROCEDURE,
            "paper: outcomes/refusal-letter",
            "paper: outcomes/no",
            "a paper of law/papers, found outcomes/no",
        ),
        change(
            PROCESS,
            r#"mc:role="van_thu""#,
            r#"mc:role="van_tu""#,
            "phat_hanh: expected a role of catalogue.yaml, found van_tu",
        ),
        change(
            PROCESS,
            r#"mc:term="xac_minh""#,
            r#"mc:term="dai""#,
            "the id of a term of procedure.yaml, found dai",
        ),
        change(PROCESS, r#"mc:act="appraise""#, r#"mc:act="xem""#, "found xem"),
        change(FEES, "proof: giay_to_mien_giam", "proof: giay", "a component as proof, found giay"),
        change(CASE, "files: {}", "files: {to_khai: 1}", "components that are uploaded, found to_khai"),
        change(CASE, "  quan_he: ban_than", "  quan_heo: ban_than", "fields of the form, found quan_heo"),
        change(CASE, "{task: ban_giao}", "{task: ban}", "elements of the process, found ban"),
    ] {
        check(&law, &change);
    }
}

#[test]
fn expressions_name_only_what_there_is_and_may_have_the_value() {
    let law = Law::read();
    for change in [
        change(
            PROCEDURE,
            r#"form.lan_cap = "co_giay_cu""#,
            r#"form.lan_cap = "co""#,
            "an option of form.lan_cap: lan_dau, co_giay_cu, mat_giay_cu, found co",
        ),
        change(
            PROCEDURE,
            r#"form.lan_cap = "co_giay_cu""#,
            "form.lan_cap",
            "components.giay_da_cap.required_when: expected true or false, found a text",
        ),
        change(PROCEDURE, "requester: text.nyc_ho_ten", "requester: text.nyc_ten", "nyc_ten"),
        change(PROCEDURE, "requester: text.nyc_ho_ten", "requester: texts.nyc_ho_ten", "found texts"),
        change(PROCEDURE, "period: input.thoi_gian", "period: input.thoi", "thoi"),
        change(PROCEDURE, "default: '\"bổ sung", "default: '\"bổ sung\" + input.ly_do + \"", "found input"),
        change(PROCEDURE, "ho_ten: if let.cho_minh", "ho_ten: if let.muc_dich", "muc_dich"),
        change(PROCEDURE, "requester: text.nyc_ho_ten", "requester: text.nyc_ho_ten +", "is not FEEL"),
        change(FEES, "quantity: form.so_luong", "quantity: form.so", "so"),
        change(
            FEES,
            "quantity: form.so_luong",
            "quantity: form.quan_he",
            "le_phi.quantity: expected a number, found a text",
        ),
        change(FEES, r#"= "khuyet_tat""#, r#"= "khuyet""#, "found khuyet"),
        change(PROCESS, "form.nyc_dia_chi.commune", "form.nyc_dia_chi.phuong", "phuong"),
    ] {
        check(&law, &change);
    }
}

#[test]
fn a_pack_is_whole_on_every_day_it_is_in_force() {
    let law = Law::read();
    for change in [
        change(
            PROCEDURE,
            "effective_to: 2025-06-30",
            "effective_to: 2025-06-29",
            "one Desk on 2025-06-30, found 0",
        ),
        change(
            PROCEDURE,
            "effective_from: 2025-07-01",
            "effective_from: 2025-06-30",
            "one Desk on 2025-06-30, found 2",
        ),
        change(
            PROCEDURE,
            "initial: false",
            "initial: true",
            "one initial term without conditions on 2024-06-06, found 2",
        ),
        change(
            PROCEDURE,
            "{suffix: UBND-XNTTHN,",
            "{suffix: UBND-XNTTHN, effective_to: 2025-12-31,",
            "one suffix on 2026-01-01, found 0",
        ),
        change(PROCEDURE, "unit: calendar_day", "unit: days", "a value and a unit of the deadlines crate"),
        change(PROCEDURE, "    from_form: true\n", "", "exactly one with from_form, found 0"),
        change(
            PROCEDURE,
            "required_when: form.lan_cap",
            "required: true\n    required_when: form.lan_cap",
            "required or required_when, found both or none",
        ),
        change(
            PROCEDURE,
            "        sex: if let",
            "        gioi_tinh: if let",
            "the key sex, as in the card of the paper, found none",
        ),
        change(
            PROCEDURE,
            "        sex: if let",
            "        gioi_tinh: if let",
            "only keys of the card of the paper, found gioi_tinh",
        ),
        change(PROCEDURE, "local_code: false", "local_code: true", "true exactly for local-… codes"),
        change(PROCEDURE, "code: \"1.004873\"", "code: \"1.4873\"", "a national code such as 1.004873"),
        change(PROCEDURE, "sets: 1", "sets: 1\nsetz: 1", "unknown field `setz`"),
        change(PROCEDURE, "date: 2014-11-20", "date: 2014-11-31", "line"),
        change(FEES, "percent: 100", "percent: 101", "percent from 1 to 100"),
        change(
            FEES,
            "    rate: 15000\n",
            "    rate: 15000\n    amount: 15000\n",
            "rate or amount, found both or none",
        ),
    ] {
        check(&law, &change);
    }
}

#[test]
fn a_process_hands_over_first_and_signs_issues_and_delivers_on_every_way() {
    let law = Law::read();
    for change in [
        change(
            PROCESS,
            r#"mc:act="hand_over""#,
            r#"mc:act="assign""#,
            "a first step with act hand_over, found ban_giao",
        ),
        change(
            PROCESS,
            r#"mc:act="issue""#,
            r#"mc:act="approve""#,
            "exactly one step with act issue, found 0",
        ),
        change(
            PROCESS,
            r#"sourceRef="re_xac_minh" targetRef="lap_giay""#,
            r#"sourceRef="re_xac_minh" targetRef="phat_hanh""#,
            "phat_hanh: expected every way here to pass a step with act sign",
        ),
        change(
            PROCESS,
            r#" return-to="lap_giay""#,
            "",
            "ky: expected an outcome that returns to an earlier step, found none",
        ),
        change(
            PROCESS,
            r#"mc:act="draft""#,
            r#"mc:act="appraise""#,
            "the act draft, as in outcome.decided_at, found appraise",
        ),
        change(
            PROCESS,
            r#"mc:act="deliver""#,
            r#"mc:act="collect_fee""#,
            "the clock paused on the ground financial_duty",
        ),
        change(
            PROCESS,
            r#"mc:act="appraise""#,
            r#"mc:act="appraise" mc:clock="paused" mc:ground="other" mc:basis="Luật khác""#,
            "the ground named in clock.pauses, for it stops the clock only then, found other",
        ),
        change(PROCESS, r#"targetRef="re_xac_minh""#, r#"targetRef="re""#, "process.bpmn"),
    ] {
        check(&law, &change);
    }
}

#[test]
fn a_missing_or_strange_file_is_named() {
    let law = Law::read();
    let whole = files(&folder("1.004873"));
    for name in ["procedure.yaml", "form.yaml", "process.bpmn"] {
        let mut files = whole.clone();
        files.remove(name);
        let defects = Pack::load(&files, &law.shared).expect_err("refused");
        assert!(lines(&defects).contains(&format!("{name}: whole file: expected the file, found none")));
    }
    let mut files = whole;
    files.insert("procedure.yml".to_owned(), Vec::new());
    let defects = Pack::load(&files, &law.shared).expect_err("refused");
    assert!(lines(&defects).contains("procedure.yml: whole file"));
}

#[test]
fn steps_that_take_longer_than_their_term_are_told_with_the_way() {
    let law = Law::read();
    for (from, to, said) in [
        (
            r#"mc:time="1" mc:time-unit="working_day""#,
            r#"mc:time="1.25" mc:time-unit="working_day""#,
            "at most 3.00 working days (term thuong: 3 working_day), found 3.25 working days",
        ),
        (
            r#"mc:time="18""#,
            r#"mc:time="20""#,
            "at most 16.42 working days (term xac_minh: 23 calendar_day), found 17.28 working days along ban_giao → kiem_tra → xac_minh",
        ),
    ] {
        let pack = Pack::load(&changed(&change(PROCESS, from, to, "")), &law.shared).expect("sound");
        let said_now = lines(&pack.check(480));
        assert!(said_now.contains(said), "{said_now}");
    }
}

#[test]
fn a_golden_dossier_with_a_wrong_expectation_does_not_pass() {
    let law = Law::read();
    for (from, to, place) in [
        ("charges: {le_phi: 30000}", "charges: {le_phi: 15000}", "charges"),
        ("components: [to_khai, giay_to_tuy_than]", "components: [to_khai]", "components"),
        ("due_at: 2026-03-10T11:30:00", "due_at: 2026-03-10T17:00:00", "due_at"),
        ("stage: delivered", "stage: in_progress", "stage"),
        ("open: []", "open: [ky]", "open"),
        ("sex: Nữ", "sex: Nam", "outcome.data.sex"),
        ("{task: ky, outcome: dong_y}", "{task: ky, outcome: thoi}", "route[3]"),
        ("{task: kiem_tra, outcome: du_can_cu}", "{task: lap_giay, outcome: cap}", "route[1]"),
        ("term: thuong", "term: xac_minh", "term"),
        ("so_luong: 2", "so_luong: 9", "problems"),
        ("tinh_trang: chua_ket_hon", "tinh_trang: chua_ket_hon\n  lh_so: \"1\"", "answers.lh_so"),
    ] {
        let pack = Pack::load(&changed(&change(CASE, from, to, "")), &law.shared).expect("sound");
        let case = pack.cases().iter().find(|case| case.file == CASE).expect("the case");
        let found = pack.run_case(case, &law.world());
        assert!(found.iter().any(|mismatch| mismatch.place == place), "{from} → {to}:\n{}", lines(&found));
    }
}
