# Tìm và lọc thủ tục
list-filters = Lọc danh sách
list-filter = Lọc
list-clear = Bỏ lọc
list-any = Tất cả
list-chosen = Đang lọc theo
list-remove = Bỏ
list-pages = Các trang kết quả
list-previous = Trước
list-next = Tiếp
list-page = Trang { $page }
list-data = Dữ liệu mở của danh mục
list-feed = tin thay đổi (Atom)
facet-viec = Việc trong đời
facet-linh-vuc = Lĩnh vực
facet-cap = Cấp thực hiện
facet-doi-tuong = Đối tượng
facet-co-quan = Cơ quan thực hiện
facet-noi-nop = Nơi nộp
origin-tai-day = Nộp trực tuyến tại đây
origin-noi-khac = Chưa nộp trực tuyến tại đây

# Thủ tục chỉ có trên cơ sở dữ liệu quốc gia
national-title = Chưa nộp trực tuyến tại đây
national-lead = Trang này chỉ để tra cứu. Bạn nộp hồ sơ trên Cổng Dịch vụ công quốc gia (tìm theo mã thủ tục), hoặc tại cơ quan thực hiện.
national-portal = Mở Cổng Dịch vụ công quốc gia
national-source = Chỉ để tra cứu. Nguồn: { $what }
national-undated = không rõ ngày lấy dữ liệu
national-imported = nhập vào đây ngày { $day }
national-unsaid = Nguồn không ghi
national-more = và mức khác, xem bên dưới
national-routes = Cách nộp, thời hạn, phí
national-originals = { $count } bản chính
national-copies = { $count } bản sao
national-form = mẫu: { $name }
national-basis = Căn cứ pháp lý
national-original = Nguyên văn: { $field }
procedure-agency = Cơ quan thực hiện
procedure-audience = Ai được làm
procedure-published = Cơ quan công bố

# Tờ niêm yết
procedure-sheet = Tờ niêm yết có mã QR
sheet-back = Về trang thủ tục
sheet-qr = Mã QR dẫn tới trang của thủ tục này
sheet-feedback = Phản ánh, kiến nghị về quy định hành chính: gửi tại Bộ phận Một cửa nơi niêm yết tờ này hoặc trên Cổng Dịch vụ công quốc gia.
