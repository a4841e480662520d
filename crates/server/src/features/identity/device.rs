//! What a browser calls itself, in words (_thiết bị_).

use crate::ui::Words;

/// Browsers by the word that only they and those after them in this list write.
const BROWSERS: [(&str, &str); 7] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc_browser/", "Cốc Cốc"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Systems, likewise.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS ", "Chromebook"),
    ("Linux", "Linux"),
];

/// "Chrome trên Windows", "Chrome on Windows"; what is not known is shown as it came, cut.
pub fn name(agent: &str, words: Words) -> String {
    let find = |list: &[(&str, &'static str)]| {
        list.iter().find(|(word, _)| agent.contains(word)).map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} {} {system}", words.get("device-on")),
        _ if agent.is_empty() => words.get("device-unknown"),
        _ => agent.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Language;

    fn name(agent: &str) -> String {
        super::name(agent, Words::default())
    }

    #[test]
    fn a_device_is_named_in_the_language_of_the_page() {
        let english = Words { language: Language::En };
        assert_eq!(super::name("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", english), "Firefox on Linux");
        assert_eq!(super::name("", english), "unknown device");
    }

    #[test]
    fn browsers_that_pretend_to_be_others_are_told_apart() {
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
        assert_eq!(name(&format!("{windows} Chrome/130.0.0.0 Safari/537.36")), "Chrome trên Windows");
        assert_eq!(
            name(&format!("{windows} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0")),
            "Edge trên Windows"
        );
        assert_eq!(
            name("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            "Firefox trên Linux"
        );
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1";
        assert_eq!(name(phone), "Safari trên iPhone");
        assert_eq!(name("curl/8.9"), "curl/8.9");
        assert_eq!(name(""), "không rõ thiết bị");
    }
}
