//! Who may do what, asked of the policies: one row a command, one column a role.

use std::fmt::Write;

use jiff::Timestamp;
use serde_json::Value as Json;
use server::features::dossiers::commands::pay::may_collect;
use server::features::dossiers::dossier::{Applicant, Dossier};
use server::features::dossiers::model::{Act, Channel, Stage};
use server::features::dossiers::policy::{may_answer, may_ask_supplement, may_at_desk, may_note};
use server::features::identity::policy::{
    may_administer, may_keep_tokens, require_citizen, require_official,
};
use server::features::identity::{Account, AccountKind};
use server::features::work::policy::{may_assign, may_do};
use server::features::work::{Task, TaskState};
use server::platform::actor::{Actor, Citizen, Official, Post, Role};
use server::platform::ctx::Ctx;
use server::platform::ids::Ids;
use uuid::Uuid;

/// The desk, the unit that settles, and one that has nothing to do with the dossier.
const UNITS: [(&str, u128); 3] = [("desk", 1), ("settling", 2), ("elsewhere", 3)];

type Allowed = fn(&Official) -> bool;

/// Commands in the order of a dossier's life, each with the question its page asks.
const COMMANDS: [(&str, Allowed); 14] = [
    ("accept a dossier", |who| may_at_desk(who, &dossier(Stage::Submitted), Act::Receive).is_ok()),
    ("ask for a correction", |who| may_at_desk(who, &dossier(Stage::Submitted), Act::AskCorrection).is_ok()),
    ("decline", |who| may_at_desk(who, &dossier(Stage::Submitted), Act::Decline).is_ok()),
    ("collect a fee", |who| may_collect(who, &dossier(Stage::Received)).is_ok()),
    ("do a task of the own role", |who| may_do(who, &task(who.posts[0].role, 2)).is_ok()),
    ("do a task of another role", |who| may_do(who, &task(other(who.posts[0].role), 2)).is_ok()),
    ("assign a task of the own role", |who| may_assign(who, &task(who.posts[0].role, 2)).is_ok()),
    ("assign a task of another role", |who| may_assign(who, &task(other(who.posts[0].role), 2)).is_ok()),
    ("ask for a supplement", |who| may_ask_supplement(who, &dossier(Stage::InProgress)).is_ok()),
    ("write a note", |who| may_note(who, &dossier(Stage::InProgress)).is_ok()),
    ("administer", |who| may_administer(&ctx(Actor::Official(who.clone())), "/").is_ok()),
    ("keep a colleague's API tokens", |who| {
        may_keep_tokens(&ctx(Actor::Official(who.clone())), (&colleague(), "/")).is_ok()
    }),
    ("open officials' pages", |who| require_official(&ctx(Actor::Official(who.clone())), "/").is_ok()),
    ("open citizens' own pages", |who| require_citizen(&ctx(Actor::Official(who.clone())), "/").is_ok()),
];

#[test]
fn role_by_command() {
    let mut text = String::new();
    for (unit, id) in UNITS {
        let _ = writeln!(text, "Post at {unit}\n");
        for (command, allowed) in COMMANDS {
            let roles = Role::ALL.into_iter().filter(|role| allowed(&official(*role, id)));
            let roles: Vec<_> = roles.map(|role| format!("{role:?}")).collect();
            let who = match roles.len() {
                0 => "–".to_owned(),
                n if n == Role::ALL.len() => "every role".to_owned(),
                _ => roles.join(", "),
            };
            let _ = writeln!(text, "  {command:32} {who}");
        }
        text.push('\n');
    }
    insta::assert_snapshot!("commands", text);
}

#[test]
fn only_the_applicant_answers_and_only_when_asked() {
    let citizen = |id| Citizen { account_id: Uuid::from_u128(id), full_name: "Công dân".into() };
    for stage in Stage::ALL {
        let is_asked = matches!(stage, Stage::AwaitingCorrection | Stage::AwaitingSupplement);
        assert_eq!(may_answer(&citizen(9), &dossier(stage)).is_ok(), is_asked, "{stage:?}");
        assert!(may_answer(&citizen(8), &dossier(stage)).is_err(), "{stage:?}");
    }
}

#[test]
fn a_citizens_tokens_are_the_citizens_alone() {
    let citizen = Account { kind: AccountKind::Citizen, ..colleague() };
    let own = Actor::Citizen(Citizen { account_id: citizen.id, full_name: "Công dân".into() });
    let other = Actor::Citizen(Citizen { account_id: Uuid::from_u128(9), full_name: "Công dân".into() });
    let administrator = Actor::Official(official(Role::Administrator, 1));
    assert!(may_keep_tokens(&ctx(own), (&citizen, "/")).is_ok());
    for actor in [other, administrator, Actor::Visitor] {
        assert!(may_keep_tokens(&ctx(actor), (&citizen, "/")).is_err());
    }
}

fn colleague() -> Account {
    let who = (AccountKind::Official, "dong.nghiep", "Đồng nghiệp");
    Account::new(Uuid::from_u128(70), who, String::new())
}

fn ctx(actor: Actor) -> Ctx {
    Ctx { actor, ..Ctx::system(Timestamp::UNIX_EPOCH, Ids::counted(1)) }
}

fn official(role: Role, unit: u128) -> Official {
    let post = Post { unit_id: Uuid::from_u128(unit), unit_name: String::new(), role };
    Official {
        account_id: Uuid::from_u128(7),
        full_name: "Cán bộ".into(),
        posts: vec![post],
        stands_in_for: vec![],
    }
}

fn other(role: Role) -> Role {
    if role == Role::Clerk { Role::CommitteeLeader } else { Role::Clerk }
}

fn task(role: Role, unit: u128) -> Task {
    Task {
        id: Uuid::nil(),
        dossier_id: Uuid::nil(),
        key: "1".into(),
        element: "buoc".into(),
        name: "Bước".into(),
        role,
        unit_id: Uuid::from_u128(unit),
        act: None,
        state: TaskState::Open,
        holder_id: None,
        holder_name: None,
        opened_at: 0,
        due_at: None,
        finished_at: None,
        finished_by: None,
        outcome_label: None,
        note: None,
        version: 1,
    }
}

fn dossier(stage: Stage) -> Dossier {
    Dossier {
        id: Uuid::nil(),
        procedure_code: "1.000001".into(),
        procedure_name: "Thủ tục".into(),
        revision_id: Uuid::nil(),
        stage,
        channel: Channel::Online,
        lookup_code: "ABC".into(),
        number: None,
        account_id: Some(Uuid::from_u128(9)),
        applicant: Applicant::default(),
        desk_unit_id: Uuid::from_u128(1),
        settling_unit_id: Uuid::from_u128(2),
        answers: Json::Null,
        delivery: String::new(),
        term_id: String::new(),
        clock: Json::Null,
        submitted_at: None,
        accepted_at: None,
        first_due_at: None,
        due_at: None,
        paused_since: None,
        outcome_kind: None,
        outcome_ready_at: None,
        delivered_at: None,
        process: Json::Null,
        updated_at: 0,
        version: 1,
    }
}
