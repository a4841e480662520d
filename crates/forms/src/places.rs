//! Provinces, districts and communes, as the caller knows them.

use std::collections::HashMap;

use jiff::civil::Date;

/// The level of a unit of administration (_cấp hành chính_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceLevel {
    /// Province or city (_tỉnh, thành phố_).
    Province,
    /// District, until 30 June 2025 (_huyện, quận_).
    District,
    /// Commune, ward or special zone (_xã, phường, đặc khu_).
    Commune,
}

/// A unit of administration during a time (_đơn vị hành chính_). The same code may stand for other units at other times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Level.
    pub level: PlaceLevel,
    /// Code of the statistics office.
    pub code: String,
    /// Name with its kind: `Phường Cẩm Thành`.
    pub name: String,
    /// Code of the unit above: of the district, or of the province where there are no districts.
    pub parent: Option<String>,
    /// First day of the unit.
    pub valid_from: Option<Date>,
    /// Last day of the unit.
    pub valid_to: Option<Date>,
}

/// All units an address may name, before and after 1 July 2025.
#[derive(Debug, Clone, Default)]
pub struct Places {
    by_code: HashMap<(PlaceLevel, String), Vec<Place>>,
}

/// The units an address names, each found or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FoundPlaces<'a> {
    /// The province.
    pub province: Option<&'a Place>,
    /// The district.
    pub district: Option<&'a Place>,
    /// The commune, only when it lies in the named unit above.
    pub commune: Option<&'a Place>,
}

impl Places {
    /// Makes the index.
    pub fn new(places: impl IntoIterator<Item = Place>) -> Self {
        let mut by_code: HashMap<_, Vec<Place>> = HashMap::new();
        for place in places {
            by_code.entry((place.level, place.code.clone())).or_default().push(place);
        }
        Self { by_code }
    }

    /// Looks up a chain of codes; with a day, only units valid on that day count.
    pub fn find(
        &self,
        province: &str,
        district: Option<&str>,
        commune: &str,
        day: Option<Date>,
    ) -> FoundPlaces<'_> {
        let found_province = self.one(PlaceLevel::Province, province, None, day);
        let found_district =
            district.and_then(|district| self.one(PlaceLevel::District, district, Some(province), day));
        let above = district.unwrap_or(province);
        let found_commune = self.one(PlaceLevel::Commune, commune, Some(above), day);
        FoundPlaces { province: found_province, district: found_district, commune: found_commune }
    }

    /// Among units of one code, the one that lasts longest into the present.
    fn one(&self, level: PlaceLevel, code: &str, parent: Option<&str>, day: Option<Date>) -> Option<&Place> {
        let all = self.by_code.get(&(level, code.to_owned()))?;
        let fits = |place: &&Place| {
            parent.is_none_or(|parent| place.parent.as_deref() == Some(parent))
                && day.is_none_or(|day| {
                    place.valid_from.is_none_or(|from| from <= day)
                        && place.valid_to.is_none_or(|to| day <= to)
                })
        };
        all.iter().filter(fits).max_by_key(|place| place.valid_to.unwrap_or(Date::MAX))
    }
}
