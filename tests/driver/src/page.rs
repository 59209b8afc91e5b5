//! Finding and using what is on the screen, by role and accessible name (product.md lists the names).

use anyhow::{Context, Result, bail};
use fantoccini::elements::Element;
use serde_json::{Value, json};

use crate::{PATIENCE, Page};

const FIND: &str = include_str!("page.js");
/// The key under which WebDriver hands out an element (W3C WebDriver, section 12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

impl Page {
    /// Everything visible with this ARIA role and exactly this accessible name, in the page's order; `None` takes any name. The
    /// role `field` is any form control: text box, number box, choice, switch, slider, group of radios.
    pub async fn find_all(&self, role: &str, name: Option<&str>) -> Result<Vec<Element>> {
        let answer = self
            .client()
            .execute(FIND, vec![json!(role), json!(name)])
            .await?;
        let found = answer.as_array().context("no list of elements")?;
        Ok(found
            .iter()
            .filter_map(|element| element.get(ELEMENT).and_then(Value::as_str))
            .map(|id| Element::from_element_id(self.client().clone(), id.to_owned().into()))
            .collect())
    }

    /// Whether it is on the screen now.
    pub async fn sees(&self, role: &str, name: &str) -> Result<bool> {
        Ok(!self.find_all(role, Some(name)).await?.is_empty())
    }

    /// Waits until it is on the screen; the first if there are several.
    pub async fn find(&self, role: &str, name: &str) -> Result<Element> {
        let mut found = None;
        self.wait_for(&format!("{role} “{name}”"), PATIENCE, async || {
            found = self.find_all(role, Some(name)).await?.into_iter().next();
            Ok(found.is_some())
        })
        .await?;
        found.context("found, then lost")
    }

    /// Waits until it is no longer on the screen.
    pub async fn gone(&self, role: &str, name: &str) -> Result<()> {
        let what = format!("{role} “{name}” to go");
        self.wait_for(&what, PATIENCE, async || Ok(!self.sees(role, name).await?))
            .await
    }

    /// Clicks it as soon as it is there, enabled and at rest; tries again while something covers it (a sheet that still moves).
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        self.wait_for(
            &format!("{role} “{name}” to take a click"),
            PATIENCE,
            async || {
                let Some(element) = self.find_all(role, Some(name)).await?.into_iter().next()
                else {
                    return Ok(false);
                };
                if !element.is_enabled().await? {
                    return Ok(false);
                }
                self.bring_into_view(&element).await?;
                if !self.rests(&element).await? {
                    return Ok(false);
                }
                self.pressed(element).await?.click().await?;
                Ok(true)
            },
        )
        .await
    }

    /// What a person's finger meets: the label of a radio button or check box that is itself drawn as nothing.
    async fn pressed(&self, element: Element) -> Result<Element> {
        const LABEL: &str = "const [it] = arguments; return it.matches('input[type=radio], input[type=checkbox]') && it.labels[0] || it";
        let args = vec![serde_json::to_value(&element)?];
        let label = self.client().execute(LABEL, args).await?;
        let id = label.get(ELEMENT).and_then(Value::as_str);
        Ok(id.map_or(element, |id| {
            Element::from_element_id(self.client().clone(), id.to_owned().into())
        }))
    }

    /// An attribute of what `find` gives, for example `aria-checked`.
    pub async fn attr(&self, role: &str, name: &str, attribute: &str) -> Result<Option<String>> {
        Ok(self.find(role, name).await?.attr(attribute).await?)
    }

    /// Waits until the attribute has this value.
    pub async fn expect_attr(
        &self,
        role: &str,
        name: &str,
        attribute: &str,
        value: &str,
    ) -> Result<()> {
        let mut last = None;
        let waited = self
            .wait_for(
                &format!("{role} “{name}” with {attribute}={value}"),
                PATIENCE,
                async || {
                    last = self.attr(role, name, attribute).await?;
                    Ok(last.as_deref() == Some(value))
                },
            )
            .await;
        waited.with_context(|| format!("{attribute} was {last:?}"))
    }

    /// Replaces the contents of the text or number field with this label by typing.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let what = format!("field “{label}” to take text");
        // Again while something covers it, as in `click`.
        self.wait_for(&what, PATIENCE, async || {
            self.type_into(label, text).await.map(|()| true)
        })
        .await
    }

    /// WebKitWebDriver scrolls by itself, but not inside a sheet with a footer, and then calls the element not interactable.
    async fn bring_into_view(&self, element: &Element) -> Result<()> {
        let args = vec![serde_json::to_value(element)?];
        let scroll = "arguments[0].scrollIntoView({ block: 'nearest' })";
        self.client().execute(scroll, args).await?;
        Ok(())
    }

    /// Whether it stays in its place for two frames: WebDriver clicks where it was a moment ago.
    async fn rests(&self, element: &Element) -> Result<bool> {
        const LOOK: &str = "const [element] = arguments;
            const place = () => JSON.stringify(element.getBoundingClientRect());
            const before = place();
            return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(place() === before))));";
        let args = vec![serde_json::to_value(element)?];
        Ok(self.client().execute(LOOK, args).await? == Value::Bool(true))
    }

    async fn type_into(&self, label: &str, text: &str) -> Result<()> {
        let field = self.find("field", label).await?;
        self.bring_into_view(&field).await?;
        field.clear().await?;
        if text.is_empty() {
            // Clearing tells the page only about `change`; frameworks listen to `input`.
            let args = vec![serde_json::to_value(&field)?];
            self.client()
                .execute(
                    "arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
                    args,
                )
                .await?;
            return Ok(());
        }
        field.send_keys(text).await?;
        let shown = field.prop("value").await?.unwrap_or_default();
        if shown != text {
            bail!("typed {text:?} into “{label}”, which shows {shown:?}");
        }
        Ok(())
    }

    /// Picks an option: in a `select`, in a group of radios, or in a list that opens.
    pub async fn choose(&self, label: &str, option: &str) -> Result<()> {
        let field = self.find("field", label).await?;
        if field.tag_name().await?.eq_ignore_ascii_case("select") {
            return Ok(field.select_by_label(option).await?);
        }
        if self.sees("radio", option).await? {
            return self.click("radio", option).await;
        }
        field.click().await?;
        self.click("option", option).await
    }

    /// The text of all elements with role `status`, one per line: the state of the connections.
    pub async fn status(&self) -> Result<String> {
        let mut lines = vec![];
        for element in self.find_all("status", None).await? {
            // Not WebDriver's text: WebKit's gives an empty one for what lies in a container with `contain`.
            lines.push(element.prop("innerText").await?.unwrap_or_default());
        }
        Ok(lines.join("\n"))
    }

    /// All text on the screen, for messages that have no role; without the places where a long word may be broken.
    pub async fn text(&self) -> Result<String> {
        let text = self.script("return document.body.innerText").await?;
        Ok(text.as_str().context("no text")?.replace('\u{ad}', ""))
    }

    /// Waits until `text` stands somewhere on the screen.
    pub async fn expect_text(&self, text: &str) -> Result<()> {
        let what = format!("the text {text:?}");
        self.wait_for(&what, PATIENCE, async || {
            Ok(self.text().await?.contains(text))
        })
        .await
    }
}
