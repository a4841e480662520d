//! What a page must keep so that everybody can use it without a style sheet, a script or a mouse: read from its HTML.
//!
//! The end-to-end tests ask a browser as well; this is what can be known from the text, in milliseconds, for every page.

use std::collections::{BTreeMap, BTreeSet};

/// Elements without an end.
const VOID: [&str; 9] = ["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];
/// Elements that may not stand inside a paragraph.
const BLOCKS: [&str; 17] = [
    "article", "aside", "details", "div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3",
    "nav", "ol", "p", "section", "ul",
];
/// Elements that must say something.
const SPEAKING: [&str; 9] = ["a", "button", "h1", "h2", "h3", "label", "legend", "summary", "title"];

/// What is wrong with a page, in the order it is found.
pub fn faults(html: &str) -> Vec<String> {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        page.say(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = end_of_tag(rest) else { break };
        let tag = &rest[1..close];
        rest = &rest[close + 1..];
        match tag.strip_prefix('/') {
            Some(name) => page.close(name.trim()),
            None if tag.starts_with('!') => {}
            None => page.open(tag),
        }
    }
    page.finish(html)
}

/// The `>` that ends the tag at the start of `text`; one inside quotes does not.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut is_quoted = false;
    text.find(|c| {
        is_quoted ^= c == '"';
        c == '>' && !is_quoted
    })
}

type Attributes = BTreeMap<String, String>;

/// An element that is open.
struct Element {
    name: String,
    attributes: Attributes,
    says: bool,
}

#[derive(Default)]
struct Page {
    open: Vec<Element>,
    ids: BTreeSet<String>,
    labelled: BTreeSet<String>,
    /// Ids that are referred to, with who refers.
    references: Vec<(String, String)>,
    /// Controls without a name of their own: they need a label.
    controls: Vec<String>,
    headings: Vec<u8>,
    faults: Vec<String>,
}

impl Page {
    fn fault(&mut self, fault: impl Into<String>) {
        self.faults.push(fault.into());
    }

    fn inside(&self, name: &str) -> bool {
        self.open.iter().any(|element| element.name == name)
    }

    fn say(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.open.iter_mut().for_each(|element| element.says = true);
        }
    }

    fn open(&mut self, tag: &str) {
        let tag = tag.trim_end_matches('/');
        let (name, rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        let attributes = self.attributes(name, rest);
        self.nesting(name);
        self.security(name, &attributes);
        self.names(name, &attributes);
        if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse().ok()) {
            self.headings.push(level);
        }
        if !VOID.contains(&name) {
            self.open.push(Element { name: name.to_owned(), attributes, says: false });
        }
    }

    fn attributes(&mut self, name: &str, text: &str) -> Attributes {
        let mut attributes = Attributes::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
            let key = rest[..end].to_owned();
            rest = &rest[end..];
            let mut value = "";
            if let Some(quoted) = rest.strip_prefix("=\"") {
                let end = quoted.find('"').unwrap_or(quoted.len());
                (value, rest) = (&quoted[..end], quoted.get(end + 1..).unwrap_or(""));
            }
            rest = rest.trim_start_matches('=').trim_start();
            if attributes.insert(key.clone(), value.to_owned()).is_some() {
                self.fault(format!("<{name}> has {key} twice"));
            }
        }
        attributes
    }

    fn nesting(&mut self, name: &str) {
        if self.inside("p") && BLOCKS.contains(&name) {
            self.fault(format!("<{name}> inside <p>"));
        }
        for name in ["a", "button", "form", "label"]
            .into_iter()
            .filter(|same| *same == name && self.inside(same))
            .collect::<Vec<_>>()
        {
            self.fault(format!("<{name}> inside <{name}>"));
        }
        if name == "button" && self.inside("a") {
            self.fault("<button> inside <a>");
        }
    }

    /// The content policy forbids what is inline, so the browser would leave it out.
    fn security(&mut self, name: &str, attributes: &Attributes) {
        let is_data = attributes.get("type").is_some_and(|kind| kind == "application/json");
        if name == "style" || name == "script" && !attributes.contains_key("src") && !is_data {
            self.fault(format!("inline <{name}>"));
        }
        for key in attributes.keys().filter(|key| *key == "style" || key.starts_with("on")) {
            self.faults.push(format!("<{name}> has the inline attribute {key}"));
        }
        if attributes.get("href").is_some_and(|href| href.starts_with("javascript:")) {
            self.fault("a link that runs a script");
        }
    }

    fn names(&mut self, name: &str, attributes: &Attributes) {
        let get = |key: &str| attributes.get(key).map_or("", String::as_str);
        if let Some(id) = attributes.get("id")
            && !self.ids.insert(id.clone())
        {
            self.fault(format!("id {id} stands twice"));
        }
        if name == "label" && !get("for").is_empty() {
            self.labelled.insert(get("for").to_owned());
        }
        for key in ["for", "aria-describedby", "aria-labelledby", "aria-controls"] {
            let ids = get(key).split_whitespace().map(|id| (id.to_owned(), format!("{key} of <{name}>")));
            self.references.extend(ids);
        }
        if let Some(id) = get("href").strip_prefix('#').filter(|id| name == "a" && !id.is_empty()) {
            self.references.push((id.to_owned(), "a link".to_owned()));
        }
        let is_named =
            ["aria-label", "aria-labelledby"].iter().any(|key| !get(key).is_empty()) || self.inside("label");
        let is_control = matches!(name, "select" | "textarea")
            || name == "input" && !matches!(get("type"), "hidden" | "submit");
        if is_control && !is_named {
            self.controls.push(get("id").to_owned());
        }
        let needs = match name {
            "html" => "lang",
            "img" => "alt",
            "iframe" => "title",
            "form" => "action",
            "th" => "scope",
            "input" => "type",
            "button" => "type",
            _ => return,
        };
        if !attributes.contains_key(needs) {
            self.fault(format!("<{name}> without {needs}"));
        }
    }

    fn close(&mut self, name: &str) {
        let Some(element) = self.open.pop() else { return self.fault(format!("</{name}> closes nothing")) };
        if element.name != name {
            self.fault(format!("expected </{}>, found </{name}>", element.name));
        }
        let speaks_otherwise =
            ["aria-label", "aria-hidden"].iter().any(|key| element.attributes.contains_key(*key));
        let is_silent = !element.says && !speaks_otherwise;
        if is_silent && SPEAKING.contains(&element.name.as_str()) {
            self.fault(format!("an empty <{}>", element.name));
        }
    }

    fn finish(mut self, html: &str) -> Vec<String> {
        if let Some(element) = self.open.pop() {
            self.fault(format!("<{}> is never closed", element.name));
        }
        for (id, from) in std::mem::take(&mut self.references) {
            if !self.ids.contains(&id) {
                self.fault(format!("{from} refers to {id}, which is not on the page"));
            }
        }
        for id in std::mem::take(&mut self.controls) {
            if !self.labelled.contains(&id) {
                self.fault(format!("no label for the control {id:?}"));
            }
        }
        let firsts = self.headings.iter().filter(|level| **level == 1).count();
        if firsts != 1 {
            self.fault(format!("expected one h1, found {firsts}"));
        }
        if self.headings.windows(2).any(|pair| pair[1] > pair[0] + 1) {
            self.fault(format!("headings leave a level out: {:?}", self.headings));
        }
        if let Some(at) = html.find("Unknown localization") {
            self.fault(html[at..].chars().take(60).collect::<String>());
        }
        self.faults
    }
}

#[cfg(test)]
mod tests {
    use super::faults;

    fn check(body: &str, expected: &[&str]) {
        let html = format!("<!DOCTYPE html>\n<html lang=\"vi\"><body><h1>A</h1>{body}</body></html>");
        assert_eq!(faults(&html), expected, "{body}");
    }

    #[test]
    fn a_sound_page_has_no_faults() {
        check("<p><label for=\"a\">B</label><br><input id=\"a\" type=\"text\" value=\"x > y\"></p>", &[]);
        check("<script type=\"application/json\">{}</script><a href=\"#x\">C</a><h2 id=\"x\">D</h2>", &[]);
    }

    #[test]
    fn each_fault_is_named() {
        check("<p><b>x</p></b>", &["expected </b>, found </p>", "expected </p>, found </b>"]);
        check("<i id=\"a\"></i><i id=\"a\"></i>", &["id a stands twice"]);
        check("<input id=\"a\" type=\"text\">", &["no label for the control \"a\""]);
        check("<h1>B</h1>", &["expected one h1, found 2"]);
        check("<h3>B</h3>", &["headings leave a level out: [1, 3]"]);
        check("<p style=\"x\">a</p>", &["<p> has the inline attribute style"]);
        check("<script>a</script>", &["inline <script>"]);
        check("<p><div></div></p>", &["<div> inside <p>"]);
        check("<a href=\"#no\">a</a>", &["a link refers to no, which is not on the page"]);
        check("<button type=\"submit\"></button>", &["an empty <button>"]);
        check("<img src=\"a\">", &["<img> without alt"]);
    }
}
