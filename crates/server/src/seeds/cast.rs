//! The demo cast (_nhân vật trình diễn_): invented people with posts, marked as such. One password for all of them.

use deadlines::zone;
use serde_json::json;
use store::Batch;
use uuid::Uuid;

use crate::app::App;
use crate::features::identity::model::Appointment;
use crate::features::identity::{Account, AccountKind, passwords, session, store as rows};
use crate::platform::actor::{Actor, Citizen, Role};
use crate::platform::ctx::Ctx;

/// Password of every demo account.
pub const PASSWORD: &str = "trinhdien2026";

/// An official of the cast.
pub struct Player {
    /// Name to log in with.
    pub login: &'static str,
    /// Full name.
    pub name: &'static str,
    /// Posts: code of the unit, role.
    pub posts: &'static [(&'static str, Role)],
}

/// The commune of the demo: xã Bình Sơn.
pub const COMMUNE: &str = "xa-21040";

/// The officials.
pub const OFFICIALS: [Player; 13] = [
    Player {
        login: "motcua.binhson",
        name: "Phạm Thị Lài",
        posts: &[(COMMUNE, Role::Intake), (COMMUNE, Role::Cashier)],
    },
    Player {
        login: "hotich.binhson",
        name: "Đỗ Văn Tịnh",
        posts: &[(COMMUNE, Role::ProfessionalOfficer), (COMMUNE, Role::Specialist), (COMMUNE, Role::Liaison)],
    },
    Player { login: "truongphong.binhson", name: "Trương Quang Vỹ", posts: &[(COMMUNE, Role::UnitHead)] },
    Player { login: "chutich.binhson", name: "Lê Hữu Nghị", posts: &[(COMMUNE, Role::CommitteeLeader)] },
    Player { login: "vanthu.binhson", name: "Bùi Thị Xuân Hạ", posts: &[(COMMUNE, Role::Clerk)] },
    Player {
        login: "motcua.tinh",
        name: "Nguyễn Thị Thu Cúc",
        posts: &[("ttpvhcc", Role::Intake), ("ttpvhcc", Role::Cashier)],
    },
    Player {
        login: "chuyenvien.vhttdl",
        name: "Huỳnh Minh Khuê",
        posts: &[
            ("so-vhttdl", Role::Specialist),
            ("so-vhttdl", Role::Cashier),
            ("so-vhttdl", Role::Liaison),
            ("cong-an-tinh", Role::Specialist),
            ("cong-an-tinh", Role::Liaison),
        ],
    },
    Player {
        login: "truongphong.vhttdl",
        name: "Đặng Thị Bích Trâm",
        posts: &[("so-vhttdl", Role::UnitHead), ("cong-an-tinh", Role::UnitHead)],
    },
    Player {
        login: "giamdoc.vhttdl",
        name: "Võ Thành Nhơn",
        posts: &[
            ("so-vhttdl", Role::DepartmentLeader),
            ("cong-an-tinh", Role::DepartmentLeader),
            ("so-vhttdl", Role::Clerk),
            ("cong-an-tinh", Role::Clerk),
        ],
    },
    Player {
        login: "chuyenvien.songanh",
        name: "Phan Thị Hồng Vân",
        posts: &[
            ("so-khcn", Role::Specialist),
            ("so-khcn", Role::Liaison),
            ("so-noi-vu", Role::Specialist),
            ("so-noi-vu", Role::Liaison),
            ("so-tai-chinh", Role::Specialist),
            ("so-tai-chinh", Role::Liaison),
            ("so-y-te", Role::Specialist),
            ("so-y-te", Role::Liaison),
        ],
    },
    Player {
        login: "truongphong.songanh",
        name: "Cao Xuân Lộc",
        posts: &[
            ("so-khcn", Role::UnitHead),
            ("so-noi-vu", Role::UnitHead),
            ("so-tai-chinh", Role::UnitHead),
            ("so-y-te", Role::UnitHead),
        ],
    },
    Player {
        login: "giamdoc.songanh",
        name: "Tạ Thị Kim Oanh",
        posts: &[
            ("so-khcn", Role::DepartmentLeader),
            ("so-khcn", Role::Clerk),
            ("so-noi-vu", Role::DepartmentLeader),
            ("so-noi-vu", Role::Clerk),
            ("so-tai-chinh", Role::DepartmentLeader),
            ("so-tai-chinh", Role::Clerk),
            ("so-y-te", Role::DepartmentLeader),
            ("so-y-te", Role::Clerk),
        ],
    },
    Player { login: "quantri", name: "Ngô Đức Toàn", posts: &[("ubnd-tinh", Role::Administrator)] },
];

/// The citizens: phone number (login), name, identity number, birth date, sex.
pub const CITIZENS: [(&str, &str, &str, &str, &str); 3] = [
    ("0905000001", "Trần Thị Hoa Mơ", "051195000011", "1995-03-12", "nu"),
    ("0905000002", "Nguyễn Văn Thử", "051088000022", "1988-11-02", "nam"),
    ("0905000003", "Lý Thị Mẫu", "051192000033", "1992-07-25", "nu"),
];

/// Opens every account of the cast that is not there yet.
pub async fn install(app: &App, ctx: &Ctx) -> anyhow::Result<()> {
    let hash = passwords::hash(PASSWORD.into(), *b"demo-cast-salt-1").await?;
    let today = zone::civil(ctx.now).date();
    for player in &OFFICIALS {
        if rows::account_by_login(&app.store, player.login).await?.is_some() {
            continue;
        }
        let account = account(ctx.ids.uuid(), (AccountKind::Official, player.login, player.name), &hash);
        let mut batch = rows::insert_account(Batch::new(), &account, ctx.now);
        for (code, role) in player.posts {
            let unit = rows::unit_by_code(&app.store, code).await?;
            let unit = unit.ok_or_else(|| anyhow::anyhow!("không có đơn vị {code}"))?;
            let post = Appointment {
                id: ctx.ids.uuid(),
                account_id: account.id,
                unit_id: unit.id,
                unit_name: unit.name,
                role: *role,
                from_date: today.saturating_sub(jiff::Span::new().days(60)).to_string(),
                to_date: None,
            };
            batch = rows::insert_appointment(batch, &post, ctx.now);
        }
        app.store.commit(batch).await?;
    }
    for (phone, name, id_number, birth_date, sex) in CITIZENS {
        if rows::account_by_login(&app.store, phone).await?.is_some() {
            continue;
        }
        let account = Account {
            id_number: id_number.into(),
            phone: phone.into(),
            email: format!("{phone}@example.vn"),
            birth_date: birth_date.into(),
            sex: sex.into(),
            address: json!({ "country": "VN", "province": "51", "commune": "21040", "detail": "Thôn Thử Nghiệm" }),
            ..account(ctx.ids.uuid(), (AccountKind::Citizen, phone, name), &hash)
        };
        app.store.commit(rows::insert_account(Batch::new(), &account, ctx.now)).await?;
    }
    Ok(())
}

fn account(id: Uuid, who: (AccountKind, &str, &str), hash: &str) -> Account {
    Account { is_demo: true, ..Account::new(id, who, hash.to_owned()) }
}

/// The account `login` as the one that acts.
pub async fn actor(app: &App, (login, now): (&str, jiff::Timestamp)) -> anyhow::Result<Actor> {
    let account = rows::account_by_login(&app.store, login).await?;
    let account = account.ok_or_else(|| anyhow::anyhow!("không có tài khoản {login}"))?;
    if account.kind == AccountKind::Citizen {
        return Ok(Actor::Citizen(Citizen { account_id: account.id, full_name: account.full_name }));
    }
    Ok(Actor::Official(session::official(&app.store, (account.id, account.full_name), now).await?))
}
