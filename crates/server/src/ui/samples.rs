//! Samples of pages: every page struct is rendered by one test with plausible, invented content, and its markup is checked.

/// A page that can be rendered without a request. Collected by the macro of the same name.
pub struct Sample {
    /// Which page.
    pub name: &'static str,
    /// Renders it.
    pub render: fn() -> askama::Result<String>,
}

inventory::collect!(Sample);

#[test]
fn every_page_renders_with_sound_markup() {
    let mut faults = Vec::new();
    let mut pages = 0;
    for sample in inventory::iter::<Sample> {
        pages += 1;
        match (sample.render)() {
            Ok(html) => {
                faults.extend(
                    super::markup::faults(&html).into_iter().map(|fault| format!("{}: {fault}", sample.name)),
                );
            }
            Err(error) => faults.push(format!("{}: {error}", sample.name)),
        }
    }
    faults.sort();
    assert!(pages > 20, "only {pages} pages have a sample: the collection is broken");
    assert!(faults.is_empty(), "\n{}\n→ mend the template or the component\n", faults.join("\n"));
}
