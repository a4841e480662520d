//! What a command needs to know of its surroundings (_bối cảnh_): who acts, when, and where new ids come from.

use jiff::Timestamp;

use super::actor::{Actor, Role};
use super::ids::Ids;

/// One act: who, when, ids, and the request it belongs to.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// The moment of the act; one act has one moment.
    pub now: Timestamp,
    /// Source of ids.
    pub ids: Ids,
    /// Who acts.
    pub actor: Actor,
    /// Id of the request, for logs and the record of reads.
    pub request_id: String,
    /// Role in which an official acts, once a policy has decided it.
    pub acting_role: Option<Role>,
}

impl Ctx {
    /// The system acting by itself.
    pub fn system(now: Timestamp, ids: Ids) -> Self {
        Self { now, ids, actor: Actor::System, request_id: "system".into(), acting_role: None }
    }

    /// The same surroundings with `role` as the role in which the official acts.
    pub fn acting_as(&self, role: Role) -> Self {
        Self { acting_role: Some(role), ..self.clone() }
    }

    /// The role written into the journal.
    pub fn role_label(&self) -> &'static str {
        match (&self.actor, self.acting_role) {
            (_, Some(role)) => role.code(),
            (Actor::Citizen(_), None) => "nguoi_nop",
            (Actor::System, None) => "he_thong",
            (Actor::Official(_), None) => "can_bo",
            (Actor::Visitor, None) => "khach",
        }
    }
}
