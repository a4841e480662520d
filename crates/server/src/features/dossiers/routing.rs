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
    let Some(desk_unit_id) = unit_id(app, &desk).await? else { return Ok(Err(NO_UNIT.into())) };
    // In a commune the desk and the unit that settles are one.
    let settling = if settling == desk { Some(desk_unit_id) } else { unit_id(app, &settling).await? };
    let Some(settling_unit_id) = settling else { return Ok(Err(NO_UNIT.into())) };
    Ok(Ok(Route { desk_unit_id, settling_unit_id }))
}

async fn unit_id(app: &App, code: &str) -> Result<Option<Uuid>, Failure> {
    Ok(identity::store::unit_by_code(&app.store, code).await?.map(|unit| unit.id))
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
