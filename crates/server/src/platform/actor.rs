//! Who acts (_người thực hiện_): a visitor, a citizen, or an official with the roles held today.

use uuid::Uuid;

/// What an official may be appointed to do in a unit (_vai trò_). Codes are those of the process files in `law/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Receives and returns dossiers at the desk (_cán bộ tiếp nhận và trả kết quả_).
    Intake,
    /// Assigns work and gives the first approval (_trưởng phòng_).
    UnitHead,
    /// Examines dossiers (_chuyên viên thụ lý_).
    Specialist,
    /// Professional officer of a district or commune (_công chức chuyên môn_).
    ProfessionalOfficer,
    /// Signs for a department (_lãnh đạo Sở_).
    DepartmentLeader,
    /// Signs for a people's committee (_lãnh đạo UBND_).
    CommitteeLeader,
    /// Numbers, seals and issues (_văn thư_).
    Clerk,
    /// Collects fees (_thu phí, lệ phí_).
    Cashier,
    /// Answers for an agency outside the system (_đầu mối cơ quan phối hợp_).
    Liaison,
    /// Manages units, people and roles (_quản trị_).
    Administrator,
}

impl Role {
    /// Every role, in the order of the table in the administrator's guide.
    pub const ALL: [Self; 10] = [
        Self::Intake,
        Self::UnitHead,
        Self::Specialist,
        Self::ProfessionalOfficer,
        Self::DepartmentLeader,
        Self::CommitteeLeader,
        Self::Clerk,
        Self::Cashier,
        Self::Liaison,
        Self::Administrator,
    ];

    /// The code kept in the database and written in process files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Intake => "can_bo_mot_cua",
            Self::UnitHead => "truong_phong",
            Self::Specialist => "chuyen_vien",
            Self::ProfessionalOfficer => "cong_chuc_chuyen_mon",
            Self::DepartmentLeader => "lanh_dao_so",
            Self::CommitteeLeader => "lanh_dao_ubnd",
            Self::Clerk => "van_thu",
            Self::Cashier => "ke_toan",
            Self::Liaison => "co_quan_ngoai",
            Self::Administrator => "quan_tri",
        }
    }

    /// The name that people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Intake => "Cán bộ một cửa",
            Self::UnitHead => "Trưởng phòng",
            Self::Specialist => "Chuyên viên thụ lý",
            Self::ProfessionalOfficer => "Công chức chuyên môn",
            Self::DepartmentLeader => "Lãnh đạo Sở",
            Self::CommitteeLeader => "Lãnh đạo UBND",
            Self::Clerk => "Văn thư",
            Self::Cashier => "Kế toán thu phí, lệ phí",
            Self::Liaison => "Đầu mối cơ quan phối hợp",
            Self::Administrator => "Quản trị hệ thống",
        }
    }

    /// Whether a substitute works in this role for its holder. Signing does not pass on with a leave of absence: who signs for a
    /// leader is appointed by a decision of their own; and administration is nobody else's.
    pub fn passes_to_substitute(self) -> bool {
        !matches!(self, Self::DepartmentLeader | Self::CommitteeLeader | Self::Administrator)
    }

    /// The role with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A role held in a unit today (_phân công_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The unit.
    pub unit_id: Uuid,
    /// Its name, for pages and events.
    pub unit_name: String,
    /// The role.
    pub role: Role,
}

/// A citizen or business that logged in (_công dân, doanh nghiệp_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citizen {
    /// The account.
    pub account_id: Uuid,
    /// Full name.
    pub full_name: String,
}

/// An official that logged in, with the posts held on the day of the request (_cán bộ, công chức_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Official {
    /// The account.
    pub account_id: Uuid,
    /// Full name.
    pub full_name: String,
    /// Posts held today, with those of whom the official stands in for; empty means that the official can do nothing.
    pub posts: Vec<Post>,
    /// For whom the official stands in today: account and name (_người được thay_).
    pub stands_in_for: Vec<(Uuid, String)>,
}

impl Official {
    /// Whether the official holds `role` in `unit` today.
    pub fn holds(&self, role: Role, unit_id: Uuid) -> bool {
        self.posts.iter().any(|post| post.role == role && post.unit_id == unit_id)
    }

    /// Whether the official does today what is held by this account: it is the own one, or that of somebody stood in for.
    pub fn acts_for(&self, account_id: Uuid) -> bool {
        self.account_id == account_id || self.stands_in_for.iter().any(|(id, _)| *id == account_id)
    }

    /// Whether the official handles dossiers in `unit` today; administering alone opens none.
    pub fn works_in(&self, unit_id: Uuid) -> bool {
        self.posts.iter().any(|post| post.unit_id == unit_id && post.role != Role::Administrator)
    }

    /// Whether the official holds `role` in any unit today.
    pub fn has_role(&self, role: Role) -> bool {
        self.posts.iter().any(|post| post.role == role)
    }
}

/// Who acts in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody logged in.
    Visitor,
    /// A citizen or business.
    Citizen(Citizen),
    /// An official.
    Official(Official),
    /// The system itself: jobs, timers, stories.
    System,
}

impl Actor {
    /// The account behind the act, if there is one.
    pub fn account_id(&self) -> Option<Uuid> {
        match self {
            Self::Citizen(citizen) => Some(citizen.account_id),
            Self::Official(official) => Some(official.account_id),
            Self::Visitor | Self::System => None,
        }
    }

    /// The name written into the journal.
    pub fn name(&self) -> &str {
        match self {
            Self::Citizen(citizen) => &citizen.full_name,
            Self::Official(official) => &official.full_name,
            Self::Visitor => "Khách",
            Self::System => "Hệ thống",
        }
    }

    /// The official, if one acts.
    pub fn official(&self) -> Option<&Official> {
        match self {
            Self::Official(official) => Some(official),
            _ => None,
        }
    }

    /// The citizen, if one acts.
    pub fn citizen(&self) -> Option<&Citizen> {
        match self {
            Self::Citizen(citizen) => Some(citizen),
            _ => None,
        }
    }
}
