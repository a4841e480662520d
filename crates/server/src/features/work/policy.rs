//! Who may hold, finish and assign a task.

use super::model::{Task, TaskState};
use crate::platform::actor::{Official, Role};
use crate::platform::web::Failure;

/// Proof that the official may do this task: holds its role in its unit today, and nobody else holds the task.
#[derive(Debug)]
pub struct MayDo<'a> {
    /// Who acts.
    pub official: &'a Official,
    /// The task.
    pub task: &'a Task,
}

/// Proof that the official may assign this task: the unit's head, or somebody that could do it.
#[derive(Debug)]
pub struct MayAssign<'a> {
    /// Who acts.
    pub official: &'a Official,
    /// The task.
    pub task: &'a Task,
}

/// The proof, or why not. The order: right stage, right role, right holder.
pub fn may_do<'a>(official: &'a Official, task: &'a Task) -> Result<MayDo<'a>, Failure> {
    if task.state != TaskState::Open {
        let who = task.finished_by.as_deref().unwrap_or("hệ thống");
        return Err(Failure::Conflict(format!(
            "Việc “{}” không còn mở: {who} đã xử lý. Thao tác của bạn chưa được ghi.",
            task.name
        )));
    }
    if !official.holds(task.role, task.unit_id) {
        let role = task.role.name();
        return Err(Failure::Forbidden(format!(
            "Việc “{}” dành cho vai trò {role} của đơn vị này.",
            task.name
        )));
    }
    match (task.holder_id, &task.holder_name) {
        (Some(holder), Some(name)) if !official.acts_for(holder) => Err(Failure::Conflict(format!(
            "{name} đang giữ việc “{}”. Trưởng phòng có thể phân công lại.",
            task.name
        ))),
        _ => Ok(MayDo { official, task }),
    }
}

/// Proof that the official may take this task over from the one who holds it.
#[derive(Debug)]
pub struct MayTakeOver<'a> {
    /// Who acts.
    pub official: &'a Official,
    /// The task.
    pub task: &'a Task,
    /// Who holds it.
    pub from: &'a str,
}

/// The proof, or why not: the same role in the same unit, and somebody else holds the task.
pub fn may_take_over<'a>(official: &'a Official, task: &'a Task) -> Result<MayTakeOver<'a>, Failure> {
    if task.state != TaskState::Open {
        return Err(Failure::Conflict(format!("Việc “{}” không còn mở.", task.name)));
    }
    if !official.holds(task.role, task.unit_id) {
        return Err(Failure::Forbidden(
            "Chỉ người cùng vai trò trong đơn vị nhận thay được việc này.".into(),
        ));
    }
    match (task.holder_id, &task.holder_name) {
        (Some(holder), Some(from)) if holder != official.account_id => {
            Ok(MayTakeOver { official, task, from })
        }
        _ => Err(Failure::Conflict(format!("Việc “{}” không có người khác giữ.", task.name))),
    }
}

/// The proof, or why not.
pub fn may_assign<'a>(official: &'a Official, task: &'a Task) -> Result<MayAssign<'a>, Failure> {
    if task.state != TaskState::Open {
        return Err(Failure::Conflict(format!("Việc “{}” không còn mở.", task.name)));
    }
    if official.holds(Role::UnitHead, task.unit_id) || official.holds(task.role, task.unit_id) {
        return Ok(MayAssign { official, task });
    }
    Err(Failure::Forbidden(
        "Chỉ trưởng phòng hoặc người cùng vai trò trong đơn vị phân công được việc này.".into(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::actor::Post;
    use uuid::Uuid;

    fn official(role: Role, unit: u128, id: u128) -> Official {
        let post = Post { unit_id: Uuid::from_u128(unit), unit_name: String::new(), role };
        Official {
            account_id: Uuid::from_u128(id),
            full_name: "Cán bộ".into(),
            posts: vec![post],
            stands_in_for: vec![],
        }
    }

    fn task(holder: Option<u128>) -> Task {
        Task {
            id: Uuid::nil(),
            dossier_id: Uuid::nil(),
            key: "1".into(),
            element: "ky".into(),
            name: "Ký".into(),
            role: Role::CommitteeLeader,
            unit_id: Uuid::from_u128(1),
            act: None,
            state: TaskState::Open,
            holder_id: holder.map(Uuid::from_u128),
            holder_name: holder.map(|_| "Người giữ".into()),
            opened_at: 0,
            due_at: None,
            finished_at: None,
            finished_by: None,
            outcome_label: None,
            note: None,
            version: 1,
        }
    }

    #[test]
    fn only_the_role_in_the_unit_may_do_a_task_and_nobody_takes_it_from_its_holder() {
        let leader = official(Role::CommitteeLeader, 1, 7);
        assert!(may_do(&leader, &task(None)).is_ok());
        assert!(may_do(&leader, &task(Some(7))).is_ok());
        assert!(matches!(may_do(&leader, &task(Some(8))), Err(Failure::Conflict(_))));
        assert!(matches!(
            may_do(&official(Role::CommitteeLeader, 2, 7), &task(None)),
            Err(Failure::Forbidden(_))
        ));
        assert!(matches!(may_do(&official(Role::Clerk, 1, 7), &task(None)), Err(Failure::Forbidden(_))));
        let done = Task { state: TaskState::Done, ..task(None) };
        assert!(matches!(may_do(&leader, &done), Err(Failure::Conflict(_))));
    }

    #[test]
    fn a_substitute_does_what_the_other_holds_and_a_colleague_may_only_take_it_over() {
        let colleague = official(Role::CommitteeLeader, 1, 7);
        let substitute = Official {
            stands_in_for: vec![(Uuid::from_u128(8), "Người giữ".into())],
            ..colleague.clone()
        };
        assert!(may_do(&substitute, &task(Some(8))).is_ok());
        assert!(may_do(&substitute, &task(Some(9))).is_err());
        assert!(may_take_over(&colleague, &task(Some(8))).is_ok());
        assert!(may_take_over(&colleague, &task(Some(7))).is_err());
        assert!(may_take_over(&colleague, &task(None)).is_err());
        assert!(may_take_over(&official(Role::CommitteeLeader, 2, 7), &task(Some(8))).is_err());
        assert!(may_take_over(&official(Role::Clerk, 1, 7), &task(Some(8))).is_err());
    }

    #[test]
    fn the_head_of_the_unit_may_assign_and_a_stranger_may_not() {
        assert!(may_assign(&official(Role::UnitHead, 1, 9), &task(Some(7))).is_ok());
        assert!(may_assign(&official(Role::UnitHead, 2, 9), &task(Some(7))).is_err());
        assert!(may_assign(&official(Role::Clerk, 1, 9), &task(Some(7))).is_err());
    }
}
