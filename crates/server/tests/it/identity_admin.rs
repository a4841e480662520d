//! Administrators manage units, officials and posts; nobody else does, and nobody locks themselves out.

use uuid::Uuid;

use server::features::identity::commands::open_first_administrator::open_first_administrator;
use server::features::identity::store as identity;
use server::platform::actor::Role;
use server::platform::ctx::Ctx;
use server::platform::journal;

use crate::acts::*;
use crate::person::{Page, Person};
use crate::world::{World, each};

/// What is typed for a new department.
const NEW_UNIT: [(&str, &str); 9] = [
    ("ten", "Sở Xây dựng"),
    ("ma", "so-xay-dung"),
    ("loai", "department"),
    ("cap", "province"),
    ("thuoc", "ubnd-tinh"),
    ("ma_so", "H48.20"),
    ("tu_ngay", "01/12/2026"),
    ("can_cu", "Nghị quyết 12/NQ-HĐND"),
    ("ke_thua", ""),
];

async fn unit_id(world: &World, code: &str) -> Uuid {
    identity::unit_by_code(&world.app.store, code).await.unwrap().unwrap().id
}

/// The form of a page as it stands, with other values for some fields.
fn with(pairs: &[(&str, &str)], other: &[(&str, &str)]) -> Vec<(String, String)> {
    let value = |name: &str, value: &str| {
        let other = other.iter().find(|(each, _)| *each == name).map_or(value, |(_, value)| value);
        (name.to_owned(), other.to_owned())
    };
    pairs.iter().map(|(name, old)| value(name, old)).collect()
}

/// The form that changes a unit.
fn change<'a>(version: &'a str, name: &'a str, national_code: &'a str) -> [(&'a str, &'a str); 7] {
    [
        ("version", version),
        ("ten", name),
        ("ma_so", national_code),
        ("dia_chi", ""),
        ("dien_thoai", ""),
        ("den_ngay", ""),
        ("can_cu", "Quyết định 9/QĐ-UBND"),
    ]
}

/// The kinds of the events of a subject, oldest first.
async fn kinds(world: &World, id: Uuid) -> Vec<String> {
    journal::events(&world.app.store, id).await.unwrap().into_iter().map(|event| event.kind).collect()
}

/// Opens an account on the page; its id and the password that was shown.
async fn opened(world: &World, admin: &Person, login: &str) -> (Uuid, String) {
    let form = [("ho_ten", "Trịnh Thị Mới"), ("ten_dang_nhap", login), ("email", ""), ("mat_khau", "")];
    let page = admin.post("/quan-tri/nguoi/moi", &form).await.is(200).shows("Đã cấp tài khoản");
    assert_eq!(page.headers["cache-control"], "no-store");
    let secret = page
        .text()
        .split("Mật khẩu: <strong class=\"mc-number\">")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    (world.account(login).await.id, secret.to_owned())
}

/// Logs somebody new in through the page.
async fn logs_in(world: &World, login: &str, password: &str) -> (Person, Page) {
    let person = world.visitor();
    let page = person.post("/dang-nhap", &[("ten", login), ("mat_khau", password)]).await;
    (person, page)
}

async fn appoints(admin: &Person, id: Uuid, (unit, role, from, to): (&str, Role, &str, &str)) -> Page {
    let form = [("don_vi", unit), ("vai_tro", role.code()), ("tu_ngay", from), ("den_ngay", to)];
    admin.post(&format!("/quan-tri/nguoi/{id}/phan-cong"), &form).await
}

/// Addresses of the pages that end posts of this person.
async fn endings(admin: &Person, id: Uuid) -> Vec<String> {
    admin
        .get(&format!("/quan-tri/nguoi/{id}"))
        .await
        .is(200)
        .links(&format!("/quan-tri/nguoi/{id}/phan-cong/"))
}

#[tokio::test]
async fn only_administrators_find_and_use_the_pages() {
    each(async |world| {
        let unit = unit_id(&world, "so-ttt").await;
        let id = world.account("vanthu.binhson").await.id;
        let pages = [
            "/quan-tri/don-vi".to_owned(),
            "/quan-tri/don-vi/moi".into(),
            format!("/quan-tri/don-vi/{unit}"),
            format!("/quan-tri/don-vi/{unit}/sua"),
            "/quan-tri/nguoi".into(),
            "/quan-tri/nguoi/moi".into(),
            format!("/quan-tri/nguoi/{id}"),
            format!("/quan-tri/nguoi/{id}/sua"),
            format!("/quan-tri/nguoi/{id}/phan-cong"),
            format!("/quan-tri/nguoi/{id}/mat-khau"),
            format!("/quan-tri/nguoi/{id}/dong"),
        ];
        let forms = [
            "/quan-tri/don-vi/moi".to_owned(),
            format!("/quan-tri/don-vi/{unit}/sua"),
            "/quan-tri/nguoi/moi".into(),
            format!("/quan-tri/nguoi/{id}/sua"),
            format!("/quan-tri/nguoi/{id}/phan-cong"),
            format!("/quan-tri/nguoi/{id}/phan-cong/{id}/ket-thuc"),
            format!("/quan-tri/nguoi/{id}/mat-khau"),
            format!("/quan-tri/nguoi/{id}/dong"),
            format!("/quan-tri/nguoi/{id}/mo-lai"),
            format!("/quan-tri/nguoi/{id}/phien/{id}/ket-thuc"),
        ];
        let events = world.count("select count(*) from event").await;
        let (admin, visitor) = (world.as_("quantri").await, world.visitor());
        let (citizen, official) = (world.as_("0905000001").await, world.as_("chutich.binhson").await);
        for path in &pages {
            admin.get(path).await.is(200);
            assert!(visitor.get(path).await.goes_to().starts_with("/dang-nhap?tiep=/quan-tri/"));
            citizen.get(path).await.is(404);
            official.get(path).await.is(403).shows("Chỉ quản trị hệ thống làm được việc này.");
        }
        for path in &forms {
            let nothing: [(&str, &str); 0] = [];
            assert!(visitor.post(path, &nothing).await.goes_to().starts_with("/dang-nhap?tiep=/quan-tri/"));
            citizen.post(path, &nothing).await.is(404);
            official.post(path, &nothing).await.is(403);
        }
        assert_eq!(world.count("select count(*) from event").await, events);
        // A citizen's account is not managed here.
        let citizen_id = world.account("0905000001").await.id;
        admin.get(&format!("/quan-tri/nguoi/{citizen_id}")).await.is(404);
        admin
            .post(&format!("/quan-tri/nguoi/{citizen_id}/mat-khau"), &[("mat_khau", "mật khẩu mới")])
            .await
            .is(404);
    })
    .await;
}

#[tokio::test]
async fn units_are_found_without_marks_and_those_of_the_past_say_so() {
    each(async |world| {
        let admin = world.as_("quantri").await;
        let all = admin.get("/quan-tri/don-vi").await.is(200).shows("Cấp tỉnh").shows("Sở Tư pháp");
        let _ = all.hides("Sở Thông tin và Truyền thông");
        let found = admin.get("/quan-tri/don-vi?q=TU+phap").await.is(200).shows("Sở Tư pháp");
        let _ = found.hides("Sở Khoa học và Công nghệ");
        admin.get("/quan-tri/don-vi?q=thong+tin+truyen+thong").await.is(200).shows("đã kết thúc cũng khớp");
        let past = admin.get("/quan-tri/don-vi?q=thong+tin&luc=da").await.is(200).shows("đã kết thúc");
        let _ = past.shows("01/01/2010 – 28/02/2025");
        admin
            .get("/quan-tri/don-vi?q=kh%C3%B4ng+c%C3%B3+%C4%91%C3%A2u")
            .await
            .is(200)
            .shows("Không có đơn vị nào khớp");
        let gone = unit_id(&world, "so-ttt").await;
        let page = admin.get(&format!("/quan-tri/don-vi/{gone}")).await.is(200).shows("Chuyển vào");
        let _ = page.shows("một phần từ 01/03/2025").shows("không bao giờ đổi");
        let heir = unit_id(&world, "so-khcn").await;
        admin.get(&format!("/quan-tri/don-vi/{heir}")).await.shows("Hình thành từ").shows("so-ttt");
    })
    .await;
}

#[tokio::test]
async fn a_unit_is_opened_on_a_decision_and_keeps_its_story() {
    each(async |world| {
        let admin = world.as_("quantri").await;
        let taken = with(&NEW_UNIT, &[("ma", "so-ttt"), ("can_cu", ""), ("ma_so", "H48.18")]);
        let page = admin.post("/quan-tri/don-vi/moi", &taken).await.is(422).shows("Có chỗ cần sửa");
        let page = page
            .shows("Sở Thông tin và Truyền thông (01/01/2010 – 28/02/2025)")
            .shows("Nhập căn cứ pháp lý.");
        let _ = page.shows("Mã “H48.18” đang là của Sở Tư pháp").keeps("Sở Xây dựng");
        let form = with(&NEW_UNIT, &[("ke_thua", "so-ttt, so-khcn")]);
        let form = [form, vec![("phan".into(), "part".into())]].concat();
        let to = admin.post("/quan-tri/don-vi/moi", &form).await.goes_to();
        let page = admin.get(&to).await.is(200).shows("Đã mở đơn vị").shows("chưa bắt đầu");
        let _ = page.shows("nhận một phần từ so-ttt, so-khcn").shows("Căn cứ: Nghị quyết 12/NQ-HĐND");
        admin
            .post("/quan-tri/don-vi/moi", &form)
            .await
            .is(422)
            .shows("Mã “so-xay-dung” đã là của Sở Xây dựng");
        let id = unit_id(&world, "so-xay-dung").await;
        assert_eq!(kinds(&world, id).await, ["UnitOpened"]);
        let chain = journal::events(&world.app.store, id).await.unwrap();
        assert_eq!(chain[0].actor_role, Role::Administrator.code());
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn of_two_people_who_change_a_unit_the_second_sees_what_the_first_wrote_before_saving() {
    each(async |world| {
        world.appoint("chutich.binhson", ("ubnd-tinh", Role::Administrator)).await;
        let (first, second) = (world.as_("quantri").await, world.as_("chutich.binhson").await);
        let id = unit_id(&world, "so-tu-phap").await;
        let path = format!("/quan-tri/don-vi/{id}/sua");
        first.get(&path).await.is(200).keeps("1");
        let to = first.post(&path, &change("1", "Sở Tư pháp tỉnh", "H48.18")).await.goes_to();
        first.get(&to).await.is(200).shows("đổi tên từ “Sở Tư pháp” thành “Sở Tư pháp tỉnh”");
        let late = second.post(&path, &change("1", "Sở Tư pháp Quảng Ngãi", "H48.18")).await.is(409);
        let late =
            late.shows("Người khác vừa sửa đơn vị này").shows("Bản mới nhất đang ghi “Sở Tư pháp tỉnh”");
        let _ = late.keeps("Sở Tư pháp Quảng Ngãi").keeps("2");
        second.post(&path, &change("2", "Sở Tư pháp Quảng Ngãi", "H48.18")).await.goes_to();
        // Saving what stands there already writes nothing.
        second.post(&path, &change("3", "Sở Tư pháp Quảng Ngãi", "H48.18")).await.goes_to();
        assert_eq!(kinds(&world, id).await, ["UnitChanged", "UnitChanged"]);
        second.post(&path, &change("", "Sở", "H48.18")).await.is(400);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn two_changes_at_the_same_moment_are_one_change_and_one_refusal() {
    each(async |world| {
        let admin = world.as_("quantri").await;
        let id = unit_id(&world, "so-tu-phap").await;
        let path = format!("/quan-tri/don-vi/{id}/sua");
        let (one, other) = (change("1", "Sở Một", "H48.18"), change("1", "Sở Hai", "H48.18"));
        let (a, b) = tokio::join!(admin.post(&path, &one), admin.post(&path, &other));
        let mut both = [a.status.as_u16(), b.status.as_u16()];
        both.sort_unstable();
        assert_eq!(both, [303, 409]);
        assert_eq!(kinds(&world, id).await, ["UnitChanged"]);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn the_first_administrator_comes_from_the_command_line_and_the_second_from_the_page() {
    each(async |world| {
        let ctx = Ctx::system(world.app.clock.now(), world.app.ids.clone());
        let open = async |login: &str, name: &str| {
            open_first_administrator(&world.app, &ctx, (login, name)).await.map_err(|error| error.to_string())
        };
        assert!(open("quantri.moi", "Người Mới").await.unwrap_err().contains("đã có quản trị"));
        world.end_posts("quantri", "2026-11-24").await;
        assert!(open("Quản Trị", "Người Mới").await.unwrap_err().contains("Tên đăng nhập cần"));
        assert!(open("motcua.binhson", "Người Mới").await.unwrap_err().contains("đã có người dùng"));
        let secret = open("quantri.moi", "Người Mới").await.unwrap();
        let (admin, _) = logs_in(&world, "quantri.moi", &secret).await;
        admin.get("/quan-tri/nguoi").await.is(200);
        assert!(open("quantri.ba", "Người Ba").await.is_err());
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_to_a_unit_that_was_closed_goes_to_its_successor_or_to_nobody() {
    each(async |world| {
        let admin = world.as_("quantri").await;
        let old = identity::unit_by_code(&world.app.store, "xa-21040").await.unwrap().unwrap();
        let path = format!("/quan-tri/don-vi/{}/sua", old.id);
        let close = with(&change("1", &old.name, &old.national_code), &[("den_ngay", "24/11/2026")]);
        admin.post(&path, &close).await.goes_to();
        let citizen = world.as_("0905000001").await;
        let draft = start(&citizen, MARITAL).await;
        fill(&world, &citizen, draft, (MARITAL, &golden(&world, MARITAL))).await;
        let page = send(&citizen, draft).await.is(422);
        let _ = page.shows(&old.name).shows("không hoạt động vào ngày nộp");

        // A part of its work says nothing about this one; the whole of it does.
        for (code, share) in [("xa-moi-mot", "part"), ("xa-moi-hai", "whole")] {
            let other = [
                ("ma", code),
                ("ma_so", if share == "whole" { "H48.98" } else { "H48.97" }),
                ("tu_ngay", "25/11/2026"),
                ("loai", "committee"),
                ("cap", "commune"),
                ("ke_thua", "xa-21040"),
            ];
            let form = [with(&NEW_UNIT, &other), vec![("phan".into(), share.into())]].concat();
            admin.post("/quan-tri/don-vi/moi", &form).await.goes_to();
        }
        assert_eq!(send(&citizen, draft).await.goes_to(), format!("/ho-so-cua-toi/{draft}/da-nop"));
        let heir = unit_id(&world, "xa-moi-hai").await;
        let dossier = world.dossier(draft).await;
        assert_eq!((dossier.desk_unit_id, dossier.settling_unit_id), (heir, heir));
    })
    .await;
}

#[tokio::test]
async fn numbers_that_were_issued_stay_when_the_code_of_their_unit_changes() {
    each(async |world| {
        let admin = world.as_("quantri").await;
        let (_, before) = received_marital(&world, "0905000001").await;
        let number = world.dossier(before).await.number.unwrap();
        let unit = identity::unit_by_code(&world.app.store, "xa-21040").await.unwrap().unwrap();
        assert!(number.starts_with(&format!("{}-", unit.national_code)), "{number}");
        let path = format!("/quan-tri/don-vi/{}/sua", unit.id);
        let no_basis = with(&change("1", &unit.name, "H48.99"), &[("can_cu", "")]);
        admin.post(&path, &no_basis).await.is(422).shows("cần căn cứ").keeps("H48.99");
        admin.post(&path, &change("1", &unit.name, "H48.99")).await.goes_to();
        let (_, after) = received_marital(&world, "0905000002").await;
        assert_eq!(world.dossier(before).await.number.unwrap(), number);
        assert!(world.dossier(after).await.number.unwrap().starts_with("H48.99-"));
    })
    .await;
}

#[tokio::test]
async fn a_new_official_can_do_nothing_before_and_after_the_days_of_a_post() {
    each(async |world| {
        let admin = world.as_("quantri").await;
        let wrong =
            [("ho_ten", "Trịnh Thị Mới"), ("ten_dang_nhap", "Mới!"), ("email", "x"), ("mat_khau", "ngắn")];
        let page = admin.post("/quan-tri/nguoi/moi", &wrong).await.is(422).keeps("Trịnh Thị Mới");
        let _ = page.keeps("mới!").shows("Mật khẩu cần ít nhất 8 ký tự.").hides("ngắn");
        let (id, secret) = opened(&world, &admin, "moi.binhson").await;
        admin.get(&format!("/quan-tri/nguoi/{id}")).await.shows("chưa giữ vai trò nào").hides(&secret);
        let again = [("ho_ten", "Ai Khác"), ("ten_dang_nhap", "moi.binhson"), ("mat_khau", "mật khẩu dài")];
        admin
            .post("/quan-tri/nguoi/moi", &again)
            .await
            .is(422)
            .shows("Tên đăng nhập “moi.binhson” đã có người dùng");
        let (official, page) = logs_in(&world, "moi.binhson", &secret).await;
        assert_eq!(page.goes_to(), "/can-bo/viec");
        official.get("/tai-khoan").await.is(200).shows("Bạn chưa giữ vai trò nào hôm nay");
        official.get("/can-bo/tiep-nhan").await.is(403);

        appoints(&admin, id, ("khong-co", Role::Intake, "hôm nay", ""))
            .await
            .is(422)
            .shows("Chọn một đơn vị");
        appoints(&admin, id, ("xa-21040", Role::Intake, "26/11/2026", "27/11/2026")).await.goes_to();
        appoints(&admin, id, ("xa-21040", Role::Intake, "27/11/2026", ""))
            .await
            .is(422)
            .shows("đã giữ vai trò");
        appoints(&admin, id, ("xa-cu-21010", Role::Intake, "26/11/2026", ""))
            .await
            .is(422)
            .shows("không hoạt động");
        official.get("/can-bo/tiep-nhan").await.is(403);
        world.at("2026-11-26T08:00:00").await;
        let (official, _) = logs_in(&world, "moi.binhson", &secret).await;
        official.get("/can-bo/tiep-nhan").await.is(200);
        world.at("2026-11-27T17:00:00").await;
        let (official, _) = logs_in(&world, "moi.binhson", &secret).await;
        official.get("/can-bo/tiep-nhan").await.is(200);
        world.at("2026-11-28T08:00:00").await;
        let (official, _) = logs_in(&world, "moi.binhson", &secret).await;
        official.get("/can-bo/tiep-nhan").await.is(403);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn the_name_and_the_address_of_an_official_are_mended_and_the_second_of_two_is_told() {
    each(async |world| {
        let admin = world.as_("quantri").await;
        let account = world.account("vanthu.binhson").await;
        let path = format!("/quan-tri/nguoi/{}/sua", account.id);
        admin.get(&path).await.is(200).keeps(&account.full_name);
        let version = account.version.to_string();
        let form = |name: &'static str, email: &'static str| {
            [("version", version.clone()), ("ho_ten", name.to_owned()), ("email", email.to_owned())]
        };
        let page = admin.post(&path, &form(" ", "x")).await.is(422).shows("Nhập họ và tên của cán bộ");
        let _ = page.shows("ten@noi.vn").keeps("x");
        let to = admin.post(&path, &form("Trần Thị Đổi Tên", "doi@example.vn")).await.goes_to();
        let page = admin.get(&to).await.is(200).shows("Đã lưu thông tin").shows("thành “Trần Thị Đổi Tên”");
        let _ = page.shows("doi@example.vn");
        let late = admin.post(&path, &form("Trần Thị Khác", "")).await.is(422).shows("Người khác vừa sửa");
        let _ = late.keeps("Trần Thị Khác").keeps(&(account.version + 1).to_string());
        assert_eq!(kinds(&world, account.id).await, ["OfficialChanged"]);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_post_is_ended_with_a_day_and_one_to_come_is_taken_back() {
    each(async |world| {
        let admin = world.as_("quantri").await;
        let id = world.account("truongphong.binhson").await.id;
        let head = world.as_("truongphong.binhson").await;
        let end = endings(&admin, id).await.remove(0);
        admin.get(&end).await.is(200).shows("Trưởng phòng tại").keeps("25/11/2026");
        admin.post(&end, &[("den_ngay", "31/11/2026")]).await.is(422).keeps("31/11/2026");
        admin.post(&end, &[("den_ngay", "01/01/2026")]).await.is(422).shows("không được trước ngày bắt đầu");
        head.get("/can-bo/ho-so").await.is(200);
        admin.post(&end, &[("den_ngay", "24/11/2026")]).await.goes_to();
        head.get("/tai-khoan").await.shows("Bạn chưa giữ vai trò nào hôm nay");
        admin.post(&end, &[("den_ngay", "23/11/2026")]).await.is(422).shows("đã thôi giữ");

        appoints(&admin, id, ("xa-21040", Role::UnitHead, "01/01/2027", "")).await.goes_to();
        let take_back = endings(&admin, id).await.remove(0);
        admin.get(&take_back).await.is(200).shows("chưa bắt đầu");
        admin.post(&take_back, &[("den_ngay", "")]).await.goes_to();
        admin.get(&format!("/quan-tri/nguoi/{id}")).await.shows("đã hủy trước khi bắt đầu");
        // What was taken back does not stand in the way.
        appoints(&admin, id, ("xa-21040", Role::UnitHead, "01/01/2027", "")).await.goes_to();
        // A post is ended under its own person only.
        let other = world.account("vanthu.binhson").await.id;
        let foreign = end.replace(&id.to_string(), &other.to_string());
        admin.post(&foreign, &[("den_ngay", "25/11/2026")]).await.is(404);
        let told = ["OfficialAppointed", "AppointmentEnded", "OfficialAppointed"];
        assert_eq!(kinds(&world, id).await[1..], told);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn administrators_do_not_lock_themselves_out() {
    each(async |world| {
        let admin = world.as_("quantri").await;
        let id = world.account("quantri").await.id;
        let own = format!("/quan-tri/nguoi/{id}");
        let page = admin.get(&own).await.is(200).shows("Không tự đóng tài khoản của chính mình");
        assert!(page.links(&format!("{own}/dong")).is_empty());
        let reason = [("ly_do", "nghỉ hưu")];
        admin.post(&format!("{own}/dong"), &reason).await.is(422).shows("Không tự đóng").keeps("nghỉ hưu");
        let end = endings(&admin, id).await.remove(0);
        let day = [("den_ngay", "31/12/2026")];
        admin.post(&end, &day).await.is(422).shows("vai trò quản trị cuối cùng của chính bạn");
        admin.get("/quan-tri/nguoi").await.is(200);
        // With another post as administrator the first may end; somebody else may end it, too.
        appoints(&admin, id, ("ttpvhcc", Role::Administrator, "25/11/2026", "")).await.goes_to();
        admin.post(&end, &day).await.goes_to();
        world.appoint("chutich.binhson", ("ubnd-tinh", Role::Administrator)).await;
        let other = world.as_("chutich.binhson").await;
        other.post(&format!("{own}/dong"), &reason).await.goes_to();
        assert!(admin.get("/quan-tri/nguoi").await.goes_to().starts_with("/dang-nhap"));
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_closed_account_is_out_everywhere_until_it_is_opened_again() {
    each(async |world| {
        let (admin, clerk) = (world.as_("quantri").await, world.as_("vanthu.binhson").await);
        let id = world.account("vanthu.binhson").await.id;
        let own = format!("/quan-tri/nguoi/{id}");
        clerk.get("/can-bo/viec").await.is(200);
        admin.post(&format!("{own}/dong"), &[("ly_do", " ")]).await.is(422).shows("Ghi lý do đóng tài khoản");
        admin.post(&format!("{own}/dong"), &[("ly_do", "chuyển công tác")]).await.goes_to();
        assert!(clerk.get("/can-bo/viec").await.goes_to().starts_with("/dang-nhap"));
        logs_in(&world, "vanthu.binhson", "trinhdien2026").await.1.is(422);
        admin.get(&own).await.is(200).shows("đã đóng từ").shows("Lý do: chuyển công tác");
        admin.get("/quan-tri/nguoi?loai=dong").await.shows("Bùi Thị Xuân Hạ").hides("Lê Hữu Nghị");
        appoints(&admin, id, ("xa-21040", Role::Cashier, "26/11/2026", ""))
            .await
            .is(422)
            .shows("Tài khoản này đã đóng");
        admin
            .post(&format!("{own}/mat-khau"), &[("mat_khau", "")])
            .await
            .is(422)
            .shows("Tài khoản này đã đóng");
        let nothing: [(&str, &str); 0] = [];
        admin.post(&format!("{own}/mo-lai"), &nothing).await.goes_to();
        assert_eq!(logs_in(&world, "vanthu.binhson", "trinhdien2026").await.1.goes_to(), "/can-bo/viec");
        assert_eq!(kinds(&world, id).await, ["AccountClosed", "AccountReopened"]);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_reset_password_is_shown_once_and_ends_every_log_in() {
    each(async |world| {
        let (admin, clerk) = (world.as_("quantri").await, world.as_("vanthu.binhson").await);
        let id = world.account("vanthu.binhson").await.id;
        let path = format!("/quan-tri/nguoi/{id}/mat-khau");
        admin.post(&path, &[("mat_khau", "ngắn")]).await.is(422).shows("Mật khẩu cần ít nhất 8 ký tự.");
        clerk.get("/can-bo/viec").await.is(200);
        admin.post(&path, &[("mat_khau", "mật khẩu được cấp")]).await.is(200).shows("mật khẩu được cấp");
        admin
            .get(&format!("/quan-tri/nguoi/{id}"))
            .await
            .hides("mật khẩu được cấp")
            .shows("đặt lại mật khẩu");
        assert!(clerk.get("/can-bo/viec").await.goes_to().starts_with("/dang-nhap"));
        logs_in(&world, "vanthu.binhson", "trinhdien2026").await.1.is(422);
        assert_eq!(logs_in(&world, "vanthu.binhson", "mật khẩu được cấp").await.1.goes_to(), "/can-bo/viec");
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn one_log_in_of_an_official_is_ended_and_the_others_stay() {
    each(async |world| {
        let admin = world.as_("quantri").await;
        let (lost, kept) = (world.as_("vanthu.binhson").await, world.as_("vanthu.binhson").await);
        let id = world.account("vanthu.binhson").await.id;
        let start = format!("/quan-tri/nguoi/{id}/phien/");
        let links = admin.get(&format!("/quan-tri/nguoi/{id}")).await.is(200).links(&start);
        assert_eq!(links.len(), 2);
        let nothing: [(&str, &str); 0] = [];
        admin.post(&links[0], &nothing).await.goes_to();
        let statuses =
            [lost.get("/can-bo/viec").await.status.as_u16(), kept.get("/can-bo/viec").await.status.as_u16()];
        assert!(statuses == [303, 200] || statuses == [200, 303], "{statuses:?}");
        // Pressed twice, or for the session of somebody else, nothing more ends.
        admin.post(&links[0], &nothing).await.goes_to();
        let own = world.account("quantri").await.id;
        let own = admin
            .get(&format!("/quan-tri/nguoi/{own}"))
            .await
            .links(&format!("/quan-tri/nguoi/{own}/phien/"));
        admin.post(&format!("{start}{}", own[0].split("/phien/").nth(1).unwrap()), &nothing).await.goes_to();
        admin.get("/quan-tri/nguoi").await.is(200);
        assert_eq!(kinds(&world, id).await, ["SessionEnded"]);
    })
    .await;
}
