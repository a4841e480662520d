//! What the gallery shows: invented people, dossiers and amounts, one shape for all lists.

/// Something in a list, with the names that the components ask for; a part that a list has no use for stays empty.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names are those of the components, whose pages describe them")]
pub struct Item {
    pub text: &'static str,
    pub href: &'static str,
    pub hint: &'static str,
    pub key: &'static str,
    pub value: &'static str,
    pub note: &'static str,
    pub link: &'static str,
    pub name: &'static str,
    pub who: &'static str,
    pub limit: &'static str,
    pub state: &'static str,
    pub word: &'static str,
    pub label: &'static str,
    pub change: &'static str,
    pub detail: &'static str,
    pub when: &'static str,
    pub iso: &'static str,
    pub count: &'static str,
    pub share: &'static str,
    pub current: bool,
    pub checked: bool,
}

/// Nothing at all.
const NONE: Item = Item {
    text: "",
    href: "",
    hint: "",
    key: "",
    value: "",
    note: "",
    link: "",
    name: "",
    who: "",
    limit: "",
    state: "",
    word: "",
    label: "",
    change: "",
    detail: "",
    when: "",
    iso: "",
    count: "",
    share: "",
    current: false,
    checked: false,
};

/// Kept views of a list, as the component asks for them.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// Code of the list.
    pub list: &'static str,
    /// The views.
    pub views: &'static [Item],
    /// What is filtered now.
    pub query: &'static str,
}

/// Two kept views, the first of them shown.
pub static KEPT: Kept = Kept { list: "ho_so", views: KEPT_VIEWS, query: "han=qua-han" };

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident: $({ $($field:ident $value:expr),* })*;)*) => {
        $($(#[$doc])* pub static $name: &[Item] = &[$(Item { $($field: $value,)* ..NONE }),*];)*
    };
}

/// Heads of the table of children.
pub static COLUMNS: &[&str] = &["Họ tên", "Ngày sinh", "Giới tính", "Con nuôi", "Tuổi"];

lists! {
    /// Views that somebody kept.
    KEPT_VIEWS:
        { key "1", name "Quá hạn của phòng", href "/can-bo/ho-so?han=qua-han", current true }
        { key "2", name "Hôn nhân", href "/can-bo/ho-so?thu_tuc=1.004873" };
    /// Links at the foot.
    FOOT: { text "Giới thiệu", href "/_components" } { text "Khả năng tiếp cận", href "/_components" };
    /// The way to this page.
    CRUMBS: { text "Trang đầu", href "/" } { text "Hộ tịch", href "/thu-tuc" };
    /// Life events.
    EVENTS:
        { text "Kết hôn", href "/thu-tuc", hint "Xác nhận tình trạng hôn nhân, đăng ký kết hôn" }
        { text "Mở hộ kinh doanh", href "/thu-tuc", hint "Đăng ký hộ, thuế, giấy phép con" }
        { text "Xây nhà", href "/thu-tuc", hint "Giấy phép xây dựng nhà ở riêng lẻ" }
        { text "Việc làm", href "/thu-tuc" };
    /// The few facts of a procedure.
    FACTS:
        { key "Bạn nhận được", value "Giấy xác nhận tình trạng hôn nhân", note "có giá trị 6 tháng" }
        { key "Bao lâu", value "3 ngày làm việc" }
        { key "Ở đâu", value "Xã, phường nơi thường trú" };
    /// What to prepare.
    PAPERS:
        { text "Tờ khai theo mẫu", note "Điền ngay trên trang này, không cần in" }
        { text "Căn cước hoặc hộ chiếu" }
        { text "Bản án hoặc quyết định ly hôn", note "Chỉ khi bạn đã ly hôn", href "#chuan-bi", link "Xem mẫu" };
    /// Steps of a process.
    STEPS:
        { name "Tiếp nhận hồ sơ", who "Bộ phận Một cửa", limit "2 giờ", state "done", word "Xong lúc 8:20, 24/11" }
        { name "Thẩm định", who "Công chức tư pháp – hộ tịch", limit "1,5 ngày", state "now", word "Đang làm, còn 6 giờ" }
        { name "Ký giấy", who "Lãnh đạo UBND", limit "0,5 ngày", state "next", word "Chưa tới" };
    /// Problems, with and without a place.
    PROBLEMS:
        { text "Con chung, dòng 2: ngày sinh ở sau hôm nay", href "#con.1.ngay_sinh" }
        { text "Con chung, dòng 2: chọn giới tính", href "#con.1.gioi_tinh" }
        { text "Tổng số trang phải bằng 12" };
    /// Sections of a form in every state.
    SECTIONS:
        { text "Người nộp", href "#con", state "done", word "Đã xong" }
        { text "Người yêu cầu", href "#con", state "now", word "Đang điền" }
        { text "Con chung", href "#con", state "problem", word "1 chỗ cần sửa" }
        { text "Cam đoan", href "#con", state "todo", word "Chưa điền" };
    /// Choices with a hint, one of them taken.
    PURPOSES:
        { value "ket_hon", label "Để đăng ký kết hôn", hint "Cần ghi tên người sẽ kết hôn" }
        { value "mua_ban", label "Để mua bán nhà đất", checked true }
        { value "khac", label "Mục đích khác" };
    /// Two short choices.
    SEXES: { value "nam", label "Nam", checked true } { value "nu", label "Nữ" };
    /// A longer list.
    PEOPLES: { value "kinh", label "Kinh", checked true } { value "hre", label "Hrê" } { value "co", label "Co" };
    /// Provinces.
    PLACES: { value "51", label "Tỉnh Quảng Ngãi", checked true } { value "48", label "Thành phố Đà Nẵng" };
    /// Communes.
    COMMUNES: { value "21040", label "Xã Bình Sơn", checked true } { value "21109", label "Xã Vạn Tường" };
    /// Ways to conclude a step.
    CONCLUSIONS:
        { value "dat", label "Đủ điều kiện", checked true }
        { value "tra_lai", label "Trả lại bước trước", hint "Cần ghi lý do" };
    /// Answers that can be changed.
    ROWS:
        { key "Họ, chữ đệm, tên", value "Lý Thị Mẫu", change "#con" }
        { key "Ngày sinh", value "25/07/1992", change "#con" }
        { key "Lý do", change "#con" };
    /// Answers that cannot.
    PLAIN_ROWS: { key "Mã hồ sơ", value "H48.15-261123-0007" } { key "Lệ phí", value "Không thu" };
    /// Every state a tag can show.
    STATES:
        { state "in-time", word "Còn hạn" }
        { state "due-soon", word "Sắp đến hạn" }
        { state "late", word "Quá hạn" }
        { state "waiting", word "Chờ bạn" }
        { state "paused", word "Tạm dừng" }
        { state "done", word "Đã trả kết quả" }
        { state "stopped", word "Không tiếp nhận" }
        { state "draft", word "Bản nháp" };
    /// The sum that leads to a due date.
    SUM:
        { text "Nhận hồ sơ", value "8:05, thứ Hai 23/11" }
        { text "Thời hạn", value "3 ngày làm việc", note "Theo quyết định công bố thủ tục" }
        { text "Hạn trả kết quả", value "11:30, thứ Năm 26/11" };
    /// A story: past, now, next.
    ENTRIES:
        { text "Bạn đã nộp hồ sơ trực tuyến.", when "7:52, thứ Hai, 23/11/2026", iso "2026-11-23T07:52:00+07:00", state "past" }
        { text "Bộ phận Một cửa xã Bình Sơn đã tiếp nhận.", detail "Người tiếp nhận: Phạm Thị Lài", when "8:05, thứ Hai, 23/11/2026", iso "2026-11-23T08:05:00+07:00", state "past" }
        { text "Công chức tư pháp – hộ tịch đang thẩm định.", detail "Không cần bạn làm gì.", state "now", current true }
        { text "Lãnh đạo xã ký, rồi trả kết quả cho bạn.", state "next" };
    /// What the applicant has to do.
    TASKS:
        { text "Tờ khai", href "#ket-qua", state "done", word "Đã đủ" }
        { text "Căn cước", href "#ket-qua", hint "Bản chụp hai mặt", state "waiting", word "Chờ bạn bổ sung" }
        { text "Bản án ly hôn", state "draft", word "Không cần" };
    /// Counts that are links.
    COUNTS:
        { href "?han=qua", count "4", text "Quá hạn", state "late" }
        { href "?han=sap", count "11", text "Sắp đến hạn", state "due-soon", current true }
        { href "?han=con", count "186", text "Còn hạn", state "in-time" }
        { href "?han=cho", count "9", text "Chờ dân bổ sung", state "waiting" }
        { href "?han=dung", count "4", text "Tạm dừng", state "paused" }
        { href "?", count "214", text "Tất cả" };
    /// Filters that are on.
    CHOSEN: { text "Bước: thẩm định", href "?" } { text "Nhận từ 1/11/2026", href "?" };
    /// Dossiers in a list, one for each state of time.
    LINES:
        { key "H48.15-261123-0031", name "Lý Thị Mẫu", text "Thẩm định", state "late", word "quá hạn 1 ngày", share "100", when "18/11/2026", value "0" }
        { key "H48.15-261123-0029", name "Nguyễn Văn Thử", text "Ký giấy", state "due-soon", word "còn 3 giờ", share "84", when "19/11/2026", value "75.000" }
        { key "H48.15-261121-0188", name "Công ty TNHH Một thành viên Sản xuất Thương mại Thử Nghiệm", text "Lấy ý kiến Công an tỉnh", state "in-time", word "còn 12 ngày", share "30", when "20/11/2026", value "1.250.000" }
        { key "H48.15-261120-0040", name "Đinh Thị Ví Dụ", text "Chờ bổ sung", state "waiting", word "chờ dân 2 ngày", share "55", when "20/11/2026", value "0" }
        { key "H48.15-261119-0007", name "Võ Thành Mẫu", text "Chờ nộp lệ phí", state "paused", word "tạm dừng từ 19/11", share "40", when "19/11/2026", value "100.000" };
    /// Keys.
    KEYS: { key "j", text "Dòng dưới" } { key "k", text "Dòng trên" } { key "Enter", text "Mở hồ sơ" } { key "/", text "Tới ô tìm" } { key "?", text "Xem phím tắt" };
    /// A chart.
    BARS:
        { label "Sở Văn hóa, Thể thao và Du lịch", value "12", share "100", state "late", href "#viec" }
        { label "Xã Bình Sơn", value "3", share "25" }
        { label "Đặc khu Lý Sơn", value "0", share "0" };
}
