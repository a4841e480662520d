//! What changed in the catalogue (_thay đổi của danh mục_), as an Atom feed: published revisions and imports of the national database.

use std::fmt::Write;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use crate::app::App;
use crate::features::catalogue::store::{self as rows, national};
use crate::platform::clock::timestamp;
use crate::platform::web::Found;

struct Entry {
    id: String,
    title: String,
    href: String,
    at: i64,
    text: String,
}

/// The last fifty of each kind, newest first. The feed is in Vietnamese, whoever reads it.
pub async fn get(State(app): State<Arc<App>>) -> Found {
    let base = &app.config.base_url;
    let revision = |(code, name, number, at): (String, String, i64, i64)| Entry {
        id: format!("{base}/thu-tuc/{code}#{number}"),
        title: if number == 1 { format!("Công bố: {name}") } else { format!("Sửa đổi: {name}") },
        href: format!("{base}/thu-tuc/{code}"),
        at,
        text: format!("Mã thủ tục {code}, phiên bản {number}."),
    };
    let import = |row: national::ImportRow| Entry {
        id: format!("{base}/thu-tuc#{}", row.id),
        title: format!("Cập nhật từ {}", row.source),
        href: format!("{base}/thu-tuc?noi-nop=noi-khac"),
        at: row.finished_at,
        text: format!(
            "{} thủ tục mới, {} thủ tục thay đổi trong {} thủ tục.",
            row.added, row.changed, row.records
        ),
    };
    let is_change = |row: &national::ImportRow| row.added + row.changed > 0;
    let mut entries: Vec<_> = rows::history(&app.store).await?.into_iter().map(revision).collect();
    entries.extend(national::imports(&app.store).await?.into_iter().filter(is_change).map(import));
    entries.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
    let feed = feed(base, &entries);
    Ok(([(CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed).into_response())
}

fn feed(base: &str, entries: &[Entry]) -> String {
    let updated = timestamp(entries.first().map_or(0, |entry| entry.at));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\">\n\
        <id>{base}/thu-tuc/thay-doi.atom</id>\n<title>Thay đổi của danh mục thủ tục hành chính</title>\n\
        <author><name>Một Cửa</name></author>\n<updated>{updated}</updated>\n\
        <link rel=\"self\" href=\"{base}/thu-tuc/thay-doi.atom\"/>\n<link href=\"{base}/thu-tuc\"/>\n",
        base = escaped(base)
    );
    for entry in entries {
        let _ = writeln!(
            xml,
            "<entry><id>{}</id><title>{}</title><link href=\"{}\"/><updated>{}</updated><summary>{}</summary></entry>",
            escaped(&entry.id),
            escaped(&entry.title),
            escaped(&entry.href),
            timestamp(entry.at),
            escaped(&entry.text)
        );
    }
    xml.push_str("</feed>\n");
    xml
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // Other control characters are not allowed in XML at all.
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_the_feed() {
        let entry = Entry {
            id: "a&b".into(),
            title: "<b>\u{1}".into(),
            href: "\"".into(),
            at: 0,
            text: "]]>".into(),
        };
        let xml = feed("http://motcua.test", &[entry]);
        assert!(xml.contains("<id>a&amp;b</id><title>&lt;b&gt;</title><link href=\"&quot;\"/><updated>1970-01-01T00:00:00Z</updated>"));
        assert!(xml.contains("]]&gt;"));
    }
}
