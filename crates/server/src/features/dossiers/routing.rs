//! Which desk receives a dossier and which unit settles it (_định tuyến_): by the procedure, the day and the address given.

use std::sync::Arc;

use jiff::Timestamp;
use procedures::{Agency, Part};
use uuid::Uuid;

use super::answers::Reading;
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::features::identity;
use crate::platform::web::Failure;

/// Statistics code of the province this installation serves.
const PROVINCE: &str = "51";

/// Where a dossier goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// The desk that receives and returns.
    pub desk_unit_id: Uuid,
    /// The unit that settles.
    pub settling_unit_id: Uuid,
}

/// What is told when no unit of this installation answers for an address.
const NO_UNIT: &str =
    "Chưa có đơn vị nào trong hệ thống nhận hồ sơ của địa chỉ này. Kiểm tra lại xã, phường đã chọn.";

/// The route, or a sentence that says why there is none.
pub async fn route(
    app: &App,
    revision: &Arc<Revision>,
    (reading, now): (&Reading, Timestamp),
) -> Result<Result<Route, String>, Failure> {
    let desk = match unit_code(revision, (reading, now, Part::Desk))? {
        Ok(code) => code,
        Err(reason) => return Ok(Err(reason)),
    };
    let settling = match unit_code(revision, (reading, now, Part::Settling))? {
        Ok(code) => code,
        Err(reason) => return Ok(Err(reason)),
    };
    let day = deadlines::zone::civil(now).date().to_string();
    let desk_unit_id = match in_charge(app, (&desk, &day)).await? {
        Ok(id) => id,
        Err(reason) => return Ok(Err(reason)),
    };
    // In a commune the desk and the unit that settles are one.
    let settling =
        if settling == desk { Ok(desk_unit_id) } else { in_charge(app, (&settling, &day)).await? };
    Ok(settling.map(|settling_unit_id| Route { desk_unit_id, settling_unit_id }))
}

/// A reorganisation leads at most that many times from one unit to the next.
const MAX_SUCCESSIONS: usize = 8;

/// The unit that does the work of `code` on `day`: itself, or what it went into as a whole. A unit that was divided, or
/// closed without a successor, has nobody who could be chosen without asking.
async fn in_charge(app: &App, (code, day): (&str, &str)) -> Result<Result<Uuid, String>, Failure> {
    let mut code = code.to_owned();
    for _ in 0..MAX_SUCCESSIONS {
        let Some(unit) = identity::store::unit_by_code(&app.store, &code).await? else {
            return Ok(Err(NO_UNIT.into()));
        };
        if unit.is_open_on(day) {
            return Ok(Ok(unit.id));
        }
        let successions = identity::store::succession(&app.store, &code).await?;
        let next = successions
            .into_iter()
            .filter(|(old, _, share, from)| *old == code && share == "whole" && from.as_str() <= day)
            .map(|(_, new, ..)| new)
            .next_back();
        match next {
            Some(next) => code = next,
            None => return Ok(Err(closed(&unit.name))),
        }
    }
    Ok(Err(NO_UNIT.into()))
}

fn closed(name: &str) -> String {
    format!(
        "{name} không hoạt động vào ngày nộp và chưa có đơn vị nào được ghi là tiếp nhận toàn bộ nhiệm vụ. Hãy hỏi bộ phận một cửa; quản trị hệ thống ghi đơn vị kế thừa ở trang Đơn vị."
    )
}

fn unit_code(
    revision: &Arc<Revision>,
    (reading, now, part): (&Reading, Timestamp, Part),
) -> Result<Result<String, String>, Failure> {
    let day = deadlines::zone::civil(now).date();
    let agency = revision
        .pack
        .agency(part, day)
        .ok_or_else(|| anyhow::anyhow!("procedure {} names no {part:?} on {day}", revision.code()))?;
    Ok(match &agency.unit {
        Some(code) => Ok(code.clone()),
        None => commune_unit(reading, (revision, agency)),
    })
}

fn commune_unit(reading: &Reading, (revision, agency): (&Revision, &Agency)) -> Result<String, String> {
    let place = reading
        .place_of(revision, agency)
        .ok_or("Chọn đủ tỉnh và xã, phường ở phần nơi cư trú để biết nơi giải quyết hồ sơ.")?;
    if place.province != PROVINCE {
        return Err(
            "Thủ tục này do xã, phường nơi cư trú giải quyết, mà nơi cư trú đã chọn không thuộc tỉnh Quảng Ngãi. Hãy chọn lại nơi cư trú, hoặc nộp tại tỉnh ấy.".into(),
        );
    }
    Ok(format!("xa-{}", place.commune))
}
