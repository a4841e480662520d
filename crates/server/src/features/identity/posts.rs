//! Rules for posts (_quy tắc phân công_): when a post holds, and which endings are refused.

use jiff::civil::Date;
use uuid::Uuid;

use super::days;
use super::model::{Appointment, Unit};
use super::units::span;
use crate::platform::actor::Role;

/// A post seen from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It is over.
    Past,
    /// It holds.
    Present,
    /// It begins later.
    Future,
    /// It was ended before it began.
    Cancelled,
}

impl Tense {
    /// The state of the tag that shows it.
    pub fn state(self) -> &'static str {
        match self {
            Self::Past | Self::Cancelled => "stopped",
            Self::Present => "in-time",
            Self::Future => "waiting",
        }
    }

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Past => "đã thôi giữ",
            Self::Present => "đang giữ",
            Self::Future => "chưa bắt đầu",
            Self::Cancelled => "đã hủy trước khi bắt đầu",
        }
    }
}

impl Appointment {
    /// How the post stands on `day`.
    pub fn tense(&self, day: Date) -> Tense {
        let day = day.to_string();
        match &self.to_date {
            Some(last) if *last < self.from_date => Tense::Cancelled,
            Some(last) if *last < day => Tense::Past,
            _ if self.from_date > day => Tense::Future,
            _ => Tense::Present,
        }
    }
}

/// Why somebody cannot be appointed from `from` to `to` (ISO), as the field and a sentence; `posts` are all their posts.
pub fn why_not_appoint(
    (unit, role): (&Unit, Role),
    (from, to): (&str, Option<&str>),
    posts: &[Appointment],
) -> Option<(&'static str, String)> {
    if from < unit.valid_from.as_str() || unit.valid_to.as_deref().is_some_and(|last| last < from) {
        let text = format!("{} không hoạt động vào ngày {} ({}).", unit.name, days::shown(from), span(unit));
        return Some(("tu_ngay", text));
    }
    if let Some(last) = &unit.valid_to
        && to.is_none_or(|to| to > last.as_str())
    {
        let text =
            format!("{} hoạt động đến {}; đến ngày không được sau ngày ấy.", unit.name, days::shown(last));
        return Some(("den_ngay", text));
    }
    let meets = |post: &&Appointment| {
        to.is_none_or(|to| post.from_date.as_str() <= to)
            && post.to_date.as_deref().is_none_or(|last| from <= last)
    };
    let is_real = |post: &&Appointment| post.to_date.as_ref().is_none_or(|last| post.from_date <= *last);
    let same = posts
        .iter()
        .filter(|post| post.unit_id == unit.id && post.role == role)
        .filter(is_real)
        .find(meets)?;
    let until = same.to_date.as_deref().map(|last| format!(" đến {}", days::shown(last))).unwrap_or_default();
    let from = days::shown(&same.from_date);
    Some(("vai_tro", format!("Người này đã giữ vai trò {} ở {} từ {from}{until}.", role.name(), unit.name)))
}

/// Why the administrator `own` cannot close this account: nobody locks themselves out.
pub fn why_not_close(own: Uuid, account_id: Uuid) -> Option<String> {
    (own == account_id).then(|| {
        "Không tự đóng tài khoản của chính mình: hệ thống có thể không còn ai quản trị. Nhờ một quản trị khác đóng.".to_owned()
    })
}

/// Why the administrator `own` cannot end this post on `last_day`: their last post as administrator is ended by another one.
/// `posts` are all posts of the holder.
pub fn why_not_end(
    own: Uuid,
    (post, last_day): (&Appointment, Date),
    posts: &[Appointment],
) -> Option<String> {
    if post.account_id != own || post.role != Role::Administrator {
        return None;
    }
    let after = last_day.tomorrow().ok()?;
    let stays = |other: &Appointment| {
        other.id != post.id && other.role == Role::Administrator && other.holds_on(after)
    };
    (!posts.iter().any(stays)).then(|| {
        "Đây là vai trò quản trị cuối cùng của chính bạn; thôi giữ thì bạn không sửa lại được nữa. Nhờ một quản trị khác làm."
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const ME: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);

    fn post(id: u128, role: Role, (from, to): (&str, Option<&str>)) -> Appointment {
        Appointment {
            id: Uuid::from_u128(id),
            account_id: ME,
            unit_id: Uuid::from_u128(9),
            unit_name: "Sở A".into(),
            role,
            from_date: from.into(),
            to_date: to.map(str::to_owned),
        }
    }

    fn unit(valid_to: Option<&str>) -> Unit {
        Unit {
            id: Uuid::from_u128(9),
            code: "so-a".into(),
            name: "Sở A".into(),
            kind: "department".into(),
            level: "province".into(),
            parent_id: None,
            national_code: String::new(),
            address: String::new(),
            phone: String::new(),
            valid_from: "2025-01-01".into(),
            valid_to: valid_to.map(str::to_owned),
            version: 1,
        }
    }

    #[test]
    fn a_post_is_past_present_future_or_was_cancelled() {
        let day = date(2026, 3, 1);
        let tense = |from, to| post(1, Role::Clerk, (from, to)).tense(day);
        assert_eq!(tense("2026-01-01", Some("2026-02-28")), Tense::Past);
        assert_eq!(tense("2026-01-01", Some("2026-03-01")), Tense::Present);
        assert_eq!(tense("2026-03-01", None), Tense::Present);
        assert_eq!(tense("2026-03-02", None), Tense::Future);
        assert_eq!(tense("2026-04-01", Some("2026-03-31")), Tense::Cancelled);
    }

    #[test]
    fn a_post_stays_inside_the_life_of_its_unit() {
        let told = |unit: &Unit, from, to| {
            why_not_appoint((unit, Role::Clerk), (from, to), &[]).map(|(field, _)| field)
        };
        assert_eq!(told(&unit(None), "2025-01-01", None), None);
        assert_eq!(told(&unit(None), "2024-12-31", None), Some("tu_ngay"));
        let ends = unit(Some("2026-06-30"));
        assert_eq!(told(&ends, "2026-07-01", None), Some("tu_ngay"));
        assert_eq!(told(&ends, "2026-01-01", None), Some("den_ngay"));
        assert_eq!(told(&ends, "2026-01-01", Some("2026-07-01")), Some("den_ngay"));
        assert_eq!(told(&ends, "2026-01-01", Some("2026-06-30")), None);
    }

    #[test]
    fn nobody_is_appointed_twice_to_the_same_role_in_the_same_time() {
        let held = [
            post(1, Role::Clerk, ("2026-01-01", Some("2026-06-30"))),
            post(2, Role::Clerk, ("2027-01-01", Some("2026-12-31"))),
        ];
        let told =
            |role, from, to| why_not_appoint((&unit(None), role), (from, to), &held).map(|(field, _)| field);
        assert_eq!(told(Role::Clerk, "2026-06-30", None), Some("vai_tro"));
        assert_eq!(told(Role::Clerk, "2025-01-01", Some("2026-01-01")), Some("vai_tro"));
        assert_eq!(told(Role::Clerk, "2025-01-01", Some("2025-12-31")), None);
        assert_eq!(told(Role::Clerk, "2026-07-01", None), None);
        assert_eq!(told(Role::Cashier, "2026-06-30", None), None);
    }

    #[test]
    fn administrators_do_not_lock_themselves_out() {
        assert!(why_not_close(ME, ME).is_some());
        assert!(why_not_close(OTHER, ME).is_none());
        let last_day = date(2026, 3, 1);
        let admin = post(1, Role::Administrator, ("2026-01-01", None));
        let second = |to| post(2, Role::Administrator, ("2026-01-01", to));
        let told = |own, posts: &[Appointment]| why_not_end(own, (&admin, last_day), posts).is_some();
        assert!(told(ME, std::slice::from_ref(&admin)));
        assert!(told(ME, &[admin.clone(), second(Some("2026-03-01"))]));
        assert!(!told(ME, &[admin.clone(), second(Some("2026-03-02"))]));
        assert!(!told(ME, &[admin.clone(), second(None)]));
        assert!(!told(OTHER, std::slice::from_ref(&admin)));
        let clerk = post(3, Role::Clerk, ("2026-01-01", None));
        assert!(why_not_end(ME, (&clerk, last_day), std::slice::from_ref(&clerk)).is_none());
    }
}
