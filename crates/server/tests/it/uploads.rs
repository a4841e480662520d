//! Files that are not what they claim: refused in words, and nothing of them is stored.

use server::features::documents::store as documents;

use crate::acts::*;
use crate::person::{Part, Person};
use crate::world::{World, each};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR....................IEND\xaeB`\x82";
const COMPONENT: &str = "giay_to_tuy_than";

/// How much is stored: attachments, blobs, files on disk.
async fn stored(world: &World) -> (i64, i64, usize) {
    let attachments = world.count("select count(*) from attachment where replaced_at is null").await;
    (attachments, world.count("select count(*) from blob").await, files_below(world.app.blobs.folder()))
}

pub(crate) fn files_below(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

async fn draft(world: &World) -> (Person, String) {
    let citizen = world.as_("0905000001").await;
    let id = start(&citizen, MARITAL).await;
    (citizen, format!("/ho-so-nhap/{id}/giay-to"))
}

#[tokio::test]
async fn a_file_that_is_not_what_it_claims_is_refused_in_words_and_nothing_is_stored() {
    each(async |world| {
        let (citizen, papers) = draft(&world).await;
        let large = [b"%PDF-1.7 ".as_slice(), &vec![b'x'; 21_000_000], b"%%EOF"].concat();
        let zip_inside = [PDF, b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"].concat();
        let script_first = [b"<script>alert(1)</script>".as_slice(), PDF].concat();
        let jpeg = b"\xff\xd8\xff\xe0 a picture \xff\xd9".as_slice();
        let zip = b"PK\x03\x04 a program PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".as_slice();
        let (png_zip, jpeg_zip) = ([PNG, zip].concat(), [jpeg, zip].concat());
        // The end of the picture hidden in the comment of the archive.
        let jpeg_zip_jpeg = [jpeg, zip, b"\xff\xd9"].concat();
        let png_script = [PNG, b"<script>alert(1)</script>"].concat();
        let cases: [(&str, &[u8], &str); 15] = [
            ("ảnh và nén.png", &png_zip, "tệp nén"),
            ("ảnh và nén.jpg", &jpeg_zip, "tệp nén"),
            ("nén trong ảnh.jpg", &jpeg_zip_jpeg, "tệp nén"),
            ("ảnh và trang.png", &png_script, "dữ liệu lạ sau phần ảnh"),
            ("rỗng.pdf", b"", "rỗng"),
            ("lớn.pdf", &large, "lớn nhất là"),
            ("chương trình.pdf", b"MZ\x90\0 a program", "không phải PDF"),
            ("nén.zip", b"PK\x03\x04rest of it", "không phải PDF"),
            ("trang.html", b"<html><script>alert(1)</script>", "không phải PDF"),
            ("ảnh.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "không phải PDF"),
            ("cắt.pdf", b"%PDF-1.7 and no end", "bị cắt giữa chừng"),
            ("khóa.pdf", b"%PDF-1.7 trailer << /Encrypt 5 0 R >> %%EOF", "mật khẩu"),
            ("hai thứ.pdf", &zip_inside, "tệp nén"),
            ("lạ trước.pdf", &script_first, "dữ liệu lạ trước phần PDF"),
            ("cắt.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "bị cắt giữa chừng"),
        ];
        for (name, bytes, reason) in cases {
            let page = citizen.upload(&papers, &[Part(COMPONENT, Some(name), bytes)]).await;
            page.is(422).shows(reason).shows(name.rsplit_once('.').unwrap().0);
            assert_eq!(stored(&world).await, (0, 0, 0), "{name}");
        }
        citizen.upload(&papers, &[Part("khong_co_muc_nay", Some("a.pdf"), PDF)]).await.is(404);
        assert_eq!(stored(&world).await, (0, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_name_cannot_climb_out_of_its_folder_and_the_file_is_named_by_its_content() {
    each(async |world| {
        let (citizen, papers) = draft(&world).await;
        let cases = [
            ("../../../etc/passwd", "passwd.png"),
            ("C:\\hồ sơ\\đơn xin.pdf", "đơn xin.png"),
            ("\u{202e}gnp.exe", "gnp.png"),
            ("<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.png"),
            ("...", "giay-to.png"),
            ("a\r\nSet-Cookie: x=1.png", "a%0D%0ASet-Cookie_ x=1.png"),
            ("e\u{301}.png", "é.png"),
        ];
        for (given, kept) in cases {
            citizen.upload(&papers, &[Part(COMPONENT, Some(given), PNG)]).await.is(303);
            let id = papers.trim_start_matches("/ho-so-nhap/").trim_end_matches("/giay-to").parse().unwrap();
            let files = documents::attachments(&world.app.store, id).await.unwrap();
            assert_eq!(files[0].name, kept, "{given:?}");
            citizen.get(&papers).await.is(200).shows(kept);
            let opened = citizen.get(&format!("/ho-so-cua-toi/{id}/tep/{}", files[0].id)).await.is(200);
            assert_eq!(
                (opened.bytes.as_ref(), opened.headers["content-type"].to_str().unwrap()),
                (PNG, "image/png")
            );
            let policy = opened.headers["content-security-policy"].to_str().unwrap();
            assert!(
                policy.contains("default-src 'none'") && !policy.contains("script"),
                "it can run nothing"
            );
            let remove = [Part("_remove", None, files[0].id.to_string().leak().as_bytes())];
            citizen.upload(&papers, &remove).await.is(303);
        }
        assert_eq!(stored(&world).await.0, 0);
    })
    .await;
}

#[tokio::test]
async fn of_several_files_the_good_ones_stay_and_no_more_than_allowed() {
    each(async |world| {
        let (citizen, papers) = draft(&world).await;
        let parts = [Part(COMPONENT, Some("tốt.pdf"), PDF), Part(COMPONENT, Some("xấu.pdf"), b"MZ")];
        citizen.upload(&papers, &parts).await.is(422).shows("xấu.pdf").shows("tốt.pdf");
        assert_eq!(stored(&world).await, (1, 1, 1));
        let most = revision(&world, MARITAL).pack.component(COMPONENT).unwrap().max_files as usize;
        let many: Vec<_> = (0..most + 3).map(|_| Part(COMPONENT, Some("thêm.pdf"), PDF)).collect();
        citizen.upload(&papers, &many).await.is(422).shows("nhận nhiều nhất");
        assert_eq!(stored(&world).await.0, most as i64);
    })
    .await;
}

#[tokio::test]
async fn a_body_that_breaks_off_or_is_far_too_large_changes_nothing() {
    each(async |world| {
        use axum::body::Body;
        use axum::http::Request;
        let (citizen, papers) = draft(&world).await;
        let head =
            "--b\r\nContent-Disposition: form-data; name=\"giay_to_tuy_than\"; filename=\"a.pdf\"\r\n\r\n";
        let whole = [head.as_bytes(), PDF, b"\r\n"].concat();
        let broken = [&whole[..], head.as_bytes(), b"%PDF-1.4 and then the line is cut"].concat();
        let huge = [&whole[..], head.as_bytes(), &vec![b'x'; 65 * 1024 * 1024], b"\r\n--b--\r\n"].concat();
        for body in [broken, huge] {
            let request = Request::post(&papers).header("content-type", "multipart/form-data; boundary=b");
            let page = citizen.ask(request, Body::from(body)).await;
            page.is(400).shows("Chưa có gì được lưu");
            assert_eq!(stored(&world).await, (0, 0, 0), "not even the whole file before it");
        }
    })
    .await;
}
